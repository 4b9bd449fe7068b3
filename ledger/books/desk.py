"""A writing session: one person at the books, one commit for everything that was changed.

    with desk(books, by="chen") as at:
        at.append("awards/WH2025-007/acts.beancount", [to_custom(decision)])
        at.log("awards/WH2025-007/log", [("decision", decision.id, to_custom(decision))])

Nothing reaches the disk until the block ends without an error; then all of it does, or none (see :mod:`..files.store`). The
generated top files follow from what changed.
"""

from __future__ import annotations

import datetime
import itertools
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from ..awards.register import Grant, only_grant
from ..base.record import Record, records
from ..files.emit import cleaned, emit
from . import log, tops

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ..files.store import Transaction
    from .books import Books

R = TypeVar("R", bound=Record)


MAIN = "main.beancount"


class Desk:
    """Reads what is on disk or was already changed in this session, and collects what is to be written."""

    def __init__(self, books: Books, tx: Transaction, by: str, recorded: str) -> None:
        """``recorded`` is the moment of writing (ISO, with its zone) that every record of the session carries."""
        self.books = books
        self.by = by
        self.recorded = recorded
        self._tx = tx
        self._new: dict[str, bytes | None] = {}

    @property
    def today(self) -> datetime.date:
        """The day of the session."""
        return datetime.datetime.fromisoformat(self.recorded).date()

    # ---------------------------------------------------------------- files

    def read(self, path: str) -> bytes | None:
        """The bytes of a file as this session sees it; None when it is not there."""
        return self._new[path] if path in self._new else self._tx.read(path)

    def write(self, path: str, data: bytes) -> None:
        """Replace a file when the session ends."""
        if path not in self._new:
            self._tx.read(path)
        self._new[path] = data

    def delete(self, path: str) -> None:
        """Remove a file when the session ends."""
        if path not in self._new:
            self._tx.read(path)
        self._new[path] = None

    # ---------------------------------------------------------------- directives

    def entries(self, path: str) -> list[Any]:
        """The directives of a file as this session sees it."""
        return self.books.entries(path, self.read(path) or b"")

    def records(self, cls: type[R], path: str) -> list[R]:
        """The records of one kind in a file."""
        return records(cls, self.entries(path))

    def append(self, path: str, entries: Sequence[Any]) -> None:
        """Add directives at the end of a file; what is there stays byte for byte."""
        if entries:
            before = self.read(path) or b""
            self.write(path, before + b"\n" * bool(before) + emit(entries).encode())

    def replace(self, path: str, entries: Sequence[Any], *, head: str = "") -> None:
        """Write a file anew from directives (drafts, the shares of a bank's book)."""
        self.write(path, (head + ("\n" + emit(entries) if entries else "")).encode())

    # ---------------------------------------------------------------- the log

    def log(self, path: str, events: Sequence[tuple[str, str, Any]]) -> None:
        """Add lines to a log; each event is (kind, id, directive)."""
        hashed = [(kind, id_, log.leaf_of(cleaned(entry))) for kind, id_, entry in events]
        self.write(path, log.appended(self.read(path), hashed, self.recorded, self.by))

    # ---------------------------------------------------------------- the end of the session

    def finish(self) -> None:
        """Hand everything to the store, top files included."""
        if self._new:
            self.write_tops(self._touched())
        for path, data in self._new.items():
            if data is None:
                self._tx.delete(path)
            else:
                self._tx.write(path, data)

    def files(self, folder: str) -> list[str]:
        """The ledger files of a folder as this session leaves them."""
        here = {path for path in self._new if path.startswith(folder + "/") and path.endswith(".beancount")}
        kept = {path for path in self.books.files(folder) if path not in here}
        return sorted(kept | {path for path in here if self._new[path] is not None})

    def voucher_files(self, award: str) -> list[str]:
        """The months with posted vouchers."""
        return self.files(f"awards/{award}/vouchers")

    def bank_files(self) -> list[str]:
        """The books of all bank accounts."""
        return self.files("banks")

    def award_ids(self) -> list[str]:
        """All awards, one opened in this session included."""
        new = {path.split("/")[1] for path in self._new if path.endswith("/register.beancount")}
        return sorted(new | set(self.books.award_ids()))

    def write_tops(self, awards: Collection[str]) -> None:
        """Write the generated top files of these awards and of all together, where they are not what they should be.

        No other award's register is read: what is damaged there stops nobody here.
        """
        grants = [self._grant(f"awards/{award}/register.beancount") for award in sorted(awards)]
        for grant in grants:
            top = tops.award_top(grant, self._parts(grant.id), self.books.config)
            self._changed(f"awards/{grant.id}/award.beancount", top)
        before = (self.read(MAIN) or b"").decode("utf-8", "replace")
        two_sets = any(map(tops.has_two_sets, grants)) or tops.BUDGET_SET in before
        parts = {award: self._parts(award) for award in self.award_ids()}
        self._changed(MAIN, tops.main_top(parts, self.books.config, two_sets=two_sets))

    def _touched(self) -> set[str]:
        """The awards of which this session changes anything."""
        return {path.split("/")[1] for path in self._new if path.startswith("awards/")}

    def _parts(self, award: str) -> list[str]:
        return [path for folder in tops.FOLDERS for path in self.files(f"awards/{award}/{folder}")]

    def _grant(self, path: str) -> Grant:
        return only_grant(self.records(Grant, path), self.books.root / path)

    def _changed(self, path: str, text: str) -> None:
        if self.read(path) != text.encode():
            self.write(path, text.encode())


def now() -> str:
    """This moment as records carry it: to the second, with its zone."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")


@contextmanager
def desk(books: Books, by: str) -> Iterator[Desk]:
    """Sit down to write, as a person of people.beancount.

    Raises :class:`.books.NoSuchPerson`, :class:`..files.store.BooksBusy`, :class:`..files.store.ChangedMeanwhile`.
    """
    books.person(by)
    with books.store.writing(by=by) as tx:
        at = Desk(books, tx, by, now())
        yield at
        at.finish()


def next_id(prefix: str, taken: Iterable[str], *, digits: int = 4) -> str:
    """The next free id: ``WH2025-007-V`` and 12 taken gives WH2025-007-V0013. Ids are never used again."""
    return next(free_ids(prefix, taken, digits=digits))


def free_ids(prefix: str, taken: Iterable[str], *, digits: int = 4) -> Iterator[str]:
    """The free ids behind a prefix, one after the other."""
    ends = (id_.removeprefix(prefix) for id_ in taken if id_.startswith(prefix))
    last = max((int(end) for end in ends if end.isdigit()), default=0)
    return (f"{prefix}{number:0{digits}d}" for number in itertools.count(last + 1))
