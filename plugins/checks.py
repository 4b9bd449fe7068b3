"""Checks that are due while the award runs and when it ends (中期检查、评价验收、总结材料).

Why: the funder follows the money by these; an award that is settled without them was never looked at.

How it decides, by the last day that the books speak of, never by today's clock:
- a stage of ``halfway`` (mid-term) is due from the middle of the period: missing → cannot tell; missing when the period
  is over → violation
- a stage of ``closing`` (acceptance, summary) must be there before the stage ``settlement``: settled without it, or
  before it → violation; not settled, and the period over for more than ``grace`` days → cannot tell
- one that is there without its paper (``document``) → cannot tell; one with a result among ``bad`` → review

Settings: ``halfway``, ``closing`` (stages), ``grace`` (days), ``bad`` (words).
Trips it: settled on 20 April, accepted on 2 May. Near miss: a mid-term check not yet held in the third month.
What clears it: the record of the check, with its date and result.

    plugin "earmark.plugins.checks" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan', 'milestones':
        [('2025-09-12', 'mid-term', {'document': '中期检查意见', 'result': '合格'})]}"
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from earmark.ledger.awards.register import STAGE_NAMES
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import BOTH, About, Setting
from .judging.dated import BAD_RESULTS, about, as_of, first, is_bad

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.awards.register import Milestone
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("checks",)

_DUE = Text("账簿记到 {day}，登记簿还没有{stage}", "the books reach {day}, and the register has no {stage}")
_OVER = Text("项目期 {end} 已结束，没有{stage}", "the period ended on {end} without {stage}")
_UNSEEN = Text("{settled} 已结项，{stage}不在其前", "settled on {settled} without {stage} before it")
_NO_PAPER = Text("{stage}（{day}）没有材料", "{stage} of {day} has no paper")
_BAD = Text("{stage}结果：{result}", "{stage}: {result}")
_CLEARS = Text("注明日期、结果的检查（验收）材料", "the record of the check, with date and result")
ABOUT = About(
    name=Text("检查验收", "checks and acceptance"),
    outcomes=("violation", "review", "unknown"),
    clears=_CLEARS,
    who=BOTH,
    settings={
        "halfway": Setting("", Text("项目期过半应有的阶段", "stages due from the middle of the period")),
        "closing": Setting(
            "acceptance summary", Text("结项前应有的阶段", "stages due before the settlement")
        ),
        "grace": Setting("90", Text("项目期满后宽限天数", "days after the end before they are missed")),
        "bad": Setting(BAD_RESULTS, Text("表示不合格的结果", "results that need a second look")),
    },
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """At most one finding per stage that is due."""
    now = as_of(charges, award)
    for stage in rule.setting("halfway", ABOUT).split():
        yield from _checked(award, rule, stage, _halfway(award, stage, now))
    for stage in rule.setting("closing", ABOUT).split():
        yield from _checked(
            award, rule, stage, _closing(award, stage, now, int(rule.setting("grace", ABOUT)))
        )


def _checked(award: Award, rule: Rule, stage: str, missed: tuple[str, Text] | None) -> Iterator[Finding]:
    there = first(award, stage)
    said = missed or (_shown(there, rule) if there else None)
    if said:
        outcome, text = said
        day = there.date if there else None
        clause = rule.clause_for(stage)
        yield about(award, rule, f"stage:{stage}", outcome, [text], _CLEARS, day=day, clause=clause)


def _halfway(award: Award, stage: str, now: datetime.date) -> tuple[str, Text] | None:
    start, end = award.grant.start, award.grant.end
    if first(award, stage) or now < start + (end - start) / 2:
        return None
    if now > end:
        return "violation", _OVER.format(end=end, stage=STAGE_NAMES[stage])
    return "unknown", _DUE.format(day=now, stage=STAGE_NAMES[stage])


def _closing(award: Award, stage: str, now: datetime.date, grace: int) -> tuple[str, Text] | None:
    there, settled = first(award, stage), first(award, "settlement")
    if settled and (there is None or there.date > settled.date):
        return "violation", _UNSEEN.format(settled=settled.date, stage=STAGE_NAMES[stage])
    if there or now <= award.grant.end + datetime.timedelta(grace):
        return None
    return "unknown", _DUE.format(day=now, stage=STAGE_NAMES[stage])


def _shown(there: Milestone, rule: Rule) -> tuple[str, Text] | None:
    name = STAGE_NAMES[there.stage]
    if is_bad(there.result, rule.setting("bad", ABOUT)):
        return "review", _BAD.format(stage=name, result=there.result)
    return None if there.document else ("unknown", _NO_PAPER.format(stage=name, day=there.date))


checks = foreign.alone("checks", judge)
