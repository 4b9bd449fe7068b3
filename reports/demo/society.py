"""The societies' own books (江城示例学会, 江城第二学会, 民间非营利组织会计制度): the journals behind ICBC-8801 and ICBC-9902.

    日期  凭证号  摘要  科目编码  科目名称  借方金额  贷方金额  对方单位  计划用途  发票号码

Ordinary vouchers come from the cases, 记-0001 and on, anew every month. At the end of 2025 four transfers
(转) release the restriction as far as it was met and close income and cost; on 2026-01-01 the chart changes
and tax withheld moves to its new name.
"""

from __future__ import annotations

import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from .cases import Case, read_cases
from .flows import ZERO, Codes, Leg, credit, debit, legs, side
from .vouchers import TRANSFER, Entry, Voucher, balances, name_of, numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .sheet import Cell

AWARD = "WH2025-007"
REVOKED = "WH2025-009"
"""The award of the second society, which is revoked."""
CODES = Codes(bank="1002", tax="220601", lent="220909")
HEADER = (
    "日期", "凭证号", "摘要", "科目编码", "科目名称", "借方金额", "贷方金额", "对方单位", "计划用途",
    "发票号码",
)  # fmt: skip
YEAR_END = datetime.date(2025, 12, 31)
NEW_CHART = datetime.date(2026, 1, 1)
FREE, HELD = "440101", "440102"
"""政府补助收入: 非限定性收入, 限定性收入."""
NET_FREE, NET_HELD = "3101", "3102"
"""Net assets: 非限定性, 限定性."""
YIELD = "4601"


def chart_on(date: datetime.date) -> str:
    """The chart in force on a day."""
    return "npo-2026" if date >= NEW_CHART else "npo-2004"


def vouchers(award: str = AWARD) -> list[Voucher]:
    """All vouchers of a society's books that touch its award, numbered, in their order."""
    cases = read_cases(award)
    booked = _ordinary(cases)
    return numbered([*booked, *_closings(booked), *_change_of_chart(booked)])


def journal(award: str = AWARD) -> list[Sequence[Cell]]:
    """The journal with its header row: one row a line; dates as dates, amounts as numbers."""
    return [HEADER, *(_row(v, entry) for v in vouchers(award) for entry in v.entries)]


def _ordinary(cases: Sequence[Case]) -> list[Voucher]:
    by_key = {case.key: case for case in cases}
    booked = (case for case in cases if case.flow != "return")
    result = []
    for _, group in groupby(booked, key=lambda case: case.key):
        lines = list(group)
        entries = [e for case in lines for e in _entries(case, by_key.get(case.ref))]
        result.append(Voucher(date=lines[0].date, entries=tuple(entries)))
    return result


def _entries(case: Case, settled: Case | None) -> Iterable[Entry]:
    for leg in legs(case, CODES, settled):
        own = leg.code == case.account
        yield Entry(
            narration=case.narration,
            code=leg.code,
            name=name_of(chart_on(case.date), leg.code),
            debit=leg.debit,
            credit=leg.credit,
            payee=case.payee,
            plan=case.plan if own else "",
            invoice=case.invoice if own else "",
        )


def _row(voucher: Voucher, entry: Entry) -> Sequence[Cell]:
    return (
        voucher.date, f"{voucher.cls}-{voucher.number}", entry.narration, entry.code, entry.name,
        entry.debit or None, entry.credit or None, entry.payee, entry.plan, entry.invoice,
    )  # fmt: skip


def _transfer(date: datetime.date, narration: str, moves: Iterable[Leg]) -> Voucher:
    entries = [
        Entry(
            narration=narration, code=leg.code, name=name_of("npo-2004", leg.code),
            debit=leg.debit, credit=leg.credit,
        )
        for leg in moves
    ]  # fmt: skip
    return Voucher(date=date, cls=TRANSFER, entries=tuple(entries))


def _closings(booked: Sequence[Voucher]) -> list[Voucher]:
    """Release of the restriction for what was spent, then income and cost to net assets."""
    costs = {code: amount for (code, _), amount in balances(booked, "5", YEAR_END).items()}
    income = {code: -amount for (code, _), amount in balances(booked, "4", YEAR_END).items()}
    spent = sum(costs.values(), ZERO)
    still_held = income[HELD] - spent
    gained = income.get(YIELD, ZERO)
    yields = [debit(YIELD, gained)] if gained else []
    return [
        _transfer(YEAR_END, "当期解除限定部分转非限定性收入", [debit(HELD, spent), credit(FREE, spent)]),
        _transfer(
            YEAR_END,
            "期末结转限定性收入",
            [debit(HELD, still_held), *yields, credit(NET_HELD, still_held + gained)],
        ),
        _transfer(YEAR_END, "期末结转非限定性收入", [debit(FREE, spent), credit(NET_FREE, spent)]),
        _transfer(
            YEAR_END,
            "期末结转费用",
            [debit(NET_FREE, spent), *(side(code, -amount) for code, amount in costs.items())],
        ),
    ]


def _change_of_chart(booked: Sequence[Voucher]) -> list[Voucher]:
    """应交税金 becomes 应交税费 under the same code: its balance moves by a voucher, where there is one."""
    owed = -balances(booked, "2", YEAR_END).get((CODES.tax, ""), ZERO)
    if not owed:
        return []
    narration = "新旧会计制度衔接：应交税金转应交税费"
    old = Entry(narration=narration, code=CODES.tax, name=name_of("npo-2004", CODES.tax), debit=owed)
    new = Entry(narration=narration, code=CODES.tax, name=name_of("npo-2026", CODES.tax), credit=owed)
    return [Voucher(date=NEW_CHART, cls=TRANSFER, entries=(old, new))]
