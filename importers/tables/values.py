"""From a cell to a value: text, identifier, amount, date and time of day; or the reason why not.

Amounts and dates go through the one strict reader of each (``earmark.ledger.base.amount``). What is special to
cells is here: an account number that a numeric cell has robbed of its digits, a code that became 1002.0, a
dash for nothing, CNY beside an amount, a minus behind it, a day as a spreadsheet counts it (45734).
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import HALF, NotAnAmount, cell_amount, parse_amount, parse_date
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..cells.compare import folded

if TYPE_CHECKING:
    from decimal import Decimal

    from ..cells.cells import Cell

EXACT_DIGITS = 15
NOTHING = frozenset({"", "-", "--", "—", "/"})
YUAN = frozenset({"", "cny", "rmb", "人民币", "人民币元", "cny人民币", "人民币cny", "156", "bb01"})
RAISED = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE)
SIGNED = re.compile(
    r"(?:(?:CNY|RMB|人民币)\s*:?\s*)?(?P<number>.*?\d[)）]?)\s*(?P<minus>[-+])?\s*(?:CNY|RMB|人民币)?",
    re.IGNORECASE | re.DOTALL,
)
SPACED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?=\.\d\d(?!\d)|\D*$)")
"""1 234.50: thousands parted by spaces."""
BRACKETS = str.maketrans("（）\u2212－", "()--")
SERIAL = re.compile(r"[34567]\d{4}(?:\.\d+)?")
SERIALS = range(32874, 73416)
"""1990 to 2100 as a spreadsheet counts days."""
BESIDE = re.compile(r" *[(（]?(?:星期|周)[一二三四五六日天][)）]?| *\+08:?00$")
SPELT = re.compile(r"(\d{1,2})[时点](\d{1,2})分(?:(\d{1,2})秒)?")
EPOCH = datetime.date(1899, 12, 30)
CLOCK = re.compile(
    rf"(?:^|[ T日])({HALF})? ?(\d{{1,2}}):(\d{{2}})(?::(\d{{2}}))?(?:\.\d+)?(?: ?([AaPp][Mm]))?$"
)
MORNING, EVENING = frozenset({"上午", "凌晨", "早上", "am"}), frozenset({"下午", "中午", "晚上", "pm"})
NOON = 12
CLOSED_CLOCK = re.compile(r"(?:^|^\d{8} *)(\d{2}):?(\d{2}):?(\d{2})$")
DOTTED_CLOCK = re.compile(r"-(\d{2})\.(\d{2})\.(\d{2})(?:\.\d+)?$")


class LostDigits(EarmarkError):
    """A long number stood in a numeric cell, which holds fifteen digits and no more."""


class ForeignCurrency(EarmarkError):
    """A row in another currency than yuan."""


def text(cell: Cell) -> str:
    """What a cell says, without the padding around it. 1002.0 is 1002: codes are not numbers."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def identifier(cell: Cell) -> str:
    """An account number, serial or invoice number.

    Raises:
        LostDigits: the cell is numeric and longer than fifteen digits, or was saved as 6.2E+18.
    """
    said = text(cell)
    if RAISED.fullmatch(said) or (isinstance(cell, int | float) and abs(cell) >= 10**EXACT_DIGITS):
        message = Text("“{said}”是数字单元格，已丢失位数", "“{said}” is a numeric cell and has lost digits")
        fix = Text("请把这一列设为文本后重新导出", "export it again with this column as text")
        raise LostDigits(message.format(said=said[:40]), fix=fix)
    return said


def amount(cell: Cell) -> Decimal | None:
    """An amount of yuan; None where the cell says nothing. Raises ``NotAnAmount``."""
    if cell is None or (isinstance(cell, str) and folded(cell) in NOTHING):
        return None
    if isinstance(cell, float):
        return cell_amount(cell)
    if not isinstance(cell, str):
        return parse_amount(cell if isinstance(cell, int) else str(cell))
    cell = SPACED.sub(_closed_up, cell)
    match = SIGNED.fullmatch(cell.strip().translate(BRACKETS))
    if match is None or not match["minus"]:
        return parse_amount(match["number"] if match else cell)
    number = parse_amount(match["number"])
    if number < 0:
        raise NotAnAmount(Text("金额有两个负号", "the amount has two signs"))
    return number if match["minus"] == "+" else -number or number


def _closed_up(number: re.Match[str]) -> str:
    return re.sub(r"\s", "", number[0])


def moment(cell: Cell) -> str:
    """A day and its time without what says nothing more: 2025-03-05 星期三 09时12分33秒, or the zone that China is in."""
    said = text(cell)
    if said.isascii() and "+" not in said:
        return said
    return SPELT.sub(lambda found: ":".join(filter(None, found.groups())), BESIDE.sub("", said))


def day(cell: Cell) -> datetime.date:
    """A calendar day. Raises ``NotADate``."""
    if isinstance(cell, datetime.date):
        return parse_date(cell)
    said = moment(cell)
    if SERIAL.fullmatch(said) and int(said[:5]) in SERIALS:
        return EPOCH + datetime.timedelta(days=int(said[:5]))
    return parse_date(said)


def clock(cell: Cell) -> datetime.time | None:
    """The time of day in a cell that holds one, with or without a date before it; None otherwise."""
    if isinstance(cell, datetime.time):
        return cell
    if isinstance(cell, datetime.datetime):
        return cell.time().replace(microsecond=0)
    said = moment(cell)
    if isinstance(cell, int | float) and said.isdecimal() and len(said) < len("235959"):
        said = said.zfill(6)  # a numeric cell has no zeros before 9:12:33
    match = CLOCK.search(said)
    if match:
        before, hour, minute, second, behind = match.groups()
        return _time(_of_half((before or behind or "").lower(), int(hour)), minute, second)
    match = DOTTED_CLOCK.search(said) or CLOSED_CLOCK.search(said)
    return _time(*match.groups()) if match else None


def _time(hour: str | int, minute: str, second: str | None) -> datetime.time | None:
    """The time of day of hour, minute and second; None where there is no such time."""
    try:
        return datetime.time(int(hour), int(minute), int(second or 0))
    except ValueError:
        return None


def _of_half(half: str, hour: int) -> int:
    """The hour from 0 to 23; -1 where half of the day and hour contradict each other, or are unclear (晚上12:05)."""
    if half in MORNING:
        return hour % NOON if hour <= NOON else -1
    if half == "晚上" and hour == NOON:
        return -1
    late = half in EVENING and hour < (NOON - 1 if half == "中午" else NOON)
    return hour + NOON if late else hour


def check_yuan(cell: Cell) -> None:
    """Let a row pass that is in yuan. Raises :class:`ForeignCurrency`."""
    if folded(text(cell)) not in YUAN:
        message = Text("币种“{said}”不是人民币", "the currency “{said}” is not the yuan").format(
            said=text(cell)[:20]
        )
        raise ForeignCurrency(
            message, fix=Text("外币账户不属于专项账簿", "an award's books are in yuan alone")
        )
