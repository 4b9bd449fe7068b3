"""Internal approval before the application (经党组、理事会研究同意).

Why: an application that the body's own leadership has not agreed to binds nobody, and a resolution made afterwards
covers up for whoever acted alone.

How it decides: the stage ``approval`` is dated no later than the stage ``application``; later → violation. Without
either, without minutes (``document``), or where neither note nor minutes name the body that the scheme asks for
(``bodies``) → cannot tell.

Settings: ``bodies``, words with spaces between them.
Trips it: 常务理事会纪要 of 22 October for an application of 21 October. Near miss: both on the same day.
What clears it: the minutes, dated and naming who resolved.

    plugin "earmark.plugins.approval" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan',
        'milestones': [('2024-10-15', 'approval', {'document': '常务理事会纪要'}), ('2024-10-21', 'application')]}"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .judging.dated import about, first
from .language.words import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.awards.register import Milestone
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("approval",)

_LATE = Text("{day} 才研究同意，申报日是 {applied}", "approved on {day} only, applied on {applied}")
_NONE = Text("登记簿没有内部研究同意的记录", "the register has no internal approval")
_NO_DAY = Text("登记簿没有申报日期，先后无从判断", "the register has no day of application to compare with")
_NO_PAPER = Text("没有会议纪要", "no minutes")
_WHOSE = Text("没有写明是 {bodies} 研究同意", "does not say that {bodies} agreed")
_CLEARS = Text("注明日期和会议的纪要", "minutes with their date and the body that met")
ABOUT = About(
    name=Text("内部研究同意", "internal approval"),
    outcomes=("violation", "unknown"),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={"bodies": Setting("", Text("哪个会议研究同意", "which body has to agree"))},
)


def judge(_charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """At most one finding, on the approval."""
    approved, applied = first(award, "approval"), first(award, "application")
    if approved and applied and approved.date > applied.date:
        text = _LATE.format(day=approved.date, applied=applied.date)
        yield about(award, rule, "stage:approval", "violation", [text], _CLEARS, day=approved.date)
        return
    missing = _unshown(approved, rule) if approved else [_NONE]
    if not applied:
        missing.append(_NO_DAY)
    if missing:
        yield about(award, rule, "stage:approval", "unknown", missing, _CLEARS)


def _unshown(approved: Milestone, rule: Rule) -> list[Text]:
    bodies = rule.setting("bodies", ABOUT).split()
    said = normal(f"{approved.note or ''} {approved.document or ''}")
    found = [] if approved.document else [_NO_PAPER]
    if bodies and not any(normal(body) in said for body in bodies):
        found.append(_WHOSE.format(bodies=Text("、".join(bodies), " or ".join(bodies))))
    return found


approval = foreign.alone("approval", judge)
