"""``earmark reopen``: open the last closed month again, once the audit side approved it."""

from __future__ import annotations

import click

from earmark.ledger.base.text import Text

from ..session import Session  # noqa: TC001 (click passes it)
from ..verb import award_argument, by_option, option, verb

EXAMPLE = "earmark reopen WH2025-007 2025-03 --reason 漏记一笔会议费 --by chen"
DONE = Text(
    "{period} 已反结账（批准 {approval}）；原签封保留",
    "{period} is open again (by {approval}); its seal stays",
)


@verb("reopen", Text("反结账（先要批准）", "reopen the last closed month"), example=EXAMPLE)
@award_argument
@click.argument("period")
@option("--reason", required=True, said=Text("为什么反结账", "why"))
@by_option
def command(session: Session, award: str, period: str, reason: str, by: str | None) -> None:
    """Reopen."""
    from earmark.ledger.books.desk import desk
    from earmark.ledger.closings.reopening import reopen

    session.books.award(award)
    with desk(session.books, session.by(by)) as at:
        made = reopen(at, award, period, reason)
    session.say(DONE, period=period, approval=made.approval)
