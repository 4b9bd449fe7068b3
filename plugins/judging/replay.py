"""Another policy over the same books, in memory: what it would find more, less, or call otherwise. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..signs.wording import check_kinds
from .engine import ABOUTS, judge, judge_together
from .finding import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..policy import Policy
    from .finding import Audit
    from .run import Audited

_UNKNOWN = Text("本程序没有规则 {rule}", "this Earmark has no rule {rule}")
_FAILED = Text("规则 {rule} 没有完成：{why}", "rule {rule} did not finish: {why}")


class NotRunnable(EarmarkError):
    """A policy asks for a rule that this Earmark does not have."""


class NotReplayed(EarmarkError):
    """A rule failed under the policy in force, or under the one that is tried."""


@dataclass(frozen=True, slots=True)
class Change:
    """A finding that is called otherwise: before and after."""

    was: Finding
    now: Finding


@dataclass(frozen=True, slots=True)
class Replay:
    """What a policy would change in one award."""

    award: str
    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]
    changed: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether nothing would change."""
        return not (self.gained or self.lost or self.changed)


def refuse_unrunnable(policy: Policy) -> None:
    """Refuse to adopt what could not be audited by. Raises :class:`NotRunnable`, :class:`..signs.wording.UnknownKind`."""
    for rule in policy.rules:
        if rule.id not in ABOUTS:
            raise NotRunnable(_UNKNOWN.format(rule=rule.id), file=policy.id)
        check_kinds(rule)


def replay(audited: Audited, policy: Policy) -> Replay:
    """Judge an award's charges by another policy. Raises :class:`NotReplayed`: half an audit is no comparison."""
    return _compared(audited.audit, _tried(audited, policy))


def replay_programme(done: Sequence[Audited], policy: Policy) -> list[Replay]:
    """Judge all awards of a programme by another policy, its rules of scope programme, too. Raises as :func:`replay`."""
    tried = judge_together([(one.award, _tried(one, policy)) for one in done], lambda _: policy)
    return [_compared(one.audit, tried[one.award.id]) for one in done]


def _tried(audited: Audited, policy: Policy) -> Audit:
    return judge(audited.award, audited.audit.charges, policy, vouchers=audited.audit.vouchers)


def _compared(was: Audit, tried: Audit) -> Replay:
    before, after = _by_id(was), _by_id(tried)
    both = [Change(before[id_], after[id_]) for id_ in before if id_ in after]
    return Replay(
        was.award.id,
        tuple(f for id_, f in after.items() if id_ not in before),
        tuple(f for id_, f in before.items() if id_ not in after),
        tuple(c for c in both if _called(c.was) != _called(c.now)),
    )


def _by_id(audit: Audit) -> dict[str, Finding]:
    for run in audit.failed:
        raise NotReplayed(_FAILED.format(rule=run.id, why=run.message or ""), file=audit.policy_id)
    return {finding.id: finding for finding in audit.findings}


def _called(finding: Finding) -> tuple[str, str]:
    return finding.outcome, finding.category
