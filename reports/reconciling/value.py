"""What a reconciliation shows: the two sides, what is proposed, what was tied by hand, who prepared and who approved it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.importers.matching.tie_proposals import Proposal, proposals
from earmark.ledger.awards.register import Grant
from earmark.ledger.banks.reconciled import State, state_of
from earmark.ledger.banks.reconciliation import Tied, ties_in_force
from earmark.ledger.banks.reconciling import sides
from earmark.ledger.banks.two_sides import Item, Sides
from earmark.ledger.books.load import grant_of, register_of
from earmark.ledger.recovery.claims import Order
from earmark.ledger.recovery.mirrored import differences

if TYPE_CHECKING:
    from earmark.ledger.books.books import Books

AGES = (90, 60, 30)
"""Days after which an open item is named as old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """One award's account on a day."""

    grant: Grant
    sides: Sides
    proposals: tuple[Proposal, ...]
    by_hand: tuple[Tied, ...]
    state: State | None
    claims: tuple[tuple[Order, str, Decimal], ...]
    """Orders up to the day on which the recipient's books and the claims book differ: cause (:data:`.mirrored.CAUSES`), amount."""

    @property
    def fine(self) -> bool:
        """Nothing is unexplained, nothing changed since it was submitted, and the adjusted balances are equal."""
        changed = bool(self.state and self.state.changes)
        return not (self.sides.unexplained or self.sides.difference or changed)

    def days(self, item: Item) -> int:
        """How many days an item has been open."""
        return (self.sides.through - item.date).days

    def age(self, item: Item) -> int:
        """30, 60 or 90 days at least; 0 for a younger one."""
        return next((age for age in AGES if self.days(item) >= age), 0)


def reconciled(books: Books, award: str, through: datetime.date) -> Reconciled:
    """The reconciliation of an award through a day."""
    differing = differences(books, register_of(books, award))
    return Reconciled(
        grant=grant_of(books, award),
        sides=sides(books, award, through),
        proposals=tuple(proposals(books, award, through)),
        by_hand=tuple(ties_in_force(books.entries(f"awards/{award}/answers.beancount"))),
        state=state_of(books, award, through),
        claims=tuple(one for one in differing if one[0].date <= through),
    )
