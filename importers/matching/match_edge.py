"""What can be what: rows and bookings of one amount, no more than a week apart, whose names do not contradict each other.

Of an amount that stands more than :data:`NEAREST` times in the two weeks around a row only the nearest are looked at, and
those of the same name: the work per row stays bounded however crowded a year is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..cells.compare import folded, nearness
from .match_item import WINDOW, Item, apart, named_alike
from .pair import DAYS, STRANGERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

NEAREST = 30
CONTAINED = 0.9
"""A name that is part of the other, see :func:`..cells.compare.likeness`."""
SURE = 0.6
"""Two persons of one family name are half alike."""
TELLING = 4
"""A shorter name than this may be part of many."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A row and a booking that can be one, and how well they go together, 1 to 99."""

    row: Item
    leg: Item
    weight: int
    names: float | None
    words: float
    crowded: bool
    """Whether the row has more of its amount around it than were looked at."""

    @property
    def ids(self) -> tuple[str, str]:
        """Row and booking."""
        return (self.row.id, self.leg.id)

    @property
    def strong(self) -> bool:
        """Whether more than amount and day speaks for it."""
        return self.named or (self.names is None and self.words > STRANGERS)

    @property
    def named(self) -> bool:
        """Whether a name speaks for it."""
        return self.names is not None and self.names >= SURE

    @property
    def plain(self) -> bool:
        """Whether a bookkeeper would need no second look, if there is no rival."""
        days = apart(self.row, self.leg)
        if self.crowded and (days or self.names != 1):
            return False
        if self.names is None:
            return self.words >= CONTAINED and not days
        short = min(len(folded(self.row.party)), len(folded(self.leg.party)))
        return days <= DAYS and (self.names == 1 or (self.names >= CONTAINED and short >= TELLING))


def edges(bank: Iterable[Item], book: Iterable[Item], *, strangers: bool = False) -> list[Edge]:
    """All that can be one; with ``strangers`` only what has names that contradict each other."""
    shelf = _Shelf(book)
    found = []
    for row in bank:
        legs, crowded = shelf.near(row)
        found += [edge for leg in legs if (edge := _edge(row, leg, crowded=crowded, strangers=strangers))]
    return found


class _Shelf:
    """Bookings by amount, and by amount and name, in order of days."""

    def __init__(self, book: Iterable[Item]) -> None:
        self._by_amount: dict[Decimal, list[Item]] = defaultdict(list)
        self._by_name: dict[tuple[Decimal, str], list[Item]] = defaultdict(list)
        for leg in sorted(book, key=lambda one: (one.date, one.id)):
            self._by_amount[leg.amount].append(leg)
            self._by_name[leg.amount, leg.party_key].append(leg)

    def near(self, row: Item) -> tuple[list[Item], bool]:
        """Bookings of the row's amount within the window, and whether some were left out."""
        some, left_out = _nearest(self._by_amount.get(row.amount, ()), row)
        if left_out:
            named, _ = _nearest(self._by_name.get((row.amount, row.party_key), ()), row)
            some = list(dict.fromkeys((*named, *some)))
        return some, left_out


def _nearest(some: Sequence[Item], row: Item) -> tuple[list[Item], bool]:
    """Items of the window, at most so many, and whether there are more."""
    first = bisect_left(some, row.date - timedelta(WINDOW), key=_day)
    last = bisect_right(some, row.date + timedelta(WINDOW), key=_day)
    if last - first <= NEAREST:
        return list(some[first:last]), False
    at = bisect_left(some, row.date, key=_day)
    around = some[max(first, at - NEAREST) : min(last, at + NEAREST)]
    return sorted(around, key=lambda one: apart(one, row))[:NEAREST], True


def _day(item: Item) -> date:
    return item.date


def _edge(row: Item, leg: Item, *, crowded: bool, strangers: bool) -> Edge | None:
    names = named_alike(row, leg)
    if strangers != (names is not None and names < STRANGERS):
        return None
    words = nearness(row.words_key, leg.words_key)
    said = 25 if names is None else int(75 * names)
    return Edge(row, leg, max(1, said + int(14 * words) + 10 - 4 * apart(row, leg)), names, words, crowded)
