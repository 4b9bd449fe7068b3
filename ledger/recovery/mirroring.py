"""The recipient's side of an order: its own vouchers, as drafts, from what the claims book says."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..awards.chart import load_chart
from ..base.amount import plain
from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.desk import Desk, desk
from ..books.load import register_of
from ..findings.acts import Decision
from ..findings.dating import not_before
from ..persons.sides import require_keeper
from ..vouchers.charges import charges_of
from ..vouchers.drafts import drafts_at, numbered, posted_at, write
from ..vouchers.voucher import lettered
from .claims import Order, orders, settlements
from .mirror import AWAY, CannotMirror, Misused, MoneyBack, book_order, book_return, misused
from .mirror_revocation import book_revocation, in_budget_still, owed_to_award
from .mirrored import came_back, gone_back, of_order, owing
from .settling import WrongReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..awards.award import Award
    from ..books.books import Books
    from ..vouchers.voucher import Voucher


class AlreadyMirrored(EarmarkError):
    """An order that the recipient has booked already."""


def mirror_order(
    books: Books,
    award: str,
    order: str,
    by: str,
    day: datetime.date | None = None,
    owed_by: str | None = None,
) -> list[Voucher]:
    """Drafts by which the recipient books an order; dated ``day`` (the order's own day if None).

    ``owed_by``: ``own`` or ``payee``; left out, own funds owe in society books, payees in government books (there the
    unit's money cannot pay for what staff took). Raises :class:`AlreadyMirrored`, :class:`.settling.WrongReturn`,
    :class:`.mirror.CannotMirror`.
    """
    known = register_of(books, award)
    with desk(books, by) as at:
        require_keeper(at, award)
        wanted, vouchers = _order(at, award, order), _vouchers(at, award)
        _refuse_absorbed(at, wanted)
        if of_order(order, vouchers):
            raise AlreadyMirrored(Text("{o} 已挂账", "{o} is booked already").format(o=order))
        day = day or wanted.date
        not_before(day, {order: wanted.date}, WrongReturn)
        if wanted.revocation:
            charges = charges_of(_entries(at, award), known)
            return _added(at, award, book_revocation(known, wanted, charges, vouchers, day))
        owed_by = owed_by or ("payee" if load_chart(known.grant.chart).two_sets else "own")
        parts = _parts(at, wanted, vouchers)
        for part in parts:
            _still_held(wanted, part, vouchers)
        return _added(at, award, book_order(known, wanted, parts, day, owed_by))


def mirror_return(
    books: Books,
    award: str,
    order: str,
    amount: Decimal,
    day: datetime.date,
    by: str,
    *,
    from_award: bool = False,
) -> Voucher:
    """A draft by which the recipient books money back for an order it has mirrored.

    Where the bank's row of the money is imported already and waits, its draft is the one: the money is booked once.

    Raises :class:`.settling.WrongReturn` when the order is not known, not booked yet, or asks for less.
    """
    known = register_of(books, award)
    with desk(books, by) as at:
        require_keeper(at, award)
        wanted, vouchers = _order(at, award, order), _vouchers(at, award)
        not_before(day, {order: wanted.date}, WrongReturn)
        if from_award and wanted.route not in AWAY:
            message = Text(
                "{o} 是归还本项目账户，不能由本项目账户付出",
                "{o} goes back to the award's account, not out of it",
            )
            raise WrongReturn(
                message.format(o=order), fix=Text("去掉 --from-award", "leave out --from-award")
            )
        mine = of_order(order, vouchers)
        owed_by = owing(known, mine)
        if owed_by is None:
            fix = Text("先 earmark draft mirror", "earmark draft mirror first")
            raise WrongReturn(Text("{o} 还没有挂账", "{o} is not booked yet").format(o=order), fix=fix)
        left = wanted.amount - gone_back(known, wanted, mine)
        if not Decimal(0) < amount <= left:
            message = Text(
                "{o} 账上只剩 {left} 元未退回", "{left} CNY of {o} are still to be returned in the books"
            )
            raise WrongReturn(message.format(o=order, left=plain(left)))
        if wanted.revocation and not from_award:
            _within_due(known, amount, vouchers)
        already = Decimal(0) if wanted.revocation else came_back(known, mine)
        back = MoneyBack(
            date=day,
            amount=amount,
            owed_by=owed_by,
            from_award_account=from_award,
            already=already,
        )
        if wanted.revocation:
            parts = in_budget_still(charges_of(_entries(at, award), known), vouchers)
        else:
            parts = _parts(at, wanted, vouchers)
        made = book_return(known, wanted, parts, back)
        return joined(at, known, made) or _added(at, award, [made])[0]


def _within_due(award: Award, amount: Decimal, vouchers: Sequence[Voucher]) -> None:
    """Own funds pay for a revocation what they and payees owe to the award; the rest lies in its account."""
    due = owed_to_award(award, vouchers)
    if amount > due:
        message = Text("自有资金只应承担 {due} 元", "own funds owe {due} CNY only").format(due=plain(due))
        fix = Text("其余由本项目账户退回：--from-award", "the award's account pays the rest: --from-award")
        raise WrongReturn(message, fix=fix)


def _order(at: Desk, award: str, order: str) -> Order:
    found = {o.id: o for o in orders(at.entries(f"claims/{award}.beancount"))}
    if order not in found:
        ids = ", ".join(found) or "—"
        message = Text("没有收回决定 {o}", "there is no order {o}").format(o=order)
        raise WrongReturn(message, fix=Text("现有：{ids}", "known: {ids}").format(ids=ids))
    return found[order]


def _refuse_absorbed(at: Desk, order: Order) -> None:
    """What went into a revocation is booked with that one. Raises :class:`.settling.WrongReturn`."""
    steps = settlements(at.entries(f"claims/{order.award}.beancount"))
    into = next((s.reference for s in steps if s.order == order.id and s.way == "absorbed"), None)
    if into:
        message = Text("{o} 已并入 {into}", "{o} went into {into}").format(o=order.id, into=into)
        fix = Text("earmark draft mirror {award} {into}", "earmark draft mirror {award} {into}")
        raise WrongReturn(message, fix=fix.format(award=order.award, into=into))


def _still_held(order: Order, part: Misused, vouchers: Sequence[Voucher]) -> None:
    """Refuse an advance or investment that came back before the order: nothing is owed and the asset would go below zero."""
    account = part.cost.account
    held = sum((x.amount for v in vouchers for x in v.lines if x.account == account), Decimal(0))
    if not account.startswith("Assets:") or held >= part.amount:
        return
    message = Text(
        "{account} 只剩 {held} 元，{order} 的 {amount} 元已收回或核销，不能再挂账",
        "{account} holds {held} CNY only: the {amount} of {order} came back already and cannot be owed again",
    )
    fix = Text(
        "由拨款或审计方 earmark return {order} --reference 银行流水 登记；此类决定宜用 --route adjust",
        "let the funder or auditor earmark return {order} --reference ROW; such an order goes by --route adjust",
    )
    facts = {"account": account, "held": plain(held), "amount": plain(part.amount), "order": order.id}
    raise CannotMirror(message.format(**facts), fix=fix.format(order=order.id))


def _vouchers(at: Desk, award: str) -> list[Voucher]:
    return posted_at(at, award) + drafts_at(at, award)


def _entries(at: Desk, award: str) -> list[Any]:
    """What posted vouchers and drafts say, as charges are told from it."""
    paths = [*at.voucher_files(award), f"awards/{award}/drafts.beancount"]
    return [entry for path in paths for entry in at.entries(path)]


def _parts(at: Desk, order: Order, vouchers: Sequence[Voucher]) -> list[Misused]:
    decisions = at.records(Decision, f"awards/{order.award}/acts.beancount")
    return misused(order, {d.id: d.subject for d in decisions}, vouchers)


def _added(at: Desk, award: str, proposals: list[Voucher]) -> list[Voucher]:
    made = numbered(at, award, proposals)
    write(at, award, [*drafts_at(at, award), *made])
    return made


def joined(at: Desk, award: Award, made: Voucher) -> Voucher | None:
    """The waiting draft of the same money (amount, day, award's account), completed as ``made``; None if there is none."""
    bank = load_chart(award.chart_on(made.date)).role("bank", award.id)
    moved = next((line.amount for line in made.lines if line.account == bank), None)
    waiting = [
        (draft, line)
        for draft in drafts_at(at, award.id)
        for line in draft.lines
        if draft.waiting and line.bank_row and (line.account, line.amount) == (bank, moved)
    ]
    same = [(d, line) for d, line in waiting if made.date in {d.date, d.paid}]
    if not same:
        return None
    # Two rows of one amount on one day: the one that names the payee.
    draft, row = min(same, key=lambda one: one[0].payee != made.payee)
    lines = tuple(row if line.account == bank else line for line in made.lines)
    done = lettered(replace(draft, lines=lines, order=made.order, narration=made.narration, note=None))
    write(at, award.id, [done if v.id == done.id else v for v in drafts_at(at, award.id)])
    return done
