"""Judging one award under one policy: every rule of the policy, over all charges.

The one place where a rule's id meets its code. A rule that raises is "failed" with its reason, never silent; a rule
of scope programme is "not run" when an award is judged alone; so is a rule that this Earmark does not know: failed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from earmark.ledger.text import Text

from . import duplicate, negative, period, plan, prohibited
from .finding import Audit, RuleRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from earmark.ledger.award import Award
    from earmark.ledger.charge import Charge

    from .finding import Finding
    from .policy import Policy, Rule


class Judge(Protocol):
    """A rule: findings about an award's charges, in any order."""

    def __call__(self, charges: Sequence[Charge], award: Award, rule: Rule) -> Iterable[Finding]:
        """Judge all charges of an award."""


RULES: Mapping[str, Judge] = {
    "prohibited": prohibited.judge,
    "plan": plan.judge,
    "period": period.judge,
    "negative": negative.judge,
    "duplicate": duplicate.judge,
}
"""Rules by id."""

_ALONE = Text("只审一项奖补资金时不运行", "not run when one award is audited alone")
_STRANGE = Text("本程序没有规则 {rule}", "this Earmark has no rule {rule}")
_RAISED = Text("规则出错：{why}", "the rule failed: {why}")


def judge(award: Award, charges: Sequence[Charge], policy: Policy, *, vouchers: int | None = None) -> Audit:
    """The audit of one award. ``vouchers`` is how many the books hold; else those with charges are counted."""
    ordered = tuple(sorted(charges, key=lambda c: (c.paid, c.date, c.id)))
    results = [_run(rule, ordered, award, policy) for rule in policy.rules]
    findings = [finding for _, found in results for finding in found]
    return Audit(
        award=award,
        policy_id=policy.id,
        policy_sha256=policy.sha256,
        vouchers=len({c.voucher for c in ordered}) if vouchers is None else vouchers,
        charges=ordered,
        runs=tuple(run for run, _ in results),
        findings=tuple(findings),
    )


def _run(
    rule: Rule, charges: Sequence[Charge], award: Award, policy: Policy
) -> tuple[RuleRun, tuple[Finding, ...]]:
    if rule.scope == "programme":
        return RuleRun(rule.id, rule.scope, "not run", 0, _ALONE), ()
    if rule.id not in RULES:
        return RuleRun(rule.id, rule.scope, "failed", 0, _STRANGE.format(rule=rule.id)), ()
    try:
        found = tuple(_capped(f, rule, policy) for f in RULES[rule.id](charges, award, rule))
    except Exception as error:  # noqa: BLE001 (a rule that fails must be reported, whatever it raised)
        why = f"{type(error).__name__}: {error}"
        return RuleRun(rule.id, rule.scope, "failed", 0, _RAISED.format(why=why)), ()
    return RuleRun(rule.id, rule.scope, "ran", len(found)), found


def _capped(finding: Finding, rule: Rule, policy: Policy) -> Finding:
    """No more than review from a rule of that severity, or from a policy whose words nobody verified."""
    weak = rule.severity == "review" or not policy.verified
    return replace(finding, outcome="review") if weak and finding.outcome == "violation" else finding
