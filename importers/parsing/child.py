"""The child process that parses foreign files: ``python -I -m earmark.importers.parsing.child < file``.

Damaged .xls files make the parser abort or panic, and hostile ones eat memory. So workbooks, web pages and
XML are parsed here, with limits of its own, and the child speaks in pickles (:mod:`..cells.speech`): a string is the
name of a sheet, a list some rows of it, ``True`` the end. A child that died never says ``True``; of a file behind a
password it says ``False``, of one that only the extra ``old-xls`` might read ``None``, of XML that is no table ``0``.
A cell merged downwards is said on each row (see :func:`..cells.markup.said_again`).

Rows are made and said some hundred at a time: all of a large sheet at once takes more time and twice the memory.
"""

from __future__ import annotations

import gc
import io
import itertools
import os
import resource
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

from ..cells.sniff import UnknownXml, kind_of
from ..cells.speech import MOST_CELLS, Speaker, weight

Rows = Iterable[list[Any]]
Sheets = Iterable[tuple[str, Rows]]

MEMORY = 1536 * 1024 * 1024
SECONDS = 60
OUTPUT = 512 * 1024 * 1024
WORKBOOKS = {"ole2", "zip", "biff"}
BLOCK = 500
"""Rows that are said at once."""


class NeedsExtra(Exception):
    """An old workbook that calamine refuses, where xlrd is not installed."""


def limit() -> None:
    """Bound this process: memory, CPU seconds, no core file, output."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, OUTPUT),
    ):
        resource.setrlimit(what, (most, most))


def read(data: bytes) -> Sheets:
    """Name and rows of each sheet, beginning with row 1 and column A even where these are empty."""
    kind = kind_of(data)
    if kind in WORKBOOKS:
        return _workbook(data, old=kind != "zip")
    # Most files are workbooks, and need none of the readers of the rest.
    from . import marked

    return marked.read(kind, data)


def _workbook(data: bytes, *, old: bool) -> Sheets:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [(name, _rows(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except python_calamine.PasswordError:
        raise
    except Exception:
        if not old:
            raise
        if not find_spec("xlrd"):
            raise NeedsExtra from None
        return _read_with_xlrd(data)


def _rows(sheet: Any) -> Rows:  # noqa: ANN401 (calamine's)
    """The rows of a sheet; what a merged cell says stands on each of its rows."""
    merged = [one for one in sheet.merged_cell_ranges or () if one[1][0] > one[0][0]]
    if not merged and (sheet.start is None or sheet.start[1] == 0):
        # These begin in the first row, but in the first column that holds something.
        lazy: Rows = sheet.iter_rows()
        return lazy
    from ..cells import markup

    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, _) in merged:
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        if value != "" and markup.said_again(value):
            for row in rows[top + 1 : min(bottom, top + markup.MOST_SPAN) + 1]:
                row[left] = row[left] if row[left] != "" else value
    return rows


def _read_with_xlrd(data: bytes) -> Sheets:
    """Read the .xls files that calamine refuses: old programs write a container that is not quite OLE2.

    Only where the optional extra ``old-xls`` is installed.
    """
    import xlrd

    book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), ignore_workbook_corruption=True)
    return [
        (
            sheet.name,
            [[_xlrd_cell(cell, book.datemode) for cell in sheet.row(row)] for row in range(sheet.nrows)],
        )
        for sheet in book.sheets()
    ]


def _xlrd_cell(cell: Any, datemode: Any) -> Any:  # noqa: ANN401 (a cell holds what it holds)
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode)
    return "" if cell.ctype == xlrd.XL_CELL_ERROR else cell.value


def main() -> None:
    """Read a file from standard input and write its cells to standard output."""
    import python_calamine

    limit()
    # All that is made here lives to the end: the collector would look at it again and again for nothing.
    gc.disable()
    say = Speaker(sys.stdout.buffer).dump
    try:
        sheets = read(sys.stdin.buffer.read())
    except python_calamine.PasswordError:
        say(False)  # noqa: FBT003 (a pickle)
        return
    except NeedsExtra:
        say(None)
        return
    except UnknownXml:
        say(0)
        return
    total = 0
    for name, rows in sheets:
        say(name)
        left = iter(rows)
        while block := list(itertools.islice(left, BLOCK)):
            say(block)
            total += weight(block)
            if total > MOST_CELLS:
                return  # without an end: a few bytes may claim rows without number
    say(True)  # noqa: FBT003 (a pickle)
    sys.stdout.flush()
    # Nothing is left to do but to take apart, cell by cell, what ends with the process.
    os._exit(0)


if __name__ == "__main__":
    main()
