"""The books as somebody saw them at the end of a day: only what had been recorded by then, whatever day it speaks of.

    with rewound(books, datetime.date(2025, 12, 31)) as then:
        audit_award(then, "WH2025-007")

A copy in a folder of its own, gone when the block ends. A voucher that was posted later was a draft, or was not there; acts, orders,
register lines, papers, bank rows and adopted policies that were recorded later are left out, and so is what later closings and
reports listed. What no record keeps is as it is now: the private list of parties, and how a draft looked before it was changed or
dropped. Documents are not copied.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beancount.core.data import Custom, Document, Transaction

from ..awards.register import Grant
from ..files.emit import emit
from ..findings.listing import moment
from ..vouchers.attaching import as_written
from ..vouchers.drafts import HEAD
from ..vouchers.voucher import from_entry, to_entry
from . import tops
from .books import CONFIG, Books
from .log import read_log

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator


@contextmanager
def rewound(books: Books, day: datetime.date) -> Iterator[Books]:
    """The books as they were at the end of a day, to be read only."""
    with tempfile.TemporaryDirectory(prefix="earmark-") as folder:
        root = Path(folder).resolve() / "books"
        _Rewinder(books, root, day).write()
        yield Books.open(root)


class _Rewinder:
    """Writes the books of a day into a folder."""

    def __init__(self, books: Books, root: Path, day: datetime.date) -> None:
        self.books, self.root, self.day = books, root, day

    def write(self) -> None:
        self._copy(CONFIG)
        for name in self.books.store.names("policies"):
            self._copy(f"policies/{name}")
        for folder in ("programmes", "banks"):
            for path in self.books.files(folder):
                self._text(path, self._then(path))
        self._text("people.beancount", self._then("people.beancount"))
        if (self.books.root / "parties").is_dir():
            (self.root / "parties").symlink_to(self.books.root.resolve() / "parties")
        known = [award for award in self.books.award_ids() if self._there(award)]
        for award in known:
            self._award(award)
        then = Books.open(self.root)
        for award in known:
            grant = then.records(Grant, f"awards/{award}/register.beancount")[0]
            top = tops.award_top(grant, then.parts(award), then.config)
            self._bytes(f"awards/{award}/award.beancount", top.encode())

    def _there(self, award: str) -> bool:
        grants = self.books.records(Grant, f"awards/{award}/register.beancount")
        return all(self._by(grant.recorded) for grant in grants)

    def _award(self, award: str) -> None:
        folder = f"awards/{award}"
        for part in ("register", "accounts", "answers", "acts"):
            self._text(f"{folder}/{part}.beancount", self._then(f"{folder}/{part}.beancount"))
        for path in (*self.books.files(f"{folder}/imports"), *self.books.files(f"{folder}/evidence")):
            entries = self._then(path)
            if any(isinstance(e, Custom) for e in entries):
                self._text(path, entries)
        self._text(f"claims/{award}.beancount", self._then(f"claims/{award}.beancount"))
        self._vouchers(award)
        for place in ("seals", "reports"):
            for name in self.books.store.names(f"{folder}/{place}"):
                self._copy(f"{folder}/{place}/{name}")
        log = self.books.read(f"{folder}/log")
        lines = "".join(f"{line}\n" for line in read_log(log) if self._by(line.recorded))
        self._bytes(f"{folder}/log", lines.encode())

    def _vouchers(self, award: str) -> None:
        """Months with what was posted by then; what was posted later is a draft, if it was there."""
        drafts = self._then(f"awards/{award}/drafts.beancount")
        for path in self.books.voucher_files(award):
            entries = self._then(path)
            posted = [e for e in entries if self._by(e.meta.get("posted-at"))]
            drafts += [_draft(e) for e in entries if e not in posted]
            if posted:
                self._text(path, posted)
        ordered = sorted(drafts, key=lambda e: (e.date, str(e.meta["id"])))
        self._bytes(f"awards/{award}/drafts.beancount", (HEAD + "\n" + emit(ordered)).encode())

    # ---------------------------------------------------------------- one file

    def _then(self, path: str) -> list[Any]:
        """The directives of a file that had been recorded; a document stays with the record above it."""
        kept, above = [], True
        for entry in self.books.entries(path):
            if not isinstance(entry, Document):
                above = self._by(entry.meta.get("recorded"))
            if above:
                kept.append(as_written(entry))
        return kept

    def _by(self, recorded: object) -> bool:
        return moment(str(recorded)).date() <= self.day

    def _text(self, path: str, entries: Iterable[Any]) -> None:
        self._bytes(path, emit(list(entries)).encode())

    def _copy(self, path: str) -> None:
        self._bytes(path, self.books.read(path) or b"")

    def _bytes(self, path: str, data: bytes) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def _draft(entry: Transaction) -> Transaction:
    return to_entry(replace(from_entry(entry), number=None, posted_at=None, posted_by=None))
