"""Continue, adjust or end (动态管理): support follows the evaluation, and payments wait for a decision.

Why: a body that failed its evaluation is paid further only when somebody decided so, and as adjusted.

How it decides: after the stage ``evaluation`` with a result among ``bad``,
- a later ``payment`` without an ``adjustment`` between them → violation
- no ``adjustment`` at all → review: a decision is due
An evaluation without a result → cannot tell; none at all, and the period over for more than ``grace`` days → cannot tell.

Settings: ``bad`` (words), ``grace`` (days).
Trips it: 不合格 in January, the second payment in February. Near miss: the decision of February, the payment of March.
What clears it: the funder's decision to adjust or end, dated before the payment.

    plugin "earmark.plugins.continuation" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan', 'milestones':
        [('2026-01-15', 'evaluation', {'result': '不合格'}), ('2026-02-02', 'adjustment'), ('2026-03-02', 'payment')]}"
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import FUNDER, About, Setting
from .judging.dated import BAD_RESULTS, about, as_of, is_bad, stages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.awards.register import Milestone
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("continuation",)

_PAID = Text(
    "{day} 考核{result}，没有调整决定，{paid} 又拨款",
    "{result} on {day}; paid on {paid} with no decision between",
)
_UNDECIDED = Text(
    "{day} 考核{result}，还没有调整或终止的决定", "{result} on {day}, and no decision to adjust or end"
)
_NO_RESULT = Text("{day} 的考核没有结果", "the evaluation of {day} has no result")
_NONE = Text("账簿记到 {day}，登记簿还没有考核", "the books reach {day}, and the register has no evaluation")
_CLEARS = Text("拨款单位在拨款前作出的决定", "the funder's decision, dated before the payment")
ABOUT = About(
    name=Text("继续、调整或终止", "continue, adjust or end"),
    outcomes=("violation", "review", "unknown"),
    clears=_CLEARS,
    who=FUNDER,
    settings={
        "bad": Setting(BAD_RESULTS, Text("表示不合格的结果", "results that call for a decision")),
        "grace": Setting("90", Text("项目期满后宽限天数", "days after the end before it is missed")),
    },
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per evaluation that calls for a decision or has no result, or one on none at all."""
    evaluations = stages(award, "evaluation")
    for evaluation in evaluations:
        yield from _followed(evaluation, award, rule)
    now, grace = as_of(charges, award), datetime.timedelta(int(rule.setting("grace", ABOUT)))
    if not evaluations and now > award.grant.end + grace:
        yield about(award, rule, "stage:evaluation", "unknown", [_NONE.format(day=now)], _CLEARS)


def _followed(evaluation: Milestone, award: Award, rule: Rule) -> Iterator[Finding]:
    subject, day, result = f"stage:evaluation@{evaluation.date}", evaluation.date, evaluation.result
    if result is None:
        yield about(award, rule, subject, "unknown", [_NO_RESULT.format(day=day)], _CLEARS, day=day)
    if not is_bad(result, rule.setting("bad", ABOUT)):
        return
    decided = next((m.date for m in stages(award, "adjustment") if m.date >= day), None)
    paid = next((m.date for m in stages(award, "payment") if m.date > day), None)
    if paid and (decided is None or decided > paid):
        text = _PAID.format(day=day, result=result, paid=paid)
        yield about(award, rule, subject, "violation", [text], _CLEARS, day=day)
    elif decided is None:
        text = _UNDECIDED.format(day=day, result=result)
        yield about(award, rule, subject, "review", [text], _CLEARS, day=day)


continuation = foreign.alone("continuation", judge)
