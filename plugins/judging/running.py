"""Running one rule: what it found, or that it failed and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from earmark.ledger.base.text import Text

from .finding import RuleRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from ..policy import Policy, Rule
    from .finding import Finding
    from .programme import Programme

    Held = tuple[str, Finding]
    """A finding and the award that holds it."""

_RAISED = Text("规则出错：{why}", "the rule failed: {why}")


class Judge(Protocol):
    """A rule: findings about an award's charges, which come in order of payment."""

    def __call__(self, charges: Sequence[Charge], award: Award, rule: Rule, /) -> Iterable[Finding]:
        """Judge all charges of an award."""


class ProgrammeJudge(Protocol):
    """A rule of scope programme: findings about its awards, each with the award that holds it."""

    def __call__(self, programme: Programme, rule: Rule, /) -> Iterable[Held]:
        """Judge all awards of a programme."""


def in_order(charges: Iterable[Charge]) -> tuple[Charge, ...]:
    """Charges by the day they were paid, then by id: the one order that rules see."""
    return tuple(sorted(charges, key=lambda c: (c.paid, c.date, c.id)))


def run_rule(
    rule: Rule, judge: Judge, charges: Sequence[Charge], award: Award, policy: Policy
) -> tuple[RuleRun, tuple[Finding, ...]]:
    """What a rule found; a rule that raises is "failed" with its reason, never silent."""
    try:
        found = tuple(_capped(f, rule, policy) for f in judge(charges, award, rule))
    except Exception as error:  # noqa: BLE001 (a rule that fails must be reported, whatever it raised)
        return _failed(rule, error), ()
    return RuleRun(rule.id, rule.scope, "ran", len(found)), found


def run_programme_rule(
    rule: Rule, judge: ProgrammeJudge, programme: Programme, policy: Policy
) -> tuple[RuleRun, tuple[Held, ...]]:
    """As :func:`run_rule`, for a rule of scope programme."""
    try:
        found = tuple((award, _capped(f, rule, policy)) for award, f in judge(programme, rule))
    except Exception as error:  # noqa: BLE001 (as above)
        return _failed(rule, error), ()
    return RuleRun(rule.id, rule.scope, "ran", len(found)), found


def _failed(rule: Rule, error: Exception) -> RuleRun:
    why = f"{type(error).__name__}: {error}"
    return RuleRun(rule.id, rule.scope, "failed", 0, _RAISED.format(why=why))


def _capped(finding: Finding, rule: Rule, policy: Policy) -> Finding:
    """No more than review from a rule of that severity, or from a policy whose words nobody verified."""
    weak = rule.severity == "review" or not policy.verified
    return replace(finding, outcome="review") if weak and finding.outcome == "violation" else finding
