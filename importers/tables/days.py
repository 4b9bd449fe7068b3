"""Days that are not written year first: 31/03/2025, 03/31/2025, 31-Mar-25, 250331, 3月31日, 0331.

Which number is the day and which the month the whole column decides, with what stands above the table:

- a number above 12 is no month, and a word (Mar) is nothing else;
- a period above the table (2025-03-01 至 2025-03-31) holds all days;
- the days of a table run one way.

Where two readings are left that give other days, the table is refused. A year that is not written is that of the
period, or the only one named above the table. A column in which some days are written year first is left alone: a
spreadsheet may have turned round those that it could read, so the strict reader refuses the others.
"""

from __future__ import annotations

import datetime
import re
from operator import ge, le
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..cells.cells import Sheet
from ..cells.compare import folded
from . import values
from .table_rows import data_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..cells.cells import Cell
    from .header import Header

    Days = tuple[datetime.date, ...]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ORDERS = ("ymd", "dmy", "mdy", "md", "dm")
MOMENT = re.compile(r"(?P<day>.*?\d日?)(?:(?:T| +)(?P<clock>\D{0,3}\d{1,2}:.*))?")
DAY = re.compile(r"[A-Za-z]{3,9}|\d{1,4}")
SEPARATED = re.compile(r"(?:[A-Za-z]{3,9}|\d{1,4})(?:[-/., ]*(?:[A-Za-z]{3,9}|\d{1,4})){1,2}")
CLOSED = (4, 6)
"""0331 and 250331."""
SOME_DAYS = 3
MOST_YEARS = 5
PRINTED = re.compile(r"打印|导出|下载|制表|printed|download|generated")
YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:年|[-/.](?:0?[1-9]|1[0-2])(?!\d)|(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d))"
    r"|(?:年度|year)[:： ]*((?:19|20)\d\d)(?!\d)|^((?:19|20)\d\d)$"
)
"""A year that is said to be one, or with a month: not the first digits of an account."""
WHOLE = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\d{4}|[-/.年]\d{1,2}[-/.月]\d{1,2})(?!\d)")
SHORT = re.compile(r"(?<![\d/.-])\d{1,2}[-/.](?:\d{1,2}|[A-Za-z]{3})[-/.](?:\d{4}|\d\d)(?![\d/.-])")
LOST = Text("“{said}”可能是丢了末尾 0 的日期", "“{said}” may be a day that has lost its last 0")
WRITE = Text("请把日期写成 2025-03-18 的样子后重新导出", "export it again with days written as 2025-03-18")


class EitherDay(EarmarkError):
    """A column of days that can be read in two ways, or that has no year."""


class Said(NamedTuple):
    """What stands above a table of days: a period, days in a form like the column's, years."""

    period: tuple[datetime.date, datetime.date] | None
    short: list[str]
    years: set[int]


def legible(header: Header) -> Header:
    """The header with its days written year first. Raises :class:`EitherDay`."""
    at = header.columns.get("date", header.columns.get("time"))
    if at is None:
        return header
    said = ((row.number, row.cells[at]) for row in data_rows(header) if at < len(row.cells))
    filled = ((number, cell) for number, cell in said if values.text(cell))
    first = next(filled, None)
    if first is None or _strict(first[1]) or not _parts(_moment(first[1])[0]):
        return header
    cells = dict([first, *filled])
    if any(map(_strict, cells.values())):
        return header
    moments = {number: _moment(cell) for number, cell in cells.items()}
    days = read_days([day for day, _ in moments.values()], _said(header))
    if days is None:
        return header
    rows = list(header.sheet.rows)
    for day, (number, (_, clock)) in zip(days, moments.items(), strict=True):
        rows[number - 1] = list(rows[number - 1])
        rows[number - 1][at] = f"{day} {clock}".strip()
    return header._replace(sheet=Sheet(header.sheet.name, rows))


def _strict(cell: Cell) -> bool:
    try:
        return bool(values.day(cell))
    except EarmarkError:
        return False


def _moment(cell: Cell) -> tuple[str, str]:
    """Day and time of day, as written; nothing for a number like 3.1, which may have been 3.10."""
    broken = isinstance(cell, float) and not cell.is_integer()
    found = None if broken else MOMENT.fullmatch(values.text(cell))
    return (found["day"], found["clock"] or "") if found else ("", "")


def _said(header: Header) -> Said:
    """What stands above the table, but for when it was printed."""
    lines = [" ".join(map(values.text, row)) for row in header.sheet.rows[: header.row]]
    lines = [line for line in lines if not PRINTED.search(folded(line))] + [header.sheet.name]
    whole = [day for line in lines if len(found := _whole(line)) > 1 for day in found]
    years = {int(max(found)) for line in lines for found in YEAR.findall(folded(line))}
    short = [day for line in lines for day in SHORT.findall(line)]
    return Said((min(whole), max(whole)) if whole else None, short, years)


def _whole(line: str) -> list[datetime.date]:
    found = (re.sub("[年月]", "-", one) for one in WHOLE.findall(line))
    return [values.day(one) for one in found if _strict(one)]


def read_days(said: Sequence[str], above: Said) -> Days | None:
    """The days of a column; None when it holds no days. Raises :class:`EitherDay`."""
    parts = [_parts(one) for one in said]
    lost = _lost(said)
    if lost:
        raise EitherDay(LOST.format(said=lost), fix=WRITE)
    like = [_parts(one) for one in above.short]
    readings = {order: _in_order(parts, like, order, above) for order in _orders(said)}
    found = {days: order for order, days in readings.items() if days}
    if not found:
        if all(parts) and any(_in_order(parts, [], order, above, year=2000) for order in ("md", "dm")):
            raise EitherDay(
                Text(
                    "日期没有年份，表格上面也看不出是哪一年",
                    "the days have no year, and nothing above tells it",
                ),
                fix=WRITE,
            )
        return None
    left = _told_apart(list(found), above)
    if len(left) != 1:
        raise _either(said, left or list(found))
    return left[0]


def _lost(said: Sequence[str]) -> str | None:
    """A day like 3.1 where none ends in 0: a spreadsheet that took 3.10 for a number left that of it."""
    days = [one.partition(".")[2] for one in said if one.count(".") == 1]
    if any(day.endswith("0") for day in days) or not set(days) & set("123"):
        return None
    return next(one for one in said if one.count(".") == 1 and one.partition(".")[2] in set("123"))


def _orders(said: Sequence[str]) -> tuple[str, ...]:
    """The orders that the form of days allows: 3月5日 and 03-05 are a month and a day to everybody."""
    if any("月" in one for one in said):
        return ("ymd", "md")
    return (
        ORDERS if any("/" in one or " " in one or any(map(str.isalpha, one)) for one in said) else ORDERS[:4]
    )


def _told_apart(readings: list[Days], above: Said) -> list[Days]:
    """The readings that the table allows."""
    if len(readings) > 1:
        readings = [days for days in readings if max(days).year - min(days).year <= MOST_YEARS]
    if len(readings) > 1 and above.period:
        first, last = above.period
        readings = [days for days in readings if first <= min(days) and max(days) <= last]
    if len(readings) > 1 and all(len(set(days)) >= SOME_DAYS for days in readings):
        return [days for days in readings if _one_way(days)] or readings
    return readings


def _one_way(days: Days) -> bool:
    later = days[1:]
    return all(map(le, days, later)) or all(map(ge, days, later))


def _either(said: Sequence[str], readings: list[Days]) -> EitherDay:
    """The refusal, with a day that the readings read otherwise."""
    place = next((n for n, days in enumerate(zip(*readings, strict=True)) if len(set(days)) > 1), 0)
    message = Text(
        "“{said}”可以是 {days}，表里看不出是哪一天", "“{said}” may be {days}, and nothing tells which"
    )
    days = [days[place] for days in readings]
    either = Text(" 或 ".join(map(str, days)), " or ".join(map(str, days)))
    return EitherDay(message.format(said=said[place], days=either), fix=WRITE)


def _in_order(
    parts: Sequence[tuple[str, ...]],
    like: Iterable[tuple[str, ...]],
    order: str,
    above: Said,
    year: int | None = None,
) -> Days | None:
    """All days, read in one order; None when one is none, or a day above the table would be none."""
    if any(len(one) == len(order) and not any(_days(one, order, [])) for one in like if one):
        return None
    days = []
    for one in parts:
        may = list(_days(one, order, [year] if year else _years(above)))
        inside = [day for day in may if not above.period or above.period[0] <= day <= above.period[1]]
        if len(may) > 1:
            may = inside
        if len(may) != 1:
            return None
        days += may
    return tuple(days)


def _years(above: Said) -> list[int]:
    """The years that a day without one may be of."""
    return [*range(above.period[0].year, above.period[1].year + 1)] if above.period else sorted(above.years)


def _parts(said: str) -> tuple[str, ...]:
    """The two or three parts of a day; none when it is no day."""
    said = re.sub("[年月]", "-", said).removesuffix("日")
    if said.isdecimal() and len(said) in CLOSED:
        return tuple(said[n : n + 2] for n in range(0, len(said), 2))
    return tuple(DAY.findall(said)) if SEPARATED.fullmatch(said) else ()


def _days(parts: tuple[str, ...], order: str, years: Iterable[int]) -> Iterator[datetime.date]:
    """The days that the parts may be in one order, of each of the years where they have none."""
    if len(parts) != len(order):
        return
    of = dict(zip(order, parts, strict=True))
    word = of["m"][:3].lower()
    if word in MONTHS and order == "ymd" and len(of["y"]) < len("2025"):
        return
    month = MONTHS.index(word) + 1 if word in MONTHS else _number(of["m"])
    own = [_number(of["y"]) + 2000 * (len(of["y"]) == len("25"))] if "y" in of else years
    for year in own:
        try:
            yield datetime.date(year, month, _number(of["d"]))
        except ValueError:
            continue


def _number(part: str) -> int:
    """A number; 0, which no day or month is, for a word."""
    return int(part) if part.isdecimal() else 0
