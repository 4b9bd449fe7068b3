"""The figures of the page 资金: plan and spending, line by line and month by month, and the award's totals.

`figures` is the one place that says where they come from: the award's position, and where its findings
stand.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.awards.position import Position, position, spent_by_month
from earmark.ledger.base.amount import NIL
from earmark.plugins.standing.standing import Totals

from ..plan import Plan, plan_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .seen import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """An award in figures, in CNY. `course`: what was spent by the end of each month, from the first day on."""

    plan: Plan
    course: tuple[tuple[datetime.date, Decimal], ...]
    position: Position
    totals: Totals


def figures(seen: Seen) -> Figures:
    """The figures of an award, drafts included."""
    now = position(seen.award, seen.vouchers)
    return Figures(
        plan=plan_of(seen.award, now),
        course=((seen.award.grant.start, NIL), *_course(seen)),
        position=now,
        totals=seen.standing.totals,
    )


def _course(seen: Seen) -> Iterator[tuple[datetime.date, Decimal]]:
    """The last day of each month with a voucher, and what was spent through it."""
    so_far = NIL
    for month, spent in spent_by_month(seen.award, seen.vouchers).items():
        so_far += spent
        first = datetime.date.fromisoformat(f"{month}-01")
        yield first.replace(day=monthrange(first.year, first.month)[1]), so_far
