"""The claims book (收回台账; claims/<award>.beancount): what was ordered back, and what became of it.

    2025-11-25 * "江城示例学会" "O-0001 责令归还原资金渠道" ^O-0001
      id: "O-0001"
      act: "order"
      route: "restore"
      due: 2025-12-25
      basis: "武科协〔2012〕105号 五(二)"
      served: 2025-11-25
      Assets:Claims-WH2025-007:C1应收回未收回    12000.00 CNY
        decision: "D-0001"
      Equity:Claims-WH2025-007:C0已责令收回     -12000.00 CNY

Written by the funder's or auditor's side only; nothing is booked when something is merely questioned or upheld.
Law 3, per order: ordered = returned + set off + adjusted + written off + absorbed + outstanding. Nothing is netted.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from beancount.core.amount import Amount
from beancount.core.data import Posting, Transaction, new_metadata

from ..base.errors import EarmarkError
from ..base.record import CURRENCY
from ..base.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

ROUTES = {
    "restore": Text("归还原资金渠道", "back to the award's account"),
    "funder": Text("退回拨款单位", "back to the funder"),
    "treasury": Text("上缴财政", "to the treasury"),
    "offset": Text("抵减后续拨款", "set off against later payments"),
    "adjust": Text("调账", "put right by a book entry"),
}
ORDERED, CLAIMED = "C0已责令收回", "C1应收回未收回"
CHANNELS = {
    "restore": "C2已收回:01归还原资金渠道",
    "funder": "C2已收回:02退回拨款单位",
    "treasury": "C2已收回:03上缴财政",
}
SETTLED = {
    "set_off": "C3抵减后续拨款",
    "adjusted": "C4调账等非资金整改",
    "written_off": "C5核销",
    "absorbed": "C6并入撤销收回",
}
WAYS = ("returned", *SETTLED)
REVOCABLE = ("returned", "set_off", "adjusted")
"""Ways that one person alone recognised: such a settlement may be taken back (:mod:`.taking_back`)."""
NO_MONEY = {"offset": "set_off", "adjust": "adjusted"}
"""Routes by which no money comes back → the way in which such an order is settled."""


class DamagedClaim(EarmarkError):
    """An entry of a claims book that is not as Earmark writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """整改（收回）决定: what must come back for which decisions (CNY), by which route, until when, served how."""

    id: str
    award: str
    date: datetime.date
    recipient: str
    route: str
    due: datetime.date
    basis: str
    parts: tuple[tuple[str, Decimal], ...]
    """(decision id, amount in CNY); a revocation has one part with an empty decision."""
    vouchers: tuple[str, ...] = ()
    """The vouchers of the charges that it speaks of: links, so that one click shows the whole story."""
    served: datetime.date | None = None
    served_how: str | None = None
    revocation: bool = False
    reason: str | None = None
    grounds: str | None = None
    """Of a revocation: the decisions that it rests on, with spaces between them."""
    recorded: str = ""
    by: str = ""

    @property
    def amount(self) -> Decimal:
        """What the order asks for, in CNY."""
        return sum((amount for _, amount in self.parts), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """One step that settles an order in part or whole: money returned, set off, adjusted, written off, absorbed (CNY)."""

    id: str
    award: str
    order: str
    date: datetime.date
    recipient: str
    way: str
    amount: Decimal
    route: str | None = None
    """For money returned: by which channel it came."""
    reference: str | None = None
    """Bank row, receipt or paper that shows it."""
    approval: str | None = None
    reverses: str | None = None
    """The settlement that this one takes back (红字); then ``amount`` is below zero, and ``reason`` says why."""
    reason: str | None = None
    vouchers: tuple[str, ...] = ()
    recorded: str = ""
    by: str = ""


def account(award: str, name: str) -> str:
    """A claims account of an award."""
    root = "Assets" if name.startswith("C1") else "Equity"
    return f"{root}:Claims-{award}:{name}"


def accounts(award: str) -> dict[str, str]:
    """All accounts of an award's claims book, each with its commodity."""
    names = (ORDERED, CLAIMED, *CHANNELS.values(), *SETTLED.values())
    return {account(award, name): CURRENCY for name in names}


def _meta(value: Order | Settlement, names: Iterable[str]) -> dict[str, Any]:
    meta: dict[str, Any] = new_metadata("", 0)
    for name in names:
        given = getattr(value, name)
        if given not in (None, "", False):
            meta[name.replace("_", "-")] = given
    return meta


ORDER = (
    "id", "award", "route", "due", "basis", "served", "served_how", "revocation", "reason", "grounds", "recorded", "by",
)  # fmt: skip
SETTLEMENT = (
    "id",
    "award",
    "order",
    "way",
    "route",
    "reference",
    "approval",
    "reverses",
    "reason",
    "recorded",
    "by",
)


def order_entry(order: Order) -> Transaction:
    """The transaction of an order."""
    c1, c0 = account(order.award, CLAIMED), account(order.award, ORDERED)
    meta = _meta(order, ORDER) | {"act": "order"}
    lines = [_posting(c1, amount, {"decision": d} if d else {}) for d, amount in order.parts]
    narration = f"{order.id} {'撤销资格，收回' if order.revocation else '责令'}{ROUTES[order.route].zh}"
    postings = [*lines, _posting(c0, -order.amount, {})]
    links = frozenset({order.id, *order.vouchers})
    return Transaction(meta, order.date, "*", order.recipient, narration, frozenset(), links, postings)


def settlement_entry(step: Settlement) -> Transaction:
    """The transaction of a settlement."""
    name = CHANNELS[step.route or "restore"] if step.way == "returned" else SETTLED[step.way]
    meta = _meta(step, SETTLEMENT) | {"act": "settlement"}
    postings = [
        _posting(account(step.award, name), step.amount, {}),
        _posting(account(step.award, CLAIMED), -step.amount, {}),
    ]
    red = f"撤回 {step.reverses} " if step.reverses else ""
    narration = f"{step.order} {red}{name.split(':')[-1][2:]}"
    links = frozenset({step.order, *step.vouchers})
    return Transaction(meta, step.date, "*", step.recipient, narration, frozenset(), links, postings)


def _posting(name: str, amount: Decimal, meta: dict[str, Any]) -> Posting:
    return Posting(name, Amount(amount, CURRENCY), None, None, None, meta)


def orders(entries: Iterable[Any]) -> list[Order]:
    """The orders among the entries of a claims book. Raises :class:`DamagedClaim`."""
    return [_order(e) for e in entries if _is(e, "order")]


def settlements(entries: Iterable[Any]) -> list[Settlement]:
    """The settlements among the entries of a claims book. Raises :class:`DamagedClaim`."""
    return [_settlement(e) for e in entries if _is(e, "settlement")]


def in_force(steps: Iterable[Settlement]) -> list[Settlement]:
    """The settlements that nobody took back, without those that take back; the sums are the same."""
    steps = list(steps)
    gone = {s.reverses for s in steps}
    return [s for s in steps if not s.reverses and s.id not in gone]


def _is(entry: Any, act: str) -> bool:  # noqa: ANN401
    return isinstance(entry, Transaction) and entry.meta.get("act") == act


def _given(entry: Transaction, names: Iterable[str]) -> dict[str, Any]:
    given = {name: entry.meta.get(name.replace("_", "-")) for name in names}
    return {name: value for name, value in given.items() if value is not None}


def _order(entry: Transaction) -> Order:
    claimed = [p for p in entry.postings if ":C1" in p.account]
    parts = tuple(((p.meta or {}).get("decision", ""), _number(entry, p)) for p in claimed)
    try:
        given = _given(entry, ORDER)
        vouchers = _others(entry, str(given.get("id")))
        return Order(date=entry.date, recipient=entry.payee or "", parts=parts, vouchers=vouchers, **given)
    except TypeError as error:
        raise _damaged(entry, error) from None


def _settlement(entry: Transaction) -> Settlement:
    amount = -sum((_number(entry, p) for p in entry.postings if ":C1" in p.account), Decimal(0))
    try:
        given = _given(entry, SETTLEMENT)
        vouchers = _others(entry, str(given.get("order")))
        return Settlement(
            date=entry.date, recipient=entry.payee or "", amount=amount, vouchers=vouchers, **given
        )
    except TypeError as error:
        raise _damaged(entry, error) from None


def _others(entry: Transaction, own: str) -> tuple[str, ...]:
    """The links of an entry but its order's own."""
    return tuple(sorted(entry.links - {own}))


def _number(entry: Transaction, posting: Posting) -> Decimal:
    if posting.units is None or posting.units.number is None:
        raise _damaged(entry, "amount")
    return posting.units.number


def _damaged(entry: Transaction, what: object) -> DamagedClaim:
    message = Text("收回台账有一笔损坏：{what}", "a damaged entry in the claims book: {what}").format(
        what=what
    )
    fix = Text("请从备份或 git 恢复", "restore it from a backup or from git")
    return DamagedClaim(message, file=entry.meta.get("filename"), row=entry.meta.get("lineno"), fix=fix)
