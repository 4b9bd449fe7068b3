"""An order by the funder's or auditor's side: what was upheld must come back, by a route, until a day.

It is written to the claims book (claims/), which that side alone keeps.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ..base.amount import plain
from ..base.clean import clean
from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.desk import next_id
from ..findings.acts import Decision
from ..findings.dating import not_before
from ..findings.deciding import decisions_in_force, ordered_of, ordered_on_charge
from ..persons.sides import require_audit_side
from ..vouchers.charge import voucher_of
from .claims import Order, order_entry, orders

if TYPE_CHECKING:
    import datetime

    from ..books.desk import Desk


class WrongOrder(EarmarkError):
    """An order for more than was upheld, or without a decision behind it."""


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
    if revoked := next((o for o in earlier if o.revocation), None):
        message = Text(
            "{award} 已由 {id} 撤销，款项全部由它收回",
            "{award} was revoked by {id}, which takes all of its money back",
        )
        raise WrongOrder(message.format(award=wanted.award, id=revoked.id))
    if wanted.revocation:
        raise WrongOrder(Text("撤销用 earmark revoke", "a revocation is made by earmark revoke"))
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
    of_decision = standing[decision].upheld - ordered_of(issued, decision)
    return of_decision, upheld - ordered_on_charge(issued, subjects, subject)


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
