"""The page for inspectors names tests; each must be there."""

from __future__ import annotations

import re
from pathlib import Path

FILE = re.compile(r"`(tests/[\w/]+\.py)`([^`|]*)")


def test_each_requirement_names_tests_that_exist(root: Path) -> None:
    page = (root / "docs/process.md").read_text("utf-8")
    named = [
        (file, name)
        for row in page.splitlines()
        for file, names in FILE.findall(row)
        for name in re.findall(r"test_\w+", names)
    ]
    assert len(named) > 30
    missing = [(file, name) for file, name in named if f"def {name}(" not in (root / file).read_text("utf-8")]
    assert missing == []
