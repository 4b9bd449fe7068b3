"""Stages in order, none skipped (申报、评审、立项、总结).

Why: each stage is a check on the one before; money for a project that nobody reviewed is nobody's decision.

How it decides: the stages of ``order`` bear dates that do not run backwards; one dated before an earlier one →
violation of that stage. One that is not in the register although a later one is, or although money was already spent
(then all stages ``before_spending`` are due) → cannot tell, one finding for all (subject ``stage:missing``).

Settings: ``order`` and ``before_spending``, stages with spaces between them.
Trips it: the list of awards of 10 January, the experts' review of 12 January. Near miss: both on one day.
What clears it: the papers of the stages, with their dates.

    plugin "earmark.plugins.stages" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan',
        'milestones': [('2024-10-21', 'application'), ('2024-11-20', 'review'), ('2024-12-20', 'list')]}"
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from earmark.ledger.awards.register import STAGE_NAMES
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import FUNDER, About, Setting
from .judging.dated import about, first, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("stages",)

_EARLY = Text(
    "{stage}（{day}）早于{before}（{earlier}）", "{stage} of {day} comes before {before} of {earlier}"
)
_MISSING = Text("登记簿没有这些阶段：{stages}", "the register lacks these stages: {stages}")
_CLEARS = Text("各阶段注明日期的文件", "the papers of the stages, with their dates")
ABOUT = About(
    name=Text("阶段顺序", "stages in order"),
    outcomes=("violation", "unknown"),
    clears=_CLEARS,
    who=FUNDER,
    settings={
        "order": Setting("application review list", Text("各阶段的顺序", "the stages in their order")),
        "before_spending": Setting(
            "application review list", Text("支出前应有的阶段", "stages that are due before money is spent")
        ),
    },
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per stage that comes too early, one for all that are missing."""
    order = rule.setting("order", ABOUT).split()
    there = [m for m in (first(award, stage) for stage in order) if m]
    for before, after in pairwise(there):
        if after.date < before.date:
            text = _EARLY.format(
                stage=STAGE_NAMES[after.stage],
                day=after.date,
                before=STAGE_NAMES[before.stage],
                earlier=before.date,
            )
            yield about(award, rule, f"stage:{after.stage}", "violation", [text], _CLEARS, day=after.date)
    known = {m.stage for m in there}
    due = set(rule.setting("before_spending", ABOUT).split()) if charges else set()
    due |= set(order[: max((order.index(stage) for stage in known), default=0)])
    missing = [STAGE_NAMES[stage] for stage in order if stage in due - known]
    if missing:
        text = _MISSING.format(stages=listed(missing))
        yield about(award, rule, "stage:missing", "unknown", [text], _CLEARS)


stages = foreign.alone("stages", judge)
