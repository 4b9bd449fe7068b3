"""``earmark reverse``: take a posted voucher back by a red-letter voucher (红字) that cites it.

If it books a bank row, a second draft books the row anew.
"""

from __future__ import annotations

import datetime

import click

from earmark.ledger.base.text import Text

from ..session import Session, today
from ..verb import award_argument, by_option, done_on_option, option, verb

EXAMPLE = "earmark reverse WH2025-007 WH2025-007-V0012 --reason 科目用错 --by chen"
DONE = Text(
    "红字凭证草稿 {id}，冲销 {number}。确认后 earmark post", "draft {id} reverses {number}; earmark post it"
)

ANEW = Text(
    "银行流水在草稿 {id} 重新入账：earmark draft complete {award} {id}",
    "draft {id} books the bank row anew: earmark draft complete {award} {id}",
)
ONLY_RED = Text("只拟红字，不把银行流水重新入账", "the red letter alone; the bank row is not booked anew")


@verb("reverse", Text("红字冲销一张已记账凭证", "reverse a posted voucher"), example=EXAMPLE)
@award_argument
@click.argument("voucher")
@option("--reason", required=True, said=Text("为什么冲销", "why"))
@option("--only-red", is_flag=True, said=ONLY_RED)
@done_on_option
@by_option
def command(
    session: Session,
    award: str,
    voucher: str,
    reason: str,
    day: datetime.date | None,
    by: str | None,
    *,
    only_red: bool,
) -> None:
    """Make the red-letter draft, and the one that books its bank row anew."""
    from earmark.ledger.books.desk import desk
    from earmark.ledger.vouchers.posting import reverse
    from earmark.ledger.vouchers.rebooking import reverse_and_rebook

    session.books.award(award)
    with desk(session.books, session.by(by)) as at:
        asked = (at, award, voucher, day or today(), reason)
        red, *anew = [reverse(*asked)] if only_red else reverse_and_rebook(*asked)
    session.say(DONE, id=red.id, number=voucher)
    for one in anew:
        session.say(ANEW, id=one.id, award=award)
