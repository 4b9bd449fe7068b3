"""The recipient's own vouchers for a revocation: all that must go back is owed to the funder; own funds carry what was spent.

    Dr 5201管理费用-退还政府补助   300,000.00   Cr 2209其他应付款-应退拨款单位   300,000.00
    Dr 1122其他应收款-内部应归垫   210,000.00   Cr 5101业务活动成本 …           210,000.00   (each line cites its charge)

What open orders made owed to the funder already is owed once: they are part of the revocation. Own funds carry what the award's
account and what is owed to the award do not cover, the oldest charges first, cost before advances; what belongs to a
closed year goes through the accounts that orders use (:mod:`.mirror`). A government unit's budget set moves with the cash.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ..awards.chart import load_chart
from ..base.amount import NIL
from ..base.record import BUDGET
from .mirror import Misused, adjusted, order_voucher, pair, taken_back

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ..awards.award import Award
    from ..vouchers.charge import Charge
    from ..vouchers.voucher import Voucher
    from .claims import Order


def book_revocation(
    award: Award, order: Order, charges: Sequence[Charge], vouchers: Sequence[Voucher], day: datetime.date
) -> list[Voucher]:
    """The vouchers by which the recipient books that its award was revoked; ``vouchers``: all that it has so far."""
    chart = load_chart(award.chart_on(day))
    balances = _balances(vouchers)
    owed, due = chart.role("due_to_funder", award.id), chart.role("own_funds_due", award.id)
    made = []
    more = order.amount + balances[owed]
    if more > NIL:
        lines = pair(chart.role("returned_grant", award.id), owed, more)
        made.append(order_voucher(order, day, f"{order.id} 撤销，应退还已拨付资金", lines))
    parts = _carried(charges, vouchers, balances, order.amount - _free(award, balances, owed))
    if parts:
        lines = taken_back(award, chart, parts, day, due)
        made.append(order_voucher(order, day, f"{order.id} 撤销，已列支的改由自有资金承担", lines))
    return [*made, *adjusted(award, order, chart, parts, day)]


def in_budget_still(charges: Sequence[Charge], vouchers: Sequence[Voucher]) -> list[Misused]:
    """What of each charge still stands in a government unit's budget set: money paid back takes it out of there."""
    return _rests(charges, vouchers, {BUDGET})


def _carried(
    charges: Sequence[Charge], vouchers: Sequence[Voucher], balances: Mapping[str, Decimal], wanted: Decimal
) -> list[Misused]:
    """What own funds take over, until ``wanted`` is covered: of an asset no more than is there."""
    found = []
    rests = _rests(charges, vouchers, {"CNY"})
    for rest in sorted(rests, key=lambda one: one.cost.account.startswith("Assets:")):
        asset = rest.cost.account.startswith("Assets:")
        there = balances.get(rest.cost.account, NIL) if asset else rest.amount
        share = min(rest.amount, there, wanted)
        if share > NIL:
            found.append(replace(rest, amount=share))
            wanted -= share
    return found


def _rests(
    charges: Sequence[Charge], vouchers: Sequence[Voucher], by_order: Collection[str]
) -> list[Misused]:
    """What no later voucher took back of each charge; of a voucher that answers an order, lines in ``by_order`` count."""
    gone = {v.reverses for v in vouchers}
    standing = [v for v in vouchers if not v.reverses and v.id not in gone]
    lines = {v.id + line.letter: (v, line) for v in standing for line in v.lines}
    back: dict[str, Decimal] = defaultdict(lambda: NIL)
    takers = [v for v in standing if not _only_moves(v)]
    for voucher, line in ((v, x) for v in takers for x in v.lines if x.reduces in lines):
        own = lines[line.reduces or ""][1].currency
        if line.currency == own if not voucher.order else line.currency in by_order:
            back[line.reduces or ""] += line.amount
    mine = [c for c in charges if c.id in lines and c.amount > NIL]
    rests = [(c, (c.amount if c.left is None else c.left) + back[c.id]) for c in mine]
    return [Misused(*lines[c.id], amount) for c, amount in rests if amount > NIL]


def _only_moves(voucher: Voucher) -> bool:
    """A book entry that answers an order (调账): the cost stands in another account, and is the award's still."""
    costs = [x.amount for x in voucher.lines if x.account.startswith("Expenses:")]
    return voucher.order is not None and len(costs) > 1 and sum(costs, NIL) == NIL


def _balances(vouchers: Iterable[Voucher]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(lambda: NIL)
    for voucher in vouchers:
        for line in voucher.lines:
            found[line.account] += line.amount
    return found


def owed_to_award(award: Award, vouchers: Iterable[Voucher]) -> Decimal:
    """What own funds and payees owe to the award, in CNY."""
    chart, balances = load_chart(award.grant.chart), _balances(vouchers)
    return sum((balances[chart.role(role, award.id)] for role in ("own_funds_due", "refund_due")), NIL)


def free_money(award: Award, vouchers: Iterable[Voucher], day: datetime.date) -> Decimal:
    """What is left of the award's money (CNY): account and what is owed to it, less all that it owes."""
    balances = _balances(vouchers)
    owed = load_chart(award.chart_on(day)).role("due_to_funder", award.id)
    return _free(award, balances, owed) + balances[owed]


def _free(award: Award, balances: Mapping[str, Decimal], owed: str) -> Decimal:
    """What the award has, or is owed, for paying the funder: less what it owes to others."""
    chart = load_chart(award.grant.chart)
    have = sum(
        (balances.get(chart.role(r, award.id), NIL) for r in ("bank", "own_funds_due", "refund_due")), NIL
    )
    return have + sum((b for a, b in balances.items() if a.startswith("Liabilities:") and a != owed), NIL)
