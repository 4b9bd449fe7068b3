"""``earmark approve``: somebody else agrees: to a reopening, a reconciliation, a write-off; or strikes off what is settled."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..session import Session, today
from ..verb import Day, award_argument, by_option, option, verb

if TYPE_CHECKING:
    from collections.abc import Callable

    from earmark.ledger.books.desk import Desk

EXAMPLE = (
    "earmark approve WH2025-007 reopen 2025-03 --reason 漏记一笔会议费 --by wang\n"
    "earmark approve WH2025-007 reconciliation 2025-03-31 --by wang\n"
    "earmark approve WH2025-007 write-off W-0001 --by wang\n"
    "earmark approve WH2025-007 closure O-0001 --by wang\n"
    "earmark approve WH2025-007 closure D-0002 --reference 整改报告 --by wang"
)


class NoReason(EarmarkError):
    """An approval that needs a reason and has none."""


@verb(
    "approve",
    Text(
        "批准反结账、余额调节表、核销；对账销号", "approve a reopening, reconciliation, write-off; strike off"
    ),
    example=EXAMPLE,
)
@award_argument
@click.argument("what", type=click.Choice(["reopen", "reconciliation", "write-off", "closure"]))
@click.argument("subject")
@option("--reason", default="", said=Text("为什么批准（反结账必写）", "why (a reopening needs it)"))
@option(
    "--reference",
    said=Text(
        "凭什么销号（认定但不收回的必写）",
        "what shows it was put right (a decision without recovery needs it)",
    ),
)
@option(
    "--date",
    "day",
    type=Day(past=True),
    said=Text("核销、销号的日期，默认今天", "the day of a write-off or closure; today if left out"),
)
@by_option
def command(
    session: Session,
    award: str,
    what: str,
    subject: str,
    reason: str,
    reference: str | None,
    day: datetime.date | None,
    by: str | None,
) -> None:
    """Approve."""
    from earmark.ledger.books.desk import desk

    session.books.award(award)
    if what == "reopen" and not reason.strip():
        raise NoReason(Text("反结账要用 --reason 写明理由", "a reopening needs --reason"))
    with desk(session.books, session.by(by)) as at:
        said = WAYS[what](at, award, subject, reason, reference, day or today())
    session.say(said)


def _reopen(at: Desk, award: str, subject: str, reason: str, _shown: str | None, _day: datetime.date) -> Text:
    from earmark.ledger.closings.reopening import approve_reopening

    done = approve_reopening(at, award, subject, reason)
    return Text("已批准 {id}：{period} 反结账", "{id}: {period} may be reopened").format(
        id=done.id, period=subject
    )


def _agree(at: Desk, award: str, subject: str, reason: str, _shown: str | None, _day: datetime.date) -> Text:
    from earmark.ledger.banks.reconciled import approve
    from earmark.ledger.base.amount import parse_date

    done = approve(at, award, parse_date(subject), reason)
    said = Text("已批准 {id}：余额调节表 {subject}", "{id}: the reconciliation {subject} is approved")
    return said.format(id=done.id, subject=done.subject)


def _write_off(
    at: Desk, award: str, subject: str, reason: str, _shown: str | None, day: datetime.date
) -> Text:
    from earmark.ledger.base.amount import money
    from earmark.ledger.recovery.writing_off import approve_write_off

    done, step = approve_write_off(at, award, subject, day, reason)
    said = Text("已批准 {id}：{order} 核销 {amount} 元", "{id}: {amount} CNY of {order} are written off")
    return said.format(id=done.id, order=step.order, amount=money(step.amount))


def _strike(at: Desk, award: str, subject: str, reason: str, shown: str | None, day: datetime.date) -> Text:
    from earmark.ledger.recovery.striking import strike

    done = strike(at, award, subject, day, shown, reason)
    return Text("{id}：{subject} 对账销号", "{id}: {subject} is struck off").format(
        id=done.id, subject=subject
    )


WAYS: dict[str, Callable[[Desk, str, str, str, str | None, datetime.date], Text]] = {
    "reopen": _reopen,
    "reconciliation": _agree,
    "write-off": _write_off,
    "closure": _strike,
}
