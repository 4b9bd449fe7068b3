"""Completing a draft: a person's words (``5101-会议费``) become accounts, opened where they are new.

``fill`` completes or splits what waits. Of a draft that does not wait (any more) it changes the one line opposite the
bank, see :mod:`.changing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core.data import Open, new_metadata

from ..awards.chart import COMPONENT, Chart, UnknownCode, code_of, in_budget, load_chart, split_component
from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.desk import Desk, desk
from ..books.load import register_of
from ..persons.sides import require_keeper
from .changing import change
from .drafts import Choice, WrongChoice, complete, draft_at
from .finishing import finish, require_waiting
from .voucher import PENDING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from ..awards.award import Award
    from ..books.books import Books
    from .voucher import Voucher


class NoSuchPlanLine(EarmarkError):
    """A plan line that the fund-use plan does not have."""


class NoSuchParty(EarmarkError):
    """A party's code that the recipient's list does not have."""


@dataclass(frozen=True, slots=True)
class Part:
    """A person's choice for a line; ``amount`` (CNY) only when the line is split.

    ``account`` is None when a draft that does not wait keeps its account.
    """

    account: str | None
    budget_account: str | None = None
    plan: str | None = None
    party: str | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What a person says beside the choice: ``withheld`` (CNY) was kept back of the fee for its tax; remember it or not.

    A choice that is remembered is a stored mapping (:mod:`.remembered`) of the draft's payee and of ``words``.
    """

    withheld: Decimal | None = None
    remember: bool = False
    words: str | None = None


def fill(
    books: Books, award: str, draft: str, parts: Sequence[Part], by: str, beside: Beside | None = None
) -> Voucher:
    """Complete a draft, opening new sub-accounts on the way; a draft that does not wait is changed by the one part.

    Raises :class:`.drafts.NoSuchDraft`, :class:`.drafts.WrongChoice`, :class:`..awards.chart.UnknownCode`,
    :class:`NoSuchPlanLine`, :class:`NoSuchParty`, :class:`..persons.sides.NotYours`.
    """
    known = register_of(books, award)
    with desk(books, by) as at:
        require_keeper(at, award)
        voucher = draft_at(at, award, draft)
        chart = load_chart(known.chart_on(voucher.date))
        choices = [c for part in parts for c in _choices(at, known, chart, part, voucher.date)]
        if not voucher.waiting:
            require_waiting(voucher, beside)
            return change(at, voucher, chart, choices, parts)
        done = complete(at, award, voucher.id, choices)
        return done if beside is None else finish(at, known, voucher, done, beside)


def _choices(at: Desk, award: Award, chart: Chart, part: Part, day: datetime.date) -> list[Choice]:
    _require_known(award, part)
    names = [name for name in (part.account, part.budget_account) if name]
    accounts = [_counter(award.id, chart, opened(at, award, chart, name, day)) for name in names]
    return choices_of(part, accounts, chart)


def choices_of(part: Part, accounts: Iterable[str], chart: Chart) -> list[Choice]:
    """A part as choices for its accounts; where two sets are kept the plan line stands in the budget set."""
    return [
        Choice(
            account, None if chart.two_sets and not in_budget(account) else part.plan, part.party, part.amount
        )
        for account in accounts
    ]


def _require_known(award: Award, part: Part) -> None:
    if part.plan and part.plan not in award.plan_now:
        message = Text("资金使用计划里没有 {plan}", "the plan has no line {plan}").format(plan=part.plan)
        lines = ", ".join(f"{p.id} {p.name}" for p in award.plan_now.values())
        raise NoSuchPlanLine(message, fix=KNOWN.format(l=lines))
    listed = award.parties.parties if award.parties else ()
    if part.party and part.party not in {party.code for party in listed}:
        message = Text("名单里没有代码 {code}", "the parties file has no code {code}").format(code=part.party)
        codes = ", ".join(f"{party.code} {party.kind}" for party in listed) or "—"
        raise NoSuchParty(message, fix=KNOWN.format(l=codes))


KNOWN = Text("现有：{l}", "known: {l}")


def _counter(award: str, chart: Chart, account: str) -> str:
    """The account, if money can go there or come from there: neither the award's own bank nor a waiting line."""
    own = {chart.roles[role].format(award=award) for role in OWN if role in chart.roles}
    if any(f"{account}:".startswith(f"{a}:") for a in own) or account.endswith(":" + PENDING):
        message = Text("{a} 不能作对方科目", "{a} cannot stand opposite the bank").format(a=account)
        fix = Text("写明钱用在哪里，如 5101-会议费", "say what the money was for: 5101-会议费")
        raise WrongChoice(message, fix=fix)
    return account


OWN = ("bank", "budget_bank")


def opened(at: Desk, award: Award, chart: Chart, wanted: str, day: datetime.date) -> str:
    """The account that ``5101-会议费``, ``7101-30215会议费`` or a whole account name means; opened when it is new."""
    path = f"awards/{award.id}/accounts.beancount"
    existing = open_accounts(at.entries(path))
    if wanted in existing:
        return wanted
    account, currency = account_for(award.id, chart, wanted, existing)
    if account not in existing:
        at.append(path, [Open(new_metadata("", 0), min(day, award.grant.start), account, [currency], None)])
    return account


def open_accounts(entries: Iterable[object]) -> set[str]:
    """The accounts that open directives name and that postings may use (headings are not among them)."""
    return {entry.account for entry in entries if isinstance(entry, Open) and entry.currencies}


def account_for(award: str, chart: Chart, wanted: str, existing: set[str]) -> tuple[str, str]:
    """Account and commodity for a code with names below it; an existing account of the same names is kept.

    Raises :class:`..awards.chart.UnknownCode`.
    """
    first, *below = _coded(wanted, chart, existing).split("-")
    digits, _ = split_component(first)
    code = chart.code(digits or first)
    base = f"{code.root}:{award}:{code.code}{code.name}"
    for account in sorted(existing):
        if code_of(account) == code.code and account.startswith(base) and _same(account, base, below):
            return account, code.currency
    account = base
    for name in below:
        account += ":" + (name if name[:1].isdigit() else _next_number(account, existing) + name)
    if not all(COMPONENT.fullmatch(part) for part in account.split(":")[1:]):
        raise UnknownCode(
            Text("科目名只能有汉字、字母、数字：{w}", "not a usable account: {w}").format(w=wanted)
        )
    _refuse_heading(account, wanted, existing)
    return account, code.currency


def _coded(wanted: str, chart: Chart, existing: set[str]) -> str:
    """A name without its code, with it, where only one account has that name: 会议费 is 5101-会议费."""
    first, dash, below = wanted.partition("-")
    if split_component(first)[0]:
        return wanted
    here = [a for a in existing if a.count(":") > 2 and split_component(a.rpartition(":")[2])[1] == wanted]  # noqa: PLR2004
    codes = [one.code for one in chart.codes.values() if one.name == first]
    if len(here) == 1:
        return said_account(here[0])
    return f"{codes[0]}{dash}{below}" if len(codes) == 1 else wanted


def _refuse_heading(account: str, wanted: str, existing: set[str]) -> None:
    """An account with accounts below it is open as their heading: nothing is booked there."""
    below = sorted(a for a in existing if a.startswith(account + ":") and not a.endswith(":" + PENDING))
    if below:
        message = Text("{w} 下面有明细科目，请选一个", "{w} has accounts below it: choose one").format(
            w=wanted
        )
        raise UnknownCode(message, fix=KNOWN.format(l=", ".join(map(said_account, below))))


def said_account(account: str) -> str:
    """How a person names an account: 5101-会议费."""
    names = [split_component(part)[1] for part in account.split(":")[3:]]
    return "-".join([code_of(account), *names])


def _same(account: str, base: str, below: Sequence[str]) -> bool:
    rest = [part for part in account[len(base) :].split(":") if part]
    names = [split_component(name)[1] or name for name in below]
    return [split_component(part)[1] for part in rest] == names


def _next_number(parent: str, existing: set[str]) -> str:
    """The next free two digits below an account; 9x are kept for the product's own."""
    depth = parent.count(":") + 1
    taken = {split_component(a.split(":")[depth])[0] for a in existing if a.startswith(parent + ":")}
    return next(f"{n:02d}" for n in range(1, 1000) if f"{n:02d}" not in taken)
