"""What became of an order, as the funder's or auditor's side recognises it: money returned, set off, put right.

It is written to the claims book (claims/), which that side alone keeps.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ..base.amount import plain
from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.desk import next_id
from ..findings.acts import Approval
from ..findings.dating import not_before
from ..persons.sides import require_audit_side
from .after_order import WriteOff
from .claims import CHANNELS, WAYS, Order, Settlement, orders, settlement_entry, settlements
from .receipt import misfits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..books.desk import Desk


class WrongReturn(EarmarkError):
    """A return on an unknown order, or above what is outstanding."""


def settle(at: Desk, step: Settlement) -> Settlement:
    """Store what became of an order (money returned …); its id is given here.

    Raises :class:`NotYours`, :class:`WrongReturn` (also for a write-off that was not approved by another person, and
    for a reference that does not show the money: :mod:`.receipt`).
    """
    require_audit_side(at, step.award)
    if step.way not in WAYS or (step.way == "returned" and step.route not in CHANNELS):
        message = Text("“{way}”不是 {route} 的了结方式", "“{way}” does not settle an order by {route}")
        raise WrongReturn(message.format(way=step.way, route=step.route))
    path = f"claims/{step.award}.beancount"
    entries = at.entries(path)
    left = outstanding(orders(entries), settlements(entries), step.order)
    if step.amount <= 0:
        raise WrongReturn(Text("金额应大于零", "the amount must be above zero"))
    if step.amount > left:
        message = Text("{id} 只剩 {left} 元未收回", "{left} CNY of {id} are outstanding")
        raise WrongReturn(message.format(id=step.order, left=plain(left)))
    if step.way == "written_off":
        _agreed(at, step)
    order = next(o for o in orders(entries) if o.id == step.order)
    not_before(step.date, {order.id: order.date}, WrongReturn)
    for misfit in misfits(at, step, order):
        raise WrongReturn(misfit)
    return put_down(at, replace(step, vouchers=order.vouchers))


def put_down(at: Desk, step: Settlement) -> Settlement:
    """Write a settlement that was found sound, with its id and its line in both logs."""
    path = f"claims/{step.award}.beancount"
    number = next_id("R-", [s.id for s in settlements(at.entries(path))])
    stored = replace(step, id=number, recorded=at.recorded, by=at.by)
    entry = settlement_entry(stored)
    at.append(path, [entry])
    for log in (f"claims/{step.award}.log", f"awards/{step.award}/log"):
        at.log(log, [(step.way, stored.id, entry)])
    return stored


def _agreed(at: Desk, step: Settlement) -> None:
    """Refuse a write-off that nobody asked for, or that nobody else approved (law 6)."""
    path = f"awards/{step.award}/acts.beancount"
    if not agreed(step, at.records(WriteOff, path), at.records(Approval, path)):
        fix = Text(
            "先 earmark writeoff，再由另一人 earmark approve",
            "earmark writeoff first, then let another person earmark approve it",
        )
        raise WrongReturn(Text("核销没有经过批准", "the write-off was not approved"), fix=fix)


def agreed(step: Settlement, asked: Iterable[WriteOff], approvals: Iterable[Approval]) -> bool:
    """Whether a write-off is what one person asked for and another approved."""
    wanted = {w.id: w for w in asked}
    for approval in approvals:
        asked_for = wanted.get(approval.subject)
        if approval.id == step.approval and asked_for and approval.what == WriteOff.kind:
            return approval.by != asked_for.by and (asked_for.order, asked_for.amount) == (
                step.order,
                step.amount,
            )
    return False


def outstanding(issued: Iterable[Order], steps: Iterable[Settlement], order: str) -> Decimal:
    """What is still to come back of one order, in CNY. Raises :class:`WrongReturn` for an unknown order."""
    amounts = {o.id: o.amount for o in issued}
    if order not in amounts:
        raise WrongReturn(Text("没有收回决定 {id}", "there is no order {id}").format(id=order))
    return amounts[order] - sum((s.amount for s in steps if s.order == order), Decimal(0))
