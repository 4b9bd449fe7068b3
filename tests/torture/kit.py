"""What all attacks share: scratch folders, books as files in memory, and the result that each attack gives."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SEED = 20120105
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
MOST_TOLD = 5

Files = dict[str, bytes]


@dataclass
class Result:
    """What came of one attack: how many cases, what became of them, and which did what none may do."""

    attack: str
    cases: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    skipped: str = ""

    def add(self, outcome: str) -> None:
        """One case, and what became of it."""
        self.cases += 1
        self.outcomes[outcome] += 1

    def fail(self, what: str) -> None:
        """A case that broke a promise."""
        self.add("FAILED")
        self.failures.append(what)

    def join(self, other: Result) -> None:
        """Add another piece of the same attack."""
        self.cases += other.cases
        self.outcomes += other.outcomes
        self.failures += other.failures
        self.skipped = self.skipped or other.skipped

    def row(self) -> str:
        """The attack as a row of the table."""
        said = self.skipped or ", ".join(f"{n} {what}" for what, n in sorted(self.outcomes.items()))
        return f"| {self.attack} | {self.cases} | {said} | {len(self.failures)} |"


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for one case, in memory where the system has such a place."""
    folder = Path(tempfile.mkdtemp(prefix="torture-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def lay_out(root: Path, files: Files) -> Path:
    """Write books given as files; gives `root`."""
    root.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        place = root / path
        if not place.parent.is_dir():
            place.parent.mkdir(parents=True)
        place.write_bytes(data)
    return root


def files_of(root: Path) -> Files:
    """All files of the books but those of the store itself."""
    found: Files = {}
    for folder, names, files in os.walk(root):
        if folder == str(root) and ".earmark" in names:
            names.remove(".earmark")
        for name in files:
            place = Path(folder, name)
            found[place.relative_to(root).as_posix()] = place.read_bytes()
    return found
