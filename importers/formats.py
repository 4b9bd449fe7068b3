"""The formats that Earmark reads, and how a file finds its own: by its content, never by its name.

    read_file(Path("交易明细.xls"))   → Statement (a bank's) or Journal (somebody's books)

The header row decides (:mod:`.header`); a profile's kind says who reads the rows below it. A new layout of
a known kind is a new file in ``profiles/``; a new kind is a line in ``READERS``.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from earmark.ledger.errors import EarmarkError
from earmark.ledger.text import Text

from .cells import cells_of, file_bytes
from .expenditures import read_list
from .header import Header, find_headers
from .journal import read_journal
from .profile import profiles
from .statement import read_statement
from .values import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .cells import Sheet
    from .rows import Journal, Statement

    Reader = Callable[[Header, str, datetime.date], Statement | Journal]

READERS: dict[str, Reader] = {
    "bank": read_statement,
    "treasury": read_journal,
    "journal": read_journal,
    "list": read_list,
}
MOST_SHOWN = 12


class UnknownFormat(EarmarkError):
    """A table whose column names belong to no format."""


class SeveralTables(EarmarkError):
    """A workbook with more than one sheet to read: rows of two sheets would have the same numbers."""


def read_file(path: Path, today: datetime.date | None = None) -> Statement | Journal:
    """What a file holds; its rows say ``path.name`` as their file.

    Raises:
        EarmarkError: the file is no table, damaged, or of no known format; it names the file.
    """
    return read_bytes(file_bytes(path), path.name, today)


def read_bytes(data: bytes, file: str, today: datetime.date | None = None) -> Statement | Journal:
    """What the bytes of a file hold; ``today`` is the last day that a row may have."""
    try:
        header = recognise(cells_of(data))
    except EarmarkError as error:
        error.file = error.file or file
        raise
    return READERS[header.profile.kind](header, file, today or datetime.datetime.now().astimezone().date())


def recognise(sheets: Sequence[Sheet]) -> Header:
    """The header by which the file is read.

    Raises:
        UnknownFormat: no header row is known.
        SeveralTables: more than one sheet has a header that is known.
    """
    found = find_headers(sheets, profiles())
    if not found:
        raise _unknown(sheets)
    if len(found) > 1:
        names = "、".join(header.sheet.name for header in found)
        message = Text("有几张工作表可读：{names}", "several sheets can be read: {names}").format(names=names)
        raise SeveralTables(message, fix=Text("请一张表存一个文件", "save each as a file of its own"))
    return found[0]


def _unknown(sheets: Sequence[Sheet]) -> UnknownFormat:
    """Says which names were seen, so that a person knows what the program saw."""
    rows = [[text(cell) for cell in row if text(cell)] for sheet in sheets for row in sheet.rows[:50]]
    seen = max(rows, key=len, default=[])
    message = Text("不认识这种表格，看到的列名：{seen}", "unknown format; columns seen: {seen}")
    shown = "、".join(name[:20] for name in seen[:MOST_SHOWN]) or "—"
    fix = Text(
        "可读：工商银行对账单、一体化凭证导出、有列名的支出表或序时账（日期、摘要、科目、金额…）",
        "known: ICBC statements, 一体化 vouchers, tables with named columns (日期, 摘要, 科目, 金额 …)",
    )
    return UnknownFormat(message.format(seen=shown), fix=fix)
