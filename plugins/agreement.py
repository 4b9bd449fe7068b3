"""The paper that binds the money, before the first spending (任务书; 资金管理办法报备), with all its parts.

Why: what the money is for is agreed first and spent afterwards; a paper of later date is fitted to what was bought.

How it decides: the stage ``stage`` is dated no later than the first charge; later → violation (a policy may make it a
review). Money spent and no such stage → cannot tell. Of ``terms``, the parts that the paper must have, one that the
register's ``parts`` do not name → violation where it names some, cannot tell where it names none.

Settings: ``stage`` (agreement or filing), ``terms`` (中文|english).
Trips it: filed on 3 April, first payment on 18 March. Near miss: both on one day.
What clears it: the paper, with its date, its parts and the funder's mark of receipt.

    plugin "earmark.plugins.agreement" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan', 'milestones':
        [('2025-03-03', 'filing', {'parts': '工作思路 发展重点 工作进度安排 年度考核指标 资金使用方向'})]}"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.awards.register import STAGE_NAMES
from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .judging.dated import about, first, listed, said_in, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.awards.register import Milestone
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("agreement",)

_LATE = Text(
    "{stage}在 {day}，此前已有 {count} 笔列支，最早 {spent}（{charge}）",
    "{stage} on {day}; {count} charges came before it, the first on {spent} ({charge})",
)
_NONE = Text("已有列支，登记簿没有：{stage}", "money was spent, and the register lacks: {stage}")
_PARTS = Text("{stage}缺少：{parts}", "{stage} lacks: {parts}")
_UNSAID = Text(
    "登记簿没有写明{stage}的内容：{parts}", "the register does not say whether {stage} has: {parts}"
)
_CLEARS = Text("注明日期、内容齐全的原件", "the paper itself, dated and with all its parts")
ABOUT = About(
    name=Text("任务书（资金管理办法）在先", "agreement or filing first"),
    outcomes=("violation", "review", "unknown"),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={
        "stage": Setting(
            "agreement", Text("哪个阶段：agreement 或 filing", "which stage: agreement or filing")
        ),
        "terms": Setting("", Text("应有的内容（中文|英文）", "the parts it must have (中文|english)")),
    },
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """A finding on the paper's date, and one on its parts."""
    stage = rule.setting("stage", ABOUT)
    name, paper = STAGE_NAMES[stage], first(award, stage)
    spent = [c for c in charges if c.amount > NIL]
    if paper is None:
        if spent:
            yield about(award, rule, f"stage:{stage}", "unknown", [_NONE.format(stage=name)], _CLEARS)
        return
    early = [c for c in spent if c.paid < paper.date]
    if early:
        text = _LATE.format(
            stage=name, day=paper.date, count=len(early), spent=early[0].paid, charge=early[0].id
        )
        yield about(award, rule, f"stage:{stage}", "violation", [text], _CLEARS, day=paper.date)
    yield from _parts(paper, award, rule)


def _parts(paper: Milestone, award: Award, rule: Rule) -> Iterator[Finding]:
    lacking = [term for term in terms(rule.setting("terms", ABOUT)) if not said_in(term, paper.parts)]
    if lacking:
        text = _PARTS if paper.parts else _UNSAID
        said = text.format(stage=STAGE_NAMES[paper.stage], parts=listed(lacking))
        outcome = "violation" if paper.parts else "unknown"
        yield about(award, rule, f"parts:{paper.stage}", outcome, [said], _CLEARS, day=paper.date)


agreement = foreign.alone("agreement", judge)
