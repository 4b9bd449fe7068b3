"""A trial balance (科目余额表, 项目辅助余额表): what each account had, what moved, what it has. It books nothing; it ties out.

    科目编码  科目名称  期初借方  期初贷方  本期发生借方  本期发生贷方  期末借方  期末贷方
    1002     银行存款  0.00      0.00     500000.00    48000.00     452000.00  0.00

- A header of two rows; balances in a column each for debit and credit, or one beside 方向.
- Months: in a column (月份：2026.01-2026.03), or above the table (期间:2026.6 -- 2026.6).
- Each row must say opening + debit - credit = closing, and a 合计 the sum of its accounts: else the file is refused.
- 5101 above 510101 is a sum: only the lowest accounts count.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import money
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Source

from ..tables import values
from ..tables.book_line import account_code, set_of
from ..tables.footer import is_total
from ..tables.rows import ZERO, BookLine, Control, Problem, Refused, said
from ..tables.table_rows import Row, body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..tables.header import Header

MONTH = re.compile(r"(\d{4})\s*[年.\-/]\s*(?:第\s*)?(\d{1,2})\s*[月期]?")
MONTHS = re.compile(
    rf"{MONTH.pattern}(?:\s*(?:-+|—+|–|~|至|到)\s*(?:(\d{{4}})\s*[年.\-/]\s*)?(?:第\s*)?(\d{{1,2}})\s*[月期]?)?"
)
SIDE_NAMES = frozenset({"方向", "余额方向"})
DECEMBER = 12
UNEVEN = Text(
    "期初 {opening} 加借方 {debit} 减贷方 {credit} 不等于期末 {closing}",
    "opening {opening} plus debit {debit} less credit {credit} is not closing {closing}",
)
WRONG_TOTAL = Text(
    "合计 {stated}，各科目相加为 {total}", "the total is {stated}, the accounts add up to {total}"
)
NO_PERIOD = Text("看不出是哪个月的余额表", "which months the trial balance is of cannot be told")


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceRow:
    """One account; amounts debit positive."""

    place: Source
    code: str
    name: str
    """With the names of the accounts above it: 业务活动成本-会议费."""
    opening: Decimal
    debit: Decimal
    credit: Decimal
    closing: Decimal
    project_code: str = ""
    project_name: str = ""

    @property
    def line(self) -> BookLine:
        """The account as a journal's line would name it."""
        return BookLine(
            place=self.place,
            account_code=self.code,
            account_name=self.name,
            debit=self.debit,
            credit=self.credit,
            currency=set_of(self.code),
            project_code=self.project_code,
            project_name=self.project_name,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialBalance:
    """``rows`` are the lowest accounts; ``data_rows`` counts those above them too."""

    format: str
    rows: tuple[BalanceRow, ...]
    data_rows: int
    sums: tuple[int, ...] = ()
    """Rows that are sums of others."""
    first: str = ""
    last: str = ""
    """Months, 2026-03."""
    preamble: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def control(self) -> Control:
        """Accounts, debit and credit of the financial set, first and last day of the months."""
        own = [row for row in self.rows if set_of(row.code) == "CNY"]
        debit, credit = sum((x.debit for x in own), ZERO), sum((x.credit for x in own), ZERO)
        days = (first_day(self.first), last_day(self.last)) if self.first else (None, None)
        return Control(len(self.rows), debit, credit, *days)


def first_day(month: str) -> datetime.date:
    """The first day of 2026-03."""
    return datetime.date.fromisoformat(f"{month}-01")


def last_day(month: str) -> datetime.date:
    """The last day of 2026-03."""
    first = first_day(month)
    after = (
        first.replace(year=first.year + 1, month=1)
        if first.month == DECEMBER
        else first.replace(month=first.month + 1)
    )
    return after - datetime.timedelta(days=1)


def read_balance(header: Header, file: str, _today: datetime.date) -> TrialBalance:
    """The accounts below a header. Problems are values, nothing is raised."""
    rows, footers = body(header)
    read: list[BalanceRow] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            read.append(_row(row, header, file))
        except EarmarkError as error:
            problems.append(Problem(row.number, said(error)))
    preamble = " ".join(
        values.text(cell) for cells in header.sheet.rows[: header.first_row - 1] for cell in cells
    )
    first, last = _months(rows, preamble)
    if not first:
        problems.append(Problem(None, NO_PERIOD))
    lowest, sums = _lowest(read)
    if not problems:
        problems = [
            p for footer in footers if is_total(footer.cells) for p in _wrong_total(footer, read, lowest)
        ]
    return TrialBalance(
        format=header.profile.id,
        rows=tuple(lowest),
        data_rows=len(rows),
        sums=tuple(sums),
        first=first,
        last=last,
        preamble=preamble,
        problems=tuple(problems),
    )


def _row(row: Row, header: Header, file: str) -> BalanceRow:
    values.check_yuan(row["currency"])
    debit, credit = values.amount(row["debit"]) or ZERO, values.amount(row["credit"]) or ZERO
    opening, closing = _balance(row, header, "opening"), _balance(row, header, "closing")
    opening, closing = _sided(opening, closing, debit - credit)
    found = BalanceRow(
        place=Source(file, row.number),
        code=account_code(values.text(row["account_code"])),
        name=values.text(row["account_name"]),
        opening=opening,
        debit=debit,
        credit=credit,
        closing=closing,
        project_code=values.identifier(row["project_code"]),
        project_name=values.text(row["project_name"]),
    )
    if opening + debit - credit != closing:
        amounts = {name: money(getattr(found, name)) for name in ("opening", "debit", "credit", "closing")}
        raise Refused(UNEVEN.format(**amounts))
    return found


def _balance(row: Row, header: Header, which: str) -> Decimal:
    """Opening or closing: in two columns, or in one beside 方向."""
    if f"{which}_debit" in row.columns or f"{which}_credit" in row.columns:
        return (values.amount(row[f"{which}_debit"]) or ZERO) - (
            values.amount(row[f"{which}_credit"]) or ZERO
        )
    amount = values.amount(row[which]) or ZERO
    side = values.text(row[f"{which}_side"]) or _side_beside(row, header, which)
    return -amount if side.startswith("贷") else amount


def _sided(opening: Decimal, closing: Decimal, moved: Decimal) -> tuple[Decimal, Decimal]:
    """Opening and closing, debit positive; where the file writes credit balances without a sign the movement tells."""
    if opening + moved != closing and -opening + moved == -closing:
        return -opening, -closing
    return opening, closing


def _side_beside(row: Row, header: Header, which: str) -> str:
    """The 方向 that stands next to the balance's left."""
    column = row.columns.get(which, -1)
    beside = [n for n, name in enumerate(header.names[: max(column, 0)]) if name in SIDE_NAMES]
    return values.text(row.cells[beside[-1]]) if beside and beside[-1] < len(row.cells) else ""


def _months(rows: Sequence[Row], preamble: str) -> tuple[str, str]:
    """First and last month; empty where the file does not say."""
    cells = [f"{values.text(row['year'])} {values.text(row['period'])}" for row in rows[:1]]
    for text in (
        *(values.text(row["period"]) for row in rows[:1]),
        preamble,
        *(".".join(c.split()) for c in cells),
    ):
        match = MONTHS.search(text)
        if match:
            year, month, to_year, to_month = match.groups()
            first, last = (int(year), int(month)), (int(to_year or year), int(to_month or month))
            if all(1 <= m <= DECEMBER for _, m in (first, last)) and first <= last:
                return "{}-{:02d}".format(*first), "{}-{:02d}".format(*last)
    return "", ""


def _lowest(rows: Sequence[BalanceRow]) -> tuple[list[BalanceRow], list[int]]:
    """The accounts that no other is below, with the names above them; and the rows of the others."""
    keys = {(row.project_code, row.project_name, row.code): row.name for row in rows}
    lowest: list[BalanceRow] = []
    sums: list[int] = []
    for row in rows:
        mine = {
            code: name
            for (*project, code), name in keys.items()
            if project == [row.project_code, row.project_name]
        }
        if any(code != row.code and code.startswith(row.code) for code in mine):
            sums.append(row.place.row)
            continue
        above = [mine[row.code[:n]] for n in range(4, len(row.code)) if row.code[:n] in mine]
        lowest.append(_named(row, above))
    return lowest, sums


def _named(row: BalanceRow, above: Sequence[str]) -> BalanceRow:
    names = [*(name for name in above if name not in row.name), row.name]
    return replace(row, name="-".join(names))


def _wrong_total(footer: Row, read: Sequence[BalanceRow], lowest: Sequence[BalanceRow]) -> list[Problem]:
    """The problem of a 合计 that is the sum neither of all rows nor of the lowest accounts."""
    for field in ("debit", "credit"):
        try:
            stated = values.amount(footer[field])
        except EarmarkError as error:
            return [Problem(footer.number, said(error))]
        sums = [sum((getattr(row, field) for row in rows), ZERO) for rows in (lowest, read)]
        if stated is not None and stated not in sums:
            return [Problem(footer.number, WRONG_TOTAL.format(stated=money(stated), total=money(sums[0])))]
    return []
