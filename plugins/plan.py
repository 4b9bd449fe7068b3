"""The fund-use plan is closed (资金使用计划): what is not in it is flagged.

Why: the money is granted for the uses named in the plan, each with its amount; what is bought outside it is
unrelated to the project, however useful.

How it decides, by the day the money was paid:
- a charge that names no plan line (``plan:``) → cannot tell. The line is also recognised in the account's names
  (业务活动成本-学术交流-场租费) and in the narration (计划P4列明), when exactly one line fits
- it names a line that the plan does not have, or not yet on that day → violation, unrelated
- more was charged to a line than planned, with all amendments → review of the line (subject ``plan:P1``): costs and
  assets less what reduces them; advances and prepayments do not count until they are settled

Trips it: ``plan: "P9"`` in an award whose plan ends at P6. Near miss: a line added by an approved amendment before
the payment. What clears it: the line, or the funder's approval of an amendment dated before the payment.

    plugin "earmark.plugins.plan" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan',
                                    'plan': {'P1': '180000.00', 'P2': '80000.00'}}"
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import BOTH, About
from .judging.finding import Evidence, Finding, finding_id
from .language.words import normal
from .signs.sign import Sign
from .signs.verdict import of_charge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.awards.register import PlanLine
    from earmark.ledger.vouchers.charge import Charge

    from .judging.entries import PluginError
    from .policy import Rule

__plugins__ = ("plan",)

_NONE = Text("没有写明用途对应资金使用计划的哪一项", "names no line of the fund-use plan")
_LATER = Text("计划用途“{plan}”付款当日还不在计划内", "plan line “{plan}” was not in the plan on that day")
_UNKNOWN = Text("资金使用计划没有“{plan}”这一项", "the fund-use plan has no line “{plan}”")
_CLEARS = Text(
    "写明计划用途，或拨款单位在付款前批准的计划调整",
    "the plan line, or an amendment approved before the payment",
)
_OVER = Text(
    "“{name}”计划 {planned}，已列支 {spent}，超出 {over}",
    "“{name}”: planned {planned}, charged {spent}, {over} over",
)
_OVER_CLEARS = Text("拨款单位批准的计划调整", "an amendment approved by the funder")
_SPENT = {"cost", "asset"}
ABOUT = About(
    name=Text("资金使用计划", "the fund-use plan"),
    outcomes=("violation", "review", "unknown"),
    clears=_CLEARS,
    who=BOTH,
)


def plan(
    entries: list[Any], options_map: dict[str, Any], config: str | None = None
) -> tuple[list[Any], list[PluginError]]:
    """The rule as a plugin of its own, for ledgers that Earmark did not make."""
    return foreign.run("plan", judge, entries, options_map, config, ("plan",))


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per charge outside the plan, and one per plan line that is overspent."""
    changes = sorted({line.date for line in award.plan})
    plans = [award.plan_on(day) for day in (datetime.date.min, *changes)]
    lines: dict[str, str | None] = {}
    for charge in charges:
        plan = plans[bisect(changes, charge.paid)]
        line = lines[charge.id] = line_of(charge, plan)
        if charge.amount > NIL and line not in plan:
            found = of_charge(charge, award, rule, [_sign(line, award)])
            if found:
                yield found
    yield from _overspent(charges, lines, award, rule)


def line_of(charge: Charge, plan: Mapping[str, PlanLine]) -> str | None:
    """The plan line that a charge names, in its own field, its account's names or its narration."""
    if charge.plan:
        return charge.plan
    said = normal(charge.narration)
    named = [i for i in plan if re.search(rf"计划[^0-9a-z]{{0,4}}{re.escape(normal(i))}(?![0-9a-z])", said)]
    return named[0] if len(named) == 1 else _by_account(charge, plan)


def _by_account(charge: Charge, plan: Mapping[str, PlanLine]) -> str | None:
    segments = [s for s in normal(charge.account_name).split("-")[1:] if len(s) > 1]
    for segment in segments:
        fits = [i for i, line in plan.items() if segment in normal(line.name)]
        if len(fits) == 1:
            return fits[0]
    return None


def _sign(line: str | None, award: Award) -> Sign:
    if line is None:
        return Sign("unrelated", "unknown", "missing", _NONE, _CLEARS)
    text = (_LATER if line in award.plan_now else _UNKNOWN).format(plan=line)
    return Sign("unrelated", "violation", "fact", text, _CLEARS)


def _overspent(
    charges: Sequence[Charge], lines: Mapping[str, str | None], award: Award, rule: Rule
) -> Iterator[Finding]:
    spent: dict[str, Decimal] = defaultdict(Decimal)
    for charge in charges:
        line = lines.get(charge.reduces or "") or lines[charge.id]
        if line and charge.kind in _SPENT:
            spent[line] += charge.amount
    for line, planned in sorted(award.plan_now.items()):
        if spent[line] > planned.amount:
            yield _over(planned, spent[line], award, rule)


def _over(line: PlanLine, spent: Decimal, award: Award, rule: Rule) -> Finding:
    subject = f"plan:{line.id}"
    text = _OVER.format(name=line.name, planned=line.amount, spent=spent, over=spent - line.amount)
    return Finding(
        id=finding_id(award.id, rule.id, subject),
        rule=rule.id,
        category=rule.category,
        outcome="review",
        subject=subject,
        amount=None,
        currency=None,
        date=None,
        voucher=None,
        sources=(),
        clause=rule.clause,
        evidence=(Evidence(text, "fact"),),
        clears=_OVER_CLEARS,
    )
