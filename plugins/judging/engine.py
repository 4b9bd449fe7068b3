"""Judging one award under one policy, or all awards of a programme: every rule of the policy, over all charges.

The one place where a rule's id meets its code. A rule of scope programme is "not run" when an award is judged alone; a
rule that this Earmark does not know is "failed": a policy is never half applied in silence.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .. import (
    abilities,
    advance,
    agreement,
    amendment,
    applicant,
    approval,
    ban,
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
    invoices,
    lease,
    nearlimit,
    negative,
    notice,
    payees,
    payment,
    period,
    plan,
    prepayment,
    prohibited,
    recurring,
    repeat,
    roundtrip,
    rush,
    split,
    stages,
    subgrant,
    transit,
    undated,
    works,
    yearly,
)
from .finding import Audit, RuleRun
from .pause import uncollected
from .programme import Member, Programme, in_turn
from .running import in_order, run_programme_rule, run_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from ..policy import Policy, Rule
    from .about import About, ProgrammeRuleModule, RuleModule
    from .finding import Finding
    from .running import Held

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
    "ban": ban,
}
"""Rules that judge an award alone, by id: one module each, of that name."""

PROGRAMME_RULES: dict[str, ProgrammeRuleModule] = {
    "repeat": repeat,
    "yearly": yearly,
    "invoices": invoices,
    "payees": payees,
    "subgrant": subgrant,
}
"""Rules that judge all awards of a programme together."""

ABOUTS: dict[str, About] = {
    **{id_: rule.ABOUT for id_, rule in RULES.items()},
    **{id_: rule.ABOUT for id_, rule in PROGRAMME_RULES.items()},
}
"""What each rule says of itself."""

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
        return _strange(rule), ()
    return run_rule(rule, RULES[rule.id].judge, charges, award, policy)


def _strange(rule: Rule) -> RuleRun:
    return RuleRun(rule.id, rule.scope, "failed", 0, _STRANGE.format(rule=rule.id))


def judge_together(
    found: Sequence[tuple[Award, Audit]], policy_of: Callable[[Award], Policy]
) -> dict[str, Audit]:
    """The audits of all awards of the books, by id, with what the rules of their programmes say.

    The award comes with its parties, which an audit leaves out. Raises what ``policy_of`` raises.
    """
    together: dict[str, list[tuple[Award, Audit]]] = defaultdict(list)
    for award, audit in found:
        together[award.grant.programme].append((award, audit))
    wide: dict[str, Audit] = {}
    for id_, ones in together.items():
        members = in_turn(Member(award, audit.charges) for award, audit in ones)
        audits = {award.id: audit for award, audit in ones}
        wide |= judge_programme(Programme(id=id_, members=members), policy_of(ones[0][0]), audits)
    return wide


def judge_programme(programme: Programme, policy: Policy, audits: Mapping[str, Audit]) -> dict[str, Audit]:
    """The audits of all awards of a programme, by id, with what the rules of scope programme say of each.

    What rules of scope award found stays as it is, and in front (law 10).
    """
    with uncollected():
        results = [_run_all(rule, programme, policy) for rule in policy.rules if rule.scope == "programme"]
    return {id_: _widened(id_, audit, results) for id_, audit in audits.items()}


def _run_all(rule: Rule, programme: Programme, policy: Policy) -> tuple[RuleRun, tuple[Held, ...]]:
    if rule.id not in PROGRAMME_RULES:
        return _strange(rule), ()
    return run_programme_rule(rule, PROGRAMME_RULES[rule.id].judge_all, programme, policy)


def _widened(award: str, audit: Audit, results: Sequence[tuple[RuleRun, tuple[Held, ...]]]) -> Audit:
    """An award's audit with its own share of what was found in its programme."""
    own = [(run, tuple(finding for id_, finding in found if id_ == award)) for run, found in results]
    ran = {run.id: replace(run, findings=len(found)) for run, found in own}
    return replace(
        audit,
        runs=tuple(ran.get(run.id, run) for run in audit.runs),
        findings=audit.findings + tuple(finding for _, found in own for finding in found),
    )
