"""What became of orders and of decisions, as several papers say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text

from ..programme.build import recovery_of

if TYPE_CHECKING:
    from decimal import Decimal

    from earmark.ledger.findings.acts import Decision

    from ..accountability.value import Ordered
    from ..programme.value import Recovery
    from .case import Case


def recovery(case: Case, ordered: Ordered) -> Recovery:
    """What an order asked for and what became of it by the case's day, in CNY."""
    return recovery_of(ordered.order, [settled.step for settled in case.report.settlements])


def state(ordered: Ordered) -> Text:
    """Where an order stands."""
    if not ordered.outstanding:
        return Text("已了结", "settled")
    if ordered.overdue:
        return Text("逾期 {days} 天", "{days} days overdue").format(days=ordered.overdue)
    return Text("整改中", "in progress")


def left_of(case: Case, decision: Decision) -> Decimal:
    """What a decision that asks for recovery leaves to order; several decisions on one charge count its amount once."""
    if not decision.recovery:
        return NIL
    of_charge = {d.decision.id for d in case.report.decisions if d.decision.subject == decision.subject}
    parts = [(id_, amount) for o in case.report.orders for id_, amount in o.order.parts]
    ordered = sum((amount for id_, amount in parts if id_ in of_charge), NIL)
    most = max(
        d.decision.upheld
        for d in case.report.decisions
        if d.decision.id in of_charge and d.decision.recovery and not d.withdrawn
    )
    own = decision.upheld - sum((amount for id_, amount in parts if id_ == decision.id), NIL)
    return min(own, most - ordered)
