"""结项 (settlement): the award ends; what is unspent, and where it goes, is put down, and from then on the award is frozen.

An unspent balance that goes back to the funder is no claim: the recipient owes it (Dr 退还政府补助 Cr 应退拨款单位, a draft here),
and pays it out of the award's account (:func:`pay_balance`). It may be kept only where the funder's answer, or a paper, says so.

What is still open (drafts, months that are not closed, advances and prepayments, money owed to or by the award, stages that
the policy asks for) is listed and stops it, unless a person says why it is settled despite that.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ..base.amount import NIL
from ..base.errors import EarmarkError
from ..base.record import BUDGET
from ..base.text import Text
from ..books.load import register_of
from ..persons.sides import require_keeper
from ..proof.checking import check_award
from ..recovery.claims import orders
from ..recovery.mirror import pair
from ..recovery.mirror_revocation import free_money
from ..recovery.mirroring import joined
from ..recovery.revoking import revocation_of
from ..vouchers.drafts import drafts_at, numbered, posted_at, write
from ..vouchers.voucher import Line, Voucher
from .amending import put_stage
from .chart import load_chart
from .frozen import settlement_of
from .register import Milestone
from .unfinished import listed, unfinished

if TYPE_CHECKING:
    from ..books.desk import Desk
    from .award import Award

ROUTES = ("funder", "keep")


class CannotSettle(EarmarkError):
    """An award that is not ready to be settled, or a balance that may not go where it is said to go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What a person of the recipient puts down. ``despite``: why it is settled although something is open."""

    date: datetime.date
    unspent: str
    """Of :data:`ROUTES`."""
    document: str | None = None
    despite: str = ""
    due_stages: tuple[str, ...] = ()
    """Stages that the policy wants before the settlement."""
    answered: str | None = None
    """The funder's answer on unspent money, one of :data:`ROUTES`; None while there is none."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What was written: the stage with the balance as its amount, and the draft that owes it to the funder."""

    stage: Milestone
    balance: Decimal
    draft: Voucher | None
    despite: tuple[Text, ...]


def end_award(at: Desk, award: str, wanted: Ending) -> Ended:
    """Settle an award. Raises :class:`CannotSettle`, :class:`..persons.sides.NotYours`."""
    require_keeper(at, award)
    known = register_of(at.books, award)
    vouchers = [v for v in posted_at(at, award) if v.date <= wanted.date]
    balance = free_money(known, vouchers, wanted.date)
    _sound(at, known, wanted, balance)
    left = tuple(unfinished(at, known, wanted.date, vouchers, wanted.due_stages))
    if left and not wanted.despite.strip():
        raise CannotSettle(NOT_READY.format(award=award, left=listed(left)), fix=SAY_WHY)
    draft = _owe(at, known, wanted, balance) if wanted.unspent == "funder" and balance > NIL else None
    facts = {"note": wanted.despite.strip() or None, "document": wanted.document, "amount": balance}
    stage = put_stage(at, award, "settlement", wanted.date, result=wanted.unspent, **facts)
    return Ended(stage, balance, draft, left)


NOT_READY = Text("{award} 还不能结项：{left}", "{award} cannot be settled yet: {left}")
SAY_WHY = Text(
    "逐项办结后再结项；确需结项的用 --despite 写明理由", "finish these first, or say why not with --despite"
)


def _sound(at: Desk, known: Award, wanted: Ending, balance: Decimal) -> None:
    earlier = settlement_of(known)
    facts = {"award": known.id, "day": earlier.date if earlier else ""}
    unsure = wanted.unspent == "keep" and wanted.answered is None and not wanted.document
    faults = (
        (earlier is not None, Text("{award} 已于 {day} 结项", "{award} was settled on {day} already")),
        (
            wanted.unspent not in ROUTES,
            Text("结余的去向是 funder 或 keep", "unspent money goes to funder, or keep"),
        ),
        (wanted.date > at.today, Text("结项日还没有到", "the day of the settlement has not come yet")),
        (wanted.date < known.grant.start, Text("结项日早于项目开始", "settled before the award began")),
        (balance < NIL, Text("账户的钱不够付应付款，不能结项", "the account does not cover what is owed")),
        (
            wanted.unspent == "keep" and wanted.answered == "funder",
            Text("拨款单位答复结余应退回，不能留用", "the funder answered that a balance goes back"),
        ),
        (
            unsure,
            Text(
                "拨款单位没有答复结余怎么处理，留用要写明文件", "the funder has not said that it may be kept"
            ),
        ),
    )
    for wrong, message in faults:
        if wrong:
            fix = Text("用 --document 写明允许留用的文件", "name the paper that allows it: --document")
            raise CannotSettle(message.format(**facts), fix=fix if unsure else None)
    broken = check_award(at.books, known.id)
    if broken:
        said = Text("账簿有问题，先改正：{place} {fault}", "the books are at fault: {place} {fault}")
        raise CannotSettle(said.format(place=broken[0].place, fault=broken[0].message))


# ---------------------------------------------------------------- the balance goes back


def _owe(at: Desk, known: Award, wanted: Ending, balance: Decimal) -> Voucher:
    chart = load_chart(known.chart_on(wanted.date))
    lines = pair(chart.role("returned_grant", known.id), chart.role("due_to_funder", known.id), balance)
    return _added(at, known, _voucher(known, wanted.date, "结余资金应退回", lines))


def pay_balance(at: Desk, award: str, day: datetime.date) -> Voucher:
    """A draft by which the award's account pays the balance that is owed, as far as it can; a bank row that waits becomes it.

    Raises :class:`CannotSettle` when nothing is owed, the account is empty, or a revocation takes the balance,
    :class:`..persons.sides.NotYours`.
    """
    require_keeper(at, award)
    if revoked := revocation_of(orders(at.entries(f"claims/{award}.beancount"))):
        raise CannotSettle(TAKEN.format(id=revoked.id), fix=PAY_IT.format(award=award, id=revoked.id))
    known = register_of(at.books, award)
    chart = load_chart(known.chart_on(day))
    owed, bank = chart.role("due_to_funder", award), chart.role("bank", award)
    posted = posted_at(at, award)
    # What orders made owed is theirs to pay; a row of the bank that waits may be this very payment.
    mine = (v for v in (*posted, *drafts_at(at, award)) if not v.order)
    left = -sum((x.amount for v in mine for x in v.lines if x.account == owed), NIL)
    held = sum((x.amount for v in posted for x in v.lines if x.account == bank), NIL)
    settled, left = settlement_of(known), min(left, held)
    if settled is None or day < settled.date or left <= NIL:
        raise CannotSettle(
            Text("没有应退的结余，或账户没有钱", "no balance is owed, or the account is empty")
        )
    paid = pair(owed, bank, left)
    if chart.two_sets:
        away = pair(chart.role("budget_returned", award), chart.role("budget_bank", award), left)
        paid += tuple(replace(line, currency=BUDGET) for line in away)
    made = _voucher(known, day, "退回结余资金", paid)
    return joined(at, known, made) or _added(at, known, made)


TAKEN = Text("结余已并入撤销收回 {id}", "the balance is part of what {id} takes back by revocation")
PAY_IT = Text(
    "付款按它登记：earmark return {award} {id} --amount … --from-award",
    "book the payment for that one: earmark return {award} {id} --amount … --from-award",
)


def _voucher(known: Award, day: datetime.date, narration: str, lines: tuple[Line, ...]) -> Voucher:
    return Voucher(id="", date=day, payee=known.grant.funder, narration=narration, lines=lines)


def _added(at: Desk, known: Award, proposal: Voucher) -> Voucher:
    (made,) = numbered(at, known.id, [proposal])
    write(at, known.id, [*drafts_at(at, known.id), made])
    return made
