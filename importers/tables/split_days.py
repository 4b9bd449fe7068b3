"""Days in columns of their own, as printed books have them: 2026年 above 月 and 日, or 年, 月 and 日 side by side.

    2026年      | 凭证号数 | 摘要                      日期
    月  | 日    |          |              becomes      2026-3-5  |  | 记-0001 | 会场
    3   | 5     | 记-0001  | 会场

A month and a year hold until the next one is printed. Where the head of the column has no year, the day is left as
3月5日, and what stands above the table must tell the year (:mod:`.days`).
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from ..cells.cells import Sheet
from ..cells.compare import folded
from .header import FIRST_ROWS
from .values import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..cells.cells import Cell

DAY = "日期"
FEWEST = 3
YEAR = re.compile(r"((?:19|20)\d\d)年?度?")
OF_YEAR = ("年", "年度", "会计年度", "会计年", "年份")


class Split(NamedTuple):
    """Where the columns are: row of 月 and 日, from 0, and the columns of month and year."""

    row: int
    month: int
    year: int | None
    said: str
    """The year above the columns, where there is one."""


def whole_days(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, each with its days in one column."""
    return [_whole(sheet, split) if (split := _found(sheet)) else sheet for sheet in sheets]


def _found(sheet: Sheet) -> Split | None:
    for number, row in enumerate(itertools.islice(sheet.rows, FIRST_ROWS)):
        names = [folded(text(cell)) for cell in row]
        above = [folded(text(cell)) for cell in sheet.rows[number - 1]] if number else []
        for month, pair in enumerate(itertools.pairwise(names)):
            named = {*filter(None, names), *filter(None, above)}
            if pair in {("月", "日"), ("月份", "日")} and len(named) >= FEWEST + 2:
                return Split(number, month, _year_column(names, above), _year(above, month))
    return None


def _year_column(names: Sequence[str], above: Sequence[str]) -> int | None:
    return next((n for one in (names, above) for n, name in enumerate(one) if name in OF_YEAR), None)


def _year(above: Sequence[str], month: int) -> str:
    """The year in the row above, over the month or left of it."""
    over = [YEAR.fullmatch(above[n]) for n in (month, month - 1) if 0 <= n < len(above)]
    return next((found[1] for found in over if found), "")


def _whole(sheet: Sheet, split: Split) -> Sheet:
    rows = [list(row) for row in sheet.rows]
    names = rows[split.row]
    above = rows[split.row - 1] if split.row else []
    double = sum(1 for cell in above if text(cell)) >= FEWEST
    gone = {split.month, split.month + 1}
    for n in gone:
        names[n] = None
        if double and n < len(above):
            above[n] = None
    if split.year is not None and split.year < split.month:
        names[split.year] = None
    (above if double else names)[split.month] = DAY
    year, month = split.said, ""
    for row in rows[split.row + 1 :]:
        year, month = _one(row, split, year, month)
    return Sheet(sheet.name, rows)


def _one(row: list[Cell], split: Split, year: str, month: str) -> tuple[str, str]:
    """Put the day of one row into the column of months; the year and month that hold below it."""
    own = text(row[split.year]) if split.year is not None and split.year < len(row) else ""
    said = [text(cell) for cell in row[split.month : split.month + 2]]
    if len(said) < 2 or not all(part.isdecimal() for part in (own, *said) if part):  # noqa: PLR2004 (month and day)
        return year, month
    year, month, day = own or year, said[0] or month, said[1]
    whole = f"{year}-{month}-{day}" if year else f"{month}月{day}日"
    row[split.month] = whole if day else None
    row[split.month + 1] = None
    return year, month
