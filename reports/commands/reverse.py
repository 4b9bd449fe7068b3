"""``earmark reverse``: take a posted voucher back by a red-letter voucher (红字) that cites it."""

from __future__ import annotations

import datetime

import click

from earmark.ledger.text import Text

from ..session import Session, today
from ..verb import award_argument, by_option, done_on_option, option, verb

EXAMPLE = "earmark reverse WH2025-007 WH2025-007-V0012 --reason 科目用错 --by chen"
DONE = Text(
    "红字凭证草稿 {id}，冲销 {number}。确认后 earmark post", "draft {id} reverses {number}; earmark post it"
)


@verb("reverse", Text("红字冲销一张已记账凭证", "reverse a posted voucher"), example=EXAMPLE)
@award_argument
@click.argument("voucher")
@option("--reason", required=True, said=Text("为什么冲销", "why"))
@done_on_option
@by_option
def command(
    session: Session, award: str, voucher: str, reason: str, day: datetime.date | None, by: str | None
) -> None:
    """Make the red-letter draft."""
    from earmark.ledger.desk import desk
    from earmark.ledger.posting import reverse

    session.books.award(award)
    with desk(session.books, session.by(by)) as at:
        red = reverse(at, award, voucher, day or today(), reason)
    session.say(DONE, id=red.id, number=voucher)
