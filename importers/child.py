"""The child process that parses foreign files: ``python -I -m earmark.importers.child < file``.

Damaged .xls files make the parser abort or panic, and hostile ones eat memory. So workbooks, web pages and
XML are parsed here, with limits of its own, and the child speaks in lines of JSON: a string is the name of a
sheet, a list some rows of it, ``true`` the end. A child that died never says ``true``; of a file behind a
password it says ``false``, of one that only the extra ``old-xls`` might read ``null``, of XML that is no table ``0``. Cells are strings,
numbers, null for an empty one, or ``{"d": ISO date or time}``. A cell merged downwards is said on each row
(see :func:`.markup.said_again`).
"""

from __future__ import annotations

import datetime
import gc
import io
import json
import resource
import sys
from importlib.util import find_spec
from typing import Any

from . import bkrs, camt, gbt24589, markup, mt940, ofx
from .sniff import decoded, kind_of

Rows = list[list[Any]]

MEMORY = 1536 * 1024 * 1024
SECONDS = 60
OUTPUT = 512 * 1024 * 1024
BLOCK = 500
"""Rows a line of JSON holds: one call of the JSON module a row takes three times as long."""


class NeedsExtra(Exception):
    """An old workbook that calamine refuses, where xlrd is not installed."""


class UnknownXml(Exception):
    """An XML file whose root nobody here reads."""


def limit() -> None:
    """Bound this process: memory, CPU seconds, no core file, output."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, OUTPUT),
    ):
        resource.setrlimit(what, (most, most))


def read(data: bytes) -> list[tuple[str, Rows]]:
    """Name and rows of each sheet, beginning with row 1 and column A even where these are empty."""
    kind = kind_of(data)
    if kind == "html":
        return markup.web_page(decoded(data))
    if kind == "xml":
        return _xml(decoded(data))
    if kind == "json":
        return gbt24589.read(gbt24589.from_json(decoded(data)))
    if kind == "mt940":
        return mt940.read(decoded(data))
    if kind == "ofx":
        return ofx.read(decoded(data))
    return _workbook(data, old=kind != "zip")


def _xml(text: str) -> list[tuple[str, Rows]]:
    root = markup.parsed(text)
    name = markup.local(root)
    if name == "Workbook":
        return markup.xml_workbook(root)
    if name == camt.ROOT:
        return camt.read(root)
    found = bkrs.read(root) if bkrs.is_statement(root) else gbt24589.read(root)
    if not found:
        raise UnknownXml
    return found


def _workbook(data: bytes, *, old: bool) -> list[tuple[str, Rows]]:
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
    rows: Rows = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        if value != "" and markup.said_again(value):
            for row in rows[top + 1 : min(bottom, top + markup.MOST_SPAN) + 1]:
                row[left] = row[left] if row[left] != "" else value
    return rows


def _read_with_xlrd(data: bytes) -> list[tuple[str, Rows]]:
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


def plain(cell: Any) -> Any:  # noqa: ANN401
    """A cell that JSON has no word for, as it can say it."""
    if isinstance(cell, datetime.date | datetime.time):
        return {"d": cell.isoformat()}
    return str(cell)


def main() -> None:
    """Read a file from standard input and write its cells to standard output."""
    import python_calamine

    limit()
    # All that is made here lives to the end: the collector would look at it again and again for nothing.
    gc.disable()
    try:
        sheets = read(sys.stdin.buffer.read())
    except python_calamine.PasswordError:
        say(False)  # noqa: FBT003 (JSON)
        return
    except NeedsExtra:
        say(None)
        return
    except UnknownXml:
        say(0)
        return
    for name, rows in sheets:
        say(name)
        for start in range(0, len(rows), BLOCK):
            say([[None if cell == "" else cell for cell in row] for row in rows[start : start + BLOCK]])
    say(True)  # noqa: FBT003 (JSON)


def say(said: object) -> None:
    """A line of JSON; Chinese as it is, which is half as long as its escapes."""
    line = json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=plain) + "\n"
    sys.stdout.buffer.write(line.encode(errors="surrogatepass"))


if __name__ == "__main__":
    main()
