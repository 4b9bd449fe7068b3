"""What several papers say: amounts in figures and 大写, days, 收回 and 追缴, the facts of a finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text
from earmark.ledger.recovery.claims import ROUTES

from ..accountability.capital import capital_amount
from ..accountability.page import scheme_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from decimal import Decimal

    from earmark.ledger.recovery.claims import Order

    from ..accountability.value import AccountabilityReport, Decided, Judged
    from .case import Case

BY_LAW = re.compile("审计(署|厅|局|特派员办事处)|财政(部|厅|局)")
RECOVER = Text("收回", "recovery")
COLLECT = Text("追缴", "recovery by authority (追缴)")
PROPOSED = Text("（拟）", " (proposed)")
COMMA, LINES = Text("、", ", "), Text("\n", "\n")


def day(value: datetime.date) -> Text:
    """2025年3月5日, or 2025-03-05."""
    return Text(f"{value.year}年{value.month}月{value.day}日", value.isoformat())


def yuan(amount: Decimal) -> Text:
    """``12,000.00 元``."""
    return Text(f"{money(amount)} 元", f"{money(amount)} CNY")


def in_full(amount: Decimal) -> Text:
    """``12,000.00 元（人民币壹万贰仟元整）``: in figures and capital characters, so that nobody adds a digit."""
    capital = capital_amount(amount)
    return Text(f"{money(amount)} 元（人民币{capital}）", f"{money(amount)} CNY (人民币{capital})")


def recovery(office: str) -> Text:
    """收回; 追缴 only where a treasury or audit office orders it."""
    return COLLECT if BY_LAW.search(office) else RECOVER


def scheme(report: AccountabilityReport) -> Text:
    """The scheme's name in both languages."""
    return Text(scheme_of(report, "zh"), scheme_of(report, "en"))


def proposed(title: Text, *, when: bool) -> Text:
    """The title, with 拟 where nobody has decided."""
    return Text(title.zh + PROPOSED.zh, title.en + PROPOSED.en) if when else title


def joined(texts: Sequence[Text], comma: Text) -> Text:
    """Several texts as one; empty ones are left out."""
    return Text(
        *(comma.show(lang).join(filter(None, (t.show(lang) for t in texts))) for lang in ("zh", "en"))
    )


def fact(judged: Judged) -> Text:
    """What happened, as the books say it: day, payee, narration, account, voucher."""
    finding = judged.finding
    said = [Text(x, x) for x in (judged.payee, judged.narration, judged.account) if x]
    if finding.date:
        said.insert(0, day(finding.date))
    voucher = judged.number or finding.voucher
    if voucher:
        said.append(Text("凭证 {v}", "voucher {v}").format(v=voucher))
    if judged.gl:
        said.append(Text("总账凭证 {g}", "statutory voucher {g}").format(g=judged.gl))
    return joined(said or [Text(finding.subject, finding.subject)], Text("，", ", "))


PREPARED = (Text("编制：", "Prepared by:"), Text("复核：", "Reviewed by:"), Text("日期：", "Date:"))
"""The places to sign below a table."""
UNSOUND = Text(
    "账簿本身有待查明的问题，本表暂不能作为依据：{awards}",
    "Not to be relied on yet, the books are at fault: {awards}",
)
UNIT = Text(
    "截至 {day} · 金额单位：元 · 账簿记录至 {recorded}",
    "As of {day} · amounts in CNY · books recorded until {recorded}",
)
LISTED = 3
"""So many awards a heading names; of more it counts them."""


def heading(cases: Sequence[Case]) -> tuple[Text, ...]:
    """The lines below a title: scheme and awards, day and unit, and a warning where the books are at fault."""
    reports = [case.report for case in cases]
    schemes = joined(list({r.grant.programme: scheme(r) for r in reports}.values()), COMMA)
    names = [f"{r.grant.id} {r.grant.recipient_name}" for r in reports]
    which = Text("、".join(names), ", ".join(names))
    if len(names) > LISTED:
        which = Text("{n} 项资金", "{n} awards").format(n=len(names))
    recorded = max(r.recorded for r in reports)[:16].replace("T", " ") or "—"
    lines = [
        joined([schemes, which], Text(" · ", " · ")),
        UNIT.format(day=day(reports[0].as_of), recorded=recorded),
    ]
    if faulty := [r.grant.id for r in reports if not r.sound]:
        lines.append(UNSOUND.format(awards=", ".join(faulty)))
    return tuple(lines)


def decided_by(decided: Decided) -> Text:
    """Number, day, person and reason of a decision."""
    d = decided.decision
    said = Text("{id} {day} {who}：{reason}（{basis}）", "{id} {day} {who}: {reason} ({basis})")
    return said.format(id=d.id, day=day(d.date), who=decided.who, reason=d.reason, basis=d.basis)


def route_name(order: Order) -> Text:
    """The route in words; of a revocation, that it is one."""
    name = ROUTES.get(order.route, Text(order.route, order.route))
    return Text("撤销资格，{route}", "revocation, {route}").format(route=name) if order.revocation else name
