"""Subtotals with a day (2025-03-18 日合计 9,000.00): what looks like one must be one, or it may be money left out.

A row whose only word is a mark of totals is no data (:mod:`.footer`). Where it has a day and an amount, and no running
balance would miss it, its amounts must be the sums of the rows above it: of that day, since the last such row, or of
all so far. A month, a quarter or a year may have begun before the file did; their sums are not held against it.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..cells.compare import folded
from . import values
from .rows import ZERO, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .rows import BankRow
    from .table_rows import Row

LONGER = re.compile("月|季|年|累计")
NO_SUM = Text(
    "“{word}”有日期和金额，却不是上面各行之和：是一笔收付，请把摘要写清楚；是合计，请核对金额",
    "“{word}” has a day and an amount, and is not the sum of the rows above: if it is a payment, word it as one;"
    " if it is a subtotal, mend its amount",
)


class _Dated(NamedTuple):
    """A footer that could be a movement by its cells."""

    number: int
    day: datetime.date
    sides: tuple[Decimal, Decimal]
    word: str


def doubtful(footers: Iterable[Row], rows: Iterable[BankRow]) -> list[Problem]:
    """Footers that may be a movement: they have a day and an amount that the rows above them do not add up to."""
    marked = [one for footer in footers if (one := _dated(footer))]
    if not marked:
        return []
    seen = _Seen(rows)
    above = iter(rows)
    row = next(above, None)
    problems: list[Problem] = []
    for one in marked:
        while row and row.place.row < one.number:
            seen.add(row)
            row = next(above, None)
        if not seen.is_sum(one):
            problems.append(Problem(one.number, NO_SUM.format(word=one.word)))
        seen.since = [ZERO, ZERO]
    return problems


class _Seen:
    """Sums of money out and in: of the rows so far, of those since the last subtotal, and of each day."""

    def __init__(self, rows: Iterable[BankRow]) -> None:
        self.all = [ZERO, ZERO]
        self.since = [ZERO, ZERO]
        # A day's subtotal may stand before its rows.
        self.days: dict[datetime.date, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
        for row in rows:
            self.days[row.date][row.amount > 0] += abs(row.amount)

    def add(self, row: BankRow) -> None:
        for sums in (self.all, self.since):
            sums[row.amount > 0] += abs(row.amount)

    def is_sum(self, one: _Dated) -> bool:
        """Whether each amount is a sum: on its own side, or, of one column for both, of either or the difference."""
        return any(_agree(one.sides, sums) for sums in (self.days[one.day], self.since, self.all))


def _agree(sides: Sequence[Decimal], sums: Sequence[Decimal]) -> bool:
    out, into = sums
    single = sides[0] or sides[1]
    two = bool(sides[0] and sides[1])
    return (
        (sides[0], sides[1]) == (out, into)
        if two
        else abs(single) in {out, into, abs(into - out), out + into}
    )


def _dated(footer: Row) -> _Dated | None:
    """A footer with a day and an amount in their columns; None for any other."""
    try:
        day = values.day(footer["date"])
        out, into, one = (values.amount(footer[field]) or ZERO for field in ("out", "in", "amount"))
    except EarmarkError:
        return None
    word = next(
        (w for cell in footer.cells if isinstance(cell, str) and re.search("[合小累总]", w := folded(cell))),
        "",
    )
    if not (out or into or one) or LONGER.search(word):
        return None
    return _Dated(footer.number, day, (out or one, into), word)
