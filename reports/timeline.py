"""An award's life on dated stages: what is in the register, what the policy wants and is not there, what became of objections."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.awards.register import STAGES
from earmark.plugins.judging.engine import ABOUTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.awards.register import Milestone
    from earmark.plugins.policy import Policy

WANTED = {
    "stages": ("order",),
    "agreement": ("stage",),
    "payment": ("after",),
    "checks": ("halfway", "closing"),
}
"""Rule → its settings that name stages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stage: when it was, or that it is missing (no date). ``amount`` in CNY."""

    stage: str
    date: datetime.date | None = None
    note: str = ""
    result: str = ""
    document: str = ""
    amount: Decimal | None = None

    @property
    def missing(self) -> bool:
        """Whether the policy wants it and the register lacks it."""
        return self.date is None

    @property
    def open(self) -> bool:
        """Whether it is an objection of which nobody says what became of it."""
        return self.stage == "objection" and not self.result


def timeline(award: Award, policy: Policy | None) -> tuple[Step, ...]:
    """The stages of an award: those with a date in order, the missing ones where they belong; without a policy none is missed."""
    there = [_step(m) for m in sorted(award.milestones, key=lambda m: (m.date, _place(m.stage)))]
    known = {m.stage for m in award.milestones}
    for stage in (s for s in (wanted(policy) if policy else ()) if s not in known):
        there.insert(_where(there, stage), Step(stage=stage))
    return tuple(there)


def wanted(policy: Policy) -> list[str]:
    """The stages that the policy's rules name, in the order of an award's life; payment and settlement always."""
    named = {"payment", "settlement"}
    for rule in policy.rules:
        for key in WANTED.get(rule.id, ()):
            named |= set(rule.setting(key, ABOUTS[rule.id]).split())
    return [stage for stage in STAGES if stage in named]


def closing_stages(policy: Policy) -> tuple[str, ...]:
    """The stages that must be there before the settlement."""
    rule = policy.rule("checks")
    return tuple(rule.setting("closing", ABOUTS["checks"]).split()) if rule else ()


def _step(one: Milestone) -> Step:
    return Step(
        stage=one.stage, date=one.date, note=one.note or "", result=one.result or "", document=one.document or "",
        amount=one.amount,
    )  # fmt: skip


def _place(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else len(STAGES)


def _where(there: Sequence[Step], stage: str) -> int:
    """Before the first stage that comes later in an award's life."""
    later = (n for n, step in enumerate(there) if _place(step.stage) > _place(stage))
    return next(later, len(there))
