"""What stands in the way of a settlement (结项): each thing in one line, so that a person finishes it or says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.amount import NIL, money
from ..base.text import Text
from ..closings.periods import closed_through
from ..vouchers.charges import charges_of
from ..vouchers.drafts import drafts_at
from .chart import load_chart
from .register import STAGE_NAMES
from .subgrants import subgrants

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from ..books.desk import Desk
    from ..vouchers.voucher import Voucher
    from .award import Award


def listed(left: Iterable[Text]) -> Text:
    """Several reasons in one text."""
    left = list(left)
    return Text("；".join(t.zh for t in left), "; ".join(t.en for t in left))


def unfinished(
    at: Desk, known: Award, day: datetime.date, vouchers: Sequence[Voucher], stages: Iterable[str]
) -> Iterator[Text]:
    """What is not finished on a day; ``vouchers``: what is posted through it, ``stages``: what the policy wants before."""
    drafts = [v.id for v in drafts_at(at, known.id) if v.date <= day]
    if drafts:
        yield DRAFTS.format(ids=_some(drafts))
    through = closed_through(at.entries(f"awards/{known.id}/answers.beancount"))
    months = sorted({v.period for v in vouchers if through < v.period < f"{day:%Y-%m}"})
    if months:
        yield MONTHS.format(ids=_some(months))
    entries = [e for path in at.voucher_files(known.id) for e in at.entries(path)]
    for charge in charges_of(entries, known):
        if charge.left and charge.date <= day:
            yield ADVANCE.format(id=charge.id, payee=charge.payee or "—", left=money(charge.left))
    yield from _owed(known, vouchers, day)
    for one in (one for one in subgrants(at.books, known.id, day) if one.unused or one.difference):
        amounts = {"unused": money(one.unused), "difference": money(one.difference)}
        yield PASSED_ON.format(id=one.award, **amounts)
    there = {m.stage for m in known.milestones if m.date <= day}
    for stage in stages:
        if stage not in there:
            yield STAGE.format(stage=STAGE_NAMES[stage])


DRAFTS = Text("草稿未记账 {ids}", "drafts not posted: {ids}")
MONTHS = Text("月份未结账 {ids}", "months not closed: {ids}")
ADVANCE = Text("{id}（{payee}）未核销 {left} 元", "{left} CNY of {id} ({payee}) are not accounted for")
OWED = Text("{account} 余额 {amount} 元", "{account} stands at {amount} CNY")
PASSED_ON = Text(
    "转拨 {id} 未使用 {unused} 元，双方账面相差 {difference} 元",
    "sub-grant {id}: {unused} CNY not used, the two books differ by {difference}",
)
STAGE = Text("没有{stage}", "no {stage}")
MOST = 5


def _some(ids: Sequence[str]) -> str:
    more = f" … ({len(ids)})" if len(ids) > MOST else ""
    return " ".join(ids[:MOST]) + more


def _owed(known: Award, vouchers: Iterable[Voucher], day: datetime.date) -> Iterator[Text]:
    """What own funds, payees, tax offices and suppliers owe or are owed still; what is owed to the funder is the balance."""
    chart = load_chart(known.chart_on(day))
    due = {chart.role(role, known.id) for role in ("own_funds_due", "refund_due")}
    funder = chart.role("due_to_funder", known.id)
    balances: dict[str, Decimal] = {}
    for line in (x for v in vouchers for x in v.lines):
        if line.account in due or (line.account.startswith("Liabilities:") and line.account != funder):
            balances[line.account] = balances.get(line.account, NIL) + line.amount
    for account, amount in sorted(balances.items()):
        if amount:
            yield OWED.format(account=account.split(":", 2)[2], amount=money(amount))
