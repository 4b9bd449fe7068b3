"""The recipient's own vouchers for an order and for the money that comes back.

Same year, back to the award: Dr 1122 Cr 5101 (government: 1218 / 5001; in the budget set only when cash comes: 8001 /
7101). Year closed: Cr 3201 → 3102 (2004 chart: 3102; government 3501 → 3001). To the funder: restore as above and
Dr 退还政府补助 Cr 2209 应退拨款单位. When the recipient's own funds pay the funder, the award's account does not move; in the
budget set the cost leaves 7101 (a closed year: 8201 年初余额调整) against 8201 缴回资金.

The worked ledgers of the design show each route for 民非; the government's way to the funder is decided here (see
docs/decisions.md).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ..awards.chart import Chart, code_of, load_chart
from ..base.errors import EarmarkError
from ..base.record import BUDGET
from ..base.text import Text
from ..vouchers.voucher import Line, Voucher
from .claims import ROUTES, Order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..awards.award import Award


AWAY = ("funder", "treasury")
"""Routes by which the money leaves the award for good; by the others it comes back into the award's account."""


class CannotMirror(EarmarkError):
    """An order that cannot be booked in the recipient's books from what is known."""


@dataclass(frozen=True, slots=True)
class Misused:
    """One part of an order as the recipient booked it: the charge's voucher and line, and the amount (CNY)."""

    voucher: Voucher
    line: Line
    amount: Decimal

    @property
    def cost(self) -> Line:
        """The financial line of the charge: in government books what was debited beside the 7xxx line.

        That is the 5xxx line, or an asset where equipment was bought.
        """
        if self.line.currency == "CNY":
            return self.line
        faces = [x for x in self.voucher.lines if x.currency == "CNY" and x.amount > 0]
        return max(faces, key=self._likeness, default=self.line)

    def _likeness(self, face: Line) -> tuple[bool, bool, Decimal]:
        return code_of(face.account)[:1] == "5", face.amount == self.line.amount, face.amount

    def over(self, day: datetime.date) -> bool:
        """Whether the year of the charge is over on a day: its result accounts are closed then."""
        return self.voucher.date.year < day.year

    def closed(self, day: datetime.date) -> bool:
        """Whether the charge's own account was emptied by a closing; what stands on the balance sheet never is."""
        return self.over(day) and self.cost.account.startswith("Expenses:")


def misused(order: Order, subjects: Mapping[str, str], vouchers: Iterable[Voucher]) -> list[Misused]:
    """The parts of an order with the lines they speak of; ``subjects``: decision id → charge id.

    Raises :class:`CannotMirror` when a charge is not in the books.
    """
    lines = {v.id + line.letter: (v, line) for v in vouchers for line in v.lines}
    found = []
    for decision, amount in order.parts:
        if subjects.get(decision) not in lines:
            message = Text("认定 {id} 的列支不在账上", "the charge of decision {id} is not in the books")
            raise CannotMirror(message.format(id=decision or order.id))
        found.append(Misused(*lines[subjects[decision]], amount))
    return found


def book_order(
    award: Award, order: Order, parts: Sequence[Misused], day: datetime.date, owed_by: str
) -> list[Voucher]:
    """The vouchers by which the recipient takes the cost on itself and owes the money.

    ``owed_by`` is ``own`` (自有资金: 应归垫) or ``payee`` (whoever was paid: 应收退回).
    """
    chart = load_chart(award.chart_on(day))
    due = chart.role("own_funds_due" if owed_by == "own" else "refund_due", award.id)
    vouchers = [
        order_voucher(
            order,
            day,
            f"整改 {order.id}：{part.voucher.narration}",
            taken_back(award, chart, [part], day, due),
        )
        for part in parts
    ]
    vouchers += adjusted(award, order, chart, parts, day)
    if order.route in AWAY:
        owed = chart.role("due_to_funder", award.id)
        lines = pair(chart.role("returned_grant", award.id), owed, order.amount)
        vouchers.append(order_voucher(order, day, f"{order.id} 应{ROUTES[order.route].zh}", lines))
    return vouchers


def taken_back(
    award: Award, chart: Chart, parts: Sequence[Misused], day: datetime.date, due: str
) -> tuple[Line, ...]:
    """What was charged leaves its accounts, or the closed year's result, and is owed to the award."""
    prior = chart.role("prior_year", award.id)
    lines = [
        Line(
            letter="",
            account=prior if part.closed(day) else part.cost.account,
            amount=-part.amount,
            plan=part.line.plan,
            reduces=part.voucher.id + part.line.letter,
        )
        for part in parts
    ]
    return (Line(letter="", account=due, amount=sum((p.amount for p in parts), Decimal(0))), *lines)


def adjusted(
    award: Award, order: Order, chart: Chart, parts: Sequence[Misused], day: datetime.date
) -> list[Voucher]:
    """The transfer of what belongs to closed years into net assets, where the chart has an account between."""
    closed = sum((p.amount for p in parts if p.closed(day)), Decimal(0))
    prior, restricted = chart.role("prior_year", award.id), chart.role("restricted", award.id)
    if not closed or prior == restricted:
        return []
    return [order_voucher(order, day, "以前年度调整转入净资产", pair(prior, restricted, closed), cls="转")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyBack:
    """Money that came back for an order: when, how much (CNY), and whether the award's own account paid it on."""

    date: datetime.date
    amount: Decimal
    owed_by: str = "own"
    from_award_account: bool = False
    already: Decimal = Decimal(0)
    """What had come back for the same order before, in CNY."""


def book_return(award: Award, order: Order, parts: Sequence[Misused], back: MoneyBack) -> Voucher:
    """The voucher by which the recipient books money back, into the award's account or on to the funder."""
    chart = load_chart(award.chart_on(back.date))
    due = chart.role("own_funds_due" if back.owed_by == "own" else "refund_due", award.id)
    bank = chart.role("bank", award.id)
    if order.route in AWAY:
        paid_from = bank if back.from_award_account else due
        lines = pair(chart.role("due_to_funder", award.id), paid_from, back.amount)
    else:
        lines = pair(bank, due, back.amount)
    if chart.two_sets:
        lines += _budget(award, order, chart, parts, back)
    voucher = order_voucher(order, back.date, f"{order.id} {ROUTES[order.route].zh}", lines)
    return replace(voucher, payee=_named(award, order, parts, back))


def _named(award: Award, order: Order, parts: Sequence[Misused], back: MoneyBack) -> str:
    """Whom the bank's row of the money will name, so that it finds this voucher; empty where that cannot be told."""
    if order.route in AWAY:
        return award.grant.funder if order.route == "funder" else ""
    if back.owed_by == "own":
        return order.recipient
    payees = {part.voucher.payee for part in parts}
    return payees.pop() if len(payees) == 1 else ""


def _budget(
    award: Award, order: Order, chart: Chart, parts: Sequence[Misused], back: MoneyBack
) -> tuple[Line, ...]:
    """The budget set moves with the cash: the cost leaves its class, or the opening balance of a later year.

    What never reached 7xxx, an advance, was cash there all along: it moves only when it goes to the funder.
    """
    away = order.route in AWAY
    bank = chart.role("budget_bank", award.id)
    cash = chart.role("budget_returned", award.id) if away else bank
    if away and back.from_award_account:
        return (_line(cash, back.amount, BUDGET), _line(bank, -back.amount, BUDGET))
    sources = [_budget_source(award, chart, part, share, back.date) for part, share in _shares(parts, back)]
    lines = [source for source in sources if source.account != cash]
    moved = -sum((line.amount for line in lines), Decimal(0))
    return (_line(cash, moved, BUDGET), *lines) if lines else ()


def _shares(parts: Sequence[Misused], back: MoneyBack) -> Iterator[tuple[Misused, Decimal]]:
    """What the money is for: the parts of the order one after the other, from where earlier money ended."""
    skip, rest = back.already, back.amount
    for part in parts:
        share = min(max(part.amount - skip, Decimal(0)), rest)
        skip, rest = max(skip - part.amount, Decimal(0)), rest - share
        if share:
            yield part, share


def _budget_source(award: Award, chart: Chart, part: Misused, share: Decimal, day: datetime.date) -> Line:
    """The budget line that gives up a share of the money."""
    if part.line.currency != BUDGET:
        return _line(chart.role("budget_bank", award.id), -share, BUDGET)
    account = chart.role("budget_prior_year", award.id) if part.over(day) else part.line.account
    charge = part.voucher.id + part.line.letter
    return Line(
        letter="", account=account, amount=-share, currency=BUDGET, plan=part.line.plan, reduces=charge
    )


def _line(account: str, amount: Decimal, currency: str = "CNY") -> Line:
    return Line(letter="", account=account, amount=amount, currency=currency)


def pair(debit: str, credit: str, amount: Decimal) -> tuple[Line, ...]:
    """A debit and a credit."""
    return (_line(debit, amount), _line(credit, -amount))


def order_voucher(
    order: Order, day: datetime.date, narration: str, lines: tuple[Line, ...], cls: str = "记"
) -> Voucher:
    """A proposed voucher that books an order or answers it."""
    return Voucher(
        id="", date=day, payee=order.recipient, narration=narration, lines=lines, cls=cls, order=order.id
    )
