"""A bank statement from the rows below its header, by any profile of kind ``bank``.

Rows are read strictly (:mod:`.bank_row`); one that cannot be read is refused with its number. Then the whole
is tested: one account, no day after today, the running balance (:mod:`.balance`), the totals in the footer.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.amount import money
from earmark.ledger.charge import Source
from earmark.ledger.errors import EarmarkError
from earmark.ledger.text import Text

from . import values
from .balance import Link, breaks
from .bank_row import bank_row, check_account, check_day
from .footer import is_total
from .rows import BankRow, Problem, Statement, said
from .table_rows import Row, body

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from decimal import Decimal

    from .header import Header

ACCOUNT = re.compile(r"(?:账号|卡号|账户)[^\d:：]{0,30}[:：]?\s*(\d[\d -]{6,}\d)")
HOLDER = re.compile(r"(?:户\s*名|账户名称|公司名称|单位名称)[^:：]{0,30}[:：]\s*([^\s:：,，]+)")
CURRENCY = re.compile(r"币种[^:：]{0,20}[:：]\s*([^\s:：,，]+)")


def read_statement(header: Header, file: str, today: datetime.date) -> Statement:
    """The statement below a header; ``today`` is the last day that a row may have.

    A row that cannot be read becomes a problem, and so does a total that disagrees; nothing is raised.
    """
    rows, footers = body(header)
    preamble = _preamble(header)
    account = _first(ACCOUNT, preamble) or next(
        filter(None, (values.text(row["own_account"]) for row in rows)), None
    )
    reader = _Reader(header, file, today, account, _first(CURRENCY, preamble))
    read, problems = reader.read(rows)
    problems += _unbalanced(rows, read)
    refused = {problem.row for problem in problems}
    kept = tuple(row for number, row in read.items() if number not in refused)
    statement = Statement(
        format=header.profile.id,
        bank=header.profile.bank or "",
        account=account,
        holder=_first(HOLDER, preamble),
        rows=kept,
        data_rows=len(rows),
        problems=tuple(sorted(problems, key=lambda problem: problem.row or 0)),
        preamble=preamble,
    )
    return statement if problems else _tied_out(statement, footers)


def _preamble(header: Header) -> tuple[str, ...]:
    """The lines above the header; a label and the cell after it become one text."""
    lines = (" ".join(map(values.text, row)).strip() for row in header.sheet.rows[: header.first_row - 1])
    return tuple(filter(None, lines))


def _first(pattern: re.Pattern[str], lines: Iterable[str]) -> str | None:
    found = (pattern.search(line) for line in lines)
    return next((match[1].replace(" ", "") for match in found if match), None)


class _Reader:
    """Reads rows of one file, keeping what holds for all of them."""

    def __init__(
        self, header: Header, file: str, today: datetime.date, account: str | None, currency: str | None
    ) -> None:
        self.profile = header.profile
        self.file = file
        self.today = today
        self.account = account
        self.currency = currency
        self.names = tuple(values.text(cell) for cell in header.sheet.rows[header.row - 1])

    def read(self, rows: list[Row]) -> tuple[dict[int, BankRow], list[Problem]]:
        """Rows by number, and the problems of those that cannot be read."""
        read: dict[int, BankRow] = {}
        problems: list[Problem] = []
        for row in rows:
            try:
                read[row.number] = self.row(row)
            except EarmarkError as error:
                problems.append(Problem(row.number, said(error)))
        return read, problems

    def row(self, row: Row) -> BankRow:
        """One row. Raises EarmarkError."""
        currency = row["currency"]
        values.check_yuan(self.currency if currency is None else currency)
        check_account(row, self.account)
        found = bank_row(row, self.profile, Source(self.file, row.number), self.names)
        check_day(found.date, self.today)
        return found


def _unbalanced(rows: list[Row], read: dict[int, BankRow]) -> list[Problem]:
    """Rows where the running balance breaks."""
    chain = [_link(row.number, read.get(row.number)) for row in rows]
    message = Text(
        "余额 {stated}，应为 {expected}。金额或余额不对，或前面缺行",
        "the balance is {stated}, should be {expected}. "
        "An amount or balance is wrong, or a row before it is missing",
    )
    return [
        Problem(one.row, message.format(stated=money(one.stated), expected=money(one.expected)))
        for one in breaks(chain)
    ]


def _link(number: int, row: BankRow | None) -> Link:
    return Link(number, row.amount, row.balance) if row else Link(number, None, None)


def _tied_out(statement: Statement, footers: list[Row]) -> Statement:
    """The statement with the grand totals of the file that are not the sums of its rows."""
    control = statement.control
    totals = [footer for footer in footers if is_total(footer.cells)]
    sums = (("out", control.out), ("in", control.into))
    problems = [p for footer in totals for field, total in sums for p in wrong_total(footer, field, total)]
    return replace(statement, problems=tuple(problems))


def wrong_total(footer: Row, field: str, total: Decimal) -> list[Problem]:
    """The problem of a footer whose total is not the column's sum; none when it says nothing."""
    try:
        stated = values.amount(footer[field])
    except EarmarkError as error:
        return [Problem(footer.number, said(error))]
    if stated is None or stated == total:
        return []
    message = Text("合计 {stated}，各行相加为 {total}", "the total is {stated}, the rows add up to {total}")
    return [Problem(footer.number, message.format(stated=money(stated), total=money(total)))]
