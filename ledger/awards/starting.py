"""A whole award from what a person says: bank account, programme and policy where they are new, opening figures."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ..banks.bank import BankAccount
from ..base.text import Text
from ..books.desk import desk
from ..persons.rights import require_party
from ..vouchers.drafts import numbered, write
from ..vouchers.voucher import Line, Voucher
from .chart import load_chart
from .opening import (
    AWARD_ID,
    WRONG_ID,
    NewAward,
    NewPolicy,
    WrongAward,
    banks,
    programmes,
    put_award,
    put_bank,
    put_policy,
    there,
)
from .passing_on import of_parent
from .register import Grant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..books.books import Books
    from ..books.desk import Desk


@dataclass(frozen=True, slots=True)
class Before:
    """What an award in mid-life had received and spent (plan line id, amount) before it was kept here. CNY."""

    received: Decimal | None = None
    spent: tuple[tuple[str, Decimal], ...] = ()


def start_award(
    books: Books, new: NewAward, *, account: str, before: Before, by: str, policy: bytes | None
) -> None:
    """Open what is missing (bank account, programme), then the award, then its opening draft: all of it, or nothing.

    Raises what :mod:`.opening` raises, and :class:`..persons.sides.NotYours` for a person of neither recipient nor funder.
    """
    grant = new.grant
    _check_opening(new, before)
    with desk(books, by) as at:
        if grant.bank not in banks(at):
            put_bank(at, _bank(grant, account))
        if grant.programme not in programmes(at) and policy is not None:
            title = tomllib.loads(policy.decode())["title"]["zh"]
            put_policy(at, grant.programme, NewPolicy(grant.programme, title, policy), grant.start)
        put_award(at, new)
        require_party(at, grant)
        _refuse(grant, [*_of_account(at, grant, account), *_of_facts(at, grant, before)])
        if before.received:
            write(at, grant.id, numbered(at, grant.id, [_opening(grant, before)]))


def refuse_taken(books: Books, award: str) -> None:
    """Refuse an id that an award has, or none can have. Raises :class:`AlreadyThere`, :class:`WrongAward`."""
    if award in books.award_ids():
        raise there(award)
    if not AWARD_ID.fullmatch(award):
        raise WrongAward(WRONG_ID, file=award)


def _bank(grant: Grant, account: str) -> BankAccount:
    return BankAccount(
        date=grant.start,
        id=grant.bank,
        bank=grant.bank.partition("-")[0],
        account=account,
        holder=grant.recipient_name,
        mode=grant.mode,
        recorded="",
        by="",
    )


def _check_opening(new: NewAward, before: Before) -> None:
    grant, plan = new.grant, {line.id for line in new.plan}
    unplanned = ", ".join(id_ for id_, _ in before.spent if id_ not in plan)
    faults = (
        (
            (grant.opening is None) != (before.received is None),
            Text("--opening 与 --received 要一起给", "--opening and --received go together"),
        ),
        (
            sum(a for _, a in before.spent) > (before.received or Decimal(0)),
            Text("开账前支出大于收到", "more spent than received before the opening"),
        ),
        (bool(unplanned), Text("计划里没有 {ids}", "the plan has no {ids}").format(ids=unplanned)),
        (any(a <= 0 for _, a in before.spent), Text("金额应大于零", "the amount must be above zero")),
    )
    _refuse(grant, faults)


def _refuse(grant: Grant, faults: Iterable[tuple[bool, Text]]) -> None:
    for wrong, message in faults:
        if wrong:
            raise WrongAward(message, file=grant.id)


def _of_account(at: Desk, grant: Grant, account: str) -> list[tuple[bool, Text]]:
    """What is wrong with the award's bank account: its number, and who else has it."""
    known = [a for path in at.bank_files() for a in at.records(BankAccount, path)]
    same = ", ".join(a.id for a in known if a.account == account and a.id != grant.bank)
    other = ", ".join(a.account for a in known if a.account != account and a.id == grant.bank)
    grants = [g for g in _grants(at) if g.bank == grant.bank and g.id != grant.id]
    taken = ", ".join(g.id for g in grants if "dedicated" in {g.mode, grant.mode})
    return [
        (
            not (account.isascii() and account.isdigit()),
            Text("银行账号“{n}”应全部是数字", "a bank account number has digits only, not “{n}”").format(
                n=account
            ),
        ),
        (
            bool(taken),
            Text("{ids} 已用专用账户 {id}", "{ids} keeps {id} as a dedicated account").format(
                ids=taken, id=grant.bank
            ),
        ),
        (
            bool(same),
            Text("账号 {n} 已登记为 {ids}", "account {n} is registered as {ids}").format(n=account, ids=same),
        ),
        (
            bool(other),
            Text("{id} 已登记的账号是 {n}", "{id} is registered with account {n}").format(
                id=grant.bank, n=other
            ),
        ),
    ]


def _of_facts(at: Desk, grant: Grant, before: Before) -> list[tuple[bool, Text]]:
    day = grant.opening or grant.start
    return [
        *of_parent(at, grant, [g for g in _grants(at) if g.id != grant.id]),
        (
            not grant.start <= day <= grant.end,
            Text("开账日不在项目期内", "the opening is outside the period"),
        ),
        (
            grant.opening is not None and day > at.today,
            Text("开账日在今天之后", "the opening is in the future"),
        ),
        (
            (before.received or Decimal(0)) > grant.amount,
            Text("开账前收到超过奖补金额", "more received before the opening than the award is"),
        ),
    ]


def _grants(at: Desk) -> list[Grant]:
    return [g for id_ in at.award_ids() for g in at.records(Grant, f"awards/{id_}/register.beancount")]


def _opening(grant: Grant, before: Before) -> Voucher:
    """The opening voucher: received, spent by plan line, the rest in the award's account, in each set."""
    chart = load_chart(grant.chart)
    received = before.received or Decimal(0)
    lines: list[Line] = []
    for prefix, currency in chart.sets:
        spent = [
            Line(
                letter="",
                account=_cost(grant, prefix),
                amount=a,
                currency=currency,
                plan=p if prefix or not chart.two_sets else None,
            )
            for p, a in before.spent
        ]
        left = received - sum((line.amount for line in spent), Decimal(0))
        lines += [
            Line(letter="", account=chart.role(prefix + "bank", grant.id), amount=left, currency=currency),
            *spent,
            Line(
                letter="", account=chart.role(prefix + "grant", grant.id), amount=-received, currency=currency
            ),
        ]
    return Voucher(
        id="", date=grant.opening or grant.start, payee="", narration="期初：此前已收已支", lines=tuple(lines)
    )


def _cost(grant: Grant, prefix: str) -> str:
    """Where earlier spending goes: the pending account's parent code with 98期初, since no row says what it was."""
    return load_chart(grant.chart).role(prefix + "pending_out", grant.id).rsplit(":", 1)[0] + ":98期初"
