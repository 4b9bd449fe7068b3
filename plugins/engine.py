"""Judging one award under one policy: every rule of the policy, over all charges.

The one place where a rule's id meets its code. A rule of scope programme is "not run" when an award is judged alone; a
rule that this Earmark does not know is "failed": a policy is never half applied in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.text import Text

from . import (
    abilities,
    advance,
    agreement,
    amendment,
    applicant,
    approval,
    cash,
    checks,
    continuation,
    cycle,
    duplicate,
    eligibility,
    evidence,
    expertfee,
    holder,
    invoice,
    lease,
    nearlimit,
    negative,
    notice,
    payment,
    period,
    plan,
    prepayment,
    prohibited,
    recurring,
    roundtrip,
    rush,
    split,
    stages,
    transit,
    undated,
    works,
)
from .finding import Audit, RuleRun
from .pause import uncollected
from .running import in_order, run_rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.award import Award
    from earmark.ledger.charge import Charge

    from .about import RuleModule
    from .finding import Finding
    from .policy import Policy, Rule

RULES: dict[str, RuleModule] = {
    "prohibited": prohibited,
    "plan": plan,
    "period": period,
    "negative": negative,
    "duplicate": duplicate,
    "split": split,
    "nearlimit": nearlimit,
    "recurring": recurring,
    "works": works,
    "lease": lease,
    "undated": undated,
    "cash": cash,
    "advance": advance,
    "prepayment": prepayment,
    "rush": rush,
    "roundtrip": roundtrip,
    "expertfee": expertfee,
    "applicant": applicant,
    "eligibility": eligibility,
    "approval": approval,
    "stages": stages,
    "notice": notice,
    "payment": payment,
    "cycle": cycle,
    "agreement": agreement,
    "abilities": abilities,
    "amendment": amendment,
    "holder": holder,
    "checks": checks,
    "continuation": continuation,
    "invoice": invoice,
    "evidence": evidence,
    "transit": transit,
}
"""Rules by id: one module each, of that name."""

_ALONE = Text("只审一项奖补资金时不运行", "not run when one award is audited alone")
_STRANGE = Text("本程序没有规则 {rule}", "this Earmark has no rule {rule}")


def judge(award: Award, charges: Sequence[Charge], policy: Policy, *, vouchers: int | None = None) -> Audit:
    """The audit of one award. ``vouchers`` is how many the books hold; else those with charges are counted."""
    ordered = in_order(charges)
    with uncollected():
        results = [_run(rule, ordered, award, policy) for rule in policy.rules]
    return Audit(
        award=award,
        policy_id=policy.id,
        policy_sha256=policy.sha256,
        vouchers=len({c.voucher for c in ordered}) if vouchers is None else vouchers,
        charges=ordered,
        runs=tuple(run for run, _ in results),
        findings=tuple(finding for _, found in results for finding in found),
    )


def _run(
    rule: Rule, charges: Sequence[Charge], award: Award, policy: Policy
) -> tuple[RuleRun, tuple[Finding, ...]]:
    if rule.scope == "programme":
        return RuleRun(rule.id, rule.scope, "not run", 0, _ALONE), ()
    if rule.id not in RULES:
        return RuleRun(rule.id, rule.scope, "failed", 0, _STRANGE.format(rule=rule.id)), ()
    return run_rule(rule, RULES[rule.id].judge, charges, award, policy)
