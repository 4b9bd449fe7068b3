"""A bank statement from the rows below its header, by any profile of kind ``bank``.

Rows are read strictly (:mod:`..tables.bank_row`); one that cannot be read is refused with its number. Then the whole
is tested: one account, no day after today, the running balance (:mod:`..tables.balance`), the totals in the footer, and
what the file says of itself above and below its rows (:mod:`..tables.controls`). A row that moves 0.00 is no movement:
it is held against the balance and not counted.
"""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.amount import money
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Source

from ..cells.compare import folded
from ..tables import values
from ..tables.balance import Link, Run, Running, runs
from ..tables.bank_row import bank_row, check_account, check_day
from ..tables.controls import Stated, disagreeing, stated
from ..tables.footer import is_total
from ..tables.profile import bank_words
from ..tables.quick import Quick
from ..tables.rows import ZERO, BankRow, Problem, Refused, Statement, said
from ..tables.soundness import moved_above, unbalanced, unsaid
from ..tables.spool import Spool
from ..tables.status import failed
from ..tables.subtotals import doubtful
from ..tables.table_rows import Row, Sorter, numbered

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from ..cells.cells import Cell
    from ..tables.header import Header

ACCOUNT = re.compile(
    r"(?:账\s*号|卡\s*号|账\s*户)[^\d:：]{0,60}[:：]?\s*((?:[A-Z]{2}\d\d[A-Z]{4})?\d[\d -]{6,}\d)"
)
HOLDER = re.compile(r"(?:户\s*名|账户名称|公司名称|单位名称)[^:：]{0,30}[:：]\s*([^\s:：,，]+)")
CURRENCY = re.compile(r"币\s*种[^:：]{0,20}[:：]\s*([^\s:：,，]+)")
BANK = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:银行|农商行|信用社)")
BEYOND = Text("这一行的内容超出了列名", "the row goes on behind the last column")


def read_statement(header: Header, file: str, today: datetime.date) -> Statement:
    """The statement below a header; ``today`` is the last day that a row may have.

    A row that cannot be read becomes a problem, and so does a total that disagrees; nothing is raised.
    """
    above = list(enumerate(header.sheet.rows[: header.first_row - 1], start=1))
    preamble = tuple(filter(None, (" ".join(map(values.text, row)).strip() for _, row in above)))
    reader = _Reader(header, file, today, _first(ACCOUNT, preamble), _first(CURRENCY, preamble))
    reader.read()
    problems = reader.problems
    order = reader.order()
    below = [(row.number, row.cells) for row in reader.footers]
    claims = stated(above) + stated(below, header.columns.get("balance"), header.row)
    problems += moved_above(header, above)
    problems += unbalanced(order[0], claims, unread=reader.unread, solid=reader.running.solid)
    problems += unsaid(header, claims)
    statement = Statement(
        format=header.profile.id,
        bank=_bank(header, preamble),
        account=reader.account,
        holder=_first(HOLDER, preamble),
        rows=reader.kept({problem.row for problem in problems}),
        data_rows=len(reader.rows) + len(reader.unread) - reader.idle,
        problems=tuple(sorted(problems, key=lambda problem: problem.row or 0)),
        preamble=preamble,
    )
    if problems:
        return statement
    wrong = _wrong_totals(reader)
    if not reader.running.whole:
        wrong += doubtful((f for f in reader.footers if not is_total(f.cells)), reader.rows)
    if claims:
        wrong += disagreeing(_once(claims), _found(statement, reader.counted, order, claims))
    return replace(statement, problems=tuple(wrong)) if wrong else statement


def _first(pattern: re.Pattern[str], lines: Iterable[str]) -> str | None:
    found = (pattern.search(line) for line in lines)
    return next((match[1].replace(" ", "") for match in found if match), None)


def _bank(header: Header, preamble: Iterable[str]) -> str:
    """Short name of the bank: of the layout, unless the lines above the rows name another."""
    above = [folded(line) for line in preamble]
    named = next((bank for line in above for word, bank in bank_words() if word in line), None)
    if named or header.profile.bank:
        return named or header.profile.bank or ""
    other = next(filter(None, map(BANK.search, above)), None)
    return other[0] if other else ""


class _Sides(NamedTuple):
    """What a row, or many, say in the columns of money out and money in."""

    out: Decimal
    into: Decimal


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
        # In a text file a lost line end joins two rows; a workbook's cells cannot run together.
        self.width = len(header.names) if not header.sheet.name else None

        self.sorter = Sorter(header)
        self.quick = Quick(header, file, today)
        self.header = header
        self.rows = Spool(file)
        self.running = Running()
        self.unread: list[int] = []
        self.idle = 0
        """Rows that moved nothing."""
        self.footers: list[Row] = []
        self.odd: dict[int, _Sides] = {}
        """What the columns of rows say whose amount does not tell: money out that is negative is money in."""
        self.problems: list[Problem] = []
        self.failed = 0

    @property
    def counted(self) -> int:
        """Rows that the file itself would count: those that moved nothing, too."""
        return len(self.rows) + len(self.unread) + self.failed

    def read(self) -> None:
        """All rows of the sheet: movements and their balance, footers, and problems of what cannot be read."""
        quick = self.quick.row if self.quick.able else None
        keep, see = self.rows.add, self.running.see
        for number, cells in numbered(self.header):
            row = (quick(cells, number) if quick else None) or self._strictly(number, cells)
            if row:
                keep(row)
                see(row)

    def order(self) -> list[Run]:
        """The order of time, or the orders that may be it (see :func:`..tables.balance.runs`)."""
        run = None if self.unread else self.running.run()
        if run:
            return [run]
        links = [Link(row.place.row, row.amount, row.balance, row.date) for row in self.rows]
        links += [Link(number, None, None) for number in self.unread]
        return runs(sorted(links, key=lambda link: link.row))

    def kept(self, refused: set[int | None]) -> Sequence[BankRow]:
        """The rows that moved something and are not refused."""
        if not refused and not self.idle:
            return self.rows.rows()
        left = (row for row in self.rows if row.amount and row.place.row not in refused)
        return Spool(self.file, left).rows()

    def _strictly(self, number: int, cells: list[Cell]) -> BankRow | None:
        kind = self.sorter.kind(cells)
        row = Row(number, cells, self.header.columns)
        if kind == "footer":
            self.footers.append(row)
        if kind != "data":
            return None
        try:
            if row["status"] and not values.text(row["balance"]) and failed(row):
                self.failed += 1
                return None
            found = self.row(row)
            sides = _Sides(*(values.amount(row[field]) or ZERO for field in ("out", "in")))
        except EarmarkError as error:
            self.problems.append(Problem(number, said(error)))
            self.unread.append(number)
            return None
        self.idle += not found.amount
        if sides != _sides(found):
            self.odd[number] = sides
        self.quick.trust(row)
        return found

    def row(self, row: Row) -> BankRow:
        """One row. Raises EarmarkError."""
        currency = values.text(row["currency"])
        values.check_yuan(self.currency if currency in values.NOTHING else currency)
        self.account = self.account or values.text(row["own_account"]) or None
        check_account(row, self.account)
        if self.width is not None and any(map(values.text, row.cells[self.width :])):
            raise Refused(BEYOND)
        found = bank_row(row, self.profile, Source(self.file, row.number))
        check_day(found.date, self.today)
        return found


def _found(
    statement: Statement, data_rows: int, order: list[Run], claims: list[Stated]
) -> dict[str, frozenset[Decimal]]:
    """What the rows say of that which a file may state; ``data_rows`` counts those that moved nothing, too."""
    control = statement.control
    out = sum(1 for row in statement.rows if row.amount < 0)
    found: dict[str, set[Decimal | int | None]] = {
        "count": {control.count, data_rows},
        "count_out": {out},
        "count_in": {control.count - out},
        "out": {control.out},
        "in": {control.into},
        "opening": {run.opening for run in order},
        "closing": {run.closing for run in order},
    }
    if any(row.balance is not None for row in statement.rows):
        return _numbers(found)
    opening = next((one.value for one in claims if one.key == "opening"), None)
    total = None if opening is None else opening + control.into - control.out
    return _numbers({**found, "opening": {opening}, "closing": {total}})


def _numbers(found: dict[str, set[Decimal | int | None]]) -> dict[str, frozenset[Decimal]]:
    return {key: frozenset(ZERO + one for one in may if one is not None) for key, may in found.items()}


def _once(claims: list[Stated]) -> list[Stated]:
    """What is stated once, or the same each time: of pages and months each says its own."""
    said_of: dict[str, set[Decimal]] = {}
    for one in claims:
        said_of.setdefault(one.key, set()).add(one.value)
    return [one for one in claims if len(said_of[one.key]) == 1]


def _wrong_totals(reader: _Reader) -> list[Problem]:
    """Grand totals that are the sum neither of all rows above them nor of those since the last total."""
    problems: list[Problem] = []
    totals = [footer for footer in reader.footers if is_total(footer.cells)]
    since = _sums(reader, [footer.number for footer in totals]) if totals else []
    above = itertools.accumulate(since, _added)
    for footer, *both in zip(totals, above, since, strict=True):
        for field, sums in zip(("out", "in"), zip(*both, strict=True), strict=True):
            wrong = [wrong_total(footer, field, total) for total in sums]
            problems += wrong[0] if all(wrong) else []
    return problems


def _sums(reader: _Reader, totals: list[int]) -> list[_Sides]:
    """Sum of each column, as the file writes it, between one total and the next."""
    sums = [_Sides(ZERO, ZERO) for _ in (*totals, 0)]
    for row in reader.rows:
        place = bisect.bisect(totals, row.place.row)
        sums[place] = _added(sums[place], reader.odd.get(row.place.row) or _sides(row))
    return sums[:-1]


def _added(one: _Sides, other: _Sides) -> _Sides:
    return _Sides(one.out + other.out, one.into + other.into)


def _sides(row: BankRow) -> _Sides:
    return _Sides(max(-row.amount, ZERO), max(row.amount, ZERO))


def wrong_total(footer: Row, field: str, total: Decimal) -> list[Problem]:
    """The problem of a footer whose total is not the column's sum; none when it says nothing."""
    try:
        stated_total = values.amount(footer[field])
    except EarmarkError as error:
        return [Problem(footer.number, said(error))]
    if stated_total is None or stated_total == total:
        return []
    message = Text("合计 {stated}，各行相加为 {total}", "the total is {stated}, the rows add up to {total}")
    return [Problem(footer.number, message.format(stated=money(stated_total), total=money(total)))]
