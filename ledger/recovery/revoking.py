"""Revocation (撤销资格并收回): an order of its own, by the funder's side; what was open of others goes into it.

In one commit: the order in the claims book, every open order settled as absorbed (C6并入撤销收回), the stage
``revocation`` in the register, and the ban in the programme's file, where the scheme has one.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ..awards.amending import put_stage
from ..awards.banning import put_ban
from ..awards.programme import Ban
from ..base.amount import NIL, plain
from ..base.clean import clean
from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.desk import free_ids, next_id
from ..books.load import register_of
from ..findings.acts import Decision
from ..findings.dating import not_before
from ..findings.deciding import decisions_in_force
from ..persons.sides import require_audit_side, require_side
from ..vouchers.charge import voucher_of
from .claims import Order, Settlement, order_entry, orders, settlement_entry, settlements
from .mirror import AWAY
from .paid import came_back, paid_by
from .settling import outstanding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..awards.award import Award
    from ..books.desk import Desk


class CannotRevoke(EarmarkError):
    """A revocation without grounds, of what is revoked already, or for more than was paid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """What a person of the funder decides. ``amount`` in CNY, None for all that is payable of the scheme's scope."""

    date: datetime.date
    due: datetime.date
    reason: str
    basis: str
    """The clauses it stands on."""
    named: bool = False
    """Whether the person named the basis: without an upheld decision nothing else says which fact is meant."""
    decisions: tuple[str, ...] = ()
    amount: Decimal | None = None
    most: Decimal | None = None
    """What the scheme lets be taken, where that is less than what was paid; None: all that was paid."""
    route: str = "funder"
    served: datetime.date | None = None
    served_how: str | None = None
    ban_until: datetime.date | None = None
    ban_clause: str | None = None


@dataclass(frozen=True, slots=True)
class Revoked:
    """What was written: the order, what it absorbed, the ban."""

    order: Order
    absorbed: tuple[Settlement, ...]
    ban: Ban | None


def revoke(at: Desk, award: str, wanted: Revocation) -> Revoked:
    """Revoke an award. Raises :class:`CannotRevoke`, :class:`..persons.sides.NotYours`."""
    require_side(at, ("funder",))
    require_audit_side(at, award)
    path = f"claims/{award}.beancount"
    issued = orders(at.entries(path))
    known = register_of(at.books, award)
    _sound(wanted, issued, known)
    grounds = _grounds(at, award, wanted)
    not_before(wanted.date, {o.id: o.date for o in issued}, CannotRevoke)
    order = _order(at, known, wanted, grounds, issued)
    absorbed = _absorbed(at, order, issued)
    ban = _ban(at, known, wanted, order)
    entries = [*map(settlement_entry, absorbed), order_entry(order)]
    events = [("absorbed", s.id, e) for s, e in zip(absorbed, entries, strict=False)]
    events.append(("order", order.id, entries[-1]))
    at.append(path, entries)
    for log in (f"claims/{award}.log", f"awards/{award}/log"):
        at.log(log, events)
    put_stage(at, award, "revocation", wanted.date, note=order.id, amount=order.amount)
    return Revoked(order, absorbed, ban)


def revocation_of(issued: Sequence[Order]) -> Order | None:
    """The order by which an award was revoked."""
    return next((o for o in issued if o.revocation), None)


def _sound(wanted: Revocation, issued: Sequence[Order], known: Award) -> None:
    earlier = revocation_of(issued)
    faults = (
        (
            earlier is not None,
            Text("{award} 已由 {id} 撤销", "{award} was revoked by {id} already").format(
                award=known.id, id=earlier.id if earlier else ""
            ),
        ),
        (wanted.due < wanted.date, Text("限期早于决定日", "due before the day of the revocation")),
        (
            wanted.route not in AWAY,
            Text("撤销收回的款项退回拨款单位或上缴财政", "it goes to funder or treasury"),
        ),
        (
            not clean(wanted.reason).strip(),
            Text("撤销要写明事实和理由", "a revocation needs facts and reason"),
        ),
        (not clean(wanted.basis).strip(), Text("撤销要写明依据", "a revocation needs a basis")),
    )
    for wrong, message in faults:
        if wrong:
            raise CannotRevoke(message)


def _grounds(at: Desk, award: str, wanted: Revocation) -> list[Decision]:
    """The upheld decisions that it rests on; without any, the person names fact and basis."""
    known = {d.id: d for d in decisions_in_force(at.records(Decision, f"awards/{award}/acts.beancount"))}
    upheld = {id_ for id_, d in known.items() if d.outcome in {"upheld", "part_upheld"}}
    for id_ in wanted.decisions:
        if id_ not in upheld:
            raise CannotRevoke(NOT_UPHELD.format(id=id_))
    if not wanted.decisions and not wanted.named:
        raise CannotRevoke(NO_GROUNDS, fix=NAME_THEM)
    grounds = [known[id_] for id_ in wanted.decisions]
    not_before(wanted.date, {d.id: d.date for d in grounds}, CannotRevoke)
    return grounds


NOT_UPHELD = Text("没有成立的认定 {id}", "no decision {id} upholds anything")
NO_GROUNDS = Text(
    "没有认定支持撤销：违规用款的条款本身不导致撤销，须有弄虚作假、虚报瞒报等事实和相应依据",
    "no decision supports it: misuse alone revokes nothing; a fact such as false reporting and its basis must be named",
)
NAME_THEM = Text(
    "用 --decision 写明成立的认定，或用 --reason 写明事实、--basis 写明依据",
    "name an upheld decision with --decision, or the fact with --reason and the clause with --basis",
)


def _order(
    at: Desk, known: Award, wanted: Revocation, grounds: Sequence[Decision], issued: Sequence[Order]
) -> Order:
    vouchers = {voucher_of(d.subject) for d in grounds if d.subject.startswith(f"{known.id}-V")}
    return Order(
        id=next_id("O-", [o.id for o in issued]),
        award=known.id,
        date=wanted.date,
        recipient=known.grant.recipient_name,
        route=wanted.route,
        due=wanted.due,
        basis=wanted.basis,
        parts=(("", _amount(at, known, wanted)),),
        vouchers=tuple(sorted(vouchers)),
        served=wanted.served,
        served_how=wanted.served_how,
        revocation=True,
        reason=wanted.reason,
        grounds=" ".join(wanted.decisions) or None,
        recorded=at.recorded,
        by=at.by,
    )


def _amount(at: Desk, known: Award, wanted: Revocation) -> Decimal:
    by_funder, in_books = paid_by(at, known)
    back = came_back(at, known)
    most = max(by_funder or NIL, in_books) - back
    if wanted.amount is None and by_funder is not None and in_books and by_funder != in_books:
        facts = {"funder": plain(by_funder), "books": plain(in_books)}
        raise CannotRevoke(DIFFER.format(**facts), fix=SAY_IT)
    left = most if wanted.most is None else min(most, wanted.most - back)
    amount = left if wanted.amount is None else wanted.amount
    if not NIL < amount <= most:
        facts = {"amount": plain(amount), "most": plain(most), "back": plain(back)}
        raise CannotRevoke(BEYOND.format(**facts), fix=PAYMENTS.format(award=known.id))
    return amount


DIFFER = Text(
    "登记的拨款是 {funder} 元，账上收到 {books} 元",
    "{funder} CNY are registered as paid, the books received {books}",
)
SAY_IT = Text(
    "查明后补记拨款（earmark award amend --milestone '日期=payment=;amount=…'），或用 --amount 写明收回多少",
    "find out which, then register the payments (award amend --milestone), or say --amount",
)
BEYOND = Text(
    "收回 {amount} 元不在已拨付、未退回的 {most} 元之内（已退回 {back} 元）",
    "{amount} CNY is not within the {most} that were paid and not returned ({back} came back)",
)
PAYMENTS = Text(
    "未登记的拨款用 earmark award amend {award} --milestone '日期=payment=;amount=…' 补记",
    "register a payment that is missing: earmark award amend {award} --milestone 'DATE=payment=;amount=…'",
)


def _absorbed(at: Desk, order: Order, issued: Sequence[Order]) -> tuple[Settlement, ...]:
    """Each open order's rest, which the revocation takes in and never adds to."""
    steps = settlements(at.entries(f"claims/{order.award}.beancount"))
    left = [(o, outstanding(issued, steps, o.id)) for o in issued]
    numbers = free_ids("R-", [s.id for s in steps])
    return tuple(_into(old, amount, next(numbers), order) for old, amount in left if amount)


def _into(old: Order, amount: Decimal, number: str, order: Order) -> Settlement:
    return Settlement(
        id=number,
        award=old.award,
        order=old.id,
        date=order.date,
        recipient=old.recipient,
        way="absorbed",
        amount=amount,
        route=old.route,
        reference=order.id,
        vouchers=old.vouchers,
        recorded=order.recorded,
        by=order.by,
    )


def _ban(at: Desk, known: Award, wanted: Revocation, order: Order) -> Ban | None:
    if wanted.ban_until is None:
        return None
    grant = known.grant
    ban = Ban(
        date=wanted.date,
        id=known.id,
        recipient=grant.recipient,
        recipient_name=grant.recipient_name,
        funder=grant.funder,
        until=wanted.ban_until,
        order=order.id,
        clause=wanted.ban_clause,
        recorded=at.recorded,
        by=at.by,
    )
    put_ban(at, grant.programme, ban)
    return ban
