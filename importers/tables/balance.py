"""The running balance of a statement: the best test of integrity that there is.

Each row's balance must be the balance before it and its amount. Rows may stand oldest first or newest first, and
the rows of one day the other way round than the days; where days run one way, they come first. The opening
balance is what the first row implies. Where the chain breaks the row is named, once:
when the rows after it go on from the balance that was expected, its balance is at fault, else its amount,
or a row before it is missing.
"""

from __future__ import annotations

import datetime
import itertools
from decimal import Decimal
from operator import add, eq, ge, le
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .rows import BankRow


class Link(NamedTuple):
    """One row in the chain; ``amount`` is None where it could not be read, ``balance`` where it has none."""

    row: int
    amount: Decimal | None
    balance: Decimal | None
    day: datetime.date | None = None


class Break(NamedTuple):
    """A row whose balance is not what it should be, in CNY."""

    row: int
    stated: Decimal
    expected: Decimal


class Run(NamedTuple):
    """A chain read in one order: where it breaks, what was there before and after, rows that nothing proves."""

    breaks: list[Break]
    opening: Decimal | None
    closing: Decimal | None
    unproven: list[int]
    """Rows at the end without a balance, when rows before them have one."""
    first: int | None = None
    """The first row that has a balance."""


class Running:
    """Goes along while rows are read; nearly all statements are one run, and then no row is looked at again."""

    def __init__(self) -> None:
        self.first: BankRow | None = None
        self.last: BankRow | None = None
        self.up = self.down = self.whole = self.solid = True
        """Oldest first, newest first; each row with a balance; none below nothing."""

    def see(self, row: BankRow) -> None:
        """The next row of the file."""
        before, self.last = self.last, row
        balance = row.balance
        if balance is None:
            self.whole = False
        elif balance < 0:
            self.solid = False
        if before is None:
            self.first = row
        elif self.whole:
            self.up = self.up and before.date <= row.date and _follows(row, before)
            self.down = self.down and before.date >= row.date and _follows(before, row)

    def run(self) -> Run | None:
        """The one run that the rows are; None where days do not decide which, or something breaks it."""
        first, last = self.first, self.last
        if not (first and last and self.whole and self.up is not self.down) or first.date == last.date:
            return None
        first, last = (first, last) if self.up else (last, first)
        opening = None if first.balance is None else first.balance - first.amount
        return Run([], opening, last.balance, [], first.place.row)


def _follows(row: BankRow, before: BankRow) -> bool:
    """Whether a row's balance is the one before it and the row's amount."""
    return before.balance is not None and before.balance + row.amount == row.balance


def runs(chain: Sequence[Link], *, by_days: bool = False) -> list[Run]:
    """The chain in the order of time that breaks it least; in each of them where several break it equally.

    A bank may post the payment of yesterday after one of today: so where the order of the days breaks it, the
    others are tried too, unless ``by_days`` says that days alone decide.
    """
    found: list[Run] = []
    others = [] if by_days else [(False, chain), (False, chain[::-1])]
    for decided, order in (*_orders(chain), *others):
        run = _run(order)
        if decided and not run.breaks:
            return [run]
        if found and len(run.breaks) < len(found[0].breaks):
            found.clear()
        if not found or len(run.breaks) == len(found[0].breaks):
            found.append(run)
    return found


def _orders(chain: Sequence[Link]) -> Iterator[tuple[bool, Sequence[Link]]]:
    """The orders in which rows may have come about, and whether their days decide for it."""
    days = [link.day for link in chain if link.day]
    rising = all(map(le, days, itertools.islice(days, 1, None)))
    falling = all(map(ge, days, itertools.islice(days, 1, None)))
    newest_first = chain[::-1]
    if rising or not falling:
        yield not falling, chain
    if falling or not rising:
        yield not rising, newest_first
    if len(days) == len(chain) and not (rising and falling):
        for one in (chain, newest_first):
            if one is not (chain if rising else newest_first):
                yield False, sorted(one, key=lambda link: link.day or datetime.date.min)


def _run(chain: Sequence[Link]) -> Run:
    first = next((link for link in chain if link.balance is not None), None)
    if first is None:
        return Run([], None, None, [])
    stated = [link.balance is not None for link in chain]
    until = chain[: stated.index(True) + 1]
    moved = [link.amount for link in until]
    opening = first.balance if first.balance is not None else None
    for amount in moved:
        opening = None if opening is None or amount is None else opening - amount
    last = len(stated) - stated[::-1].index(True)
    return Run(
        _breaks(chain), opening, chain[last - 1].balance, [link.row for link in chain[last:]], first.row
    )


def breaks(chain: Sequence[Link], *, by_days: bool = False) -> list[Break]:
    """Where the chain breaks, read in the order of time that breaks it least."""
    return runs(chain, by_days=by_days)[0].breaks


def _breaks(chain: Sequence[Link]) -> list[Break]:
    if _whole(chain):
        return []
    found: list[Break] = []
    before: Decimal | None = None
    for position, link in enumerate(chain):
        expected = None if before is None or link.amount is None else before + link.amount
        if expected is None or link.balance is None:
            before = link.balance if link.balance is not None else expected
        elif link.balance == expected:
            before = expected
        else:
            found.append(Break(link.row, link.balance, expected))
            following = chain[position + 1] if position + 1 < len(chain) else None
            before = expected if _goes_on(following, expected) else link.balance
    return found


def _whole(chain: Sequence[Link]) -> bool:
    """Whether every row has a balance, and each is the one before it and the row's amount: as nearly always."""
    amounts = [link.amount for link in chain[1:]]
    balances = [link.balance for link in chain]
    if None in amounts or None in balances:
        return False
    return all(map(eq, map(add, balances, amounts), balances[1:]))


def _goes_on(following: Link | None, balance: Decimal) -> bool:
    """Whether the next row follows from ``balance``."""
    return (
        following is not None
        and following.amount is not None
        and following.balance == balance + following.amount
    )
