"""Where each finding stands: findings (derived) joined with answers, decisions, orders and returns (stored).

Law 3, per charge, each cent once: questioned = open + cleared + corrected + upheld (unknown apart); upheld = to_order +
ordered + no_recovery. Per order: ordered = returned + set_off + adjusted + written_off + absorbed + outstanding. Nothing
is netted. All amounts in CNY. A decided finding that is found no more stays listed, with what it was decided on, as
``not_found``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.record import records
from earmark.ledger.base.text import Text
from earmark.ledger.findings.acts import Approval, Decision, Request, RequestWithdrawn, Waiver, WaiverRequest
from earmark.ledger.findings.deciding import decisions_in_force
from earmark.ledger.findings.on_finding import Answer, AnswerRequest, Referral
from earmark.ledger.recovery.after_order import Reminder, Service, WriteOff
from earmark.ledger.recovery.claims import WAYS, Order, Settlement, orders, settlements

from ..judging.finding import Finding
from .lost import NOTHING, Kept, lost
from .waivers import with_waiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from earmark.ledger.findings.on_finding import OnFinding

    from ..judging.finding import Audit

STATUS_NAMES = {
    "open": Text("待认定", "open"),
    "answered": Text("已答复", "answered"),
    "corrected": Text("已自行纠正", "self-corrected"),
    "cleared": Text("已排除", "cleared"),
    "upheld": Text("已认定", "upheld"),
    "part_upheld": Text("部分认定", "upheld in part"),
    "not_found": Text("不再出现", "found no more"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What people wrote down about an award's findings."""

    decisions: tuple[Decision, ...] = ()
    requests: tuple[AnswerRequest, ...] = ()
    papers_asked: tuple[Request, ...] = ()
    withdrawn: tuple[RequestWithdrawn, ...] = ()
    """Requests that count no more."""
    answers: tuple[Answer, ...] = ()
    referrals: tuple[Referral, ...] = ()
    orders: tuple[Order, ...] = ()
    services: tuple[Service, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    write_offs: tuple[WriteOff, ...] = ()
    approvals: tuple[Approval, ...] = ()
    waiver_requests: tuple[WaiverRequest, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def on_findings(self) -> tuple[OnFinding, ...]:
        """The acts that speak of a finding."""
        return (*self.requests, *self.answers, *self.waiver_requests, *self.decisions, *self.referrals)

    @property
    def subjects(self) -> dict[str, str]:
        """Decision id → the charge that it speaks of."""
        return {d.id: d.subject for d in self.decisions}


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The figures of law 3 for one charge or one award, in CNY."""

    unknown: Decimal = NIL
    questioned: Decimal = NIL
    open: Decimal = NIL
    cleared: Decimal = NIL
    corrected: Decimal = NIL
    upheld: Decimal = NIL
    to_order: Decimal = NIL
    ordered: Decimal = NIL
    no_recovery: Decimal = NIL
    returned: Decimal = NIL
    set_off: Decimal = NIL
    adjusted: Decimal = NIL
    written_off: Decimal = NIL
    absorbed: Decimal = NIL
    outstanding: Decimal = NIL
    revoked: Decimal = NIL
    """Ordered by a revocation: an order of its own, apart from what was upheld."""

    def __add__(self, other: Totals) -> Totals:
        """Add figure by figure."""
        return Totals(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(Totals)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An award's findings with their status, the acts behind it and the totals."""

    findings: tuple[Finding, ...]
    acts: Acts
    totals: Totals
    decided: Mapping[str, Decision]
    """Finding id → the decision in force on it."""

    def decision(self, finding: str) -> Decision | None:
        """The decision in force on a finding."""
        return self.decided.get(finding)

    @property
    def open_violations(self) -> tuple[Finding, ...]:
        """Suspected violations that nobody has decided."""
        return tuple(f for f in self.findings if f.outcome == "violation" and f.undecided)


def acts_of(entries: Iterable[Any], award: str) -> Acts:
    """The acts on one award among the entries of its books and its claims book."""
    entries = [e for e in entries if _is_of(e, award)]
    return Acts(
        decisions=tuple(records(Decision, entries)),
        requests=tuple(records(AnswerRequest, entries)),
        papers_asked=tuple(records(Request, entries)),
        withdrawn=tuple(records(RequestWithdrawn, entries)),
        answers=tuple(records(Answer, entries)),
        referrals=tuple(records(Referral, entries)),
        orders=tuple(o for o in orders(entries) if o.award == award),
        services=tuple(records(Service, entries)),
        reminders=tuple(records(Reminder, entries)),
        settlements=tuple(s for s in settlements(entries) if s.award == award),
        write_offs=tuple(records(WriteOff, entries)),
        approvals=tuple(records(Approval, entries)),
        waiver_requests=tuple(records(WaiverRequest, entries)),
        waivers=tuple(records(Waiver, entries)),
    )


def _is_of(entry: Any, award: str) -> bool:  # noqa: ANN401 (a directive of any kind)
    """Whether an entry may be of an award: where several are loaded, each has a D-0001 of its own."""
    _, awards, rest = str(entry.meta.get("filename")).rpartition("/awards/")
    return not awards or rest.startswith(f"{award}/")


def standing(audit: Audit, acts: Acts, kept: Kept = NOTHING) -> Standing:
    """Join an audit with what people did; ``kept``: what closings and reports listed, and what was changed since.

    What was decided, answered or listed and is found no more stays, as ``not_found``: nobody can lose a finding (law 4).
    """
    decided = {d.finding: d for d in decisions_in_force(acts.decisions)}
    answered = {a.finding: a for a in acts.answers}
    every = (*audit.findings, *lost(audit, kept, acts.on_findings))
    findings = tuple(
        f if f.status == NOT_FOUND else with_waiver(_with_status(f, decided, answered), audit.award)
        for f in every
    )
    return Standing(findings=findings, acts=acts, totals=_totals(findings, decided, acts), decided=decided)


NOT_FOUND = "not_found"


def _with_status(
    finding: Finding, decided: Mapping[str, Decision], answered: Mapping[str, Answer]
) -> Finding:
    return replace(finding, status=_status(finding, decided, answered))


def _status(finding: Finding, decided: Mapping[str, Decision], answered: Mapping[str, Answer]) -> str:
    if finding.id in decided:
        return decided[finding.id].outcome
    if finding.id in answered:
        return "corrected" if answered[finding.id].corrected else "answered"
    return "open"


def _totals(findings: Sequence[Finding], decided: Mapping[str, Decision], acts: Acts) -> Totals:
    return sum(_by_charge(findings, decided, acts).values(), Totals()) + _of_orders(acts)


def _by_charge(findings: Sequence[Finding], decided: Mapping[str, Decision], acts: Acts) -> dict[str, Totals]:
    by_subject: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_subject[finding.subject].append(finding)
    ordered: dict[str, Decimal] = defaultdict(lambda: NIL)
    for order in acts.orders:
        for decision, amount in order.parts:
            ordered[acts.subjects.get(decision, "")] += amount
    return {s: _of_subject(f, decided, ordered[s]) for s, f in by_subject.items()}


def _of_subject(findings: Sequence[Finding], decided: Mapping[str, Decision], ordered: Decimal) -> Totals:
    """One charge: its amount counts once, however many rules speak of it."""
    amount = max((f.amount or NIL for f in findings), default=NIL)
    judged = [f for f in findings if f.outcome != "unknown" or f.id in decided or f.status == "cleared"]
    if not judged:
        return Totals(unknown=amount)
    decisions = [decided[f.id] for f in judged if f.id in decided]
    upheld = max((d.upheld for d in decisions), default=NIL)
    recovery = max((d.upheld for d in decisions if d.recovery), default=NIL)
    questioned = max([f.amount or NIL for f in judged] + [d.questioned for d in decisions])
    rest = questioned - upheld
    waiting = [f.status for f in judged if f.id not in decided and f.status != "cleared"]
    return Totals(
        questioned=questioned,
        upheld=upheld,
        to_order=recovery - ordered,
        ordered=ordered,
        no_recovery=upheld - recovery,
        open=rest if any(s != "corrected" for s in waiting) else NIL,
        corrected=rest if waiting and all(s == "corrected" for s in waiting) else NIL,
        cleared=NIL if waiting else rest,
    )


def _of_orders(acts: Acts) -> Totals:
    """What became of all orders; revocations are counted apart from what was upheld."""
    settled = {way: sum((s.amount for s in acts.settlements if s.way == way), NIL) for way in WAYS}
    issued = sum((o.amount for o in acts.orders), NIL)
    revoked = sum((o.amount for o in acts.orders if o.revocation), NIL)
    return Totals(outstanding=issued - sum(settled.values()), revoked=revoked, **settled)


def broken_laws(standing: Standing) -> list[Text]:
    """Where law 3 does not hold, of any charge, of the whole or of an order; empty in sound books."""
    t = standing.totals
    charges = _by_charge(standing.findings, standing.decided, standing.acts).values()
    every = (t, *charges)
    claimed = t.returned + t.set_off + t.adjusted + t.written_off + t.absorbed + t.outstanding
    faults = (
        (
            any(c.questioned != c.open + c.cleared + c.corrected + c.upheld for c in every),
            Text("疑点金额不平", "questioned does not add up"),
        ),
        (
            any(c.upheld != c.to_order + c.ordered + c.no_recovery for c in every),
            Text("认定金额不平", "upheld does not add up"),
        ),
        (t.ordered + t.revoked != claimed, Text("责令收回金额不平", "ordered does not add up")),
        (
            min(min(c.to_order, c.open, c.cleared, c.no_recovery, t.outstanding) for c in every) < 0,
            Text("有金额小于零", "a figure is below zero"),
        ),
        (bool(_overpaid(standing.acts)), Text("收回超过责令", "more came back than was ordered")),
    )
    return [message for broken, message in faults if broken]


def _overpaid(acts: Acts) -> list[str]:
    came: dict[str, Decimal] = defaultdict(lambda: NIL)
    for step in acts.settlements:
        came[step.order] += step.amount
    amounts = {o.id: o.amount for o in acts.orders}
    return [order for order, amount in came.items() if amount > amounts.get(order, NIL)]
