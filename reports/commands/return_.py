"""``earmark return``: money came back for an order.

By the funder's or auditor's side it settles the claim; by the recipient's side it makes the voucher of its own books. Each side
writes its own files only.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

import click

from earmark.ledger.errors import EarmarkError
from earmark.ledger.text import Text

from ..session import Session, today
from ..verb import Money, award_argument, by_option, done_on_option, option, verb

EXAMPLE = """earmark return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --reference ICBC-8801:152 --by wang
earmark return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --by chen"""
SETTLED = Text(
    "{id}：{order} 收回 {amount} 元，尚余 {left} 元",
    "{id}: {amount} CNY of {order} came back, {left} outstanding",
)
BOOKED = Text("草稿 {id}：{order} 退回 {amount} 元", "draft {id}: {amount} CNY returned for {order}")


class Unshown(EarmarkError):
    """Money that is said to have come back with nothing that shows it."""


@verb("return", Text("登记退回的款项", "record money that came back"), example=EXAMPLE)
@award_argument
@click.argument("order")
@option("--amount", type=Money(), required=True, said=Text("金额（元）", "amount in CNY"))
@option(
    "--reference",
    said=Text(
        "银行流水编号、收据或文件（拨款、审计方必填）",
        "bank row, receipt or paper that shows it (funder, auditor)",
    ),
)
@option(
    "--from-award",
    is_flag=True,
    said=Text("由本项目账户退给拨款单位", "the award's own account paid the funder"),
)
@done_on_option
@by_option
def command(
    session: Session,
    award: str,
    order: str,
    amount: Decimal,
    reference: str | None,
    day: datetime.date | None,
    by: str | None,
    *,
    from_award: bool,
) -> None:
    """Record a return on the side of the person who acts."""
    from earmark.ledger.amount import money
    from earmark.ledger.mirroring import mirror_return

    session.books.award(award)
    who, day = session.by(by), day or today()
    if session.books.person(who).side == "recipient":
        made = mirror_return(session.books, award, order, amount, day, who, from_award=from_award)
        session.say(BOOKED, id=made.id, order=order, amount=money(amount))
        return
    step, left = _settle(session, award, order, amount, day, reference, who)
    session.say(SETTLED, id=step, order=order, amount=money(amount), left=money(left))


def _settle(
    session: Session,
    award: str,
    order: str,
    amount: Decimal,
    day: datetime.date,
    reference: str | None,
    who: str,
) -> tuple[str, Decimal]:
    from earmark.ledger.claims import NO_MONEY, Settlement, orders, settlements
    from earmark.ledger.desk import desk
    from earmark.ledger.settling import outstanding, settle

    with desk(session.books, who) as at:
        entries = at.entries(f"claims/{award}.beancount")
        issued = {o.id: o for o in orders(entries)}
        outstanding(issued.values(), settlements(entries), order)
        if not (reference or "").strip():
            fix = Text(
                "用 --reference 写明流水、收据或文件", "name the bank row, receipt or paper: --reference"
            )
            raise Unshown(Text("没有凭据", "nothing shows the money"), fix=fix)
        found = issued[order]
        step = Settlement(
            id="",
            award=award,
            order=order,
            date=day,
            recipient=found.recipient,
            way=NO_MONEY.get(found.route, "returned"),
            amount=amount,
            route=found.route,
            reference=reference,
        )
        stored = settle(at, step)
        after = at.entries(f"claims/{award}.beancount")
        return stored.id, outstanding(orders(after), settlements(after), order)
