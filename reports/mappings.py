"""``earmark draft mappings`` and ``earmark draft forget``: what was remembered of rows, and taking it back."""

from __future__ import annotations

import click

from earmark.ledger.base.text import Text

from .session import Session  # noqa: TC001 (click passes it)
from .verb import award_argument, by_option, format_option, option, verb


@verb(
    "mappings",
    Text("列出归类规则：谁在哪天记住的", "list the stored mappings"),
    example="earmark draft mappings WH2025-007",
)
@award_argument
@format_option
def mappings(session: Session, award: str, form: str) -> None:
    """List the stored mappings in force."""
    from earmark.ledger.vouchers.completing import said_account
    from earmark.ledger.vouchers.remembered import answers, mappings_in_force

    session.books.award(award)
    found = mappings_in_force(session.books.entries(answers(award)))
    keys = ("id", "date", "by", "way", "payee", "words", "account", "budget_account", "plan", "party")
    if form == "json":
        said = [{key: getattr(one, key) for key in keys} | {"date": one.date.isoformat()} for one in found]
        session.result({"award": award, "mappings": said})
        return
    head = [Text("编号", "id"), Text("日期", "date"), Text("谁", "by"), Text("收付", "way"), Text("对方", "payee"),
            Text("摘要含", "words"), Text("记到", "booked as"), Text("用途", "plan")]  # fmt: skip
    rows = []
    for one in found:
        accounts = "/".join(said_account(a) for a in (one.account, one.budget_account) if a)
        rows.append(
            [
                one.id,
                one.date,
                one.by,
                WAYS[one.way],
                one.payee or "",
                one.words or "",
                accounts,
                one.plan or "",
            ]
        )
    session.table(head, rows)


WAYS = {"in": Text("收", "in"), "out": Text("付", "out")}


@verb(
    "forget",
    Text("撤销一条归类规则；已记的不变", "take a stored mapping back; what is booked stays"),
    example="earmark draft forget WH2025-007 K-0001 --reason 改由培训费列支 --by chen",
)
@award_argument
@click.argument("mapping")
@option("--reason", required=True, said=Text("为什么撤", "why"))
@by_option
def forget(session: Session, award: str, mapping: str, reason: str, by: str | None) -> None:
    """Take a stored mapping back."""
    from earmark.ledger.books.desk import desk
    from earmark.ledger.vouchers.remembered import withdraw

    session.books.award(award)
    with desk(session.books, session.by(by)) as at:
        withdraw(at, award, mapping, reason)
    session.say(FORGOTTEN, id=mapping)


FORGOTTEN = Text("归类规则 {id} 已撤销", "mapping {id} is taken back")
