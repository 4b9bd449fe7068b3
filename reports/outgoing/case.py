"""What the papers of one award are made of: its report, the policy's words, who acted, papers, and accounts to pay into.

case_of(books, audit_award(books, "WH2025-007"), datetime.date(2026, 6, 30))
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from earmark.ledger.awards.programme import Ban
from earmark.ledger.banks.bank import BankAccount
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.findings.acts import Approval, Decision
from earmark.ledger.findings.on_finding import Referral
from earmark.ledger.persons.people import Person
from earmark.ledger.recovery.after_order import Reminder, Service
from earmark.ledger.recovery.payinto import PayInto
from earmark.ledger.recovery.striking import struck_off
from earmark.ledger.vouchers.evidence import Evidence
from earmark.plugins.judging.finding import Clause

from ..accountability.value import AccountabilityReport, Decided, Judged, Ordered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.base.record import R
    from earmark.ledger.books.books import Books
    from earmark.ledger.recovery.claims import Order
    from earmark.plugins.judging.run import Audited


class NoSuchOrder(EarmarkError):
    """An order that the award does not have, or not yet."""


class NoSuchFinding(EarmarkError):
    """A finding that the award does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One award on a day, with what its papers name beside the report."""

    report: AccountabilityReport
    recovery: Clause | None
    """The policy's clause by which money is taken back."""
    people: Mapping[str, Person]
    own_account: BankAccount | None
    accounts: Mapping[str, PayInto]
    """Of the programme, by route."""
    papers: tuple[Evidence, ...]
    bans: tuple[Ban, ...] = ()
    services: tuple[Service, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    approvals: tuple[Approval, ...] = ()
    referrals: tuple[Referral, ...] = ()

    def order(self, id_: str) -> Ordered:
        """One order. Raises :class:`NoSuchOrder`."""
        known = {o.order.id: o for o in self.report.orders}
        if id_ not in known:
            message = Text("{award} 没有收回决定 {id}", "{award} has no order {id}")
            there = ", ".join(known)
            fix = Text("现有：{ids}", "known: {ids}").format(ids=there) if known else NOTHING_ORDERED
            raise NoSuchOrder(message.format(award=self.report.grant.id, id=id_), fix=fix)
        return known[id_]

    def finding(self, id_: str) -> Judged:
        """One finding. Raises :class:`NoSuchFinding`."""
        for judged in self.report.findings:
            if judged.finding.id == id_:
                return judged
        message = Text("{award} 没有疑点 {id}", "{award} has no finding {id}")
        fix = Text("earmark findings {award} 可列出全部", "earmark findings {award} lists them")
        award = self.report.grant.id
        raise NoSuchFinding(message.format(award=award, id=id_), fix=fix.format(award=award))

    def decided(self, decision: str | None) -> Decided | None:
        """A decision that stands, by its id."""
        found = (d for d in self.report.decisions if d.decision.id == decision and not d.withdrawn)
        return next(found, None)

    def judged(self, decision: Decision) -> Judged | None:
        """The finding that a decision speaks of."""
        return next((j for j in self.report.findings if j.finding.id == decision.finding), None)

    def struck_off(self, subject: str) -> Approval | None:
        """The approval by which an order or a decision was struck off (对账销号)."""
        return struck_off(self.approvals).get(subject)

    def referred(self, finding: str) -> tuple[Text, ...]:
        """To whom a finding was handed (移送), and when; it settles nothing."""
        said = Text("移送 {to}（{id}，{day}）", "referred to {to} ({id}, {day})")
        mine = (r for r in self.referrals if r.finding == finding)
        return tuple(said.format(to=r.to, id=r.id, day=r.date) for r in mine)

    def served(self, order: Order) -> tuple[datetime.date | None, str]:
        """When and how an order was served, as it says itself or as was recorded later."""
        later = next((s for s in self.services if s.order == order.id), None)
        if order.served or later is None:
            return order.served, order.served_how or ""
        return later.date, later.how

    def office(self, by: str) -> str:
        """The office that a person acts for."""
        return self.people[by].of if by in self.people else by

    def name(self, by: str) -> str:
        """A person's name."""
        return self.people[by].name if by in self.people else by


NOTHING_ORDERED = Text(
    "还没有收回决定：先 earmark decide、earmark order；拟稿用 --finding F-…",
    "nothing is ordered yet: earmark decide, earmark order; for a proposal name --finding F-…",
)


def case_of(books: Books, audited: Audited, day: datetime.date) -> Case:
    """The case of an award that was audited, as of a day."""
    from earmark.ledger.recovery.payinto import accounts_on
    from earmark.ledger.vouchers.evidence import folder, in_force
    from earmark.plugins.audit import adopted_policy

    from ..accountability.books import report_from

    report = report_from(books, audited, day)
    grant = report.grant
    acts = f"awards/{grant.id}/acts.beancount"
    clauses = adopted_policy(books, audited.award).clauses
    return Case(
        report=report,
        recovery=clauses.get("revocation"),
        people=books.people(),
        own_account=books.banks().get(grant.bank),
        accounts=accounts_on(books, grant.programme, day),
        papers=_by(day, in_force(_evidence(books, folder(grant.id)))),
        bans=_by(day, books.records(Ban, f"programmes/{grant.programme}.beancount")),
        services=_by(day, books.records(Service, acts)),
        reminders=_by(day, books.records(Reminder, acts)),
        approvals=_by(day, books.records(Approval, acts)),
        referrals=_by(day, books.records(Referral, acts)),
    )


def _evidence(books: Books, folder: str) -> list[object]:
    return [entry for path in books.files(folder) for entry in books.entries(path)]


def _by(day: datetime.date, found: Sequence[R]) -> tuple[R, ...]:
    """What there was by a day."""
    return tuple(one for one in found if one.date <= day)
