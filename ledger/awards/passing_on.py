"""What an award may pass on: its sub-grants (转拨) together never exceed it, nor the line of its plan that pays for them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ..base.amount import money
from ..base.text import Text
from .award import Award
from .register import Grant, PlanLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..books.desk import Desk

NO_PARENT = Text("没有上级项目 {id}", "there is no award {id} to be a part of")
NO_LINE = Text("{id} 的计划里没有 {line}", "the plan of {id} has no {line}")
ALONE = Text("用途写明了，上级项目没有写明", "a line is named and no award to be a part of")
TOO_MUCH = Text(
    "{id} 的转拨合计 {sum} 元，超过其{what} {most} 元",
    "the sub-grants of {id} add up to {sum}, above its {what} of {most}",
)
WHOLE, OF_LINE = Text("金额", "amount"), Text("计划用途 {line} 的", "plan line {line}")
EARLY = Text("转拨早于上级项目 {id} 的开始 {day}", "a sub-grant before its parent {id} begins on {day}")


def of_parent(at: Desk, grant: Grant, others: Sequence[Grant]) -> list[tuple[bool, Text]]:
    """What is wrong with a sub-grant, as pairs of whether and what; ``others``: all other awards of the books."""
    if grant.parent is None:
        return [(grant.parent_plan is not None, ALONE)]
    parent = next((other for other in others if other.id == grant.parent), None)
    if parent is None:
        return [(True, NO_PARENT.format(id=grant.parent))]
    siblings = [grant, *(other for other in others if other.parent == parent.id)]
    early = EARLY.format(id=parent.id, day=parent.start)
    return [
        (grant.start < parent.start, early),
        _within(parent.id, siblings, parent.amount, WHOLE),
        *_of_line(at, parent, grant, siblings),
    ]


def _of_line(at: Desk, parent: Grant, grant: Grant, siblings: Sequence[Grant]) -> list[tuple[bool, Text]]:
    if grant.parent_plan is None:
        return []
    plan = tuple(at.records(PlanLine, f"awards/{parent.id}/register.beancount"))
    line = Award(grant=parent, plan=plan).plan_now.get(grant.parent_plan)
    if line is None:
        return [(True, NO_LINE.format(id=parent.id, line=grant.parent_plan))]
    mine = [one for one in siblings if one.parent_plan == line.id]
    return [_within(parent.id, mine, line.amount, OF_LINE.format(line=line.id))]


def _within(parent: str, siblings: Sequence[Grant], most: Decimal, what: Text) -> tuple[bool, Text]:
    together = sum((one.amount for one in siblings), Decimal(0))
    return together > most, TOO_MUCH.format(id=parent, sum=money(together), what=what, most=money(most))
