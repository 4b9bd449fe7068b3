"""The orders with something outstanding: how late, served when, reminded of when.

A reminder sets a new day to answer; the order's own day stays and the days are counted from it. Amounts in CNY.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ..base.amount import NIL
from .ageing import AGES, age, days_overdue
from .claims import Order, Settlement
from .serving import served_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .after_order import Reminder, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """An order with something outstanding on a day: how much, how late, when it was served and last reminded of."""

    order: Order
    outstanding: Decimal
    days: int
    """Days past the due day; 0 while it is not due."""
    served: datetime.date | None
    reminders: int
    reminded: datetime.date | None
    answer_by: datetime.date | None
    """The day that the last reminder sets."""
    age: str
    """A key of :data:`.ageing.AGES`."""


def claimed(
    orders: Iterable[Order],
    steps: Iterable[Settlement],
    services: Iterable[Service],
    reminders: Iterable[Reminder],
    day: datetime.date,
) -> list[Claimed]:
    """The orders with something outstanding, the latest first."""
    steps, services, reminders = list(steps), list(services), list(reminders)
    found = []
    for order in orders:
        left = order.amount - sum((s.amount for s in steps if s.order == order.id), NIL)
        said = [r for r in reminders if r.order == order.id]
        last = max(said, key=lambda r: r.date, default=None)
        if left:
            found.append(
                Claimed(
                    order=order,
                    outstanding=left,
                    days=days_overdue(order.due, day),
                    age=age(order.due, day),
                    served=served_on(order, services),
                    reminders=len(said),
                    reminded=last.date if last else None,
                    answer_by=last.due if last else None,
                )
            )
    return sorted(found, key=lambda c: (-c.days, c.order.id))


def by_age(found: Iterable[Claimed]) -> dict[str, Decimal]:
    """What is outstanding by age group, all groups in their order."""
    total = dict.fromkeys(AGES, NIL)
    for one in found:
        total[one.age] += one.outstanding
    return total
