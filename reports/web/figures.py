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

from earmark.ledger.position import Position, position
from earmark.plugins.standing import Totals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .seen import Seen

NIL = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A line of the fund-use plan and what was spent on it. `id` is empty for what is on no line."""

    id: str
    name: str
    planned: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        """What may still be spent; negative when the line is overspent."""
        return self.planned - self.spent


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """An award in figures, in CNY. `course`: what was spent by the end of each month, from the first day on."""

    plan: tuple[PlanRow, ...]
    course: tuple[tuple[datetime.date, Decimal], ...]
    position: Position
    totals: Totals

    @property
    def planned(self) -> Decimal:
        """The whole plan."""
        return sum((row.planned for row in self.plan), NIL)

    @property
    def left(self) -> Decimal:
        """What the plan as a whole still allows."""
        return self.planned - self.position.spent


def figures(seen: Seen) -> Figures:
    """The figures of an award, drafts included."""
    now = position(seen.award, seen.vouchers)
    course = [(day, position(seen.award, seen.vouchers, day).spent) for day in _month_ends(seen)]
    return Figures(
        plan=_plan(seen, now),
        course=((seen.award.grant.start, NIL), *course),
        position=now,
        totals=seen.standing.totals,
    )


def _plan(seen: Seen, now: Position) -> tuple[PlanRow, ...]:
    lines = seen.award.plan_now
    planned = [PlanRow(p.id, p.name, p.amount, now.by_plan.get(p.id, NIL)) for p in lines.values()]
    outside = sum((spent for line, spent in now.by_plan.items() if line not in lines), NIL)
    return (*planned, PlanRow("", "", NIL, outside)) if outside else tuple(planned)


def _month_ends(seen: Seen) -> Iterator[datetime.date]:
    """The last day of each month with a voucher."""
    months = sorted({(voucher.date.year, voucher.date.month) for voucher in seen.vouchers})
    return (datetime.date(year, month, monthrange(year, month)[1]) for year, month in months)
