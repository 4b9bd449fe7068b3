"""Completing a waiting draft: a person's words (``5101-会议费``) become accounts, opened where they are new."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core.data import Open, new_metadata

from .acting import require_keeper
from .chart import COMPONENT, Chart, UnknownCode, code_of, in_budget, load_chart, split_component
from .desk import Desk, desk
from .drafts import Choice, NoSuchDraft, complete, drafts_at
from .errors import EarmarkError
from .load import register_of
from .text import Text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from .award import Award
    from .books import Books
    from .voucher import Voucher


class NoSuchPlanLine(EarmarkError):
    """A plan line that the fund-use plan does not have."""


@dataclass(frozen=True, slots=True)
class Part:
    """A person's choice for a waiting line; ``amount`` (CNY) only when the line is split."""

    account: str
    budget_account: str | None = None
    plan: str | None = None
    party: str | None = None
    amount: Decimal | None = None


def fill(books: Books, award: str, draft: str, parts: Sequence[Part], by: str) -> Voucher:
    """Complete a draft, opening new sub-accounts on the way.

    Raises :class:`.drafts.NoSuchDraft`, :class:`.drafts.WrongChoice`, :class:`.chart.UnknownCode`,
    :class:`NoSuchPlanLine`, :class:`.acting.NotYours`.
    """
    known = register_of(books, award)
    with desk(books, by) as at:
        require_keeper(at, award)
        voucher = next((v for v in drafts_at(at, award) if v.id == draft), None)
        if voucher is None:
            raise NoSuchDraft(Text("没有草稿 {id}", "there is no draft {id}").format(id=draft))
        chart = load_chart(known.chart_on(voucher.date))
        choices = [c for part in parts for c in _choices(at, known, chart, part, voucher.date)]
        return complete(at, award, draft, choices)


def _choices(at: Desk, award: Award, chart: Chart, part: Part, day: datetime.date) -> list[Choice]:
    if part.plan and part.plan not in award.plan_now:
        message = Text("资金使用计划里没有 {plan}", "the plan has no line {plan}").format(plan=part.plan)
        lines = ", ".join(f"{p.id} {p.name}" for p in award.plan_now.values())
        raise NoSuchPlanLine(message, fix=Text("现有：{l}", "known: {l}").format(l=lines))
    names = [part.account, *([part.budget_account] if part.budget_account else [])]
    return [
        Choice(
            opened(at, award, chart, name, day),
            None if chart.two_sets and not _of_budget(name) else part.plan,
            part.party,
            part.amount,
        )
        for name in names
    ]


def _of_budget(name: str) -> bool:
    """Whether ``7101-30215会议费`` or a whole account name is of the budget set."""
    return in_budget(name if ":" in name else f"::{name}")


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

    Raises :class:`.chart.UnknownCode`.
    """
    first, *below = wanted.split("-")
    digits, _ = split_component(first)
    code = chart.code(digits)
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
    return account, code.currency


def _same(account: str, base: str, below: Sequence[str]) -> bool:
    rest = [part for part in account[len(base) :].split(":") if part]
    names = [split_component(name)[1] or name for name in below]
    return [split_component(part)[1] for part in rest] == names


def _next_number(parent: str, existing: set[str]) -> str:
    """The next free two digits below an account; 9x are kept for the product's own."""
    depth = parent.count(":") + 1
    taken = {split_component(a.split(":")[depth])[0] for a in existing if a.startswith(parent + ":")}
    return next(f"{n:02d}" for n in range(1, 1000) if f"{n:02d}" not in taken)
