"""预算指标 of a budget system (预算管理一体化): what is granted for each use, and what of it was paid. It books nothing.

    指标文号       项目编码  用途编码  用途      指标金额    已支付金额   可用余额
    武财〔2025〕3号  4200…17  P1       学术交流   600000.00   90000.00    510000.00

Each row must say granted - paid = left, and a 合计 the sum of the rows: else the file is refused. The day that it speaks of may
stand above the table (截至 2025-06-30).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import money
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Source

from ..tables import values
from ..tables.footer import is_total
from ..tables.rows import ZERO, BookLine, Control, Problem, Refused, said
from ..tables.table_rows import Row, body
from ..tables.units import check_units
from .statement import wrong_total

if TYPE_CHECKING:
    from ..tables.header import Header

DAY = re.compile(r"(?:截[至止]|日期)\D{0,6}(\d{4})\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})")
UNEVEN = Text(
    "指标 {granted} 减已支付 {paid} 不等于余额 {left}", "granted {granted} less paid {paid} is not {left}"
)
NOT_BOOKED = Text("预算指标表不入账", "a table of indicators books nothing")
HOLD = Text(
    "用 earmark check --against 与资金使用计划核对", "hold it against the plan: earmark check --against"
)
NOTHING = Text("没有指标金额", "there is no amount granted")


class NotBooked(EarmarkError):
    """A file that is only held against the books."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One row; amounts in CNY, ``paid`` None where the file does not say."""

    place: Source
    plan: str
    """What the file calls the use: a code, else its name."""
    plan_name: str
    granted: Decimal
    paid: Decimal | None
    line: BookLine
    """Whose it is, as a journal's line would say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators:
    """A table of them; ``day`` is None where the file does not say."""

    format: str
    rows: tuple[Indicator, ...]
    day: datetime.date | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def data_rows(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    @property
    def control(self) -> Control:
        """Rows, what is granted and what was paid, the day that the table speaks of."""
        granted, paid = (
            sum(x, ZERO) for x in ([r.granted for r in self.rows], [r.paid or ZERO for r in self.rows])
        )
        return Control(len(self.rows), granted, paid, self.day, self.day)


def read_indicators(header: Header, file: str, _today: datetime.date) -> Indicators:
    """The rows below a header. Problems are values. Raises :class:`..tables.units.NotInYuan`."""
    check_units(header)
    rows, footers = body(header)
    read: list[Indicator] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            read.append(_row(row, file))
        except EarmarkError as error:
            problems.append(Problem(row.number, said(error)))
    day = None
    try:
        day = _day(header)
    except EarmarkError as error:
        problems.append(Problem(None, said(error)))
    if not problems:
        total = sum((one.granted for one in read), ZERO)
        totals = [footer for footer in footers if is_total(footer.cells)]
        problems = [problem for footer in totals for problem in wrong_total(footer, "granted", total)]
    return Indicators(format=header.profile.id, rows=tuple(read), day=day, problems=tuple(problems))


def _row(row: Row, file: str) -> Indicator:
    values.check_yuan(row["currency"])
    granted = values.amount(row["granted"])
    if granted is None:
        raise Refused(NOTHING)
    place = Source(file, row.number)
    code, name = values.identifier(row["plan"]), values.text(row["plan_name"])
    line = BookLine(
        place=place, account_code="", account_name="", debit=granted, credit=ZERO, currency="CNY",
        project_code=values.identifier(row["project_code"]), project_name=values.text(row["project_name"]),
    )  # fmt: skip
    return Indicator(
        place=place, plan=code or name, plan_name=name, granted=granted, paid=_paid(row, granted), line=line
    )


def _paid(row: Row, granted: Decimal) -> Decimal | None:
    """What was paid: as stated, or what is not left. Raises :class:`Refused` when both are there and disagree."""
    paid, left = values.amount(row["paid"]), values.amount(row["left"])
    if left is None:
        return paid
    if paid is not None and granted - paid != left:
        raise Refused(UNEVEN.format(granted=money(granted), paid=money(paid), left=money(left)))
    return granted - left


def _day(header: Header) -> datetime.date | None:
    """The day above the table. Raises EarmarkError when it is none."""
    above = (values.text(cell) for cells in header.sheet.rows[: header.first_row - 1] for cell in cells)
    found = DAY.search(" ".join(above))
    return values.day("-".join(found.groups())) if found else None
