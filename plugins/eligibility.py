"""Papers that the application stands on (申报条件): each on file by the day of the application, none saying the opposite.

Why: who applies must already have the plan, the support, the clean record that the scheme asks for; papers made
afterwards prove nothing.

How it decides: the register holds a stage ``paper`` for each, ``parts`` naming what it is. Of ``papers`` that are asked:
- one dated after the application → violation; one whose result is among ``bad`` (年检：不合格) → violation
- those of ``records`` say 无 (no breach, no penalty); any other result → violation, no result → cannot tell
- those of ``amounts`` must state an amount (同级财政支持 …元); without one → cannot tell
- those that are not on file → cannot tell, one finding for all (subject ``paper:missing``)
Which clause asks for which paper is the policy's ``[rules.clauses]``, by the paper's English name.

Settings: ``papers``, ``amounts``, ``records`` (terms 中文|english), ``bad`` (words).
Trips it: 奖建资金使用计划 of 1 December for an application of 15 November. Near miss: of 15 November itself.
What clears it: the paper, with its date.

    plugin "earmark.plugins.eligibility" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan',
        'milestones': [('2024-01-31', 'paper', {'parts': '申报前一年年检', 'result': '合格'})]}"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .judging.dated import BAD_RESULTS, about, first, is_bad, listed, said_in, stages, terms
from .language.words import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.awards.register import Milestone
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("eligibility",)

_MISSING = Text("登记簿没有这些申报材料：{papers}", "not on file: {papers}")
_NO_AMOUNT = Text("没有写明金额：{papers}", "states no amount: {papers}")
_NO_RESULT = Text("没有写明有无：{papers}", "does not say whether there is any: {papers}")
_NO_DAY = Text("登记簿没有申报日期，先后无从判断", "the register has no day of application to compare with")
_LATE = Text(
    "{paper}（{day}）晚于申报日 {applied}", "{paper} of {day} is later than the application of {applied}"
)
_BAD = Text("{paper}：{result}", "{paper}: {result}")
_NOTHING = {"无", "无记录", "没有", "none"}
_CLEARS = Text("注明日期的材料原件", "the paper itself, with its date")
ABOUT = About(
    name=Text("申报条件", "eligibility"),
    outcomes=("violation", "unknown"),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={
        "papers": Setting("", Text("应有的材料（中文|英文）", "the papers asked for (中文|english)")),
        "amounts": Setting("", Text("其中须写明金额的", "those of them that must state an amount")),
        "records": Setting("", Text("其中应写“无”的", "those of them that must say “none”")),
        "bad": Setting(BAD_RESULTS, Text("表示不符合的结果", "results that speak against the applicant")),
    },
)


def judge(_charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per paper that is late or speaks against the applicant, one for all that are missing."""
    held = stages(award, "paper")
    asked = terms(rule.setting("papers", ABOUT))
    found = {paper: [m for m in held if said_in(paper, m.parts)] for paper in asked}
    for paper, on_file in found.items():
        yield from _faults(paper, on_file, award, rule)
    yield from _missing(found, award, rule)


def _faults(paper: Text, held: Sequence[Milestone], award: Award, rule: Rule) -> Iterator[Finding]:
    applied = first(award, "application")
    bad = [m for m in held if _is_against(paper, m, rule)]
    texts = [_BAD.format(paper=paper, result=m.result) for m in bad]
    if held and applied and held[0].date > applied.date:
        texts.append(_LATE.format(paper=paper, day=held[0].date, applied=applied.date))
    if texts:
        clause = rule.clause_for(paper.en)
        yield about(
            award, rule, f"paper:{paper.en}", "violation", texts, _CLEARS, day=held[0].date, clause=clause
        )


def _is_against(paper: Text, held: Milestone, rule: Rule) -> bool:
    if paper in terms(rule.setting("records", ABOUT)):
        return held.result is not None and normal(held.result) not in _NOTHING
    return is_bad(held.result, rule.setting("bad", ABOUT))


def _missing(found: dict[Text, list[Milestone]], award: Award, rule: Rule) -> Iterator[Finding]:
    amounts, silent = (terms(rule.setting(key, ABOUT)) for key in ("amounts", "records"))
    texts = [
        (_MISSING, [paper for paper, held in found.items() if not held]),
        (
            _NO_AMOUNT,
            [p for p, held in found.items() if p in amounts and held and not any(m.amount for m in held)],
        ),
        (_NO_RESULT, [p for p, held in found.items() if p in silent and held and not held[-1].result]),
    ]
    evidence = [text.format(papers=listed(papers)) for text, papers in texts if papers]
    if any(found.values()) and not first(award, "application"):
        evidence.append(_NO_DAY)
    if evidence:
        yield about(award, rule, "paper:missing", "unknown", evidence, _CLEARS)


eligibility = foreign.alone("eligibility", judge)
