"""Money back that the books show and the claims book does not recognise yet: proposed with its reason, accepted by a person.

*shown*: a posted voucher of the recipient mirrors the order, and the bank's row stands behind it. *unshown*: the voucher is posted, no
row is there (own funds paid the funder past the award's account): a receipt is needed. *waiting*: a row that nobody has booked fits
what is outstanding. Nothing is recognised without a person of the audit side; amounts in CNY.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ..banks.account_legs import account_of
from ..base.amount import NIL, money, plain
from ..base.errors import EarmarkError
from ..base.text import Text
from ..persons.sides import require_audit_side
from ..vouchers.drafts import full_id
from .claims import CHANNELS, Order, Settlement, in_force, orders, settlements
from .mirror import AWAY
from .mirrored import gone_back, of_order, vouchers_in
from .settling import settle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ..awards.award import Award
    from ..banks.account_legs import Leg
    from ..books.desk import Desk
    from ..closings.unlogged import Shelf
    from ..vouchers.voucher import Voucher

SHOWN = Text(
    "凭证 {voucher} 按 {order} 记账，银行流水 {row}", "voucher {voucher} books it for {order}, bank row {row}"
)
UNSHOWN = Text(
    "凭证 {voucher} 按 {order} 记账，没有银行流水，要收据",
    "voucher {voucher} books it for {order}; no bank row: a receipt is needed",
)
WAITING = Text(
    "银行流水 {row} {party} {amount}，与 {order} 未收回金额相符，还没有记账",
    "bank row {row} {party} {amount} fits {order}, not booked yet",
)
STATES = {
    "shown": Text("有凭证和流水", "voucher and bank row"),
    "unshown": Text("缺流水", "no bank row"),
    "waiting": Text("待记账", "not booked yet"),
}


class NotProposed(EarmarkError):
    """A proposal that is not there, or that nothing shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Money that may be recognised on an order; ``id`` is the voucher's or the waiting row's."""

    id: str
    order: Order
    date: datetime.date
    amount: Decimal
    state: str
    """A key of :data:`STATES`."""
    reference: str | None
    """The bank row that shows it."""
    reason: Text


def proposals(shelf: Shelf, award: Award) -> list[Proposal]:
    """What may be recognised of an award's orders, order by order."""
    entries = shelf.entries(f"claims/{award.id}.beancount")
    steps = in_force(settlements(entries))
    open_ = [(o, left) for o in orders(entries) if o.route in CHANNELS and (left := _left(o, steps))]
    if not open_:
        return []
    legs, vouchers = account_of(shelf, award.id).legs, list(vouchers_in(shelf, award.id))
    shown = {word for step in steps for word in (step.reference or "").split()}
    fresh = [leg for leg in legs if leg.line.bank_row not in shown]
    found: list[Proposal] = []
    for order, left in open_:
        booked = list(_booked(award, order, vouchers, legs, [s for s in steps if s.order == order.id]))
        rest = left - sum((p.amount for p in booked), NIL)
        found += [*booked, *_waiting(award, order, fresh, rest)]
    return found


def _left(order: Order, steps: Iterable[Settlement]) -> Decimal:
    return order.amount - sum((s.amount for s in steps if s.order == order.id), NIL)


def _booked(
    award: Award, order: Order, vouchers: Sequence[Voucher], legs: Iterable[Leg], steps: Iterable[Settlement]
) -> Iterator[Proposal]:
    """Posted vouchers of an order that bring money back and that no settlement speaks of."""
    rows_of: dict[str, list[str]] = defaultdict(list)
    for leg in legs:
        rows_of[leg.voucher.id] += leg.rows
    rest = list(steps)
    for voucher in of_order(order.id, vouchers):
        amount = gone_back(award, order, [voucher]) if voucher.posted else NIL
        rows = rows_of[voucher.id]
        if not amount or _recognised(voucher, amount, rows, rest):
            continue
        said = SHOWN if rows else UNSHOWN
        yield Proposal(
            id=voucher.id, order=order, date=voucher.paid or voucher.date, amount=amount,
            state="shown" if rows else "unshown", reference=" ".join(rows) or None,
            reason=said.format(voucher=voucher.id, order=order.id, row="、".join(rows)),
        )  # fmt: skip


def _recognised(voucher: Voucher, amount: Decimal, rows: Sequence[str], rest: list[Settlement]) -> bool:
    """Whether a settlement speaks of a voucher: by row, by its id, or by day and amount; each serves once."""
    days = {voucher.date, voucher.paid}
    named = [s for s in rest if s.reference and set(s.reference.split()) & {voucher.id, *rows}]
    alike = [s for s in rest if s.date in days and s.amount == amount]
    for step in (*named, *alike):
        rest.remove(step)
        return True
    return False


def _waiting(award: Award, order: Order, legs: Iterable[Leg], rest: Decimal) -> Iterator[Proposal]:
    """Rows that nobody has booked and that fit what is left of an order: its amount, or who pays."""
    sign, who = (-1, award.grant.funder) if order.route in AWAY else (1, order.recipient)
    for leg in legs:
        amount = leg.line.amount * sign
        party = leg.line.bank_payee or leg.voucher.payee
        fits = amount == rest or (party == who and amount < rest)
        if (
            leg.voucher.waiting
            and leg.line.bank_row
            and amount > 0
            and fits
            and leg.voucher.date >= order.date
        ):
            said = {"row": leg.line.bank_row, "party": party, "amount": money(amount), "order": order.id}
            yield Proposal(
                id=leg.line.bank_row, order=order, date=leg.voucher.paid or leg.voucher.date, amount=amount,
                state="waiting", reference=leg.line.bank_row, reason=WAITING.format(**said),
            )  # fmt: skip


def accept(at: Desk, award: Award, chosen: Collection[str]) -> list[Settlement]:
    """Recognise proposals, by id; without any, all that a voucher and a bank row show.

    Raises :class:`NotProposed` for an id that is not proposed or that nothing shows, :class:`..persons.sides.NotYours`,
    :class:`.settling.WrongReturn` beyond what is outstanding.
    """
    require_audit_side(at, award.id)
    found = proposals(at, award)
    ids = {full_id(award.id, name) for name in chosen}
    for id_ in sorted(ids - {p.id for p in found}):
        fix = Text("earmark return {award} 列出", "earmark return {award} lists them").format(award=award.id)
        raise NotProposed(Text("{id} 没有待认可的款项", "{id} proposes nothing").format(id=id_), fix=fix)
    taken = [p for p in found if p.id in ids] if ids else [p for p in found if p.state == "shown"]
    return [settle(at, _step(one)) for one in taken]


def _step(one: Proposal) -> Settlement:
    if one.reference is None:
        fix = Text(
            "earmark return … {order} --amount {amount} --reference 收据",
            "earmark return … {order} --amount {amount} --reference RECEIPT",
        )
        message = Text("{id} 没有银行流水", "no bank row stands behind {id}").format(id=one.id)
        raise NotProposed(message, fix=fix.format(order=one.order.id, amount=plain(one.amount)))
    return Settlement(
        id="", award=one.order.award, order=one.order.id, date=one.date, recipient=one.order.recipient,
        way="returned", amount=one.amount, route=one.order.route, reference=one.reference,
    )  # fmt: skip
