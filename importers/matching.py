"""Which rows of the bank are which bookings, by evidence, each match with its reason and strength.

    match([Item("ICBC-8801:7", day, Decimal("-400.00"), "专家E27")], [Item("WH2025-007-V0003.2", ...)])

In this order, each item in one match at most: a reference that both sides name (:mod:`.match_reference`); one row and
one booking (:mod:`.match_single`), names and words first, then the amount alone, last in spite of names that differ.
``certain`` matches may be accepted without a person; all others are proposals. Pure, and the order in which items
come does not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .match_item import Item, Match
from .match_reference import by_reference
from .match_single import assigned, edges, singles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .match_single import Edge

__all__ = ["Item", "Match", "match"]


def match(bank: Sequence[Item], book: Sequence[Item]) -> list[Match]:
    """All matches, the strongest first."""
    matching = _Matching(bank, book)
    matching.take(by_reference(matching.rows(), matching.legs()))
    fitting = edges(matching.rows(), matching.legs())
    matching.take(singles(assigned([edge for edge in fitting if edge.strong]), fitting))
    left = matching.free(fitting)
    matching.take(singles(assigned(left), fitting))
    strange = edges(matching.rows(), matching.legs(), strangers=True)
    matching.take(singles(assigned(strange), strange))
    return sorted(matching.found, key=lambda one: (-one.strength, one.bank, one.book))


class _Matching:
    """What is left of both sides, and what was found."""

    def __init__(self, bank: Sequence[Item], book: Sequence[Item]) -> None:
        self._rows = {item.id: item for item in bank}
        self._legs = {item.id: item for item in book}
        self.found: list[Match] = []

    def rows(self) -> list[Item]:
        """The bank's, left."""
        return sorted(self._rows.values(), key=lambda one: (one.date, one.id))

    def legs(self) -> list[Item]:
        """The books', left."""
        return sorted(self._legs.values(), key=lambda one: (one.date, one.id))

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
