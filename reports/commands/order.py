"""``earmark order``: what was upheld must come back: how much, by which route, until when."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from earmark.ledger.errors import EarmarkError
from earmark.ledger.text import Text

from ..session import Session, today
from ..verb import Day, Money, award_argument, by_option, done_on_option, option, verb
from .policy import policy_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.acts import Decision
    from earmark.plugins.policy import Policy

EXAMPLE = "earmark order WH2025-007 D-0001 --route restore --due 2025-12-25 --by wang"
DONE = Text("{id}：责令{route} {amount} 元，{due} 前", "{id}: {amount} CNY {route}, until {due}")
NEXT = Text(
    "获奖单位挂账：earmark draft mirror {award} {id} --by …　收到后：earmark return {award} {id} --amount … --by …",
    "the recipient books it: earmark draft mirror {award} {id}; money back: earmark return {award} {id}",
)


class UnclearOrder(EarmarkError):
    """An order that does not fit the decisions it names."""


@verb("order", Text("下达整改（收回）决定", "order money back"), example=EXAMPLE)
@award_argument
@click.argument("decisions", nargs=-1, required=True)
@option(
    "--route",
    type=click.Choice(["restore", "funder", "treasury", "offset", "adjust"]),
    required=True,
    said=Text(
        "restore 归还原资金渠道，funder 退回拨款单位，treasury 上缴财政，offset 抵减后续拨款，adjust 调账",
        "where it goes: the award's account, the funder, the treasury, set off, a book entry",
    ),
)
@option("--due", type=Day(), required=True, said=Text("限期", "until when"))
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
@option("--served", type=Day(), said=Text("送达日", "the day it was served"))
@option("--served-how", said=Text("送达方式", "how it was served"))
@done_on_option
@by_option
def command(  # noqa: PLR0913 (one parameter an option)
    session: Session,
    award: str,
    decisions: tuple[str, ...],
    route: str,
    due: datetime.date,
    amount: Decimal | None,
    basis: str | None,
    served: datetime.date | None,
    served_how: str | None,
    day: datetime.date | None,
    by: str | None,
) -> None:
    """Store the order in the claims book."""
    from earmark.ledger.acts import Decision
    from earmark.ledger.amount import money
    from earmark.ledger.claims import ROUTES, Order
    from earmark.ledger.desk import desk
    from earmark.ledger.load import register_of
    from earmark.ledger.ordering import order, to_order

    if amount is not None and len(decisions) > 1:
        raise UnclearOrder(Text("多项认定时不能用 --amount", "--amount goes with one decision only"))
    grant = register_of(session.books, award).grant
    policy = policy_of(session, grant.programme)
    with desk(session.books, session.by(by)) as at:
        known = {d.id: d for d in at.records(Decision, f"awards/{award}/acts.beancount")}
        parts = tuple((d, to_order(at, award, d) if amount is None else amount) for d in decisions)
        wanted = Order(
            id="",
            award=award,
            date=day or today(),
            recipient=grant.recipient_name,
            route=route,
            due=due,
            parts=parts,
            served=served,
            served_how=served_how,
            basis=basis or _basis([known[d] for d in decisions if d in known], policy),
        )
        stored = order(at, wanted)
    session.say(DONE, id=stored.id, route=ROUTES[route], amount=money(stored.amount), due=due)
    session.hint(NEXT.format(award=award, id=stored.id))


def _basis(decisions: Sequence[Decision], policy: Policy) -> str:
    """What the order stands on: the clauses that were broken, and the clause by which money is taken back.

    The clause on misuse carries no sanction of its own; recovery is in the clause ``revocation``.
    """
    clause = policy.clauses.get("revocation")
    taken_back = [f"{clause.document} {clause.number}"] if clause else []
    return "；".join(dict.fromkeys([*(d.basis for d in decisions), *taken_back]))
