"""Which rows of the bank are which bookings, by evidence, each match with its reason and strength.

    match([Item("ICBC-8801:7", day, Decimal("-400.00"), "专家E27")], [Item("WH2025-007-V0003.2", ...)])

In this order, each item in one match at most:

1. a reference that both sides name (:mod:`.match_reference`);
2. one row and one booking of similar names, or without names of similar words (:mod:`.match_single`);
3. a payment and its return that stand on one side alone (:mod:`.match_return`);
4. one item that several of the other side add up to (:mod:`.match_group`);
5. one row and one booking again, by amount and day alone, last in spite of names that differ.

``certain`` matches may be accepted without a person; all others are proposals. Pure, and the order in which items
come does not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..cells.unhurried import unhurried
from .match_edge import edges
from .match_group import batch_groups, groups
from .match_item import Item, Match
from .match_reference import by_reference
from .match_return import as_one, cancelled, paid_again, returned
from .match_single import assigned, singles, without_rival

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .match_edge import Edge
    from .match_return import PaidAgain

__all__ = ["Item", "Match", "match"]


def match(bank: Sequence[Item], book: Sequence[Item]) -> list[Match]:
    """All matches, the strongest first."""
    with unhurried():
        return _matched(bank, book)


def _matched(bank: Sequence[Item], book: Sequence[Item]) -> list[Match]:
    left = _Left(bank, book)
    left.take(by_reference(left.rows(), left.legs()))
    fitting = edges(left.rows(), left.legs())
    single = {id_ for edge in fitting if edge.named for id_ in (edge.row.id, edge.leg.id)}
    left.take(batch_groups(left.rows(), left.legs(), single))
    again = left.set_aside(fitting)
    clear = without_rival(fitting)
    sure = [edge for edge in left.free(fitting) if edge.named or (edge.plain and edge.ids in clear)]
    left.take(singles(assigned(sure), clear))
    left.join(again)
    left.take(returned(cancelled(left.rows()), of_bank=True))
    left.take(returned(cancelled(left.legs()), of_bank=False))
    left.take(groups(left.rows(), left.legs()))
    left.take(singles(assigned([edge for edge in left.free(fitting) if edge.strong]), clear))
    left.take(singles(assigned(left.free(fitting)), clear))
    strange = edges(left.rows(), left.legs(), strangers=True)
    left.take(singles(assigned(strange), without_rival(strange)))
    return sorted(left.found, key=lambda one: (-one.strength, one.bank, one.book))


class _Left:
    """What is left of both sides, and what was found."""

    def __init__(self, bank: Sequence[Item], book: Sequence[Item]) -> None:
        self._rows, self._legs = _by_day(bank), _by_day(book)
        self.found: list[Match] = []

    def rows(self) -> list[Item]:
        """The bank's, left."""
        return list(self._rows.values())

    def legs(self) -> list[Item]:
        """The books', left."""
        return list(self._legs.values())

    def free(self, fitting: Iterable[Edge]) -> list[Edge]:
        """Edges of which both ends are left."""
        return [edge for edge in fitting if edge.row.id in self._rows and edge.leg.id in self._legs]

    def take(self, matches: Iterable[Match]) -> None:
        """Keep matches, and take their items out."""
        for one in matches:
            self.found.append(one)
            for id_ in one.bank:
                del self._rows[id_]
            for id_ in one.book:
                del self._legs[id_]

    def set_aside(self, fitting: Iterable[Edge]) -> list[tuple[PaidAgain, bool]]:
        """Payments that were returned and made once more: the first and the return are out until the last is matched."""
        rows, legs = {edge.row.id for edge in fitting}, {edge.leg.id for edge in fitting}
        found = [(one, True) for one in paid_again(self.rows(), rows)]
        found += [(one, False) for one in paid_again(self.legs(), legs)]
        for one, of_bank in found:
            store = self._rows if of_bank else self._legs
            del store[one.first.id], store[one.back.id]
        return found

    def join(self, rounds: Iterable[tuple[PaidAgain, bool]]) -> None:
        """Make one match of a payment in three rows and its booking; put back what has none."""
        place = {
            (id_, of_bank): at
            for at, one in enumerate(self.found)
            if not one.certain and len(one.bank) == len(one.book) == 1
            for id_, of_bank in ((one.bank[0], True), (one.book[0], False))
        }
        for one, of_bank in rounds:
            at = place.get((one.again.id, of_bank))
            if at is not None:
                self.found[at] = as_one(one, self.found[at], of_bank=of_bank)
            else:
                store = self._rows if of_bank else self._legs
                store |= {one.first.id: one.first, one.back.id: one.back}


def _by_day(items: Iterable[Item]) -> dict[str, Item]:
    return {item.id: item for item in sorted(items, key=lambda one: (one.date, one.id))}
