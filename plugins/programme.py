"""A programme as its rules see it: every award with its charges, bans and the day it is looked at; all frozen.

What a finding says of another award is said twice. ``Evidence.text`` is for everybody who has a part in the award of the
finding: awards of the same recipient by id, others as a number (law 9). ``Evidence.named`` has the ids of all of them,
for the funder's and auditor's side. What shows findings shows ``text`` unless it knows who looks.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from earmark.ledger.award import Award
from earmark.ledger.charge import Charge
from earmark.ledger.programme import Ban
from earmark.ledger.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .finding import Finding
    from .sign import Sign

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
    bans: tuple[Ban, ...] = ()
    as_of: datetime.date | None = None

    @property
    def by_recipient(self) -> dict[str, list[Member]]:
        """The awards that recipients hold directly, first to last; sub-grants are their parent's money."""
        found: dict[str, list[Member]] = defaultdict(list)
        for member in self.members:
            if not member.award.grant.parent:
                found[member.recipient].append(member)
        return found


def in_turn(members: Iterable[Member]) -> tuple[Member, ...]:
    """Awards by their first day, then by id: the one order that rules see."""
    return tuple(sorted(members, key=lambda m: (m.award.grant.start, m.id)))


def across(sign: Sign, mine: Member, others: Iterable[Member]) -> Sign:
    """A sign that speaks of ``{others}``: by id where they are of the same recipient, else as a number; named for the audit side."""
    others = sorted({o.id: o for o in others if o.id != mine.id}.values(), key=lambda o: o.id)
    own = [o.id for o in others if o.recipient == mine.recipient]
    hidden = len(others) - len(own)
    count = _SEVERAL.format(n=hidden)
    told = Text("、".join([*own, *[count.zh] * bool(hidden)]), ", ".join([*own, *[count.en] * bool(hidden)]))
    named = sign.text.format(others="、".join(o.id for o in others)) if hidden else None
    return replace(sign, text=sign.text.format(others=told), named=named)


def named(finding: Finding) -> Finding:
    """A finding as the funder's and auditor's side sees it: other awards by their ids."""
    evidence = tuple(replace(e, text=e.named, named=None) if e.named else e for e in finding.evidence)
    return replace(finding, evidence=evidence)
