"""The plan changes by dated, papered amendments only (资金使用计划的调整).

Why: a plan that can be bent afterwards allows everything; an amendment counts from the day it was approved.

How it decides: a plan line that is later than the first day of the plan, or replaces another, names the paper that
approved it (``document``, or ``amendment``); else → cannot tell. One that is dated after the period's end → review:
nothing can lawfully be bought under it any more.

Trips it: P7 added on 20 December without a paper. Near miss: with 武科协函〔2025〕8号.
What clears it: the funder's approval, dated before what is bought under it.

    plugin "earmark.plugins.amendment" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan',
                                         'plan': {'P1': '180000.00'}}"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import BOTH, About
from .judging.dated import about

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("amendment",)

_NO_PAPER = Text(
    "“{name}”自 {day} 起调整，没有批准文件", "“{name}” was amended from {day} on, without a paper"
)
_LATE = Text(
    "“{name}”的调整在项目期（至 {end}）之后：{day}",
    "“{name}” was amended after the period's end {end}: {day}",
)
_CLEARS = Text("拨款单位注明日期的批准", "the funder's dated approval")
ABOUT = About(
    name=Text("计划调整", "amendments of the plan"),
    outcomes=("review", "unknown"),
    clears=_CLEARS,
    who=BOTH,
)


def judge(_charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per amended line that has no paper, or comes after the end."""
    began = min((line.date for line in award.plan), default=award.grant.start)
    for line in award.plan:
        if line.date <= began:
            continue
        subject = f"plan:{line.id}@{line.date}"
        if line.date > award.grant.end:
            text = _LATE.format(name=line.name, end=award.grant.end, day=line.date)
            yield about(award, rule, subject, "review", [text], _CLEARS, day=line.date)
        elif not (line.document or line.amendment):
            text = _NO_PAPER.format(name=line.name, day=line.date)
            yield about(award, rule, subject, "unknown", [text], _CLEARS, day=line.date)


amendment = foreign.alone("amendment", judge)
