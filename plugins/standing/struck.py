"""Which findings are struck off (对账销号): all that was upheld of the charge is ordered, and its orders are struck off.

A decision without recovery (管理不规范) is struck off itself. Statuses and figures stay as they are.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.findings.deciding import ordered_on_charge
from earmark.ledger.recovery.striking import struck_off

if TYPE_CHECKING:
    from collections.abc import Collection

    from .standing import Standing


def struck(standing: Standing) -> frozenset[str]:
    """The ids of the findings that are struck off."""
    done = struck_off(standing.acts.approvals).keys()
    return frozenset(id_ for id_ in standing.decided if _is_struck(standing, id_, done))


def _is_struck(standing: Standing, finding: str, done: Collection[str]) -> bool:
    decision = standing.decided[finding]
    if not decision.recovery:
        return decision.id in done
    acts = standing.acts
    mine = {d.id for d in acts.decisions if d.subject == decision.subject}
    orders = [o for o in acts.orders if mine & {d for d, _ in o.parts}]
    on_charge = [d.upheld for d in standing.decided.values() if d.subject == decision.subject and d.recovery]
    ordered = ordered_on_charge(orders, acts.subjects, decision.subject)
    return ordered >= max(on_charge, default=Decimal(0)) and all(o.id in done for o in orders)
