"""The fund-use plan beside what was spent, line by line, as every report and page shows it. Amounts in CNY."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL

if TYPE_CHECKING:
    from earmark.ledger.awards.award import Award
    from earmark.ledger.awards.position import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A line of the fund-use plan and what was spent on it; ``amendment`` cites the paper that last changed it."""

    id: str
    name: str
    planned: Decimal
    spent: Decimal
    amendment: str | None = None

    @property
    def left(self) -> Decimal:
        """What may still be spent; negative when the line is overspent."""
        return self.planned - self.spent

    @property
    def share(self) -> Decimal | None:
        """Spent as a percentage of planned, to one decimal; None where nothing was planned."""
        if not self.planned:
            return None
        return (self.spent * 100 / self.planned).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan line by line; ``outside`` is what was spent on no line of it."""

    rows: tuple[PlanRow, ...]
    outside: Decimal

    @property
    def planned(self) -> Decimal:
        """The whole plan."""
        return sum((row.planned for row in self.rows), NIL)

    @property
    def spent(self) -> Decimal:
        """All spending, on the plan and outside it."""
        return sum((row.spent for row in self.rows), self.outside)

    @property
    def left(self) -> Decimal:
        """What is left of the plan: planned less all spending, that outside the plan too."""
        return self.planned - self.spent


def plan_of(award: Award, position: Position, day: datetime.date = datetime.date.max) -> Plan:
    """The plan in force on a day, with all its amendments if none is given, and the spending of ``position``."""
    rows = tuple(
        PlanRow(
            id=line.id,
            name=line.name,
            planned=line.amount,
            spent=position.by_plan.get(line.id, NIL),
            amendment=line.amendment,
        )
        for line in award.plan_on(day).values()
    )
    return Plan(rows=rows, outside=position.spent - sum((row.spent for row in rows), NIL))
