"""The formats that Earmark reads, and how a file finds its own: by its content, never by its name.

    read_file(Path("交易明细.xls"))   → Statement (a bank's), Journal or TrialBalance (somebody's books), Indicators (a budget system's)

The header row decides (:mod:`..tables.header`), of a bank's table the content too (:mod:`..tables.reading`); a profile's kind says
who reads the rows below it. A new layout of a known kind is a new file in ``profiles/``, or a ``[[profiles]]`` in
earmark.toml; a new kind is a line in ``READERS``.

A statement or journal may stand on several sheets, a month each: they are read as one, if they are of one account and no
day, or no voucher, is on two of them. Rows are then numbered on through the sheets, and a problem names sheet and row.
"""

from __future__ import annotations

import csv
import datetime
from functools import partial
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..cells.cells import cells_of, ill_formed, read_cells
from ..cells.mojibake import mended
from ..cells.unhurried import unhurried
from ..tables.guess import guessed
from ..tables.header import Header, find_headers
from ..tables.profile import profiles
from ..tables.reading import settle
from ..tables.split_days import whole_days
from ..tables.values import text
from .expenditures import read_list
from .indicators import read_indicators
from .journal import read_journal
from .journal_sheets import stacked_journal
from .payments import read_payments
from .sheets import SeveralTables, several_tables, stacked
from .statement import read_statement
from .trial_balance import read_balance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ..cells.cells import Sheet
    from ..tables.profile import Profile
    from ..tables.rows import Journal, Statement
    from .indicators import Indicators
    from .trial_balance import TrialBalance

    Read = Statement | Journal | TrialBalance | Indicators
    Reader = Callable[[Header, str, datetime.date], Read]

__all__ = ["SeveralTables", "UnknownFormat", "read_bytes", "read_file", "recognise"]

READERS: dict[str, Reader] = {
    "bank": read_statement,
    "treasury": read_journal,
    "journal": read_journal,
    "list": read_list,
    "payments": read_payments,
    "balance": read_balance,
    "indicators": read_indicators,
}
STACKED = ("bank", "journal", "treasury")
"""Kinds that may stand on several sheets."""
MOST_SHOWN = 12


class UnknownFormat(EarmarkError):
    """A table whose column names belong to no format."""


def read_file(path: Path, today: datetime.date | None = None, own: Sequence[Profile] = ()) -> Read:
    """What a file holds; its rows say ``path.name`` as their file.

    Raises:
        EarmarkError: the file is no table, damaged, or of no known format; it names the file.
    """
    return _read(partial(read_cells, path), path.name, today, own)


def read_bytes(
    data: bytes, file: str, today: datetime.date | None = None, own: Sequence[Profile] = ()
) -> Read:
    """What the bytes of a file hold; ``today`` is the last day that a row may have.

    ``own`` are profiles of these books, which come before the shipped ones.
    """
    return _read(partial(cells_of, data), file, today, own)


def _read(
    sheets: Callable[[], list[Sheet]], file: str, today: datetime.date | None, own: Sequence[Profile]
) -> Read:
    try:
        with unhurried():
            headers = recognise_all(sheets(), own)
            return _rows(headers, file, today or datetime.datetime.now().astimezone().date())
    except EarmarkError as error:
        error.file = error.file or file
        raise
    except csv.Error as error:
        # A large text is split while it is read.
        raise ill_formed(error, file) from None


def _rows(headers: Sequence[Header], file: str, today: datetime.date) -> Read:
    """What stands below the headers of a file's sheets."""
    kind = headers[0].profile.kind
    if len(headers) > 1:
        return (stacked if kind == "bank" else stacked_journal)(headers, file, today)
    return READERS[kind](headers[0], file, today)


def recognise(sheets: Sequence[Sheet], own: Sequence[Profile] = ()) -> Header:
    """The header by which the file is read, of the first sheet where there are several."""
    return recognise_all(sheets, own)[0]


def recognise_all(sheets: Sequence[Sheet], own: Sequence[Profile] = ()) -> list[Header]:
    """The header of each sheet that has one, in the order of the sheets.

    Raises:
        UnknownFormat: no header row is known, and the content decides nothing.
        SeveralTables: several sheets have a header that is known, and they are not one statement or journal.
    """
    sheets = whole_days(mended(sheets))
    found = find_headers(sheets, (*own, *profiles())) or guessed(sheets)
    if not found:
        raise _unknown(sheets)
    best = found[0].profile
    several = [settle(header) for header in found if header.profile.id == best.id]
    if len(found) > 1 and (best.kind not in STACKED or len(several) != len(found)):
        raise several_tables(found)
    return sorted(several, key=lambda header: header.place)


def _unknown(sheets: Sequence[Sheet]) -> UnknownFormat:
    """Says which names were seen, so that a person knows what the program saw."""
    rows = [[text(cell) for cell in row if text(cell)] for sheet in sheets for row in sheet.rows[:50]]
    seen = max(rows, key=len, default=[])
    message = Text("不认识这种表格，看到的列名：{seen}", "unknown format; columns seen: {seen}")
    shown = "、".join(name[:20] for name in seen[:MOST_SHOWN]) or "—"
    fix = Text(
        "可读：银行对账单、一体化凭证导出、有列名的支出表或序时账（日期、摘要、科目、金额…）；"
        "别的银行表格可用 earmark import --map 说明各列",
        "known: bank statements, 一体化 vouchers, tables with named columns (日期, 摘要, 科目, 金额 …); "
        "the columns of another bank's table can be told with earmark import --map",
    )
    return UnknownFormat(message.format(seen=shown), fix=fix)
