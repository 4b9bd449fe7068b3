"""The association's own books (江城省科学技术协会, 政府会计制度): the award among the unit's other projects.

A payment has four lines: 5001 against 1002 in the financial set, 7101 with its economic class against 8001 in
the budget set, which follows the cash: of a fee the net now, the tax when it is paid. An advance has no
budget lines. The unit's own business (pay, power, another project) is paid by the treasury. At year end
transfers close each project's income and cost in both sets.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from .cases import Case, read_cases, read_rows
from .flows import ZERO, Codes, credit, debit, legs, side
from .vouchers import TRANSFER, Entry, Voucher, balances, name_of, numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .flows import Leg

AWARD = "CAST2025-017"
PROJECT = "420000250000001017"
CODES = Codes(bank="100201", tax="210201", lent="230709")
BUDGET_BANK = "800102"
SPENT = "7101010201"
"""行政支出-项目支出; the economic class stands in columns of its own."""
TREASURY, BUDGET_TREASURY = "4001", "6001"
MONTHS = tuple(datetime.date(2025 + m // 12, m % 12 + 1, 1) for m in range(3, 15))
YEAR_END = datetime.date(2025, 12, 31)


class Carry(NamedTuple):
    """Where a project's budget set ends: this year's 收支结转 and what is carried on (累计结转)."""

    year: str
    on: str


OTHER_FUNDS = Carry("820103", "820104")
TREASURY_FUNDS = Carry("810103", "810104")


def vouchers() -> list[Voucher]:
    """All vouchers of the export, numbered, in their order."""
    cases, others = read_cases(AWARD), read_rows("cast-other.csv")
    joined = {row["joins"]: _other(row) for row in others if row["joins"]}
    booked = [*_award(cases, joined), *(v for row in others if not row["joins"] for v in _monthly(row))]
    return numbered([*booked, *_closings(booked)])


# ---------------------------------------------------------------- the award


def _award(cases: Sequence[Case], joined: dict[str, tuple[Entry, ...]]) -> Iterable[Voucher]:
    by_key = {case.key: case for case in cases}
    for key, group in groupby(cases, key=lambda case: case.key):
        lines = list(group)
        entries = [e for case in lines for e in _entries(case, by_key.get(case.ref))]
        yield Voucher(date=lines[0].date, entries=(*entries, *joined.get(key, ())))


def _entries(case: Case, settled: Case | None) -> Iterable[Entry]:
    for leg in legs(case, CODES, settled):
        yield replace(_line(case, leg), invoice=case.invoice if leg.code == case.account else "")
    for leg in _budget(case):
        yield replace(_line(case, leg), economic=case.budget if leg.code == SPENT else "")


def _line(case: Case, leg: Leg) -> Entry:
    return Entry(
        narration=case.narration, code=leg.code, name=name_of("gov", leg.code), debit=leg.debit,
        credit=leg.credit, payee=case.payee, tail=case.tail, plan=case.plan, project=PROJECT,
    )  # fmt: skip


def _budget(case: Case) -> list[Leg]:
    """The budget face of a case: cash only, so of a fee the net; nothing for an advance."""
    if not case.budget:
        return []
    if case.flow == "in":
        return [debit(BUDGET_BANK, case.amount), credit(case.budget, case.amount)]
    cash = case.amount - case.tax
    return [debit(SPENT, cash), credit(BUDGET_BANK, cash)]


# ---------------------------------------------------------------- the unit's other business


def _monthly(row: dict[str, str]) -> Iterable[Voucher]:
    for month in MONTHS:
        yield Voucher(date=month.replace(day=int(row["day"])), entries=_other(row))


def _other(row: dict[str, str]) -> tuple[Entry, ...]:
    amount = Decimal(row["amount"])
    spent = "7101010101" if row["project_name"].startswith("机关") else SPENT
    both = [
        debit(row["account"], amount), credit(TREASURY, amount), debit(spent, amount),
        credit(BUDGET_TREASURY, amount),
    ]  # fmt: skip
    return tuple(
        Entry(
            narration=row["narration"], code=leg.code, name=name_of("gov", leg.code), debit=leg.debit,
            credit=leg.credit, payee=row["payee"], project=row["project"],
            economic=row["class"] if leg.code == spent else "",
        )
        for leg in both
    )  # fmt: skip


# ---------------------------------------------------------------- year-end transfers


def _closings(booked: Sequence[Voucher]) -> Iterable[Voucher]:
    by_project: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in (e for v in booked if v.date <= YEAR_END for e in v.entries):
        by_project[entry.project].append(entry)
    for project, entries in sorted(by_project.items(), reverse=True):
        carry = OTHER_FUNDS if project == PROJECT else TREASURY_FUNDS
        yield from _closed(project, Voucher(date=YEAR_END, entries=tuple(entries)), carry)


def _closed(project: str, all_year: Voucher, carry: Carry) -> Iterable[Voucher]:
    """Income and cost of one project to 3301, 3302 and 3001, and its budget set to ``carry``."""
    financial = balances([all_year], "45", YEAR_END)
    budget = balances([all_year], "67", YEAR_END)
    surplus, left = -sum(financial.values(), ZERO), -sum(budget.values(), ZERO)
    chain = [("3301", surplus), ("3302", -surplus), ("3302", surplus), ("3001", -surplus)]
    yield _transfer(project, "期末结转：收入、费用转本期盈余", _emptied(financial, "3301"))
    if surplus:
        moves = [(code, "", amount) for code, amount in chain]
        yield _transfer(project, "期末结转：本期盈余转本年盈余分配，再转累计盈余", moves)
    yield _transfer(project, "期末结转：预算收支转本年收支结转", _emptied(budget, carry.year))
    if left:
        moves = [(carry.year, "", left), (carry.on, "", -left)]
        yield _transfer(project, "期末结转：本年收支结转转累计结转", moves)


def _emptied(sums: dict[tuple[str, str], Decimal], result: str) -> list[tuple[str, str, Decimal]]:
    """Every code brought to zero; income and cost, each in one sum, to the account of the result."""
    emptied = [(code, economic, -amount) for (code, economic), amount in sums.items()]
    income = sum((amount for amount in sums.values() if amount < 0), ZERO)
    cost = sum((amount for amount in sums.values() if amount > 0), ZERO)
    return [*emptied, (result, "", income), (result, "", cost)]


def _transfer(project: str, narration: str, moves: Iterable[tuple[str, str, Decimal]]) -> Voucher:
    entries = tuple(
        Entry(
            narration=narration, code=code, name=name_of("gov", code), debit=leg.debit, credit=leg.credit,
            economic=economic, project=project,
        )
        for code, economic, amount in moves if amount
        for leg in [side(code, amount)]
    )  # fmt: skip
    return Voucher(date=YEAR_END, cls=TRANSFER, entries=entries)
