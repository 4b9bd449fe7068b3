"""What became of orders: what came back, what was settled otherwise, what is outstanding and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.amount import NIL
from earmark.ledger.text import Text

if TYPE_CHECKING:
    from decimal import Decimal

    from earmark.ledger.acts import Decision

    from ..accountability.value import Ordered
    from .case import Case

AGES = (30, 60, 90)
AGE_NAMES = (
    Text("未到期", "not due"),
    Text("逾期1–30天", "1–30 days"),
    Text("逾期31–60天", "31–60 days"),
    Text("逾期61–90天", "61–90 days"),
    Text("逾期90天以上", "over 90 days"),
)
"""Days past the due day, of what is outstanding."""


def by_way(case: Case, order: str, way: str) -> Decimal:
    """What was settled of an order in one way, in CNY."""
    steps = (s.step for s in case.report.settlements)
    return sum((s.amount for s in steps if s.order == order and s.way == way), NIL)


def returned(case: Case, order: str) -> Decimal:
    """What came back of an order."""
    return by_way(case, order, "returned")


def otherwise(case: Case, order: str) -> Decimal:
    """What was set off, adjusted, written off or absorbed."""
    steps = (s.step for s in case.report.settlements)
    return sum((s.amount for s in steps if s.order == order and s.way != "returned"), NIL)


def age(ordered: Ordered) -> int:
    """Where in ``AGE_NAMES`` what is outstanding of an order stands."""
    return (ordered.overdue > 0) + sum(ordered.overdue > days for days in AGES)


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
