"""Each plan line serves one of the scheme's abilities (四个方面能力).

Why: the money is granted to raise the abilities that the scheme names; a line that serves none of them is outside it.

How it decides: a plan line's ``ability`` is one of ``abilities``, whole or as a part of its name (服务创新 of
服务创新能力); another one → violation of the line. Lines without one → cannot tell, one finding for all (subject
``plan:abilities``).

Settings: ``abilities`` (中文|english).
Trips it: a line of the ability 机关运行. Near miss: 服务创新能力.
What clears it: the plan as approved, with the ability each line serves.

    plugin "earmark.plugins.abilities" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan',
                                         'plan': {'P1': '180000.00'}}"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .judging.dated import about, listed, terms
from .language.words import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("abilities",)

_STRANGE = Text(
    "“{name}”的能力“{ability}”不在专项列明的之内", "“{name}” serves “{ability}”, not one of the scheme's"
)
_NONE = Text("没有写明服务哪方面能力：{lines}", "do not say which ability they serve: {lines}")
_CLEARS = Text("批准的资金使用计划", "the plan as approved")
ABOUT = About(
    name=Text("四个方面能力", "the scheme's abilities"),
    outcomes=("violation", "unknown"),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={"abilities": Setting("", Text("专项列明的能力（中文|英文）", "the abilities that the scheme names (中文|english)"))},
)  # fmt: skip


def judge(_charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per line of a strange ability, one for all lines without any."""
    abilities = [normal(word) for term in terms(rule.setting("abilities", ABOUT)) for word in term]
    lines = award.plan_now.values()
    for line in lines:
        if line.ability and not any(word in normal(line.ability) for word in abilities):
            text = _STRANGE.format(name=line.name, ability=line.ability)
            yield about(award, rule, f"plan:{line.id}", "violation", [text], _CLEARS, day=line.date)
    silent = [line for line in lines if not line.ability]
    if silent:
        text = _NONE.format(lines=listed(Text(line.id, line.id) for line in silent))
        yield about(award, rule, "plan:abilities", "unknown", [text], _CLEARS)


abilities = foreign.alone("abilities", judge)
