"""催办函: what was ordered, what came, what is outstanding and for how many days, and the new day.

    earmark report WH2025-007 --paper reminder --order O-0001 --until 2026-07-15 --out 催办函.docx

Without ``--until`` the new day is that of the last reminder on record (``earmark order AWARD O-0001 --remind``).
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.recovery.claims import NO_MONEY

from ..accountability.texts import WAY_NAMES
from .payto import account_rows
from .value import Column, Facts, Letter, Paragraph, Table
from .words import day, in_full, recovery, route_name, scheme, yuan

if TYPE_CHECKING:
    from ..accountability.value import Ordered
    from .case import Case
    from .value import Words

TITLE = Text("催办函", "Reminder")
TO = Text("{recipient}：", "To {recipient}:")
SAID = Text(
    "{day}，我单位就{scheme}资金（编号 {award}）下达整改（{recovery}）决定 {order}，责令你单位于{due}前{route}，"
    "金额 {amount}。",
    "By order {order} of {day} on the {scheme} (award {award}) you were to put right by {due}: {recovery} of {amount}, "
    "{route}.",
)
LATE = Text(
    "截至 {today}，已办理 {settled}，尚有 {left}未办理，已逾期 {days} 天。",
    "By {today}, {settled} were settled; {left} are outstanding, {days} days overdue.",
)
UNTIL = Text(
    "请于{until}前办结，并将银行回单或记账凭证送我单位。",
    "Settle it by {until} and send us the bank's receipt or the voucher.",
)
NO_DAY = Text(
    "请立即办理，并将银行回单或记账凭证送我单位。",
    "Settle it at once and send us the bank's receipt or the voucher.",
)
CAME = Text("已办理的", "What came")
NOTHING = Text("没有。", "Nothing.")
COLUMNS = (
    Column(Text("日期", "Date"), "day", 12),
    Column(Text("方式", "Way"), width=20),
    Column(Text("金额", "Amount"), "money", 16),
    Column(Text("凭据", "Reference"), width=26),
)
ASK = Text("联系人：{name}", "Contact: {name}")
RECEIVED = (Text("签收人：", "Received by:"), Text("签收日期：", "Received on:"))


class NotOverdue(EarmarkError):
    """A reminder of an order that is settled or not due, or with a new day in the past."""


def paper(case: Case, order: str, until: datetime.date | None = None) -> Letter:
    """The reminder of an order. Raises :class:`NotOverdue`, :class:`.case.NoSuchOrder`, :class:`.payto.NoAccount`."""
    ordered = case.order(order)
    until = until or _told(case, order)
    _late(case, ordered, until)
    found, report = ordered.order, case.report
    office, today = case.office(found.by), report.as_of
    facts = {
        "day": day(found.date), "scheme": scheme(report), "award": report.grant.id, "order": found.id,
        "due": day(found.due), "route": route_name(found), "amount": yuan(found.amount),
    }  # fmt: skip
    left = {"settled": yuan(ordered.settled), "left": in_full(ordered.outstanding), "days": ordered.overdue}
    return Letter(
        title=TITLE,
        number=f"{report.grant.id} {found.id}",
        day=today,
        parts=(
            Paragraph(TO.format(recipient=found.recipient), flush=True),
            Paragraph(SAID.format(**facts, recovery=recovery(office))),
            Paragraph(LATE.format(**left, today=day(today))),
            _came(case, found.id),
            Paragraph(UNTIL.format(until=day(until)) if until else NO_DAY),
            *_account(case, found.route),
            Paragraph(ASK.format(name=case.name(found.by))),
        ),
        sender=office,
        dated=day(today),
        foot=RECEIVED,
    )


def _told(case: Case, order: str) -> datetime.date | None:
    """The new day of the last reminder on record, while it lies ahead."""
    days = [r.due for r in case.reminders if r.order == order and r.due > case.report.as_of]
    return days[-1] if days else None


def _late(case: Case, ordered: Ordered, until: datetime.date | None) -> None:
    order, today = ordered.order, case.report.as_of
    if not ordered.outstanding:
        raise NotOverdue(Text("{id} 已经了结", "{id} is settled").format(id=order.id))
    if not ordered.overdue:
        message = Text("{id} 的期限是 {due}，还没有逾期", "{id} is due on {due} and not overdue yet")
        fix = Text("--as-of 可以看另一天", "--as-of looks at another day")
        raise NotOverdue(message.format(id=order.id, due=order.due), fix=fix)
    if until and until <= today:
        message = Text("新的期限 {until} 应晚于 {today}", "the new day {until} must be after {today}")
        raise NotOverdue(message.format(until=until, today=today))


def _came(case: Case, order: str) -> Table:
    rows = tuple(
        (s.date, WAY_NAMES.get(s.way, Text(s.way, s.way)), s.amount, s.reference or s.approval or "")
        for s in (settled.step for settled in case.report.settlements)
        if s.order == order
    )
    return Table(name=CAME, columns=COLUMNS, rows=rows, empty=NOTHING)


def _account(case: Case, route: str) -> tuple[Facts, ...]:
    rows: tuple[tuple[Text, Words], ...] = () if route in NO_MONEY else account_rows(case, route)
    return (Facts(rows),) if rows else ()
