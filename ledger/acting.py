"""What the funder's or auditor's side does: decide on a finding, order money back, recognise that it came.

Who asks is not who approves: only a person of those sides may act here, and each act is written to their own files
(acts.beancount, claims/) with reason, legal basis, time and name.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from .acts import OUTCOMES, Decision
from .amount import plain
from .charge import voucher_of
from .claims import CHANNELS, WAYS, Order, Settlement, order_entry, orders, settlement_entry, settlements
from .clean import clean
from .dating import charged, not_before
from .desk import next_id
from .errors import EarmarkError
from .record import to_custom
from .register import Grant
from .text import Text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence

    from .desk import Desk


class NotYours(EarmarkError):
    """An act of the other side."""


class WrongDecision(EarmarkError):
    """A decision that does not fit its finding."""


class WrongOrder(EarmarkError):
    """An order for more than was upheld, or without a decision behind it."""


class WrongReturn(EarmarkError):
    """A return on an unknown order, or above what is outstanding."""


def require_side(at: Desk, sides: Sequence[str]) -> None:
    """Refuse a person of another side (law 6). Raises :class:`NotYours`."""
    person = at.books.person(at.by)
    if person.side not in sides:
        names = {"recipient": Text("获奖单位", "recipient"), "funder": Text("拨款单位", "funder")}
        auditor = Text("审计方", "auditor")
        message = Text("{by} 属于{side}，无权做这件事", "{by} is of the {side} side and may not do this")
        wanted = Text("、".join(names.get(s, auditor).zh for s in sides), ", ".join(sides))
        fix = Text("由{sides}的人办理（--by）", "let a person of {sides} do it (--by)").format(sides=wanted)
        raise NotYours(message.format(by=at.by, side=names.get(person.side, auditor)), fix=fix)


AUDIT_SIDE = ("funder", "auditor")


def require_audit_side(at: Desk, award: str) -> None:
    """Refuse whoever is neither an auditor nor of the funder of this award (laws 6, 9). Raises :class:`NotYours`."""
    require_side(at, AUDIT_SIDE)
    grants = at.records(Grant, f"{at.books.award(award)}/register.beancount")
    person = at.books.person(at.by)
    if person.side == "funder" and person.of not in {grant.funder for grant in grants}:
        message = Text(
            "{by} 属于 {of}，{award} 由 {funder} 拨款", "{by} is of {of}; {award} is granted by {funder}"
        )
        funder = "、".join(grant.funder for grant in grants)
        raise NotYours(message.format(by=at.by, of=person.of, award=award, funder=funder))


def require_keeper(at: Desk, award: str) -> None:
    """Refuse whoever is not of the recipient of an award: nobody else writes its vouchers. Raises :class:`NotYours`."""
    require_side(at, ("recipient",))
    grants = at.records(Grant, f"{at.books.award(award)}/register.beancount")
    of = at.books.person(at.by).of
    if of not in {grant.recipient for grant in grants}:
        message = Text("{by} 属于 {of}，{award} 不由其记账", "{by} is of {of} and does not keep {award}")
        raise NotYours(message.format(by=at.by, of=of, award=award))


def decisions_in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions that no later one withdraws, in the order they were recorded."""
    decisions = list(decisions)
    withdrawn = {d.withdraws for d in decisions if d.withdraws}
    return [d for d in decisions if d.id not in withdrawn and d.outcome != "withdrawn"]


def decide(at: Desk, award: str, decision: Decision) -> Decision:
    """Store a decision; its id is given here.

    Raises :class:`NotYours`, :class:`WrongDecision` (unknown outcome, amounts that do not add up, a finding that is
    already decided: withdraw that decision first).
    """
    require_audit_side(at, award)
    path = f"awards/{award}/acts.beancount"
    earlier = at.records(Decision, path)
    _sound(decision, earlier)
    not_before(decision.date, charged(at, award, decision.subject), WrongDecision)
    if decision.withdraws:
        _not_ordered(at, award, earlier, decision.withdraws)
    number = next_id("D-", [d.id for d in earlier])
    stored = replace(decision, id=number, recorded=at.recorded, by=at.by)
    at.append(path, [to_custom(stored)])
    at.log(f"awards/{award}/log", [("decision", number, to_custom(stored))])
    return stored


def _sound(decision: Decision, earlier: Sequence[Decision]) -> None:
    if decision.outcome not in OUTCOMES:
        raise WrongDecision(
            Text("认定结果应为 {o}", "the outcome is one of {o}").format(o=", ".join(OUTCOMES))
        )
    if not decision.reason.strip():
        raise WrongDecision(Text("认定要写明理由", "a decision needs a reason"))
    if decision.outcome == "withdrawn" or decision.withdraws:
        if decision.outcome != "withdrawn" or decision.withdraws not in {
            d.id for d in decisions_in_force(earlier)
        }:
            raise WrongDecision(
                Text("没有可撤回的认定 {id}", "there is no decision {id}").format(id=decision.withdraws)
            )
        return
    if any(d.finding == decision.finding for d in decisions_in_force(earlier)):
        message = Text("疑点 {id} 已有认定", "finding {id} is decided already").format(id=decision.finding)
        raise WrongDecision(message, fix=Text("先撤回原认定", "withdraw the earlier decision first"))
    if not Decimal(0) <= decision.upheld <= decision.questioned:
        message = Text("认定金额 {u} 超出疑点金额 {q}", "{u} upheld is not within the {q} questioned")
        raise WrongDecision(message.format(u=plain(decision.upheld), q=plain(decision.questioned)))
    if not _fits(decision):
        message = Text("结果“{o}”与金额 {u} / {q} 不符", "“{o}” does not go with {u} of {q}")
        said = message.format(o=decision.outcome, u=plain(decision.upheld), q=plain(decision.questioned))
        raise WrongDecision(said)


def _fits(decision: Decision) -> bool:
    """Whether the outcome says what the amounts say. A finding without an amount may be upheld for nothing."""
    match decision.outcome:
        case "upheld":
            return decision.upheld == decision.questioned
        case "part_upheld":
            return Decimal(0) < decision.upheld < decision.questioned
        case _:
            return decision.upheld == 0 and not decision.recovery


def _not_ordered(at: Desk, award: str, earlier: Sequence[Decision], withdrawn: str) -> None:
    """A decision that an order stands on is not withdrawn: the claim would have nothing under it."""
    issued = orders(at.entries(f"claims/{award}.beancount"))
    subjects = {d.id: d.subject for d in earlier}
    subject = subjects[withdrawn]
    left = [d for d in decisions_in_force(earlier) if d.id != withdrawn and d.recovery]
    upheld = max((d.upheld for d in left if d.subject == subject), default=Decimal(0))
    if _ordered(issued, withdrawn) or _ordered_on(issued, subjects, subject) > upheld:
        message = Text("认定 {id} 已下达收回决定", "an order stands on decision {id}").format(id=withdrawn)
        raise WrongDecision(message)


def _ordered(issued: Iterable[Order], decision: str) -> Decimal:
    return sum((a for o in issued for d, a in o.parts if d == decision), Decimal(0))


def _ordered_on(issued: Iterable[Order], subjects: Mapping[str, str], subject: str) -> Decimal:
    return sum((a for o in issued for d, a in o.parts if subjects.get(d) == subject), Decimal(0))


def order(at: Desk, wanted: Order) -> Order:
    """Store an order in the claims book; its id is given here.

    Raises :class:`NotYours`, :class:`WrongOrder` (a decision that does not stand, or an amount above what it upheld
    and earlier orders left).
    """
    require_audit_side(at, wanted.award)
    path = f"claims/{wanted.award}.beancount"
    earlier = orders(at.entries(path))
    if wanted.due < wanted.date:
        message = Text("限期 {due} 早于决定日 {day}", "due on {due}, before the order of {day}")
        raise WrongOrder(message.format(due=wanted.due, day=wanted.date))
    if not clean(wanted.basis).strip():
        # Left out when empty, it could not be read back.
        raise WrongOrder(Text("决定要写明依据", "an order needs a basis"))
    if not wanted.revocation:
        _within(at, wanted)
        not_before(wanted.date, _decided(at, wanted), WrongOrder)
    number = next_id("O-", [o.id for o in earlier])
    stored = replace(wanted, id=number, vouchers=_vouchers(at, wanted), recorded=at.recorded, by=at.by)
    entry = order_entry(stored)
    at.append(path, [entry])
    for log in (f"claims/{wanted.award}.log", f"awards/{wanted.award}/log"):
        at.log(log, [("order", stored.id, entry)])
    return stored


def _decided(at: Desk, wanted: Order) -> dict[str, datetime.date]:
    """The decisions of an order with their days."""
    named = {d for d, _ in wanted.parts}
    decisions = at.records(Decision, f"awards/{wanted.award}/acts.beancount")
    return {d.id: d.date for d in decisions if d.id in named}


def _vouchers(at: Desk, wanted: Order) -> tuple[str, ...]:
    """The vouchers of the charges that the order's decisions speak of; not every subject is a charge."""
    named = {d for d, _ in wanted.parts}
    subjects = [
        d.subject for d in at.records(Decision, f"awards/{wanted.award}/acts.beancount") if d.id in named
    ]
    return tuple(sorted({voucher_of(s) for s in subjects if s.startswith(f"{wanted.award}-V")}))


def to_order(at: Desk, award: str, decision: str) -> Decimal:
    """What a decision still leaves to order, in CNY: several rules on one charge count its amount once.

    Raises :class:`WrongOrder` when no such decision asks for recovery.
    """
    return min(_left(at, award, decision))


def _left(at: Desk, award: str, decision: str) -> tuple[Decimal, Decimal]:
    """What is left to order of a decision, and of the charge that it and perhaps others speak of."""
    decisions = at.records(Decision, f"awards/{award}/acts.beancount")
    standing = {d.id: d for d in decisions_in_force(decisions) if d.recovery}
    if decision not in standing:
        message = Text("没有要求收回的认定 {id}", "no decision {id} asks for recovery").format(id=decision)
        raise WrongOrder(message, fix=Text("先 earmark decide --recover", "earmark decide --recover first"))
    subject, subjects = standing[decision].subject, {d.id: d.subject for d in decisions}
    issued = orders(at.entries(f"claims/{award}.beancount"))
    upheld = max(d.upheld for d in standing.values() if d.subject == subject)
    of_decision = standing[decision].upheld - _ordered(issued, decision)
    return of_decision, upheld - _ordered_on(issued, subjects, subject)


def _within(at: Desk, wanted: Order) -> None:
    """Refuse more than is left to order, of each decision and of each charge that several decisions speak of."""
    if not wanted.parts:
        raise WrongOrder(Text("没有写明认定", "no decision is named"))
    if len({d for d, _ in wanted.parts}) < len(wanted.parts):
        raise WrongOrder(Text("同一认定写了两次", "a decision is named twice"))
    subjects = {d.id: d.subject for d in at.records(Decision, f"awards/{wanted.award}/acts.beancount")}
    asked: dict[str, Decimal] = {}
    for decision, amount in wanted.parts:
        of_decision, of_charge = _left(at, wanted.award, decision)
        before = asked.get(subjects[decision], Decimal(0))
        left = min(of_decision, of_charge - before)
        if not Decimal(0) < amount <= left:
            message = Text("{id} 只剩 {left} 元可责令", "{left} CNY of {id} are left to order")
            raise WrongOrder(message.format(id=decision, left=plain(left)))
        asked[subjects[decision]] = before + amount


def settle(at: Desk, step: Settlement) -> Settlement:
    """Store what became of an order (money returned …); its id is given here.

    Raises :class:`NotYours`, :class:`WrongReturn`.
    """
    require_audit_side(at, step.award)
    if step.way not in WAYS or (step.way == "returned" and step.route not in CHANNELS):
        message = Text("“{way}”不是 {route} 的了结方式", "“{way}” does not settle an order by {route}")
        raise WrongReturn(message.format(way=step.way, route=step.route))
    path = f"claims/{step.award}.beancount"
    entries = at.entries(path)
    left = outstanding(orders(entries), settlements(entries), step.order)
    if not Decimal(0) < step.amount <= left:
        message = Text("{id} 只剩 {left} 元未收回", "{left} CNY of {id} are outstanding")
        raise WrongReturn(message.format(id=step.order, left=plain(left)))
    not_before(step.date, {o.id: o.date for o in orders(entries) if o.id == step.order}, WrongReturn)
    number = next_id("R-", [s.id for s in settlements(entries)])
    vouchers = next(o.vouchers for o in orders(entries) if o.id == step.order)
    stored = replace(step, id=number, vouchers=vouchers, recorded=at.recorded, by=at.by)
    entry = settlement_entry(stored)
    at.append(path, [entry])
    for log in (f"claims/{step.award}.log", f"awards/{step.award}/log"):
        at.log(log, [(step.way, stored.id, entry)])
    return stored


def outstanding(issued: Iterable[Order], steps: Iterable[Settlement], order: str) -> Decimal:
    """What is still to come back of one order, in CNY. Raises :class:`WrongReturn` for an unknown order."""
    amounts = {o.id: o.amount for o in issued}
    if order not in amounts:
        raise WrongReturn(Text("没有收回决定 {id}", "there is no order {id}").format(id=order))
    return amounts[order] - sum((s.amount for s in steps if s.order == order), Decimal(0))
