"""``earmark order``: what was upheld must come back: how much, by which route, until when; and that an order was served, reminded of."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..noticing import Notice, note
from ..session import Session, today
from ..usage import MISSING, SEE_HELP
from ..verb import Day, Money, award_argument, by_option, done_on_option, option, verb
from .policy import policy_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.awards.register import Grant
    from earmark.ledger.books.desk import Desk
    from earmark.ledger.findings.acts import Decision
    from earmark.ledger.recovery.claims import Order
    from earmark.plugins.policy import Policy

EXAMPLE = """earmark order WH2025-007 D-0001 --route restore --due 2025-12-25 --by wang
earmark order WH2025-007 O-0001 --served 2025-11-28 --served-how 邮寄 --by wang
earmark order WH2025-007 O-0001 --remind --served-how 邮寄 --due 2026-01-20 --by wang"""
DONE = Text("{id}：责令{route} {amount} 元，{due} 前", "{id}: {amount} CNY {route}, until {due}")
NEXT = Text(
    "获奖单位挂账：earmark draft mirror {award} {id} --by …　收到后：earmark return {award} {id} --amount … --by …",
    "the recipient books it: earmark draft mirror {award} {id}; money back: earmark return {award} {id}",
)


class UnclearOrder(EarmarkError):
    """An order that does not fit the decisions it names."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The order that a person asked for on the command line."""

    decisions: tuple[str, ...]
    route: str
    due: datetime.date
    amount: Decimal | None
    basis: str | None
    served: datetime.date | None
    served_how: str | None
    day: datetime.date


@verb(
    "order",
    Text(
        "下达整改（收回）决定；登记送达、催办",
        "order money back; say that an order was served or reminded of",
    ),
    example=EXAMPLE,
)
@award_argument
@click.argument("decisions", nargs=-1, required=True, metavar="DECISION...|ORDER")
@option(
    "--route",
    type=click.Choice(["restore", "funder", "treasury", "offset", "adjust"]),
    said=Text(
        "restore 归还原资金渠道，funder 退回拨款单位，treasury 上缴财政，offset 抵减后续拨款，adjust 调账",
        "where it goes: the award's account, the funder, the treasury, set off, a book entry",
    ),
)
@option("--due", type=Day(), said=Text("限期；催办时为新的期限", "until when; of a reminder the new day"))
@option(
    "--amount",
    type=Money(),
    said=Text(
        "金额，默认为认定未责令的全部（只有一项认定时可用）", "the amount; all that is upheld if left out"
    ),
)
@option(
    "--basis",
    said=Text(
        "依据，默认为认定所引条款和实施方案的收回条款",
        "the legal basis; the decision's and the policy's clause on recovery if left out",
    ),
)
@option("--served", type=Day(past=True), said=Text("送达日", "the day it was served"))
@option("--served-how", default="", said=Text("送达、催办的方式", "how it was served or reminded of"))
@option("--remind", is_flag=True, said=Text("催办（给出决定编号）", "a reminder (give the order's id)"))
@option("--text", said=Text("催办的内容", "what the reminder says"))
@done_on_option
@by_option
def command(  # noqa: PLR0913 (one parameter an option)
    session: Session,
    award: str,
    decisions: tuple[str, ...],
    route: str | None,
    due: datetime.date | None,
    amount: Decimal | None,
    basis: str | None,
    served: datetime.date | None,
    served_how: str,
    text: str | None,
    day: datetime.date | None,
    by: str | None,
    *,
    remind: bool,
) -> None:
    """Store the order in the claims book, or what is said of one."""
    from earmark.ledger.base.amount import money
    from earmark.ledger.books.desk import desk
    from earmark.ledger.books.load import register_of
    from earmark.ledger.recovery.claims import ROUTES
    from earmark.ledger.recovery.ordering import order

    day = day or today()
    if decisions[0].startswith("O-") or remind:
        if len(decisions) > 1 or route or amount is not None or basis:
            raise UnclearOrder(Text("送达、催办一次写一个决定", "served or reminded: one order at a time"))
        session.books.award(award)
        notice = Notice(served_how, day, served, remind=remind, due=due, text=text)
        note(session, award, decisions[0], notice, session.by(by))
        return
    if not route or not due:
        name = "--due" if route else "--route"
        raise UnclearOrder(MISSING.format(name=name), fix=SEE_HELP.format(path="earmark order"))
    if amount is not None and len(decisions) > 1:
        raise UnclearOrder(Text("多项认定时不能用 --amount", "--amount goes with one decision only"))
    wanted = Wanted(decisions, route, due, amount, basis, served, served_how or None, day)
    grant = register_of(session.books, award).grant
    policy = policy_of(session, grant.programme)
    with desk(session.books, session.by(by)) as at:
        stored = order(at, _order_of(at, grant, policy, wanted))
    session.say(DONE, id=stored.id, route=ROUTES[route], amount=money(stored.amount), due=due)
    session.hint(NEXT.format(award=award, id=stored.id))


def _order_of(at: Desk, grant: Grant, policy: Policy, said: Wanted) -> Order:
    from earmark.ledger.findings.acts import Decision
    from earmark.ledger.recovery.claims import Order
    from earmark.ledger.recovery.ordering import to_order

    known = {d.id: d for d in at.records(Decision, f"awards/{grant.id}/acts.beancount")}
    parts = ((d, to_order(at, grant.id, d) if said.amount is None else said.amount) for d in said.decisions)
    named = [known[d] for d in said.decisions if d in known]
    return Order(
        id="", award=grant.id, date=said.day, recipient=grant.recipient_name, route=said.route, due=said.due,
        parts=tuple(parts), served=said.served, served_how=said.served_how,
        basis=said.basis or _basis(named, policy),
    )  # fmt: skip


def _basis(decisions: Sequence[Decision], policy: Policy) -> str:
    """What the order stands on: the clauses that were broken, and the clause by which money is taken back.

    The clause on misuse carries no sanction of its own; recovery is in the clause ``revocation``.
    """
    clause = policy.clauses.get("revocation")
    taken_back = [f"{clause.document} {clause.number}"] if clause else []
    return "；".join(dict.fromkeys([*(d.basis for d in decisions), *taken_back]))
