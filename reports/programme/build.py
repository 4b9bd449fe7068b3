"""From the audits of a programme's awards to the view of it. Nothing is loaded again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.awards.position import position
from earmark.ledger.base.amount import NIL
from earmark.ledger.recovery.ageing import AGES, age
from earmark.ledger.recovery.claims import WAYS, Order
from earmark.plugins.audit import adopted_policy
from earmark.plugins.judging.programme_audit import audit_awards

from .value import AwardLine, ProgrammeView, Recovery

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from earmark.ledger.books.books import Books
    from earmark.ledger.recovery.claims import Settlement
    from earmark.plugins.judging.finding import RuleRun
    from earmark.plugins.judging.run import Audited
    from earmark.plugins.standing.standing import Acts


def view_of(books: Books, programme: str, day: datetime.date) -> ProgrammeView:
    """Load and judge all awards of a programme, and view them. Raises as ``audit_awards``."""
    return view(books, audit_awards(books, programme=programme), day)


def view(books: Books, done: Sequence[Audited], day: datetime.date) -> ProgrammeView:
    """The view of a programme on a day, from the audits of all its awards."""
    award = done[0].award
    policy = adopted_policy(books, award)
    return ProgrammeView(
        programme=award.grant.programme,
        policy=policy.id,
        title=policy.title,
        as_of=day,
        rules=_rules(done),
        awards=tuple(line(audited, day) for audited in done),
    )


def _rules(done: Sequence[Audited]) -> tuple[RuleRun, ...]:
    found: dict[str, RuleRun] = {}
    for run in (run for audited in done for run in audited.audit.runs if run.scope == "programme"):
        before = found.get(run.id)
        found[run.id] = replace(run, findings=run.findings + before.findings) if before else run
    return tuple(found.values())


def line(audited: Audited, day: datetime.date) -> AwardLine:
    """One award's line."""
    grant, stands = audited.award.grant, audited.standing
    figures = position(audited.award, audited.vouchers, day)
    routes, ageing = recoveries(stands.acts, day)
    return AwardLine(
        award=grant.id,
        recipient=grant.recipient,
        recipient_name=grant.recipient_name,
        parent=grant.parent,
        granted=grant.amount,
        received=figures.received,
        spent=figures.spent,
        balance=figures.bank,
        findings=len(stands.findings),
        undecided=sum(f.undecided and f.outcome != "unknown" for f in stands.findings),
        totals=stands.totals,
        routes=routes,
        ageing=ageing,
    )


def recoveries(acts: Acts, day: datetime.date) -> tuple[dict[str, Recovery], dict[str, Decimal]]:
    """What orders asked for by route, and what is outstanding of them by age on a day."""
    routes: dict[str, Recovery] = defaultdict(Recovery)
    ageing = dict.fromkeys(AGES, NIL)
    for order in acts.orders:
        recovery = recovery_of(order, acts.settlements)
        routes[order.route] += recovery
        ageing[age(order.due, day)] += recovery.outstanding
    return dict(routes), ageing


def recovery_of(order: Order, settlements: Iterable[Settlement]) -> Recovery:
    """What one order asked for and what became of it."""
    steps = [step for step in settlements if step.order == order.id]
    settled = {way: sum((s.amount for s in steps if s.way == way), NIL) for way in WAYS}
    revoked = order.amount if order.revocation else NIL
    left = order.amount - sum(settled.values(), NIL)
    return Recovery(orders=1, ordered=order.amount, revoked=revoked, outstanding=left, **settled)
