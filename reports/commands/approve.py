"""``earmark approve``: somebody else agrees: that a month is reopened (audit side), or to a reconciliation (not who prepared it)."""

from __future__ import annotations

import click

from earmark.ledger.errors import EarmarkError
from earmark.ledger.text import Text

from ..session import Session  # noqa: TC001 (click passes it)
from ..verb import award_argument, by_option, option, verb

EXAMPLE = (
    "earmark approve WH2025-007 reopen 2025-03 --reason 漏记一笔会议费 --by wang\n"
    "earmark approve WH2025-007 reconciliation 2025-03-31 --by wang"
)
DONE = Text("已批准 {id}：{period} 反结账", "{id}: {period} may be reopened")
AGREED = Text("已批准 {id}：余额调节表 {subject}", "{id}: the reconciliation {subject} is approved")


class NoReason(EarmarkError):
    """An approval that needs a reason and has none."""


@verb("approve", Text("批准反结账、余额调节表", "approve a reopening or a reconciliation"), example=EXAMPLE)
@award_argument
@click.argument("what", type=click.Choice(["reopen", "reconciliation"]))
@click.argument("subject")
@option("--reason", default="", said=Text("为什么批准（反结账必写）", "why (a reopening needs it)"))
@by_option
def command(session: Session, award: str, what: str, subject: str, reason: str, by: str | None) -> None:
    """Approve."""
    from earmark.ledger.amount import parse_date
    from earmark.ledger.desk import desk
    from earmark.ledger.reconciled import approve
    from earmark.ledger.reopening import approve_reopening

    session.books.award(award)
    if what == "reopen" and not reason.strip():
        raise NoReason(Text("反结账要用 --reason 写明理由", "a reopening needs --reason"))
    with desk(session.books, session.by(by)) as at:
        if what == "reopen":
            approval = approve_reopening(at, award, subject, reason)
        else:
            approval = approve(at, award, parse_date(subject), reason)
    if what == "reopen":
        session.say(DONE, id=approval.id, period=subject)
    else:
        session.say(AGREED, id=approval.id, subject=approval.subject)
