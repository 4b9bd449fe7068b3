"""Money passed on counts as spent (以拨代支): what another body has not spent yet is not used for the project.

Why: a transfer to a society, a branch or a county shows as cost of the award, while the money lies in the other body's
account; the plan looks done.

How it decides: a charge is passed on where its payee holds a sub-grant (转拨) of this award, or where words or account say so
(转拨, 下拨, 分拨, sub-grant). What each body got is held against what its sub-grants of this award spent: cost and fixed
assets, less red letters. No sub-grant on record: all of it is review, because nobody can tell what it bought. A sub-grant
that has spent less: the rest is review, on the last transfers. Where the policy forbids passing on (``allowed`` is not ``yes``) all
of it is a violation, spent or not. Award books that stand alone cannot show it, so it is judged over the programme.

Settings: ``allowed`` (yes).
Trips it: 50,000.00 按任务书转拨学会提能经费 to a society with no sub-grant on record. Near miss: its sub-grant spent 50,000.00.
What clears it: the other body's account of the money (entered as a sub-grant), or what is left paid back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text

from .judging.about import RECIPIENT, About, Setting
from .judging.claimed import taken_back
from .judging.programme import across
from .language.words import normal
from .signs.sign import Sign
from .signs.verdict import of_charge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .judging.programme import Member, Programme
    from .policy import Rule

PASSED_ON = re.compile(r"转拨|下拨|分拨(?!中心)|外拨(?!电话|号|通话)|\bsub-?grant")
USED = frozenset({"cost", "asset"})

_ZERO = Decimal(0)
_NOBODY = Text(
    "转拨 {payee} 共 {passed}，没有登记子项奖补资金，看不出用途",
    "{passed} passed on to {payee}, no sub-grant on record: nothing shows what it bought",
)
_LEFT = Text(
    "转拨 {payee} 共 {passed}，{others}只列支 {spent}，余 {left} 未使用",
    "{passed} passed on to {payee}; {others} spent {spent} of it, {left} is not used",
)
_FORBIDDEN = Text(
    "转拨 {payee} 共 {passed}；方案不允许转拨", "{passed} passed on to {payee}; the policy forbids it"
)
_CLEARS = Text(
    "对方的支出明细（登记为子项奖补资金），或未用部分的退回凭证",
    "the other body's account of the money (entered as a sub-grant), or what is left paid back",
)
ABOUT = About(
    name=Text("以拨代支", "money passed on counts as spent"),
    outcomes=("violation", "review"),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={
        "allowed": Setting(
            "yes", Text("方案是否允许转拨：yes 或 no", "whether money may be passed on: yes or no")
        )
    },
    needs=Text(
        "登记为子项的奖补资金（earmark award new --parent）及其凭证",
        "the sub-grants on record (earmark award new --parent) with their vouchers",
    ),
)


def judge_all(programme: Programme, rule: Rule) -> Iterator[tuple[str, Finding]]:
    """One finding per transfer whose money is not shown as used."""
    children: dict[str, list[Member]] = defaultdict(list)
    for member in programme.members:
        children[member.award.grant.parent or ""].append(member)
    for member in programme.members:
        for payee, charges in _passed_on(member, children[member.id]).items():
            mine = [c for c in children[member.id] if normal(c.award.grant.recipient_name) == payee]
            yield from _judged(member, charges, mine, rule)


def _passed_on(member: Member, children: Sequence[Member]) -> dict[str, list[Charge]]:
    """What was passed on, by the body that got it; what went to the recipient's own account is ``prohibited``'s."""
    own = normal(member.award.grant.recipient_name)
    known = {normal(child.award.grant.recipient_name) for child in children}
    found: dict[str, list[Charge]] = defaultdict(list)
    for charge in member.charges:
        payee = normal(charge.payee)
        said = normal(f"{charge.narration} {charge.account_name}")
        if payee != own and (payee in known or PASSED_ON.search(said)):
            found[payee].append(charge)
    return found


def _judged(
    member: Member, charges: Sequence[Charge], children: Sequence[Member], rule: Rule
) -> Iterator[tuple[str, Finding]]:
    passed = sum((c.amount for c in charges), _ZERO)
    spent = sum((c.amount for child in children for c in child.charges if c.kind in USED), _ZERO)
    forbidden = rule.setting("allowed", ABOUT) != "yes"
    left = passed if forbidden else passed - max(spent, _ZERO)
    outcome = "violation" if forbidden else "review"
    text = _FORBIDDEN if forbidden else _LEFT if children else _NOBODY
    facts = {"payee": charges[0].payee, "passed": money(passed), "spent": money(spent), "left": money(left)}
    sign = across(Sign("", outcome, "fact", text, _CLEARS), member, children, **facts)
    taken = taken_back(charges)
    for charge in reversed(charges):
        part = min(charge.amount + taken.get(charge.id, _ZERO), left)
        found = of_charge(charge, member.award, rule, [sign]) if part > 0 else None
        if found:
            left -= part
            yield member.id, replace(found, amount=part)
