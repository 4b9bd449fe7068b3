"""What a statement says of itself, above its header and below its rows: counts, sums, opening and closing balance.

    总笔数：5　借方发生总额：71,012.50      1 收 500,000.00      期初余额 | 0.00      对账单初期余额: | 0

Each is held against the rows that were read; one that disagrees is a problem of the file, and nothing is
written. What cannot be read as a number says nothing. "Balance" alone (账户余额：…) is the balance of the moment
at which somebody asked, not that of the last row, and is not held against anything.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.amount import money
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..cells.compare import folded
from . import values
from .profile import bare
from .rows import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..cells.cells import Cell

OUT = r"(?:借方|支出|转出|付款|支取|借记)"
IN = r"(?:贷方|收入|转入|收款|存入|贷记)"
SUM = r"(?:发生)?(?:总额|总金额|合计|合计金额|金额合计|累计金额|总发生额|发生额合计|总计|金额)"
LABELS = {
    "count": re.compile(r"(?:总|合计|交易|交易总|总交易)笔数|总?(?:记录)?条数|总记录数"),
    "count_out": re.compile(rf"总?{OUT}(?:发生)?(?:总|合计)?笔数"),
    "count_in": re.compile(rf"总?{IN}(?:发生)?(?:总|合计)?笔数"),
    "out": re.compile(rf"总?{OUT}{SUM}"),
    "in": re.compile(rf"总?{IN}{SUM}"),
    "opening": re.compile(
        r"(?:对账单)?(?:期初|初期|上期|上页|承前|起始|上月|月初|昨日|上日)(?:账户)?(?:余额|结转|结余)|承前页|openingbalance"
    ),
    "closing": re.compile(r"(?:对账单)?(?:期末|末期|结束)(?:账户)?余额|closingbalance"),
}
CARRIED = re.compile("承|接上|前页|上页|昨日|上日")
NAMES = {
    "count": Text("总笔数", "count of rows"),
    "count_out": Text("支出笔数", "count of rows out"),
    "count_in": Text("收入笔数", "count of rows in"),
    "out": Text("支出合计", "sum out"),
    "in": Text("收入合计", "sum in"),
    "opening": Text("期初余额", "opening balance"),
    "closing": Text("期末余额", "closing balance"),
}
SAYS = re.compile(r"\s{2,}|[\t;；，]|(?<=\D),|,(?=\D)")
COUNTED = re.compile(r"(\d+)\s*笔?\s*([收支])\s*:?\s*([\d,]+\.\d\d)")

WORDED = re.compile(rf"({OUT}|{IN})(?:合计|总计)?:?共?(\d+)笔(?:[,;:、共计]|金额|合计)*(-?\d[\d,]*\.\d\d)?")
"""支出5笔，金额21,217.50元: a count and a sum in a sentence."""
ALL = re.compile(r"(?:^|[^页])共(?:计|查询到|有)?(\d+)[笔条](?!\d)")


class Stated(NamedTuple):
    """One thing that a file says of itself, and on which row."""

    row: int
    key: str
    value: Decimal


def stated(
    lines: Iterable[tuple[int, Sequence[Cell]]], balance: int | None = None, head: int = 0
) -> list[Stated]:
    """What rows above the header or below the data say: a label and its value, in one cell or in two.

    ``balance`` is the column of balances, in rows that have the columns of the data; ``head`` is the row of
    their names: what is brought forward farther down is a page's or a day's, not the file's.
    """
    return [
        one
        for number, cells in lines
        for one in _of_row(number, cells, balance)
        if not (one.key == "opening" and number > head + 1 and _carries(cells))
    ]


def _carries(cells: Sequence[Cell]) -> bool:
    return any(CARRIED.match(folded(cell)) for cell in cells if isinstance(cell, str))


def _of_row(number: int, cells: Sequence[Cell], balance: int | None) -> Iterator[Stated]:
    parts = [part for cell in cells for part in _parts(cell)]
    column = values.text(cells[balance]) if balance is not None and balance < len(cells) else ""
    yield from _worded(number, [folded(cell) for cell in cells if isinstance(cell, str)])
    for place, part in enumerate(parts):
        counted = COUNTED.fullmatch(part)
        if counted:
            side = "in" if counted[2] == "收" else "out"
            yield from _value(number, f"count_{side}", counted[1])
            yield from _value(number, side, counted[3])
            continue
        label, _, value = folded(part).replace("：", ":").partition(":")
        key = _key(label)
        if key:
            following = parts[place + 1] if place + 1 < len(parts) else ""
            stands = column if key in {"opening", "closing"} and part != column else ""
            yield from _value(number, key, value or stands or following)


def _worded(number: int, cells: Sequence[str]) -> Iterator[Stated]:
    for cell in cells:
        for found in WORDED.finditer(cell):
            side = "out" if re.fullmatch(OUT, found[1]) else "in"
            yield from _value(number, f"count_{side}", found[2])
            yield from _value(number, side, found[3] or "")
        for counted in ALL.finditer(cell):
            yield from _value(number, "count", counted[1])


def _parts(cell: Cell) -> list[str]:
    """The parts of a cell that hold several labels with their values."""
    said = values.text(cell)
    if isinstance(cell, str) and not said.replace(",", "").replace(".", "").lstrip("-").isdigit():
        return [part.strip() for part in SAYS.split(said) if part and part.strip()]
    return [said] if said else []


def _key(label: str) -> str | None:
    plain = bare(label)
    return next((key for key, pattern in LABELS.items() if pattern.fullmatch(plain)), None)


def _value(number: int, key: str, said: str) -> Iterator[Stated]:
    try:
        value = values.amount(said.removesuffix("笔").removesuffix("条"))
    except EarmarkError:
        return
    if value is not None:
        yield Stated(number, key, value)


def disagreeing(said: Iterable[Stated], found: dict[str, frozenset[Decimal]]) -> list[Problem]:
    """What is stated otherwise than found; ``found`` has for each key the values that it may have."""
    message = Text("{what} {stated}，各行为 {found}", "{what} {stated}, the rows say {found}")
    return [
        Problem(
            one.row,
            message.format(
                what=NAMES[one.key], stated=_shown(one.key, one.value), found=_shown(one.key, min(may))
            ),
        )
        for one in said
        if (may := found.get(one.key)) and abs(one.value) not in may and one.value not in may
    ]


def _shown(key: str, value: Decimal) -> str:
    return str(int(value)) if key.startswith("count") else money(value)
