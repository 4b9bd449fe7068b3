"""One account in two books, and what came of comparing all of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from earmark.ledger.base.text import Text

from ..tables.rows import ZERO


class Side(NamedTuple):
    """Opening, net movement and closing of an account, debit positive."""

    opening: Decimal = ZERO
    moved: Decimal = ZERO
    turnover: Decimal = ZERO
    """Both sides added."""

    @property
    def closing(self) -> Decimal:
        """What there is at the end."""
        return self.opening + self.moved

    def plus(self, opening: Decimal, debit: Decimal, credit: Decimal) -> Side:
        """With more of each."""
        turnover = self.turnover + debit + credit
        return Side(self.opening + opening, self.moved + debit - credit, turnover)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One account in both books; ``cause`` is None where they agree."""

    account: str
    rows: tuple[int, ...]
    theirs: Side
    ours: Side
    cause: Text | None = None
    vouchers: tuple[str, ...] = ()

    @property
    def difference(self) -> Decimal:
        """Theirs less ours, at the end."""
        return self.theirs.closing - self.ours.closing


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """What came of it. ``whole_unit``: the file holds other business too. ``drafts``: ids not posted yet in these months."""

    first: str
    last: str
    whole_unit: bool
    accounts: tuple[Compared, ...]
    others: tuple[int, ...]
    """Rows that are not the award's."""
    drafts: tuple[str, ...]

    @property
    def differences(self) -> tuple[Compared, ...]:
        """The accounts that do not agree."""
        return tuple(one for one in self.accounts if one.cause)


def key_of(account: str, there: set[str]) -> str:
    """The account itself, or the one above it that the file has."""
    parts = account.split(":")
    above = (":".join(parts[:n]) for n in range(len(parts), 2, -1))
    return next((name for name in above if name in there), account)
