"""``earmark writeoff``: ask that a part of an order be written off; another person approves it (``earmark approve``)."""

from __future__ import annotations

import datetime
from decimal import Decimal

import click

from earmark.ledger.base.text import Text

from ..session import Session, today
from ..verb import Money, award_argument, by_option, done_on_option, option, verb

EXAMPLE = (
    "earmark writeoff WH2025-007 O-0001 --amount 300 --reason 收款单位已注销 --document 核销请示 --by zhou"
)
ASKED = Text("{id}：申请核销 {order} 的 {amount} 元", "{id}: {amount} CNY of {order} to be written off")
NEXT = Text(
    "由另一人批准：earmark approve {award} write-off {id} --by …",
    "another person approves it: earmark approve {award} write-off {id} --by …",
)


@verb(
    "writeoff",
    Text("申请核销（拨款或审计方），由另一人批准", "ask for a write-off (funder or auditor)"),
    example=EXAMPLE,
)
@award_argument
@click.argument("order")
@option("--amount", type=Money(), required=True, said=Text("金额（元）", "amount in CNY"))
@option("--reason", required=True, said=Text("理由", "why"))
@option("--document", required=True, said=Text("文件", "the paper behind it"))
@done_on_option
@by_option
def command(
    session: Session,
    award: str,
    order: str,
    amount: Decimal,
    reason: str,
    document: str,
    day: datetime.date | None,
    by: str | None,
) -> None:
    """Ask for a write-off."""
    from earmark.ledger.base.amount import money
    from earmark.ledger.books.desk import desk
    from earmark.ledger.recovery.after_order import WriteOff
    from earmark.ledger.recovery.writing_off import ask_write_off

    session.books.award(award)
    wanted = WriteOff(
        date=day or today(), id="", order=order, amount=amount, reason=reason, document=document,
        recorded="", by="",
    )  # fmt: skip
    with desk(session.books, session.by(by)) as at:
        stored = ask_write_off(at, award, wanted)
    session.say(ASKED, id=stored.id, order=order, amount=money(amount))
    session.hint(NEXT.format(award=award, id=stored.id))
