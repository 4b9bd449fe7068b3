"""``earmark return``: money came back for an order; without an order, what is proposed and where the two sides differ.

By the funder's or auditor's side it settles the claim; by the recipient's side it makes the voucher of its own books. Each side
writes its own files only.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..session import Session, today
from ..usage import MISSING, SEE_HELP
from ..verb import Money, award_argument, by_option, done_on_option, format_option, option, verb

if TYPE_CHECKING:
    from earmark.ledger.recovery.claims import Settlement

EXAMPLE = """earmark return WH2025-007
earmark return WH2025-007 --all-shown --by wang
earmark return WH2025-007 --accept V0004 --by wang
earmark return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --reference ICBC-8801:152 --by wang
earmark return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --by chen
earmark return WH2025-007 R-0001 --withdraw 凭据属于另一项资金 --by wang"""
SETTLED = Text(
    "{id}：{order} {way} {amount} 元，尚余 {left} 元",
    "{id}: {amount} CNY of {order}, {way}; {left} outstanding",
)
TAKEN_BACK = Text(
    "{id}：撤回 {step}，{order} 的 {amount} 元不再算收回，尚余 {left} 元",
    "{id}: {step} is taken back, {amount} CNY of {order} count as returned no more, {left} outstanding",
)
BOOKED = Text("草稿 {id}：{order} 退回 {amount} 元", "draft {id}: {amount} CNY returned for {order}")


class Unshown(EarmarkError):
    """Money that is said to have come back with nothing that shows it."""


@verb(
    "return",
    Text(
        "登记退回的款项；列出、认可待认可的", "record money that came back; list and accept what is proposed"
    ),
    example=EXAMPLE,
)
@award_argument
@click.argument("order", required=False)
@option("--amount", type=Money(), said=Text("金额（元）", "amount in CNY"))
@option(
    "--accept",
    "chosen",
    multiple=True,
    metavar="ID",
    said=Text(
        "认可所列的凭证或流水（可多次）", "recognise what is proposed by this voucher or row; several times"
    ),
)
@option(
    "--all-shown",
    is_flag=True,
    said=Text("认可有凭证和流水的全部", "recognise all that voucher and bank row show"),
)
@option(
    "--reference",
    said=Text(
        "银行流水编号、收据或文件（拨款、审计方必填）",
        "bank row, receipt or paper that shows it (funder, auditor)",
    ),
)
@option(
    "--withdraw",
    "wrong",
    metavar="REASON",
    said=Text(
        "撤回登记错的一笔（给出 R- 编号），写明理由",
        "take back what was recognised by mistake (give R-…): why",
    ),
)
@option(
    "--from-award",
    is_flag=True,
    said=Text("由本项目账户退给拨款单位", "the award's own account paid the funder"),
)
@done_on_option
@by_option
@format_option
def command(  # noqa: PLR0913 (one parameter an option)
    session: Session,
    award: str,
    order: str | None,
    amount: Decimal | None,
    chosen: tuple[str, ...],
    reference: str | None,
    wrong: str | None,
    day: datetime.date | None,
    by: str | None,
    form: str,
    *,
    from_award: bool,
    all_shown: bool,
) -> None:
    """Record a return on the side of the person who acts, or show what is proposed."""
    from earmark.ledger.base.amount import money
    from earmark.ledger.recovery.mirroring import mirror_return

    from .. import returns
    from ..accountability.texts import WAY_NAMES

    session.books.award(award)
    if wrong is not None:
        _take_back(session, award, order or "—", wrong, day or today(), session.by(by))
        return
    if order is None:
        if chosen or all_shown:
            returns.accept(session, award, chosen, session.by(by))
        else:
            returns.show(session, award, form)
        return
    if amount is None:
        raise Unshown(MISSING.format(name="--amount"), fix=SEE_HELP.format(path="earmark return"))
    who, day = session.by(by), day or today()
    if session.books.person(who).side == "recipient":
        made = mirror_return(session.books, award, order, amount, day, who, from_award=from_award)
        session.say(BOOKED, id=made.id, order=order, amount=money(amount))
        return
    step, left = _settle(session, award, order, amount, day, reference, who)
    way = WAY_NAMES[step.way]
    session.say(SETTLED, id=step.id, order=order, way=way, amount=money(amount), left=money(left))


def _take_back(session: Session, award: str, step: str, why: str, day: datetime.date, who: str) -> None:
    from earmark.ledger.base.amount import money
    from earmark.ledger.books.desk import desk
    from earmark.ledger.recovery.serving import known_order
    from earmark.ledger.recovery.taking_back import take_back

    with desk(session.books, who) as at:
        red = take_back(at, award, step, why, day)
        _, left = known_order(at, award, red.order)
    session.say(
        TAKEN_BACK, id=red.id, step=step, order=red.order, amount=money(-red.amount), left=money(left)
    )


def _settle(
    session: Session,
    award: str,
    order: str,
    amount: Decimal,
    day: datetime.date,
    reference: str | None,
    who: str,
) -> tuple[Settlement, Decimal]:
    from earmark.ledger.books.desk import desk
    from earmark.ledger.recovery.claims import NO_MONEY, Settlement, orders, settlements
    from earmark.ledger.recovery.settling import outstanding, settle

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
        return stored, outstanding(orders(after), settlements(after), order)
