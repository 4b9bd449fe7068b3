"""The rows of a statement between its file and the books, where nothing goes before the whole of it holds.

    spool = Spool("s.csv")
    spool.add(row)
    spool.rows()    → a tuple of a month's rows; of a hundred thousand the spool itself, which makes them anew

A row takes a kilobyte of memory. What is more than a few thousand lies in a temporary file without a name.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, overload

from earmark.ledger.vouchers.charge import Source

from ..cells.scratch import Scratch
from .rows import BankRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BLOCK = 2000


class Spool(Sequence[BankRow]):
    """Rows of one file in their order."""

    def __init__(self, file: str, rows: Iterable[BankRow] = ()) -> None:
        self.name = file
        self.held: list[BankRow] = []
        self.blocks = 0
        self.store: Scratch | None = None
        for row in rows:
            self.add(row)

    def add(self, row: BankRow) -> None:
        """One more."""
        self.held.append(row)
        if len(self.held) == BLOCK:
            self._put()

    def _put(self) -> None:
        self.store = self.store or Scratch()
        self.store.write(pickle.dumps(_columns(self.held), protocol=5))
        self.blocks += 1
        self.held = []

    def rows(self) -> Sequence[BankRow]:
        """All of them, as somebody may keep them."""
        return self if self.blocks else tuple(self.held)

    def __iter__(self) -> Iterator[BankRow]:
        """All rows, from the first."""
        yield from self._put_away()
        yield from self.held

    def _put_away(self) -> Iterator[BankRow]:
        there = self.store.read() if self.store else io.BytesIO()
        for _ in range(self.blocks):
            # Nobody but this process can write there.
            yield from _rows(self.name, pickle.load(there))  # noqa: S301

    def __len__(self) -> int:
        """How many rows there are."""
        return self.blocks * BLOCK + len(self.held)

    @overload
    def __getitem__(self, place: int) -> BankRow: ...

    @overload
    def __getitem__(self, place: slice) -> list[BankRow]: ...

    def __getitem__(self, place: int | slice) -> BankRow | list[BankRow]:
        """One row, or some; who wants many goes through all."""
        return [*self][place]


def _columns(rows: list[BankRow]) -> list[Sequence[Any]]:
    """Rows by columns, amounts as text: half the time of a pickle of the rows."""
    place, date, amount, time, balance, *words = zip(*rows, strict=True)
    held = [None if one is None else str(one) for one in balance]
    return [[one.row for one in place], date, [*map(str, amount)], time, held, *words]


def _rows(file: str, columns: list[Sequence[Any]]) -> Iterator[BankRow]:
    number, date, amount, time, balance, *words = columns
    place = (Source(file, one) for one in number)
    held = (one and Decimal(one) for one in balance)
    return map(BankRow, place, date, map(Decimal, amount), time, held, *words)
