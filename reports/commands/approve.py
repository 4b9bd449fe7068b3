"""``earmark approve``: the audit side agrees to what the recipient asks for; so far, that a month is reopened."""

from __future__ import annotations

import click

from earmark.ledger.text import Text

from ..session import Session  # noqa: TC001 (click passes it)
from ..verb import award_argument, by_option, option, verb

EXAMPLE = "earmark approve WH2025-007 reopen 2025-03 --reason 漏记一笔会议费 --by wang"
DONE = Text("已批准 {id}：{period} 反结账", "{id}: {period} may be reopened")


@verb("approve", Text("批准反结账", "approve a reopening"), example=EXAMPLE)
@award_argument
@click.argument("what", type=click.Choice(["reopen"]))
@click.argument("period")
@option("--reason", required=True, said=Text("为什么批准", "why"))
@by_option
def command(session: Session, award: str, what: str, period: str, reason: str, by: str | None) -> None:  # noqa: ARG001 (one choice)
    """Approve."""
    from earmark.ledger.desk import desk
    from earmark.ledger.reopening import approve_reopening

    session.books.award(award)
    with desk(session.books, session.by(by)) as at:
        approval = approve_reopening(at, award, period, reason)
    session.say(DONE, id=approval.id, period=period)
