"""A whole award from what a person says: bank account, programme and policy where they are new, opening figures."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from .bank import BankAccount
from .chart import load_chart
from .desk import desk
from .drafts import numbered, write
from .opening import NewAward, NewPolicy, WrongAward, banks, programmes, put_award, put_bank, put_policy
from .text import Text
from .voucher import Line, Voucher

if TYPE_CHECKING:
    from .books import Books
    from .register import Grant


@dataclass(frozen=True, slots=True)
class Before:
    """What an award in mid-life had received and spent (plan line id, amount) before it was kept here. CNY."""

    received: Decimal | None = None
    spent: tuple[tuple[str, Decimal], ...] = ()


def start_award(
    books: Books, new: NewAward, *, account: str, before: Before, by: str, policy: bytes | None
) -> None:
    """Open what is missing (bank account, programme), then the award, then its opening draft: all of it, or nothing.

    Raises what :mod:`.opening` raises.
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
        if before.received:
            write(at, grant.id, numbered(at, grant.id, [_opening(grant, before)]))


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
    for wrong, message in faults:
        if wrong:
            raise WrongAward(message, file=grant.id)


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
