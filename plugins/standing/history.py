"""A finding's history: everything that was written down about it, in the order of the log.

Listings, answers asked for and given, decisions and withdrawals, referrals, waivers; orders on its charge, how they were served and
reminded of, money back, write-offs, and when it was struck off (对账销号). Each with its day, when and by whom it was recorded, its
amount in CNY and its place in the award's log.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.text import Text
from earmark.ledger.findings.listing import moment
from earmark.ledger.recovery.after_order import WriteOff
from earmark.ledger.recovery.claims import ROUTES
from earmark.ledger.recovery.striking import CLOSURE
from earmark.ledger.vouchers.charge import voucher_of
from earmark.ledger.vouchers.evidence import PAPERS

from .lost import where
from .standing import STATUS_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from earmark.ledger.findings.listing import Placed
    from earmark.ledger.recovery.claims import Order

    from ..judging.finding import Finding
    from .standing import Acts


class Event(NamedTuple):
    """One thing that was written down. ``sequence``: its line in the award's log, None where the log has none."""

    date: datetime.date
    recorded: str
    by: str
    kind: str
    id: str
    amount: Decimal | None
    said: Text
    sequence: int | None = None


EVIDENCE = "evidence"
"""The rule that holds papers against what was asked for."""
ORDERED = Text("责令{route}，限 {due}（{basis}）", "ordered {route} by {due} ({basis})")
REVOKED = Text(
    "撤销资格，收回并{route}，限 {due}（{basis}）", "award revoked, all {route} by {due} ({basis})"
)
CAME = Text("{order} {way}，凭 {shown}", "{order} {way}, by {shown}")
TAKEN_BACK = Text("{order} 撤回 {of}：{why}", "{order}: {of} taken back: {why}")
WAY_NAMES = {
    "returned": Text("收回", "came back"),
    "set_off": Text("抵减后续拨款", "set off"),
    "adjusted": Text("调账等整改", "put right by a book entry"),
    "written_off": Text("核销", "written off"),
    "absorbed": Text("并入撤销收回", "absorbed by a revocation"),
}


def history(
    finding: Finding, acts: Acts, listed: Iterable[Placed], log: Mapping[tuple[str, str], int]
) -> list[Event]:
    """All events of a finding; ``log``: kind and id → line of the award's log."""
    orders = orders_of(finding, acts)
    found = [
        *_lists(finding, listed),
        *_asked(finding, acts),
        *_said(finding, acts),
        *_waived(finding, acts),
        *_of_orders(orders, acts),
        *_struck(finding, orders, acts),
    ]
    numbered = [event._replace(sequence=log.get((event.kind, event.id))) for event in found]
    return sorted(numbered, key=lambda e: (moment(e.recorded), e.sequence or 0))


def orders_of(finding: Finding, acts: Acts) -> list[Order]:
    """The orders on the charge of a finding: several rules on one charge are ordered once, by whichever decision.

    And a revocation that rests on a decision about it.
    """
    mine = {d.id for d in acts.decisions if d.subject == finding.subject}
    return [o for o in acts.orders if mine & {*(d for d, _ in o.parts), *(o.grounds or "").split()}]


def _lists(finding: Finding, listed: Iterable[Placed]) -> Iterator[Event]:
    for one in listed:
        if one.listed.finding == finding.id:
            amount = None if one.listed.amount is None else Decimal(one.listed.amount)
            said = Text("{where} {id} 列出", "listed by {where} {id}").format(where=where(one), id=one.id)
            yield Event(one.date, one.recorded, one.by, one.kind, one.id, amount, said)


def _asked(finding: Finding, acts: Acts) -> Iterator[Event]:
    """What was asked for: papers behind the charge of a finding that papers are missing, answers; and what was withdrawn."""
    papers = [
        a for a in acts.papers_asked
        if finding.rule == EVIDENCE and a.subject in {finding.subject, voucher_of(finding.subject)}
    ]  # fmt: skip
    answers = [a for a in acts.requests if a.finding == finding.id]
    for ask in papers:
        names = [PAPERS.get(what, Text(what, what)) for what in ask.kinds]
        what = Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))
        said = Text("要求 {due} 前提供{papers}", "{papers} asked for by {due}")
        said = said.format(due=ask.due, papers=what)
        yield Event(ask.date, ask.recorded, ask.by, ask.kind, ask.id, None, said)
    for one in answers:
        said = Text("要求 {due} 前答复：{text}", "an answer asked for by {due}: {text}")
        said = said.format(due=one.due, text=one.text or "—")
        yield Event(one.date, one.recorded, one.by, one.kind, one.id, None, said)
    mine = {(a.id, a.subject) for a in papers} | {(a.id, a.subject) for a in answers}
    for gone in (w for w in acts.withdrawn if (w.request, w.subject) in mine):
        said = Text("撤回要求 {id}：{reason}", "request {id} withdrawn: {reason}")
        said = said.format(id=gone.request, reason=gone.reason)
        yield Event(gone.date, gone.recorded, gone.by, gone.kind, gone.id, None, said)


def _said(finding: Finding, acts: Acts) -> Iterator[Event]:
    for answer in (a for a in acts.answers if a.finding == finding.id):
        word = Text("自行纠正", "corrected") if answer.corrected else Text("答复", "answered")
        shown = "、".join(filter(None, [answer.reference, *answer.documents]))
        said = Text("{word}：{text}{shown}", "{word}: {text}{shown}")
        said = said.format(word=word, text=answer.text, shown=f"（{shown}）" if shown else "")
        yield Event(answer.date, answer.recorded, answer.by, answer.kind, answer.id, None, said)
    yield from _decided(finding, acts)
    for one in (r for r in acts.referrals if r.finding == finding.id):
        said = Text("移送{to}：{reason}", "referred to {to}: {reason}").format(to=one.to, reason=one.reason)
        yield Event(one.date, one.recorded, one.by, one.kind, one.id, None, said)


def _decided(finding: Finding, acts: Acts) -> Iterator[Event]:
    for one in (d for d in acts.decisions if d.finding == finding.id):
        outcome = STATUS_NAMES.get(
            one.outcome, Text("撤回 {id}", "{id} withdrawn").format(id=one.withdraws or "")
        )
        said = Text("{outcome}：{reason}（{basis}）", "{outcome}: {reason} ({basis})")
        said = said.format(outcome=outcome, reason=one.reason, basis=one.basis)
        amount = None if one.withdraws else one.upheld
        yield Event(one.date, one.recorded, one.by, one.kind, one.id, amount, said)


def _waived(finding: Finding, acts: Acts) -> Iterator[Event]:
    mine = (finding.rule, finding.subject)
    for asked in (r for r in acts.waiver_requests if (r.rule, r.subject) == mine):
        said = Text("申请豁免至 {until}：{reason}", "a waiver asked for until {until}: {reason}")
        said = said.format(until=asked.until, reason=asked.reason)
        yield Event(asked.date, asked.recorded, asked.by, asked.kind, asked.id, None, said)
    for given in (w for w in acts.waivers if (w.rule, w.subject) == mine):
        said = Text("豁免至 {until}", "waived until {until}").format(until=given.until)
        yield Event(given.date, given.recorded, given.by, given.kind, given.id, None, said)


def _of_orders(orders: Iterable[Order], acts: Acts) -> Iterator[Event]:
    known = {o.id: o for o in orders}
    for order in known.values():
        said = REVOKED if order.revocation else ORDERED
        said = said.format(route=ROUTES[order.route], due=order.due, basis=order.basis)
        yield Event(order.date, order.recorded, order.by, "order", order.id, order.amount, said)
        if order.served:
            how = order.served_how or "—"
            said = Text("{order} 送达（{how}）", "{order} served ({how})").format(order=order.id, how=how)
            yield Event(order.served, order.recorded, order.by, "order", order.id, None, said)
    for service in (s for s in acts.services if s.order in known):
        said = Text("{order} 送达（{how}）", "{order} served ({how})").format(
            order=service.order, how=service.how
        )
        yield Event(service.date, service.recorded, service.by, service.kind, service.id, None, said)
    for note in (r for r in acts.reminders if r.order in known):
        said = Text("催办 {order}，{due} 前答复（{how}）", "reminded of {order}, to answer by {due} ({how})")
        said = said.format(order=note.order, due=note.due, how=note.how)
        yield Event(note.date, note.recorded, note.by, note.kind, note.id, None, said)
    for step in (s for s in acts.settlements if s.order in known):
        said = TAKEN_BACK if step.reverses else CAME
        said = said.format(
            order=step.order,
            way=WAY_NAMES[step.way],
            shown=step.reference or "—",
            of=step.reverses,
            why=step.reason,
        )
        yield Event(step.date, step.recorded, step.by, step.way, step.id, step.amount, said)
    for asked in (w for w in acts.write_offs if w.order in known):
        said = Text(
            "申请核销 {order}：{reason}（{document}）", "write-off of {order} asked: {reason} ({document})"
        )
        said = said.format(order=asked.order, reason=asked.reason, document=asked.document)
        yield Event(asked.date, asked.recorded, asked.by, asked.kind, asked.id, asked.amount, said)


def _struck(finding: Finding, orders: Iterable[Order], acts: Acts) -> Iterator[Event]:
    """Approvals: of write-offs of these orders, and 对账销号 of orders and decisions."""
    known = {o.id for o in orders}
    asked = {w.id for w in acts.write_offs if w.order in known}
    mine = known | {d.id for d in acts.decisions if d.finding == finding.id}
    for one in acts.approvals:
        if one.what == WriteOff.kind and one.subject in asked:
            said = Text("批准核销 {id}", "write-off {id} approved").format(id=one.subject)
        elif one.what == CLOSURE and one.subject in mine:
            shown = f"（{one.reference}）" if one.reference else ""
            said = Text("{id} 对账销号{shown}", "{id} struck off{shown}").format(id=one.subject, shown=shown)
        else:
            continue
        yield Event(one.date, one.recorded, one.by, one.kind, one.id, None, said)
