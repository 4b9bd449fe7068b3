"""``earmark post``: give drafts their numbers; from then on they are only reversed."""

from __future__ import annotations

import datetime

import click

from earmark.ledger.base.text import Text

from ..session import Session  # noqa: TC001 (click passes it)
from ..verb import Day, award_argument, by_option, option, verb

EXAMPLE = (
    "earmark post WH2025-007 --through 2025-03-31 --by chen\nearmark post WH2025-007 WH2025-007-V0012\n"
    "earmark post WH2025-007 WH2025-007-V0012 --date 2025-04-01"
)
THROUGH = Text("只记到这一天（含）", "only drafts up to this day")
DATE = Text(
    "记账日期：用于付款日已结账的凭证，付款日另存",
    "accounting day in an open period; the day of payment is kept",
)
ONE = Text("已记账 1 张：{first}", "1 voucher posted: {first}")
DONE = Text("已记账 {count} 张：{first} … {last}", "{count} vouchers posted: {first} … {last}")
NONE = Text("没有可记账的草稿", "there is no draft to post")
WAITING = Text(
    "还有 {count} 张草稿待归类：earmark draft list {award}", "{count} drafts wait: earmark draft list {award}"
)


@verb(
    "post",
    Text("给完整的草稿编号记账；不指明则全部", "post complete drafts; all of them if none is named"),
    example=EXAMPLE,
)
@award_argument
@click.argument("vouchers", nargs=-1)
@option("--through", type=Day(), said=THROUGH)
@option("--date", "day", type=Day(), said=DATE)
@by_option
def command(
    session: Session,
    award: str,
    vouchers: tuple[str, ...],
    through: datetime.date | None,
    day: datetime.date | None,
    by: str | None,
) -> None:
    """Post drafts."""
    from earmark.ledger.books.desk import desk
    from earmark.ledger.vouchers.drafts import drafts_at
    from earmark.ledger.vouchers.posting import post

    session.books.award(award)
    with desk(session.books, session.by(by)) as at:
        done = post(at, award, vouchers, through, day)
        left = [v for v in drafts_at(at, award) if v.waiting]
    if done:
        session.say(DONE if done[1:] else ONE, count=len(done), first=done[0].number, last=done[-1].number)
    else:
        session.say(NONE)
    if left:
        session.hint(WAITING.format(count=len(left), award=award))
