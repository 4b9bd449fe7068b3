"""A journal from the rows below its header, by any profile of kind ``journal`` or ``treasury``.

Lines are read strictly (:mod:`..tables.book_line`) and grouped into vouchers by month, class and number (numbers
begin again each month). A line without a number belongs to the voucher above it, as many programs print it,
unless it has another date. A voucher must balance in each set, and one line that cannot be read refuses its whole voucher.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.amount import money
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Source

from ..cells.compare import folded
from ..tables import values
from ..tables.bank_row import check_day
from ..tables.book_line import book_lines
from ..tables.closing import is_closing
from ..tables.rows import ZERO, BookLine, BookVoucher, Journal, Problem, Refused, said
from ..tables.table_rows import Row, body
from ..tables.totals import wrong_totals

if TYPE_CHECKING:
    from decimal import Decimal

    from ..tables.header import Header
    from ..tables.profile import Profile

CARRIED = re.compile(
    r"(?:上年|上期|上月|年初|期初|月初|承前页?)(?:余额|结转)|(?:本[日月期年]|累计)(?:合计|累计|发生额?)"
)
NUMBER = re.compile(
    r"(?P<cls>[^\d\W]*)[\W_]*(?:\d{4}-\d{2}-)?(?P<number>\d+)[号]?(?:(?:[\s_-]+|(?=[（(]))[（(]?\d+/\d+[)）]?[号张页]?)?"
)
"""With 1/2 behind it, as 会计基础工作规范 51 numbers the sheets of one voucher: 8 1/2, 8(2/2), 记-8-1/2."""
SHEET = re.compile(r"[^\d\W]*[\W_]*\d+/\d+[号张页]?")
CLASSES = {"记账": "记", "转账": "转", "收款": "收", "付款": "付", "结转": "结"}
DEFAULT_CLASS = "记"


class Key(NamedTuple):
    """What makes a voucher one: month, class and number."""

    month: str
    cls: str
    number: str


class Numbered(NamedTuple):
    """A row with the day and number that it has or inherits."""

    row: Row
    date: datetime.date
    cls: str
    number: str


def read_journal(header: Header, file: str, today: datetime.date) -> Journal:
    """The vouchers below a header, none of them after ``today``. Problems are values, nothing is raised."""
    rows, footers = body(header)
    rows = [row for row in rows if not _carried(row)]
    numbered, problems = _numbered(rows, today)
    groups: dict[Key, list[Numbered]] = {}
    for one in numbered:
        groups.setdefault(Key(f"{one.date:%Y-%m}", one.cls, one.number), []).append(one)
    vouchers = []
    for group in groups.values():
        try:
            vouchers.append(_voucher(group, file, header.profile))
        except EarmarkError as error:
            problems.append(Problem(error.row, said(error)))
    notes: list[Text] = []
    if not problems:
        problems, notes = wrong_totals(footers, [line for voucher in vouchers for line in voucher.lines])
    problems.sort(key=lambda problem: problem.row or 0)
    return Journal(
        format=header.profile.id,
        vouchers=tuple(vouchers),
        data_rows=len(rows),
        problems=tuple(problems),
        notes=tuple(notes),
    )


def _carried(row: Row) -> bool:
    """Whether a row says what an account had before or has had so far (期初余额, 本年累计): no voucher's line."""
    said = {folded(values.text(row[field])) for field in ("narration", "account_name", "number")}
    return not values.text(row["number"]) and any(map(CARRIED.fullmatch, said))


def _numbered(rows: list[Row], today: datetime.date) -> tuple[list[Numbered], list[Problem]]:
    found: list[Numbered] = []
    problems: list[Problem] = []
    above: Numbered | None = None
    for row in rows:
        try:
            above = _inherited(row, above) or _own_number(row, today)
            found.append(above)
        except EarmarkError as error:
            # What stands below a line that cannot be read must not join the voucher above it.
            above = None
            problems.append(Problem(row.number, said(error)))
    return found, problems


def _inherited(row: Row, above: Numbered | None) -> Numbered | None:
    """A line without a number, and with no other date, goes with the line above it."""
    if above is None or values.text(row["number"]):
        return None
    if values.text(row["date"]) and values.day(row["date"]) != above.date:
        return None
    return above._replace(row=row)


def _own_number(row: Row, today: datetime.date) -> Numbered:
    date = values.day(row["date"])
    check_day(date, today)
    cls, number = voucher_number(values.text(row["cls"]), values.text(row["number"]))
    return Numbered(row, date, cls, number)


def voucher_number(cls: str, number: str) -> tuple[str, str]:
    """Class and number of a voucher: ("", "记-0001") and ("记账", "1") give ("记", "1").

    Raises:
        Refused: there is no number.
    """
    match = NUMBER.fullmatch(number)
    if match is None and SHEET.fullmatch(number):
        message = Text(
            "“{number}”只有第几张，看不出是几号凭证",
            "“{number}” says which sheet it is, and not of which voucher",
        )
        fix = Text("请写成 8 1/2 或 8", "write 8 1/2, or 8")
        raise Refused(message.format(number=number[:40]), fix=fix)
    if match is None:
        message = Text("“{number}”不是凭证号", "“{number}” is no voucher number")
        raise Refused(message.format(number=number[:40]))
    cls = (cls or match["cls"]).removesuffix("第").removesuffix("凭证").removesuffix("字")
    return CLASSES.get(cls, cls) or DEFAULT_CLASS, match["number"].lstrip("0") or "0"


def _voucher(group: list[Numbered], file: str, profile: Profile) -> BookVoucher:
    """A voucher from its rows. Raises an error whose row is the one at fault."""
    lines = []
    for one in group:
        try:
            lines += book_lines(one.row, Source(file, one.row.number), profile)
        except EarmarkError as error:
            error.row = one.row.number
            raise
    first = group[0]
    voucher = BookVoucher(
        date=first.date, cls=first.cls, number=first.number, lines=tuple(lines), closing=is_closing(lines)
    )
    _check_one_date(group, voucher)
    _check_balance(voucher)
    return voucher


def _check_one_date(group: list[Numbered], voucher: BookVoucher) -> None:
    other = next((one for one in group if one.date != voucher.date), None)
    if other:
        message = Text("凭证 {gl} 有两个日期", "voucher {gl} has two dates").format(gl=voucher.gl)
        raise Refused(message, row=other.row.number)


def _check_balance(voucher: BookVoucher) -> None:
    for currency, off in sorted(imbalance(voucher.lines).items()):
        message = Text(
            "凭证 {gl}（{currency}）借贷相差 {off}",
            "voucher {gl} ({currency}): debit and credit differ by {off}",
        )
        row = voucher.lines[0].place.row
        raise Refused(message.format(gl=voucher.gl, currency=currency, off=money(off)), row=row)


def imbalance(lines: tuple[BookLine, ...]) -> dict[str, Decimal]:
    """What each set is off by, debit less credit; empty when all balance."""
    totals: dict[str, Decimal] = {}
    for line in lines:
        totals[line.currency] = totals.get(line.currency, ZERO) + line.amount
    return {currency: total for currency, total in totals.items() if total}
