"""``earmark users``: the people of people.beancount: who may act, on which side."""

from __future__ import annotations

import datetime

import click

from earmark.ledger.base.text import Text

from ..people import person
from ..session import Session, today
from ..verb import Day, by_option, format_option, option, verb, verbs

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
    from earmark.ledger.awards.opening import add_person

    new = person(who)
    add_person(session.books, new, session.by(by))
    session.say(ADDED, id=new.id)


KEY = "earmark users key chen A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg= --from 2025-03-01 --by chen"
HOLDS = Text(
    "已登记 {person} 的公钥，自 {day} 起；供其他工具验证：{key}",
    "the key of {person} is registered from {day} on; for other tools: {key}",
)


@verb("key", Text("登记本人的签名公钥", "register one's own public key"), example=KEY, under=command)
@click.argument("who")
@click.argument("public")
@option(
    "--from", "day", type=Day(), said=Text("自哪天起用，默认今天", "the day it begins; today if left out")
)
@by_option
def key(session: Session, who: str, public: str, day: datetime.date | None, by: str | None) -> None:
    """Register a key."""
    from earmark.ledger.books.desk import desk
    from earmark.ledger.proof.keys import add_key
    from earmark.ledger.proof.signing import public_key, verifier_key

    with desk(session.books, session.by(by)) as at:
        made = add_key(at, who, public, day or today())
    session.say(HOLDS, person=who, day=made.date, key=verifier_key(who, public_key(public)))


@verb("list", Text("列出所有人", "list them"), example="earmark users list", under=command)
@format_option
def listing(session: Session, form: str) -> None:
    """List the people."""
    people = session.books.people().values()
    if form == "json":
        session.result({"people": [{"id": p.id, "name": p.name, "side": p.side, "of": p.of} for p in people]})
        return
    head = (Text("编号", "id"), Text("姓名", "name"), Text("方面", "side"), Text("单位", "of"))
    session.table(head, [(p.id, p.name, p.side, p.of) for p in people])
