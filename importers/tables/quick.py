"""Rows written as nearly all are, read at once.

A statement of a hundred thousand rows is read row by row with a dozen questions each. Most rows are of one plain form:
days as 2025-03-05, 20250305 or with a time behind, amounts as 1234.50, text in text cells. ``Quick`` reads these and
gives ``None`` for any other row, which the strict reader (:mod:`.bank_row`) then reads or refuses. What it reads is what
the strict reader would have read: a test holds the two side by side.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.vouchers.charge import Source

from . import values
from .bank_row import check_day, in_side, out_side
from .footer import is_plain
from .rows import BankRow

if TYPE_CHECKING:
    from ..cells.cells import Cell
    from .header import Header
    from .table_rows import Row

AMOUNT = re.compile(r"(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:,\d{3}){1,4})\.\d\d").fullmatch
PLAIN_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{8}|\d{4}/\d\d?/\d\d?").fullmatch
CLOCK = re.compile(r"\d\d:\d\d:\d\d").fullmatch
NEEDED = frozenset({"date", "out", "in", "balance"})
STRANGE = frozenset({"amount", "reversal", "payer", "receiver", "status"})
ALL = (
    "date", "time", "out", "in", "balance", "side", "own_account", "currency",
    "payee", "payee_account", "summary", "purpose", "postscript", "serial",
)  # fmt: skip
MOST = 1e13
"""A cell holds so many yuan to the cent."""
STRIP = str.strip
NEW = tuple.__new__
"""Makes a named tuple in a third of the time; its values must all be there, in order."""
DASHES = values.NOTHING - {""}
NOTHING = frozenset({None, "", "0", "0.00"})


class Quick:
    """Reads plain rows of one statement with money out and money in apart."""

    def __init__(self, header: Header, file: str, today: datetime.date) -> None:
        at = header.columns
        self.able = set(at) >= NEEDED and not STRANGE & set(at) and not header.profile.minus_out
        self.file, self.today = file, today
        self.width = len(header.names)
        # A column that the file lacks is the empty cell behind the last one.
        place = {field: at.get(field, self.width) for field in ALL}
        if place["time"] == place["date"]:
            place["time"] = self.width
        self.numbers = self.nones = bool(header.sheet.name)
        self.missing: list[Cell] = [""] * (self.width + 1)
        self.take = itemgetter(*(place[field] for field in ALL))
        self.own, self.currency = place["own_account"], place["currency"]
        self.days: dict[str, datetime.date] = {}
        self.clocks: dict[str, datetime.time | None] = {"": None}
        self.passed: set[tuple[Cell, Cell]] = set()
        self.right = {
            True: {"", *out_side(header.profile)},
            False: {"", *in_side(header.profile)},
        }

    def trust(self, row: Row) -> None:
        """Let rows pass that say the same own account and currency as this one, which the strict reader let pass."""
        own, currency = (
            row.cells[place] if place < len(row.cells) else "" for place in (self.own, self.currency)
        )
        self.passed.add((own or "", currency or ""))

    def row(self, cells: list[Cell], number: int) -> BankRow | None:
        """The movement in a row of the plain form, whose currency and own account have passed before."""
        if len(cells) > self.width:
            return None
        said: list[Cell] = (
            ["" if one is None else one for one in cells] if self.nones and None in cells else cells
        )
        # What is no text raises below, and is left to the strict reader.
        try:
            return self._read(said + self.missing[len(cells) :], number)
        except (TypeError, AttributeError, EarmarkError):
            return None

    def _read(self, padded: list[Cell], number: int) -> BankRow | None:
        day, clock, out, into, balance, side, own, currency, *words = self.take(padded)
        if self.numbers:
            out, into, balance = as_text(out), as_text(into), as_text(balance)
        goes_out = into in NOTHING
        amount = out if goes_out else into
        if not (AMOUNT(amount) and AMOUNT(balance)) or (not goes_out and out not in NOTHING):
            return None
        if (own, currency) not in self.passed or side not in self.right[goes_out]:
            return None
        payee, account, summary, purpose, more, serial = map(STRIP, words)
        plain_numbers = account.isdigit() and (serial.isdigit() or not serial)
        if payee in DASHES or (not plain_numbers and (_lost(account) or _lost(serial))):
            return None
        if not (is_plain(summary) or is_plain(payee) or is_plain(purpose)):
            return None
        date, time = self._moment(day)
        moved = Decimal(amount.replace(",", ""))
        if not moved:
            return None
        if more:
            purpose = f"{purpose} {more}" if purpose and purpose != more else more
        said = (
            NEW(Source, (self.file, number)),
            date,
            -moved if goes_out else moved,
            (self._clock(clock.strip()) if clock else None) or time,
            Decimal(balance.replace(",", "")),
            serial or None,
            payee,
            account,
            summary,
            purpose,
        )
        return NEW(BankRow, said)

    def _moment(self, said: Cell) -> tuple[datetime.date, datetime.time | None]:
        """Day and time of day, the day read strictly when it is seen first. Raises EarmarkError or TypeError."""
        if type(said) is datetime.datetime:
            return self._moment(f"{said:%Y-%m-%d %H:%M:%S}")
        if not isinstance(said, str):
            raise TypeError
        clock = said[-8:] if said[-9:-8] == " " else ""
        day = said[:-9] if clock else said
        date = self.days.get(day)
        if date is None:
            if not PLAIN_DAY(day):
                raise TypeError
            date = values.day(day)
            check_day(date, self.today)
            self.days[day] = date
        return date, self._clock(clock) if clock else None

    def _clock(self, said: str) -> datetime.time | None:
        if said not in self.clocks:
            if not CLOCK(said):
                raise TypeError
            self.clocks[said] = values.clock(said)
        return self.clocks[said]


def as_text(cell: Cell) -> Cell:
    """A number as a bank would write it; one that is not exact to the cent stays what it is, and so does any other cell."""
    if type(cell) is not float:
        return cell
    said = f"{cell:.2f}"
    return said if cell < MOST and float(said) == cell else cell


def _lost(said: str) -> bool:
    """Whether an account number or a serial may have lost digits."""
    return not said.isdigit() and bool(values.RAISED.fullmatch(said))
