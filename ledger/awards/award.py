"""An award as rules and reports see it: register, parties and the funder's answers in one frozen value."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ..findings.acts import Request, Waiver
from .programme import Ban
from .register import ChartChange, Grant, Milestone, PlanLine, ProjectCode

PARTY_KINDS = (
    "staff",
    "rehired",
    "related-person",
    "related-party",
    "landlord",
    "temporary",
    "expert",
    "bank",
    "broker",
    "enforcement",
    "charity",
    "card-seller",
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody on the recipient's private list: code, kind (one of ``PARTY_KINDS``), names as payees write them.

    ``start`` and ``end`` are the first and last day on which the kind holds; None leaves that side open.
    """

    code: str
    kind: str
    names: tuple[str, ...]
    start: datetime.date | None = None
    end: datetime.date | None = None
    note: str = ""
    amount: Decimal | None = None
    """A landlord's monthly rent in CNY."""

    def on(self, day: datetime.date) -> bool:
        """Whether the party is of its kind on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """A bank account of the recipient: its last four digits and what it is for (基本户, 专户)."""

    tail: str
    purpose: str


@dataclass(frozen=True, slots=True)
class OtherProject:
    """Another project of the recipient: its number, and its name where its cost might be told by that."""

    number: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A difference between bank and books that a person explained and that still stands (:class:`..banks.two_sides.Item`).

    Amount in CNY, + into the account; ``cause`` is a key of :data:`..banks.two_sides.CAUSES`.
    """

    id: str
    date: datetime.date
    amount: Decimal
    cause: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Parties:
    """The recipient's parties; ``complete`` names the kinds whose list is declared complete.

    A payee who is on no complete list is an outsider; on an incomplete or missing list he is unknown.
    """

    recipient: str
    parties: tuple[Party, ...] = ()
    own_accounts: tuple[OwnAccount, ...] = ()
    complete: frozenset[str] = frozenset()
    other_projects: tuple[OtherProject, ...] = ()


@dataclass(frozen=True, slots=True)
class Award:
    """One award with all that a rule may look at. Amounts in CNY, the period's both ends inside."""

    grant: Grant
    plan: tuple[PlanLine, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    charts: tuple[ChartChange, ...] = ()
    codes: tuple[ProjectCode, ...] = ()
    parties: Parties | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    """The funder's answers to the questions that a policy leaves open: setting → answer."""
    holder: str | None = None
    """In whose name the award's bank account stands; None where that is not known."""
    requests: tuple[Request, ...] = ()
    """Papers that the funder's or auditor's side asked for."""
    waivers: tuple[Waiver, ...] = ()
    """Granted for this award, and for its recipient in the whole programme: see :func:`..findings.waiving.waived`."""
    bans: tuple[Ban, ...] = ()
    """On its recipient, in any programme: see :mod:`.banning`."""
    outstanding: tuple[Outstanding, ...] = ()
    """Differences with the bank that were explained and still stand."""
    as_of: datetime.date | None = None
    """The day on which the award is looked at: whether a request has lapsed depends on it."""

    @property
    def id(self) -> str:
        """The award's id, also a component of its accounts."""
        return self.grant.id

    @property
    def project_codes(self) -> tuple[str, ...]:
        """The codes of the award's budget project, the grant's first."""
        first = (self.grant.project_code,) if self.grant.project_code else ()
        return (*first, *(code.id for code in self.codes))

    def chart_on(self, day: datetime.date) -> str:
        """The id of the chart of accounts in force on a day."""
        later = [c for c in self.charts if c.date <= day]
        return max(reversed(later), key=lambda c: c.date).id if later else self.grant.chart

    def plan_on(self, day: datetime.date) -> dict[str, PlanLine]:
        """The plan lines in force on a day, by id; a later line of the same id replaces the earlier one."""
        return {p.id: p for p in sorted(self.plan, key=lambda p: p.date) if p.date <= day}

    @property
    def plan_now(self) -> dict[str, PlanLine]:
        """The plan with all its amendments."""
        return self.plan_on(datetime.date.max)
