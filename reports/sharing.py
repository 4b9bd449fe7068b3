"""``earmark draft rows`` and ``earmark draft share``: what of an ordinary account's rows is the award's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from earmark.ledger.base.text import Text

from .session import Session  # noqa: TC001 (click passes it)
from .verb import Day, Money, award_argument, by_option, format_option, option, verb

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

SHARED = Text("流水 {row} 的 {amount} 元归草稿 {id}", "{amount} CNY of row {row} are draft {id}'s")


@verb(
    "rows",
    Text("列出账户里没有记完的流水：编号、金额、剩余", "list the account's rows that are not wholly booked"),
    example="earmark draft rows CAST2025-017 --date 2025-09-10",
)
@award_argument
@option("--date", "day", type=Day(), said=Text("只看这一天", "of this day only"))
@format_option
def rows(session: Session, award: str, form: str, day: datetime.date | None) -> None:
    """List rows with something left of them."""
    from earmark.ledger.banks.sharing import rests

    found = [one for one in rests(session.books, award) if day in {None, one.row.date}]
    if form == "json":
        shown = [
            {"row": r.id, "date": r.date.isoformat(), "amount": str(r.amount), "rest": str(rest)}
            for r, rest in found
        ]
        session.result({"award": award, "rows": shown})
        return
    head = [Text("编号", "row"), Text("日期", "date"), Text("金额", "amount"), Text("剩余", "left")]
    session.table(head, [[r.id, r.date, r.amount, rest] for r, rest in found])


@verb(
    "share",
    Text("普通账户的一行流水里，多少是本项目的", "say what part of an ordinary account's row is the award's"),
    example="earmark draft share CAST2025-017 CCB-3301:7 --amount 6000 --payee 江城宾馆 --words 会场费 --by liu\n"
    "earmark draft share CAST2025-017 CCB-3301:7 --draft V0012 --by liu",
)
@award_argument
@click.argument("row")
@option(
    "--amount",
    type=Money(),
    said=Text("其中多少（元），默认全部剩余", "how much of it (CNY); all that is left"),
)
@option("--payee", default="", said=Text("付给谁", "whom it was paid to"))
@option("--words", default="", said=Text("做什么用", "what for"))
@option(
    "--draft", said=Text("给这张缺流水的草稿（金额照它）", "to this draft, which lacks its row (its amount)")
)
@by_option
def share(
    session: Session,
    award: str,
    row: str,
    amount: Decimal | None,
    payee: str,
    words: str,
    draft: str | None,
    by: str | None,
) -> None:
    """Share a row."""
    from earmark.ledger.banks.sharing import Taken, give_part, take_part
    from earmark.ledger.base.amount import money
    from earmark.ledger.books.desk import desk

    session.books.award(award)
    with desk(session.books, session.by(by)) as at:
        if draft:
            made = give_part(at, award, row, draft)
        else:
            made = take_part(at, award, Taken(row, amount, payee, words))
    part = next(line.amount for line in made.lines if line.bank_row == row)
    session.say(SHARED, row=row, amount=money(abs(part)), id=made.id)
