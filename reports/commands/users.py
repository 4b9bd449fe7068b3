"""``earmark users``: the people of people.beancount: who may act, on which side."""

from __future__ import annotations

import click

from earmark.ledger.text import Text

from ..people import person
from ..session import Session  # noqa: TC001 (click passes it)
from ..verb import by_option, format_option, verb, verbs

command = verbs("users", Text("人员：谁可以做什么", "people: who may act"), example="earmark users list")
ADDED = Text("已登记 {id}", "{id} is registered")
WHO = "earmark users add zhao:recipient:JCSF:finance:赵出纳 --by chen"


@verb(
    "add",
    Text("登记一个人：编号:方面:单位:职责:姓名", "add a person: id:side:of:role:name"),
    example=WHO,
    under=command,
)
@click.argument("who")
@by_option
def add(session: Session, who: str, by: str | None) -> None:
    """Register a person."""
    from earmark.ledger.opening import add_person

    new = person(who)
    add_person(session.books, new, session.by(by))
    session.say(ADDED, id=new.id)


@verb("list", Text("列出所有人", "list them"), example="earmark users list", under=command)
@format_option
def listing(session: Session, form: str) -> None:
    """List the people."""
    from ..tables import table

    people = session.books.people().values()
    if form == "json":
        session.result({"people": [{"id": p.id, "name": p.name, "side": p.side, "of": p.of} for p in people]})
        return
    head = [
        session.shown(zh, en)
        for zh, en in (("编号", "id"), ("姓名", "name"), ("方面", "side"), ("单位", "of"))
    ]
    session.say(table(head, [[p.id, p.name, p.side, p.of] for p in people]))
