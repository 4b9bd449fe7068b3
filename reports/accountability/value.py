"""The accountability report as frozen values; every skin (paper, terminal, JSON) only shows them.

All amounts are CNY to the cent (a government unit's findings carry CNY.B, its budget set); all days are accounting
days through ``as_of``, both ends inside. What follows from the fields is a property.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from earmark.ledger.awards.position import Position
from earmark.ledger.awards.register import ChartChange, Grant
from earmark.ledger.awards.subgrants import Subgrant
from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text
from earmark.ledger.findings.acts import Decision
from earmark.ledger.recovery.claims import Order, Settlement
from earmark.plugins.judging.finding import Finding, RuleRun
from earmark.plugins.standing.standing import Totals

from ..plan import Plan
from ..unknown import also_questioned
from .bankbook import BankBalance

GROUPS = ("upheld", "suspected", "review", "cleared", "not_found", "unknown")


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of the tie-out, with the sign it counts with."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class TieOut:
    """received + interest − spent − … = balance of the award's account. It must hold to the cent."""

    terms: tuple[Term, ...]
    balance: Decimal

    @property
    def expected(self) -> Decimal:
        """What the terms say that the account must hold."""
        return sum((term.amount for term in self.terms), NIL)

    @property
    def difference(self) -> Decimal:
        """What no term explains."""
        return self.balance - self.expected

    @property
    def holds(self) -> bool:
        """Whether the books explain the balance exactly."""
        return not self.difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding with the booked facts it speaks of. ``number`` is None while the voucher is a draft.

    ``decision`` is the one in force, ``upheld`` what it upheld.
    """

    finding: Finding
    payee: str = ""
    narration: str = ""
    account: str = ""
    number: str | None = None
    gl: str | None = None
    answers: tuple[str, ...] = ()
    decision: str | None = None
    upheld: Decimal | None = None

    @property
    def group(self) -> str:
        """Where the report lists it: one of ``GROUPS``."""
        status = self.finding.status
        if self.finding.undecided:
            return "suspected" if self.finding.outcome == "violation" else self.finding.outcome
        return "upheld" if status == "part_upheld" else status


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision, who made it, and whether a later one withdrew it."""

    decision: Decision
    who: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """An order and what is still to come. ``overdue``: days past the due day while anything is outstanding."""

    order: Order
    who: str
    settled: Decimal
    overdue: int

    @property
    def outstanding(self) -> Decimal:
        """What has not come back."""
        return self.order.amount - self.settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One step that settles an order: money returned, set off, adjusted, written off, absorbed."""

    step: Settlement
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What the audit looked at, by which policy, and what it could not look at.

    ``missing_lists``: kinds of parties whose list is missing or not declared complete. ``unanswered``: what the policy
    leaves open and the funder has not answered.
    """

    policy: str
    sha256: str
    title: Text
    document: str
    charges: int
    rules: tuple[RuleRun, ...]
    missing_lists: tuple[str, ...]
    unanswered: tuple[Text, ...]

    @property
    def not_run(self) -> tuple[RuleRun, ...]:
        """The rules whose part of the audit is missing."""
        return tuple(rule for rule in self.rules if rule.state != "ran")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountabilityReport:
    """One award on one day. ``recorded`` is the latest time at which anything in it was written down."""

    grant: Grant
    as_of: datetime.date
    charts: tuple[ChartChange, ...]
    """Changes of the chart of accounts, the earliest first; before them the grant's own was in force."""
    project_codes: tuple[str, ...]
    """Codes of the award's budget project, as far as they were registered by then."""
    recorded: str
    position: Position
    of_drafts: Position
    plan: Plan
    tie_out: TieOut
    budget_tie_out: TieOut | None
    """Of the budget set; None where one set is kept."""
    bank_balance: BankBalance | None
    """Of a dedicated account with statements."""
    examined: Examined
    findings: tuple[Judged, ...]
    decisions: tuple[Decided, ...]
    orders: tuple[Ordered, ...]
    settlements: tuple[Settled, ...]
    totals: Totals
    broken_laws: tuple[Text, ...]
    faults: tuple[str, ...]
    """What Beancount finds wrong with the books themselves."""
    subgrants: tuple[Subgrant, ...] = ()
    """What was passed on to child awards, with what these have not used: counted as spent above, and netted nowhere."""

    @property
    def unused(self) -> Decimal:
        """What counts as spent here and child awards have not spent: 以拨代支."""
        return sum((one.unused for one in self.subgrants), NIL)

    @property
    def groups(self) -> Mapping[str, tuple[Judged, ...]]:
        """The findings by ``GROUPS``, each by date; empty groups are left out."""
        groups = {name: tuple(f for f in self.findings if f.group == name) for name in GROUPS}
        return {name: found for name, found in groups.items() if found}

    @property
    def unknown_also(self) -> int:
        """How many charges that could not be judged are among the questioned for another reason."""
        decided = {judged.finding.id for judged in self.findings if judged.decision}
        return also_questioned((judged.finding for judged in self.findings), decided)

    @property
    def differences(self) -> tuple[Decimal, ...]:
        """What the tie-outs leave unexplained; empty when all of them hold."""
        return tuple(tie.difference for tie in (self.tie_out, self.budget_tie_out) if tie and not tie.holds)

    @property
    def sound(self) -> bool:
        """Whether the report may be relied on: it ties out, with the bank too, the laws hold, the books and all rules loaded."""
        failed = any(rule.state == "failed" for rule in self.examined.rules)
        bank = self.bank_balance is None or self.bank_balance.holds
        return bank and not (self.differences or self.broken_laws or self.faults or failed)
