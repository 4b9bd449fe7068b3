"""A programme as its rules see it: every award with its charges, all frozen.

What a finding says of another award is said twice. ``Evidence.text`` is for everybody who has a part in the award of the
finding: awards of the same recipient and its sub-grants by id, others as a number (law 9). ``Evidence.named`` has the ids
of all of them, for the funder's and auditor's side. What shows findings shows ``text`` unless it knows who looks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from earmark.ledger.awards.award import Award
from earmark.ledger.base.text import Text
from earmark.ledger.findings.waived import waived
from earmark.ledger.vouchers.charge import Charge

from ..language.words import normal
from ..signs.verdict import of_subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..policy import Rule
    from ..signs.sign import Sign
    from .finding import Finding

MOST = 8
"""So many awards are named; of more, how many there are."""
_MORE = Text("{ids} 等 {n} 项", "{ids} and others, {n} in all")
_SEVERAL = Text("另 {n} 项奖补资金", "{n} other award(s)")


@dataclass(frozen=True, slots=True)
class Member:
    """One award of a programme and its charges, in order of payment."""

    award: Award
    charges: tuple[Charge, ...]

    @property
    def id(self) -> str:
        """The award's id."""
        return self.award.id

    @property
    def recipient(self) -> str:
        """The code of the recipient."""
        return self.award.grant.recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """All awards of one programme that the books hold, by first day and id."""

    id: str
    members: tuple[Member, ...]

    @property
    def by_recipient(self) -> Iterable[list[Member]]:
        """The awards that each recipient holds directly, first to last; sub-grants are their parent's money.

        The same code or the same name is the same recipient.
        """
        found: dict[str, list[Member]] = {}
        for member in self.members:
            grant = member.award.grant
            if not grant.parent:
                called = (f"code {grant.recipient}", f"name {normal(grant.recipient_name)}")
                held = next((found[name] for name in called if name in found), [])
                held.append(member)
                found |= dict.fromkeys(called, held)
        return {id(held): held for held in found.values()}.values()


def in_turn(members: Iterable[Member]) -> tuple[Member, ...]:
    """Awards by their first day, then by id: the one order that rules see."""
    return tuple(sorted(members, key=lambda m: (m.award.grant.start, m.id)))


def across(sign: Sign, mine: Member, others: Iterable[Member], /, **values: object) -> Sign:
    """A sign that speaks of ``{others}``: by id where the recipient has a part in them, else as a number.

    The audit side reads all ids, in the words of ``sign.named`` where it has some. ``values`` fill in the rest.
    """
    grants = {o.award.grant.id: o.award.grant for o in others}
    grants.pop(mine.id, None)
    own = [id_ for id_, g in grants.items() if g.recipient == mine.recipient or g.parent == mine.id]
    hidden = len(grants) - len(own)
    counted = [_SEVERAL.format(n=hidden)] * bool(hidden)
    told = Text(
        "、".join([*sorted(own), *(c.zh for c in counted)]),
        ", ".join([*sorted(own), *(c.en for c in counted)]),
    )
    ids = ", ".join(sorted(grants)[:MOST])
    more = _MORE.format(ids=ids, n=len(grants)) if len(grants) > MOST else Text(ids, ids)
    whole = sign.named or sign.text
    if not hidden:
        return replace(sign, text=whole.format(others=told, **values), named=None)
    public = sign.text.format(others=told, **values)
    return replace(sign, text=public, named=whole.format(others=more, **values))


def excused(award: Award, rule: str) -> bool:
    """Whether a waiver for the recipient in the whole programme was in force when the award was applied for, or began."""
    days = [*(m.date for m in award.milestones if m.stage == "application"), award.grant.start]
    return any(waived(award.waivers, rule, award.grant.recipient, day) for day in days)


def of_recipient(member: Member, sign: Sign, rule: Rule) -> Finding:
    """A finding about the recipient's having the award at all: its subject is the recipient's code, as a waiver names it."""
    return replace(of_subject(member.recipient, sign, member.award, rule), date=member.award.grant.start)


def named(finding: Finding) -> Finding:
    """A finding as the funder's and auditor's side sees it: other awards by their ids."""
    evidence = tuple(replace(e, text=e.named, named=None) if e.named else e for e in finding.evidence)
    return replace(finding, evidence=evidence)
