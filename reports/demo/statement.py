"""What the bank says of the societies' accounts: corporate statements in the layout of its web bank.

    [HISTORYDETAIL]
    凭证号 本方账号 对方账号 交易时间 借/贷 借方发生额 贷方发生额 对方行号 摘要 用途 对方单位名称 余额 ...

借 is money out. Every row carries the balance after it. Only transfers between firms have a 凭证号; interest,
fees and pay to persons have none, and two fees of one batch may agree in everything but the balance. Below
the rows stand a total, 以下空白 and a print mark.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from .cases import Case, read_cases
from .flows import ZERO, legs
from .society import AWARD, CODES

if TYPE_CHECKING:
    from collections.abc import Sequence

ACCOUNT = "1202021109900088801"
SECOND_ACCOUNT = "1202021109900099902"
"""ICBC-9902, of the award that is revoked."""
BASIC_ACCOUNT = "1202021109900011203"
HEADER = (
    "凭证号", "本方账号", "对方账号", "交易时间", "借/贷", "借方发生额", "贷方发生额", "对方行号", "摘要",
    "用途", "对方单位名称", "余额", "个性化信息",
)  # fmt: skip
PERSONS = ("专家", "职工", "学生", "顾问", "秘书处", "高龄会员", "第八届")


@dataclass(frozen=True, slots=True, kw_only=True)
class BankRow:
    """One movement. ``amount`` is signed (+ into the account), ``balance`` stands after it, both in CNY."""

    case: Case
    date: datetime.date
    time: datetime.time
    serial: str
    amount: Decimal
    balance: Decimal


def bank_rows(award: str = AWARD) -> list[BankRow]:
    """All rows of an award's account from its first day, by the bank's dates."""
    cases = read_cases(award)
    by_key = {case.key: case for case in cases}
    moving = sorted((c for c in cases if c.flow != "own"), key=lambda c: (c.paid, not c.tail))
    balance, rows, in_day = ZERO, list[BankRow](), 0
    for number, case in enumerate(moving, start=1):
        amount = _moved(case, by_key.get(case.ref))
        balance += amount
        in_day = in_day + 1 if rows and rows[-1].date == case.paid else 0
        rows.append(
            BankRow(
                case=case, date=case.paid, time=_time(case, in_day), serial=_serial(case, number),
                amount=amount, balance=balance,
            )
        )  # fmt: skip
    return rows


def _moved(case: Case, settled: Case | None) -> Decimal:
    if case.flow == "return":
        return case.amount
    return sum((leg.amount for leg in legs(case, CODES, settled) if leg.code == CODES.bank), ZERO)


def _time(case: Case, in_day: int) -> datetime.time:
    """Nine o'clock and on, seven minutes apart; a batch of fees goes in one second."""
    if not case.tail:
        return datetime.time(23, 15, 8)
    return datetime.time(9 + in_day // 8, 5 + in_day % 8 * 6, 12 + in_day % 40)


def _serial(case: Case, number: int) -> str:
    by_hand = case.tail and not case.payee.startswith(PERSONS)
    return f"{case.paid:%y%m%d}{number:05}" if by_hand else ""


def account_of(case: Case) -> str:
    """The payee's whole account number; empty where the bank names none."""
    if case.tail == BASIC_ACCOUNT[-4:]:
        return BASIC_ACCOUNT
    if case.payee.startswith(PERSONS):
        return f"621700287000345{case.tail}"
    return f"320201920020671{case.tail}" if case.tail else ""


def export(
    rows: Sequence[BankRow], printed: str, *, commas: bool, account: str = ACCOUNT
) -> list[Sequence[str]]:
    """The statement of some rows with preamble, header and footers; ``commas`` groups by thousands."""
    shape = ",.2f" if commas else ".2f"
    out = -sum((row.amount for row in rows if row.amount < 0), ZERO)
    into = sum((row.amount for row in rows if row.amount > 0), ZERO)
    return [
        ("[HISTORYDETAIL]",),
        HEADER,
        *(_cells(row, shape, account) for row in rows),
        ("合计", "", "", "", "", format(out, shape), format(into, shape), "", "", "", "", "", ""),
        ("以下空白",),
        (f"打印时间：{printed}",),
    ]


def _cells(row: BankRow, shape: str, account: str) -> Sequence[str]:
    spent = row.amount < 0
    amount = format(abs(row.amount), shape)
    return (
        row.serial, account, account_of(row.case), f"{row.date} {row.time}", "借" if spent else "贷",
        amount if spent else "", "" if spent else amount, "", _kind(row.case), row.case.narration,
        row.case.payee if row.case.tail else "", format(row.balance, shape), "",
    )  # fmt: skip


def _kind(case: Case) -> str:
    """摘要 as the bank prints it: the sort of business, not what it was for."""
    if not case.tail:
        return "利息" if "利息" in case.narration else "手续费"
    return "转账" if case.flow != "fee" else "劳务费"
