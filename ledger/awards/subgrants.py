"""Sub-grants (转拨): what an award passed on, what the child awards received and spent: 以拨代支 stays in sight, never netted.

A parent's money counts as spent when it is passed on; what the child has not spent is shown apart, as unused. The parent's
vouchers to a child's recipient and the child's receipts are compared: each says what was passed on, and they should agree.
Amounts in CNY.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ..base.amount import NIL
from ..books.load import grant_of, register_of
from ..vouchers.charges import charges_of
from ..vouchers.drafts import drafts, posted
from .position import position

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from ..books.books import Books
    from ..vouchers.charge import Charge


@dataclass(frozen=True, slots=True, kw_only=True)
class Subgrant:
    """One child award as both sides' books have it."""

    award: str
    recipient: str
    granted: Decimal
    passed_on: Decimal
    """By the parent's books: what was paid to the child's recipient, less what it gave back."""
    received: Decimal
    spent: Decimal

    @property
    def unused(self) -> Decimal:
        """What the parent counts as spent and the child has not spent: 以拨代支."""
        return max(self.passed_on - self.spent, NIL)

    @property
    def difference(self) -> Decimal:
        """What the parent passed on and the child did not book as received; negative the other way round."""
        return self.passed_on - self.received


def children_of(books: Books, award: str) -> list[str]:
    """The awards that are sub-grants of one: of many registers only those that name it are read."""
    named = f'"{award}"'.encode()
    told = (
        id_ for id_ in books.award_ids() if named in (books.read(f"awards/{id_}/register.beancount") or b"")
    )
    return [id_ for id_ in told if grant_of(books, id_).parent == award]


def subgrants(books: Books, award: str, day: datetime.date | None = None) -> list[Subgrant]:
    """The sub-grants of an award through a day (all of it when None), drafts included."""
    children = children_of(books, award)
    if not children:
        return []
    known = register_of(books, award)
    paths = [*books.voucher_files(award), f"awards/{award}/drafts.beancount"]
    charges = charges_of([e for path in paths for e in books.entries(path)], known)
    return [
        _subgrant(books, child, [c for c in charges if day is None or c.date <= day], day)
        for child in children
    ]


def _subgrant(books: Books, child: str, charges: Iterable[Charge], day: datetime.date | None) -> Subgrant:
    known = register_of(books, child)
    name = known.grant.recipient_name
    stands = position(known, [*posted(books, child), *drafts(books, child)], day)
    return Subgrant(
        award=child,
        recipient=name,
        granted=known.grant.amount,
        # Of an advance what is left of it: the rest is the cost that settled it.
        passed_on=sum(
            (c.amount if c.left is None else c.left for c in charges if c.payee.strip() == name), NIL
        ),
        received=stands.received,
        spent=stands.spent,
    )
