"""From an audited award to its report: no files, no clock, nothing stored; the same books give the same report."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from earmark.ledger.awards.position import position as position_of
from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text
from earmark.ledger.findings.deciding import decisions_in_force
from earmark.plugins.standing.standing import Acts, broken_laws, standing

from ..plan import plan_of
from .bankbook import bank_balance
from .examined import examined
from .persons import coder
from .tieout import budget_tie_out, tie_out
from .value import AccountabilityReport, Decided, Judged, Ordered, Settled

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence

    from earmark.ledger.awards.position import Position
    from earmark.ledger.awards.subgrants import Subgrant
    from earmark.ledger.banks.bank import StoredRow
    from earmark.ledger.findings.acts import Decision
    from earmark.ledger.findings.on_finding import Answer
    from earmark.ledger.persons.people import Person
    from earmark.ledger.recovery.claims import Order, Settlement
    from earmark.ledger.vouchers.voucher import Voucher
    from earmark.plugins.judging.finding import Finding
    from earmark.plugins.judging.run import Audited
    from earmark.plugins.policy import Policy
    from earmark.plugins.standing.standing import Standing

    Coded = Callable[[str], str]


def build(
    audited: Audited,
    position: Position,
    as_of: datetime.date,
    *,
    policy: Policy | None = None,
    people: Mapping[str, Person] | None = None,
    rows: Sequence[StoredRow] = (),
    subgrants: Sequence[Subgrant] = (),
) -> AccountabilityReport:
    """The report of an award on a day.

    ``position`` holds its figures through ``as_of``, drafts included. What was booked, found or decided later is left
    out; the rules themselves judged the books as they are now. ``policy`` gives the title and the open questions,
    ``people`` the names of those who decided, ``rows`` what the bank printed of a dedicated account,
    ``subgrants`` what child awards did with what was passed on.
    """
    award, stands = audited.award, _standing_on(audited, as_of)
    drafts = [v for v in audited.vouchers if not v.posted]
    who = _names(people or {})
    return AccountabilityReport(
        grant=award.grant,
        as_of=as_of,
        project_codes=replace(award, codes=tuple(c for c in award.codes if c.date <= as_of)).project_codes,
        charts=tuple(c for c in sorted(award.charts, key=lambda c: c.date) if c.date <= as_of),
        recorded=_recorded(audited),
        position=position,
        of_drafts=position_of(award, drafts, as_of),
        plan=plan_of(award, position, as_of),
        tie_out=tie_out(award, audited.vouchers, position, as_of),
        budget_tie_out=budget_tie_out(award, audited.vouchers, position, as_of),
        bank_balance=bank_balance(award, audited.vouchers, rows, as_of),
        examined=examined(audited, stands.findings, policy, as_of),
        findings=_judged(audited, stands),
        decisions=_decided(stands.acts, who, coder(award.parties)),
        orders=_ordered(stands.acts, who, as_of),
        settlements=tuple(Settled(step=s, who=who(s.by)) for s in stands.acts.settlements),
        totals=stands.totals,
        broken_laws=tuple(broken_laws(stands)),
        faults=tuple(str(fault.message) for fault in audited.faults),
        subgrants=tuple(subgrants),
    )


def _standing_on(audited: Audited, day: datetime.date) -> Standing:
    """Where the findings stood: those on charges through the day, with the acts and lists through the day (law 4)."""
    acts, kept = audited.standing.acts, audited.kept
    through = {f.name: tuple(a for a in getattr(acts, f.name) if a.date <= day) for f in fields(Acts)}
    findings = tuple(f for f in audited.audit.findings if f.date is None or f.date <= day)
    later = {f.id for f in audited.audit.findings} - {f.id for f in findings}
    listed = [one for one in kept.listed if one.date <= day and one.listed.finding not in later]
    return standing(replace(audited.audit, findings=findings), Acts(**through), replace(kept, listed=listed))


def _recorded(audited: Audited) -> str:
    acts = audited.standing.acts
    written: list[Voucher | Decision | Answer | Order | Settlement] = [
        *audited.vouchers,
        *acts.decisions,
        *acts.answers,
        *acts.orders,
        *acts.settlements,
    ]
    posted = (v.posted_at or "" for v in audited.vouchers)
    return max((*(w.recorded for w in written), *posted), default="")


def _names(people: Mapping[str, Person]) -> Coded:
    """Those who decide by name and office; the recipient's own people by their codes only."""

    def who(by: str) -> str:
        person = people.get(by)
        return (
            by
            if person is None or person.side == "recipient"
            else f"{person.name} ({person.id}) · {person.of}"
        )

    return who


def _judged(audited: Audited, stands: Standing) -> tuple[Judged, ...]:
    code = coder(audited.award.parties)
    charges = {c.id: c for c in audited.audit.charges}
    vouchers = {v.id: v for v in audited.vouchers}
    answers: dict[str, list[str]] = defaultdict(list)
    for answer in stands.acts.answers:
        answers[answer.finding].append(code(answer.text))
    found = []
    for finding in sorted(stands.findings, key=_place):
        charge, decision = charges.get(finding.subject), stands.decision(finding.id)
        voucher = vouchers.get(finding.voucher or (charge.voucher if charge else ""))
        found.append(
            Judged(
                finding=_coded(finding, code),
                payee=code(charge.payee) if charge else "",
                narration=code(charge.said) if charge else "",
                account=charge.account_name if charge else "",
                number=voucher.number if voucher else None,
                gl=voucher.gl if voucher else None,
                answers=tuple(answers[finding.id]),
                decision=decision.id if decision else None,
                upheld=decision.upheld if decision else None,
            )
        )
    return tuple(found)


def _place(finding: Finding) -> tuple[str, str]:
    return (finding.date.isoformat() if finding.date else "", finding.id)


def _coded(finding: Finding, code: Coded) -> Finding:
    said = tuple(replace(e, text=Text(code(e.text.zh), code(e.text.en))) for e in finding.evidence)
    return replace(finding, evidence=said)


def _decided(acts: Acts, who: Coded, code: Coded) -> tuple[Decided, ...]:
    standing_still = {d.id for d in decisions_in_force(acts.decisions)}
    return tuple(
        Decided(
            decision=replace(d, reason=code(d.reason)), who=who(d.by), withdrawn=d.id not in standing_still
        )
        for d in acts.decisions
        if d.outcome != "withdrawn"
    )


def _ordered(acts: Acts, who: Coded, day: datetime.date) -> tuple[Ordered, ...]:
    found = []
    for order in acts.orders:
        settled = sum((s.amount for s in acts.settlements if s.order == order.id), NIL)
        late = (day - order.due).days if settled < order.amount else 0
        found.append(Ordered(order=order, who=who(order.by), settled=settled, overdue=max(late, 0)))
    return tuple(found)
