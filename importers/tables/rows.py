"""What a file says, as frozen values: rows of a bank statement, vouchers of a journal, and what was wrong.

Amounts are Decimal in yuan. A bank row's amount is signed: + is money into the account. A bookkeeping line
has debit and credit as its books have them. Text stays as it came. Every value knows its place: file and
row, as the file's own program numbers it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Source

ZERO = Decimal("0.00")


class Problem(NamedTuple):
    """A row that is refused, or a footer that disagrees; ``row`` is None when the whole file is meant."""

    row: int | None
    message: Text


class Refused(EarmarkError):
    """A row that cannot be read."""


def said(error: EarmarkError) -> Text:
    """What is wrong and what to do, as one text: the row's number stands before it."""
    return error.said


@dataclass(frozen=True, slots=True)
class Control:
    """The control total of the rows that could be read: what a person compares with the bank's own sums."""

    count: int
    into: Decimal
    out: Decimal
    first: datetime.date | None
    last: datetime.date | None


class BankRow(NamedTuple):
    """One movement on an account. ``amount`` and ``balance`` in CNY; + is into the account.

    A tuple, as a statement has a hundred thousand of them and a dataclass takes five times as long to make.
    """

    place: Source
    date: datetime.date
    amount: Decimal
    time: datetime.time | None = None
    balance: Decimal | None = None
    serial: str | None = None
    payee: str = ""
    payee_account: str = ""
    summary: str = ""
    purpose: str = ""

    @property
    def words(self) -> str:
        """What the row says it is for."""
        return " ".join(dict.fromkeys(filter(None, (self.summary, self.purpose))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A bank statement. ``data_rows`` counts rows without headers and footers, the refused ones too."""

    format: str
    bank: str
    account: str | None
    holder: str | None
    rows: Sequence[BankRow]
    """Of a large statement they are made anew for whoever goes through them (:mod:`.spool`)."""
    data_rows: int
    problems: tuple[Problem, ...] = ()
    currency: str = "CNY"
    preamble: tuple[str, ...] = ()

    @property
    def control(self) -> Control:
        """Count, sum into and out of the account, first and last day."""
        count, into, out = 0, ZERO, ZERO
        days: set[datetime.date] = set()
        for row in self.rows:
            count += 1
            days.add(row.date)
            if row.amount > 0:
                into += row.amount
            else:
                out -= row.amount
        return Control(count, into, out, min(days, default=None), max(days, default=None))


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLine:
    """One line of a voucher in somebody's books. ``currency`` is CNY, or CNY.B for the budget set."""

    place: Source
    account_code: str
    account_name: str
    debit: Decimal
    credit: Decimal
    currency: str = "CNY"
    narration: str = ""
    more: str = ""
    """A second text beside the narration (辅助摘要)."""
    payee: str = ""
    payee_account: str = ""
    plan: str = ""
    class_code: str = ""
    """部门支出经济分类编码."""
    class_name: str = ""
    project_code: str = ""
    project_name: str = ""
    invoice: str = ""
    restricted: bool | None = None
    """Whether the line is of restricted net assets (是否限定); None where the file does not say."""
    role: str = ""
    """bank or tax on a line that a list of expenditures implies and does not write; it has no code."""

    @property
    def amount(self) -> Decimal:
        """Debit less credit."""
        return self.debit - self.credit


@dataclass(frozen=True, slots=True, kw_only=True)
class BookVoucher:
    """A voucher of somebody's books: balanced in each set. ``closing`` says that it is a 结转."""

    date: datetime.date
    cls: str
    number: str
    lines: tuple[BookLine, ...]
    closing: bool = False

    @property
    def gl(self) -> str | None:
        """The number by which people find it: 记-2025-04-0022. None when the file gives none."""
        number = self.number.zfill(4) if self.number.isdigit() else self.number
        return f"{self.cls}-{self.date:%Y-%m}-{number}" if number else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """Vouchers of a bookkeeping file. ``data_rows`` counts lines without headers and footers."""

    format: str
    vouchers: tuple[BookVoucher, ...]
    data_rows: int
    problems: tuple[Problem, ...] = ()
    notes: tuple[Text, ...] = ()
    """What a person should look at and nothing stops at."""
    whole: bool = True
    """Whether a month's vouchers are all there; a list of expenditures tells of some payments only."""

    @property
    def control(self) -> Control:
        """Count of rows, debit and credit of the financial set, first and last day."""
        lines = [line for voucher in self.vouchers for line in voucher.lines]
        days = [voucher.date for voucher in self.vouchers]
        debit = sum((line.debit for line in lines if line.currency == "CNY"), ZERO)
        credit = sum((line.credit for line in lines if line.currency == "CNY"), ZERO)
        rows = {line.place.row for line in lines}
        return Control(len(rows), debit, credit, min(days, default=None), max(days, default=None))
