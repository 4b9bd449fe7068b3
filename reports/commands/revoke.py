"""``earmark revoke``: an award is revoked: what was paid must come back, open orders go into it, the scheme's ban begins."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from earmark.ledger.base.text import Text

from ..session import Session, today
from ..verb import Day, Money, award_argument, by_option, done_on_option, option, verb
from .policy import policy_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.findings.acts import Decision
    from earmark.ledger.recovery.revoking import Revocation, Revoked
    from earmark.plugins.policy import Policy

EXAMPLE = """earmark revoke WH2025-009 --decision D-0001 --reason 虚报业绩 --due 2025-12-31 --by zhou
earmark revoke WH2025-009 --reason 伪造年检材料 --basis '武科协〔2012〕105号 五(二)' --due 2025-12-31 --by zhou"""
DONE = Text(
    "{id}：撤销 {award}，收回已拨付、未退回的 {amount} 元，{due} 前{route}",
    "{id}: {award} is revoked; {amount} CNY, paid and not returned, {route} until {due}",
)
ABSORBED = Text("{order} 未收回的 {amount} 元并入 {id}", "{amount} CNY open of {order} go into {id}")
BANNED = Text(
    "{name} 自 {day} 至 {until} 不得申报（{clause}）",
    "{name} may not apply from {day} until {until} ({clause})",
)
UNANSWERED = Text(
    "拨款单位没有答复年数怎么算（ban-years），按满年算",
    "the funder has not said how the years are counted (ban-years): full years are taken",
)
CHILD = Text(
    "转拨的 {child} 没有随之撤销，另行决定",
    "sub-grant {child} is not revoked with it: decide on it by itself",
)
NEXT = Text(
    "获奖单位挂账：earmark draft mirror {award} {id} --by …　收到后：earmark return {award} {id} --amount … --by …",
    "the recipient books it: earmark draft mirror {award} {id}; money back: earmark return {award} {id}",
)


@verb("revoke", Text("撤销资格并收回已拨付资金（拨款单位）", "revoke an award (funder)"), example=EXAMPLE)
@award_argument
@option("--reason", required=True, said=Text("查实的事实和理由", "the facts, and why"))
@option(
    "--decision",
    "decisions",
    multiple=True,
    said=Text("所依据的认定，可多次", "the decisions behind it, repeatable"),
)
@option(
    "--basis",
    said=Text(
        "依据，没有认定时必写；默认为认定的依据和实施方案的撤销条款",
        "the legal basis, needed without a decision; else the decisions' and the policy's clause on revocation",
    ),
)
@option(
    "--amount",
    type=Money(),
    said=Text(
        "收回多少，默认为已拨付、未退回的全部", "how much; all that was paid and not returned if left out"
    ),
)
@option(
    "--route",
    type=click.Choice(["funder", "treasury"]),
    default="funder",
    said=Text("funder 退回拨款单位（默认），treasury 上缴财政", "to the funder (default) or the treasury"),
)
@option("--due", type=Day(), required=True, said=Text("限期", "until when"))
@option("--served", type=Day(), said=Text("送达日", "the day it was served"))
@option("--served-how", said=Text("送达方式", "how it was served"))
@done_on_option
@by_option
def command(
    session: Session,
    award: str,
    day: datetime.date | None,
    by: str | None,
    **given: Any,  # noqa: ANN401
) -> None:
    """Revoke."""
    from earmark.ledger.books.desk import desk
    from earmark.ledger.books.load import register_of
    from earmark.ledger.recovery.revoking import revoke

    known = register_of(session.books, award)
    policy = policy_of(session, known.grant.programme)
    with desk(session.books, session.by(by)) as at:
        wanted = _wanted(session, known, policy, day or today(), given)
        done = revoke(at, award, wanted)
    _say(session, known, policy, done)


def _wanted(
    session: Session, known: Award, policy: Policy, day: datetime.date, given: dict[str, Any]
) -> Revocation:
    from earmark.ledger.findings.acts import Decision
    from earmark.ledger.recovery.revoking import Revocation
    from earmark.plugins.judging.readings import ban_until

    basis = given.pop("basis")
    decisions = session.books.records(Decision, f"awards/{known.id}/acts.beancount")
    named = [d for d in decisions if d.id in given["decisions"]]
    all_of_it = policy.revocation is not None and policy.revocation.scope == "award"
    return Revocation(
        date=day,
        basis=basis or _basis(named, policy),
        named=bool(basis),
        most=known.grant.amount if all_of_it else None,
        ban_until=ban_until(policy, day, known.settings),
        ban_clause=_clause(policy),
        **given,
    )


def _basis(named: Sequence[Decision], policy: Policy) -> str:
    """The decisions' clauses and the one by which an award is revoked: that on misuse carries no sanction."""
    return "；".join(dict.fromkeys([*(d.basis for d in named), *filter(None, [_clause(policy)])]))


def _clause(policy: Policy) -> str | None:
    found = policy.revocation
    return f"{found.clause.document} {found.clause.number}" if found else None


def _say(session: Session, known: Award, policy: Policy, done: Revoked) -> None:
    from earmark.ledger.awards.subgrants import children_of
    from earmark.ledger.base.amount import money
    from earmark.ledger.recovery.claims import ROUTES
    from earmark.plugins.judging.readings import BAN_YEARS, answered

    order: Any = done.order
    amount: Decimal = order.amount
    session.say(
        DONE, id=order.id, award=known.id, amount=money(amount), due=order.due, route=ROUTES[order.route]
    )
    for step in done.absorbed:
        session.say(ABSORBED, order=step.order, amount=money(step.amount), id=order.id)
    if done.ban:
        facts = {"day": done.ban.date, "until": done.ban.until, "clause": done.ban.clause}
        session.say(BANNED, name=known.grant.recipient_name, **facts)
        if answered(policy, BAN_YEARS, known.settings) is None:
            session.hint(UNANSWERED)
    for child in children_of(session.books, known.id):
        session.hint(CHILD.format(child=child))
    session.hint(NEXT.format(award=known.id, id=order.id))
