"""docs/policies.md: the policy in it is read, and its commands are typed in the demo's books, in their order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from earmark.plugins.judging.coverage import coverage
from earmark.plugins.policy import load_policy

Office = Any
"""The office of conftest, which tests cannot import."""
pytestmark = pytest.mark.xdist_group("demo")

PAGE = (Path(__file__).parents[2] / "docs" / "policies.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[0]
COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]


def test_the_policy_of_the_page_leaves_no_clause_open() -> None:
    policy = load_policy(EXAMPLE.encode())
    assert [c.id for c in coverage(policy) if c.open] == []


def test_the_commands_of_the_page(own_demo: Office) -> None:
    (own_demo.folder / "measures-2026.toml").write_text(EXAMPLE, encoding="utf-8")
    said = {}
    for line in COMMANDS:
        command, _, remark = line.partition("   #")
        code = int(remark[-1]) if remark else 0
        said[command.split()[2]] = own_demo(command.removeprefix("earmark "), code).out
    assert "不再有" in said["try"]
    assert "自然日 算一头（zhou，2026-01-05，武科协函〔2026〕2号）" in said["show"]
    assert "不由规则检查：“实效”没有可以核对的标准" in said["show"]
    assert "未答复" in said["show"]
    own_demo("check")
