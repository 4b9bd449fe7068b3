"""What reconciling an award's account gives: what is tied, what is left on either side and why, the balances. Frozen values."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ..base.amount import NIL
from ..base.text import Text
from .account_legs import Leg
from .bank import StoredRow
from .reconciliation import Explained

CAUSES = {
    "unbooked": Text("银行已记，没有凭证", "in the bank, in no voucher"),
    "draft": Text("银行已记，凭证还是草稿", "in the bank, the voucher is a draft"),
    "booked_later": Text("银行已记，下期入账", "in the bank, booked after the day"),
    "no_row": Text("账上已记，没有银行流水", "in the books, in no row of the bank"),
    "bank_later": Text("账上已记，银行下期到账", "in the books, in the bank after the day"),
    "reversed_later": Text("账上已记，下期红字冲销", "in the books, reversed after the day"),
    "opening": Text("对账单期初与账面期初不同", "the statement begins with another balance than the books"),
    "jump": Text("对账单余额不连续：有缺或有重", "the statement does not go on: rows missing or doubled"),
    "own": Text("自有余额为负：专项资金被他用", "own balance below zero: earmarked money used otherwise"),
}
SETTLED = {"booked_later", "bank_later", "reversed_later"}
"""Causes that explain themselves: the other side stands in the books already, on a later day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A difference: on which side it stands, of what, since when, why. Amount in CNY, + into the account."""

    side: str
    """bank, books, or balance (what no row and no leg explains)."""
    id: str
    date: datetime.date
    amount: Decimal
    cause: str
    party: str = ""
    words: str = ""
    voucher: str | None = None
    then: datetime.date | None = None
    """The day on which the other side has it."""
    reason: Explained | None = None

    @property
    def explained(self) -> bool:
        """Whether its cause or a person explains it."""
        return self.cause in SETTLED or self.reason is not None


class Tie(NamedTuple):
    """A part of a row and the leg that books it, both through the day."""

    row: StoredRow
    leg: Leg
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """An award's account on ``through``, both sides. Amounts in CNY."""

    award: str
    bank: str
    mode: str
    through: datetime.date
    statement: Decimal | None
    """Balance of the whole account; None when no statement states one."""
    stated: datetime.date | None
    """The last day with a row."""
    others: Decimal
    """Unspent shares of the other awards on the account."""
    bank_balance: Decimal
    books_balance: Decimal
    ties: tuple[Tie, ...]
    items: tuple[Item, ...]
    rows: tuple[tuple[StoredRow, Decimal], ...]
    """The rows through the day, with the award's part of each."""
    legs: tuple[Leg, ...]
    """The posted legs through the day."""

    @property
    def own(self) -> Decimal | None:
        """The recipient's own balance on an ordinary account."""
        if self.mode == "dedicated" or self.statement is None:
            return None
        return self.statement - self.others - self.bank_balance

    @property
    def balance_unknown(self) -> bool:
        """Whether an ordinary account has rows and none states a balance: then nobody can say what own funds were."""
        return self.mode != "dedicated" and self.statement is None and self.stated is not None

    def of(self, side: str) -> list[Item]:
        """The items of one side."""
        return [item for item in self.items if item.side == side]

    @property
    def adjusted_bank(self) -> Decimal:
        """The bank's balance with what is booked and not there yet, without what a person said of the statement itself."""
        return self.bank_balance + sum((item.amount for item in self.of("books")), NIL) - self.set_right

    @property
    def set_right(self) -> Decimal:
        """What the statement has too much, as somebody explained it."""
        known = (x.amount for x in self.of("balance") if x.cause != "own" and x.explained)
        return sum(known, NIL)

    @property
    def adjusted_books(self) -> Decimal:
        """The books' balance with what the bank has and they have not yet."""
        return self.books_balance + sum((item.amount for item in self.of("bank")), NIL)

    @property
    def difference(self) -> Decimal:
        """What the adjusted balances differ by."""
        return self.adjusted_bank - self.adjusted_books

    @property
    def unexplained(self) -> list[Item]:
        """What nobody has explained."""
        return [item for item in self.items if not item.explained]
