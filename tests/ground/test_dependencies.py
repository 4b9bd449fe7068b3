from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest


def plain(requirement: str) -> str:
    """The name of a requirement as registries compare it: `XlsxWriter>=3.1` is `xlsxwriter`."""
    return re.sub(r"[-_.]+", "-", re.split(r"[ =<>!~\[;]", requirement, maxsplit=1)[0]).lower()


@pytest.fixture
def named(root: Path) -> dict[str, set[str]]:
    """The packages that pyproject.toml names, by the heading they have in docs/dependencies.md."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return {
        "Run time": {plain(item) for item in project["dependencies"]},
        "Development": {plain(item) for item in project["optional-dependencies"]["dev"]},
    }


def test_every_dependency_is_pinned(root: Path, named: dict[str, set[str]]) -> None:
    lines = (root / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
    assert named["Run time"] | named["Development"] <= {plain(pin) for pin in pins}


@pytest.mark.parametrize("heading", ["Run time", "Development"])
def test_every_dependency_is_accounted_for(root: Path, named: dict[str, set[str]], heading: str) -> None:
    page = (root / "docs" / "dependencies.md").read_text("utf-8")
    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([\w.-]+) \|", section, re.MULTILINE)
    assert {plain(row) for row in rows if row != "package"} == named[heading]
