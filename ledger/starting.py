"""A whole award from what a person says: bank account, programme and policy where they are new, opening figures."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from .bank import BankAccount
from .chart import load_chart
from .desk import desk
from .drafts import drafts_at, numbered, write
from .opening import NewAward, NewPolicy, WrongAward, add_bank, adopt_policy, new_award
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
    """Open what is missing (bank account, programme), then the award, then its opening draft.

    Raises what :mod:`.opening` raises; the award itself appears whole or not at all.
    """
    grant = new.grant
    _check_opening(grant, before)
    if grant.bank not in books.banks():
        bank = grant.bank.partition("-")[0]
        add_bank(
            books,
            BankAccount(
                date=grant.start,
                id=grant.bank,
                bank=bank,
                account=account,
                holder=grant.recipient_name,
                mode=grant.mode,
                recorded="",
                by=by,
            ),
            by,
        )
    if not (books.root / f"programmes/{grant.programme}.beancount").exists() and policy is not None:
        title = tomllib.loads(policy.decode())["title"]["zh"]
        adopt_policy(books, grant.programme, NewPolicy(grant.programme, title, policy), grant.start, by)
    new_award(books, new, by)
    if before.received:
        with desk(books, by) as at:
            made = numbered(at, grant.id, [_opening(grant, before)])
            write(at, grant.id, [*drafts_at(at, grant.id), *made])


def _check_opening(grant: Grant, before: Before) -> None:
    if (grant.opening is None) != (before.received is None):
        message = Text("--opening 与 --received 要一起给", "--opening and --received go together")
        raise WrongAward(message, file=grant.id)
    if sum(a for _, a in before.spent) > (before.received or Decimal(0)):
        raise WrongAward(
            Text("开账前支出大于收到", "more spent than received before the opening"), file=grant.id
        )


def _opening(grant: Grant, before: Before) -> Voucher:
    """The opening voucher: received, spent by plan line, the rest in the award's account, in each set."""
    chart = load_chart(grant.chart)
    received = before.received or Decimal(0)
    lines: list[Line] = []
    for prefix, currency in (("", "CNY"), ("budget_", "CNY.B")) if chart.two_sets else (("", "CNY"),):
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
