"""The child process that parses foreign workbooks: ``python -I -m earmark.importers.child < file``.

Damaged .xls files make the parser abort or panic, and hostile ones eat memory. So it runs here, with limits
of its own, and speaks in lines of JSON: a string is the name of a sheet, a list a row of the sheet,
``true`` the end. A child that died never says ``true``; of a file behind a password it says ``false``.
Cells are strings, numbers, null for an empty one, or ``{"d": ISO date or time}``.
"""

from __future__ import annotations

import datetime
import io
import json
import resource
import sys
from importlib.util import find_spec
from typing import Any

Rows = list[list[Any]]

MEMORY = 1536 * 1024 * 1024
SECONDS = 60
OUTPUT = 512 * 1024 * 1024
XLS = b"\xd0\xcf\x11\xe0"


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
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names
        ]
    except python_calamine.PasswordError:
        raise
    except Exception:
        if data.startswith(XLS) and find_spec("xlrd"):
            return _read_with_xlrd(data)
        raise


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
    """A cell as JSON can say it."""
    if cell == "":
        return None
    if isinstance(cell, datetime.date | datetime.time):
        return {"d": cell.isoformat()}
    return cell if isinstance(cell, str | int | float) else str(cell)


def main() -> None:
    """Read a workbook from standard input and write its cells to standard output."""
    import python_calamine

    limit()
    try:
        sheets = read(sys.stdin.buffer.read())
    except python_calamine.PasswordError:
        sys.stdout.write("false\n")
        return
    for name, rows in sheets:
        sys.stdout.write(json.dumps(name) + "\n")
        for row in rows:
            sys.stdout.write(json.dumps([plain(cell) for cell in row], separators=(",", ":")) + "\n")
    sys.stdout.write("true\n")


if __name__ == "__main__":
    main()
