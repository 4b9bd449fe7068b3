"""A bank account's balance at the end of each day, from what its rows state.

    the day before + what moved = the end of the day

Statements stand oldest or newest first, and of an ordinary account most rows state no balance here, for they are nobody's. So
each stated balance is carried to the end of its day in both orders; the end that goes on from the day before is the right one.
Where none does, rows are missing or doubled, or the statement begins with another balance than the last one ended.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..base.amount import NIL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .bank import StoredRow


class DayEnd(NamedTuple):
    """Balance at the end of a day, in CNY; ``expected``: the day before's and what moved, None on the first day that is known."""

    day: datetime.date
    balance: Decimal
    expected: Decimal | None
    moved: Decimal

    @property
    def jump(self) -> Decimal:
        """What the balance has more than the day before's and the rows explain."""
        return NIL if self.expected is None else self.balance - self.expected

    @property
    def before(self) -> Decimal:
        """The balance that the day's rows begin with."""
        return (self.balance if self.expected is None else self.expected) - self.moved


def day_ends(rows: Iterable[StoredRow], likely: Iterable[Decimal] = ()) -> list[DayEnd]:
    """Each day with rows, from the first one whose balance is known; ``likely``: what may have been there before the first row."""
    found: list[DayEnd] = []
    last: Decimal | None = None
    starts = [*likely, NIL]
    for day, group in groupby(sorted(rows, key=_place), key=lambda row: row.date):
        moved = list(group)
        change = sum((row.amount for row in moved), NIL)
        ends = _ends(moved, change)
        starts = [start + change for start in starts]
        if last is None and ends:
            last = next((end for end in starts if end in ends), ends[0])
            found.append(DayEnd(day, last, None, change))
        elif last is not None:
            expected = last + change
            last = expected if not ends or expected in ends else ends[0]
            found.append(DayEnd(day, last, expected, change))
    return found


def _ends(rows: Sequence[StoredRow], change: Decimal) -> list[Decimal]:
    """What the end of a day can be, by the balances that its rows state; the likeliest first."""
    told = [row.balance for row in rows if row.balance is not None]
    found = [ends[0] for order in (rows, rows[::-1]) if (ends := _carried(order)) and len(set(ends)) == 1]
    if len(told) == len(rows):
        before = {row.balance - row.amount for row in rows if row.balance is not None}
        found += [end for end in reversed(told) if end - change in before]
    return list(dict.fromkeys(found or told[::-1]))


def _carried(order: Sequence[StoredRow]) -> list[Decimal]:
    """Each stated balance with all that came after it, in one order."""
    rest, ends = NIL, []
    for row in reversed(order):
        if row.balance is not None:
            ends.append(row.balance + rest)
        rest += row.amount
    return ends


def _place(row: StoredRow) -> tuple[datetime.date, int]:
    """By day, then as they came: ICBC-8801:7 before ICBC-8801:10."""
    return row.date, int(row.id.rsplit(":", 1)[-1])
