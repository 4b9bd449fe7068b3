"""The recipient's books against the claims book, order by order: what each says was owed and came back, and where they differ.

Only posted vouchers that name the order count; a red letter takes back what it cites. Money that the claims book recognises by
a bank row which the recipient booked under another head (an advance that came back before the order) is in the books as well.
By the routes offset and adjust no money comes back, so there is nothing to mirror. All amounts in CNY.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ..awards.chart import load_chart
from ..banks.account_legs import account_of
from ..base.amount import NIL
from ..base.text import Text
from ..vouchers.charges import vouchers_of
from .claims import CHANNELS, Order, Settlement, orders, settlements
from .mirror import AWAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..awards.award import Award
    from ..banks.account_legs import Leg
    from ..closings.unlogged import Shelf
    from ..vouchers.voucher import Voucher

CAUSES = {
    "not_booked": Text("已责令，获奖单位没有挂账", "ordered, not booked by the recipient"),
    "draft": Text("获奖单位的凭证还是草稿", "the recipient's voucher is still a draft"),
    "not_recognised": Text("获奖单位已入账，收回台账没有认可", "booked as returned, not recognised"),
    "not_in_books": Text("收回台账已认可，获奖单位没有入账", "recognised, not in the recipient's books"),
    "still_owed": Text("已核销，账上仍挂应收", "settled otherwise, still owed in the recipient's books"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One order on both sides. ``booked``: owed by posted vouchers; ``back``: returned by them; ``came``: recognised."""

    order: Order
    booked: Decimal
    back: Decimal
    came: Decimal
    outstanding: Decimal
    drafts: Decimal
    """What drafts would add to ``booked`` and ``back``."""
    absorbed: Decimal = NIL
    """What went into a revocation: the recipient's books owe it as part of that one."""

    @property
    def causes(self) -> dict[str, Decimal]:
        """Where the sides differ, by cause."""
        if self.order.route not in CHANNELS:
            return {}
        found = {
            "not_booked": self.outstanding if not self.booked else NIL,
            "draft": self.drafts,
            "not_recognised": max(self.back - self.came, NIL),
            "not_in_books": max(self.came - self.back, NIL),
            "still_owed": max(self.booked - self.back - self.absorbed, NIL) if not self.outstanding else NIL,
        }
        return {cause: amount for cause, amount in found.items() if amount}

    @property
    def agrees(self) -> bool:
        """Whether what came back is the same on both sides, nothing of it a draft."""
        return not {"draft", "not_recognised", "not_in_books"} & self.causes.keys()


def compare(shelf: Shelf, award: Award) -> list[Compared]:
    """Every order of an award on both sides."""
    entries = shelf.entries(f"claims/{award.id}.beancount")
    steps = settlements(entries)
    legs = account_of(shelf, award.id).legs if steps else []
    vouchers = list(vouchers_in(shelf, award.id))
    return [_compared(award, one, vouchers, steps, legs) for one in orders(entries)]


def differences(shelf: Shelf, award: Award) -> list[tuple[Order, str, Decimal]]:
    """Where the two sides differ: order, cause, amount in CNY."""
    return [
        (one.order, cause, amount) for one in compare(shelf, award) for cause, amount in one.causes.items()
    ]


def vouchers_in(shelf: Shelf, award: str) -> Iterator[Voucher]:
    """The posted vouchers and the drafts of an award."""
    for path in (*shelf.files(f"awards/{award}/vouchers"), f"awards/{award}/drafts.beancount"):
        yield from vouchers_of(shelf.entries(path), award)


def _compared(
    award: Award, order: Order, vouchers: Sequence[Voucher], steps: Iterable[Settlement], legs: Iterable[Leg]
) -> Compared:
    mine = of_order(order.id, vouchers)
    posted = [v for v in mine if v.posted]
    of_it = [s for s in steps if s.order == order.id]
    returned = [s for s in of_it if s.way == "returned"]
    drafts = [v for v in mine if not v.posted]
    return Compared(
        order=order,
        booked=owed_to_funder(award, posted) if order.revocation else owed_in(award, order, posted),
        back=gone_back(award, order, posted) + _otherwise(order, returned, legs),
        came=sum((s.amount for s in returned), NIL),
        outstanding=order.amount - sum((s.amount for s in of_it), NIL),
        drafts=owed_in(award, order, drafts) + gone_back(award, order, drafts),
        absorbed=sum((s.amount for s in of_it if s.way == "absorbed"), NIL),
    )


def _otherwise(order: Order, returned: Iterable[Settlement], legs: Iterable[Leg]) -> Decimal:
    """What was recognised by a row that a posted voucher books, though not as this order's."""
    rows = {row for leg in legs if leg.voucher.posted and leg.voucher.order != order.id for row in leg.rows}
    return sum((s.amount for s in returned if s.reference in rows), NIL)


def of_order(order: str, vouchers: Sequence[Voucher]) -> list[Voucher]:
    """The vouchers of an order that stand: neither taken back nor red letters."""
    gone = {v.reverses for v in vouchers}
    return [v for v in vouchers if v.order == order and not v.reverses and v.id not in gone]


def owing(award: Award, vouchers: Sequence[Voucher]) -> str | None:
    """Who owes the money by the vouchers that mirror the order: own funds or the payee; None when none does."""
    chart = load_chart(award.grant.chart)
    accounts = {line.account for v in vouchers for line in v.lines}
    # A revocation that the award's account covers by itself is owed by nobody else.
    for role, who in (("own_funds_due", "own"), ("refund_due", "payee"), ("due_to_funder", "own")):
        if chart.role(role, award.id) in accounts:
            return who
    return None


def owed_in(award: Award, order: Order, vouchers: Iterable[Voucher]) -> Decimal:
    """What vouchers of an order say that is owed (CNY): to the funder, or by own funds or payees to the award."""
    lines = [x for v in vouchers for x in v.lines]
    if order.route in AWAY:
        to_funder = load_chart(award.grant.chart).role("due_to_funder", award.id)
        return sum((-x.amount for x in lines if x.account == to_funder and x.amount < 0), NIL)
    due = _due(award)
    return sum((x.amount for x in lines if x.account in due and x.amount > 0), NIL)


def owed_to_funder(award: Award, vouchers: Iterable[Voucher]) -> Decimal:
    """What vouchers of a revocation say that the award owes to the funder (CNY)."""
    owed = load_chart(award.grant.chart).role("due_to_funder", award.id)
    return sum((-x.amount for v in vouchers for x in v.lines if x.account == owed and x.amount < 0), NIL)


def gone_back(award: Award, order: Order, vouchers: Iterable[Voucher]) -> Decimal:
    """What of an order the books show as returned (CNY): on to the funder, or into the award's account."""
    if order.route not in AWAY:
        return came_back(award, vouchers)
    owed = load_chart(award.grant.chart).role("due_to_funder", award.id)
    return sum((x.amount for v in vouchers for x in v.lines if x.account == owed and x.amount > 0), NIL)


def came_back(award: Award, vouchers: Iterable[Voucher]) -> Decimal:
    """What own funds or payees already brought back by earlier vouchers of the order (CNY)."""
    due = _due(award)
    return sum((-x.amount for v in vouchers for x in v.lines if x.account in due and x.amount < 0), NIL)


def _due(award: Award) -> set[str]:
    chart = load_chart(award.grant.chart)
    return {chart.role("own_funds_due", award.id), chart.role("refund_due", award.id)}
