"""Vouchers of the demo's statutory books, before they are written in one program's form or another's."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from .cases import read_rows
from .flows import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable

ORDINARY = "记"
TRANSFER = "转"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line. Amounts in CNY; ``economic`` is its economic class, ``project`` the budget project."""

    narration: str
    code: str
    name: str
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    payee: str = ""
    tail: str = ""
    plan: str = ""
    invoice: str = ""
    economic: str = ""
    project: str = ""

    @property
    def amount(self) -> Decimal:
        """Debit less credit."""
        return self.debit - self.credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """One voucher; ``number`` is empty until all vouchers of its month are known."""

    date: datetime.date
    entries: tuple[Entry, ...]
    cls: str = ORDINARY
    number: str = ""


@cache
def _names() -> dict[tuple[str, str], str]:
    return {(row["chart"], row["code"]): row["name"] for row in read_rows("accounts.csv")}


def name_of(chart: str, code: str) -> str:
    """The name of a code in a chart (``economic`` for economic classes), as the books write it."""
    return _names()[chart, code]


def numbered(vouchers: Iterable[Voucher]) -> list[Voucher]:
    """By date, with the numbers 0001, 0002 ... of each class that begin again every month."""
    counts: defaultdict[tuple[int, int, str], int] = defaultdict(int)
    result = []
    for voucher in sorted(vouchers, key=lambda v: (v.date, v.cls)):
        month = (voucher.date.year, voucher.date.month, voucher.cls)
        counts[month] += 1
        result.append(replace(voucher, number=f"{counts[month]:04}"))
    return result


def balances(vouchers: Iterable[Voucher], roots: str, last: datetime.date) -> dict[tuple[str, str], Decimal]:
    """What stands on codes that begin with one of ``roots``, by code and class, at the end of a day."""
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for voucher in vouchers:
        for entry in voucher.entries if voucher.date <= last else ():
            if entry.code[0] in roots:
                sums[entry.code, entry.economic] += entry.amount
    return {key: amount for key, amount in sorted(sums.items()) if amount}
