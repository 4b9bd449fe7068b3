from __future__ import annotations

import re
from pathlib import Path

import pytest

# Samples are put together below, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w./~:-])/(?:work|root|home|Users)/[\w.-]+")
REGISTRY = re.compile(
    r"(?:index|registry)[-_](?:url)|find-(?:links)|\"resolved\":\s*\"http|https?://[^\s\"']*/(?:simple|packages)/"
)


def found(pattern: re.Pattern[str], paths: list[Path], root: Path) -> list[str]:
    """FILE:ROW of each line that holds the pattern."""
    return [
        f"{path.relative_to(root)}:{row}"
        for path in paths
        for row, line in enumerate(path.read_bytes().decode("utf-8", "ignore").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_tracked_file_carries_a_path_of_one_machine(root: Path, tracked: list[Path]) -> None:
    assert found(MACHINE_PATH, tracked, root) == []


def test_no_tracked_file_carries_the_address_of_a_registry(root: Path, tracked: list[Path]) -> None:
    assert found(REGISTRY, tracked, root) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MACHINE_PATH, 'open("/' + 'home/chen/books")'),
        (MACHINE_PATH, "/" + "work/main"),
        (REGISTRY, "pip install --index-" + "url X"),
        (REGISTRY, "https://example.org/" + "simple/click/"),
    ],
)
def test_a_leak_is_seen(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


@pytest.mark.parametrize("line", ["https://example.org/home/page", "docs/home/x", "../home/y", "~/home/z"])
def test_an_ordinary_path_is_no_leak(line: str) -> None:
    assert not MACHINE_PATH.search(line)
