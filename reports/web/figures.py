"""The figures of the page 资金: what the plan allows, what was spent on each line, and the award's totals.

`figures` is the one place that says where they come from. What an audit alone does not know (received,
balance, upheld and all that follows a decision) is None, and the page shows a dash: not told is not zero.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from earmark.ledger.award import Award

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from earmark.ledger.charge import Charge

    from .audit_entry import Audit

SPENT = ("cost", "asset")
"""Kinds of charges that count as spent; advances and prepayments are shown by themselves."""
ZERO = Decimal("0.00")


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
    """An award in figures, all in `currency`. `course`: what was spent by the end of each day of spending."""

    award: Award
    currency: str
    plan: tuple[PlanRow, ...]
    course: tuple[tuple[datetime.date, Decimal], ...]
    spent: Decimal
    received: Decimal | None = None
    balance: Decimal | None = None
    questioned: Decimal | None = None
    upheld: Decimal | None = None
    ordered: Decimal | None = None
    returned: Decimal | None = None
    outstanding: Decimal | None = None

    @property
    def planned(self) -> Decimal:
        """The whole plan."""
        return sum((row.planned for row in self.plan), ZERO)

    @property
    def left(self) -> Decimal:
        """What the plan as a whole still allows."""
        return self.planned - self.spent


def figures(audit: Audit) -> Figures:
    """The figures of an audited award."""
    spending = [charge for charge in audit.charges if charge.kind in SPENT]
    return Figures(
        award=audit.award,
        currency=spending[0].currency if spending else "CNY",
        plan=_plan(audit.award, spending),
        course=_course(spending),
        spent=_total(spending),
    )


def _plan(award: Award, spending: Sequence[Charge]) -> tuple[PlanRow, ...]:
    lines = award.plan_now
    by_line: dict[str, list[Charge]] = defaultdict(list)
    for charge in spending:
        by_line[charge.plan if charge.plan in lines else ""].append(charge)
    planned = [PlanRow(line.id, line.name, line.amount, _total(by_line[line.id])) for line in lines.values()]
    outside = [PlanRow("", "", ZERO, _total(by_line[""]))] if by_line[""] else []
    return (*planned, *outside)


def _course(spending: Sequence[Charge]) -> tuple[tuple[datetime.date, Decimal], ...]:
    by_day: dict[datetime.date, Decimal] = defaultdict(Decimal)
    for charge in spending:
        by_day[charge.date] += charge.amount
    days = sorted(by_day)
    return tuple(zip(days, accumulate(by_day[day] for day in days), strict=True))


def _total(charges: Iterable[Charge]) -> Decimal:
    return sum((charge.amount for charge in charges), ZERO)
