"""Rows to files: xlsx as a spreadsheet program would write it, csv as a Chinese bank does (GB18030, CRLF).

The same rows give the same bytes: the workbook's date of creation is fixed.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Cell = str | Decimal | datetime.date | None
CREATED = datetime.datetime(2026, 4, 20, 9, 30)  # noqa: DTZ001 (xlsx knows no zones)


def write_xlsx(path: Path, rows: Sequence[Sequence[Cell]]) -> Path:
    """One sheet: text stays text, amounts and dates are numbers in their format, None and "" are empty."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": CREATED})
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        money = book.add_format({"num_format": "#,##0.00"})
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, Decimal):
                    sheet.write_number(number, column, cell, money)
                elif isinstance(cell, datetime.date):
                    sheet.write_datetime(number, column, cell, date)
                elif cell:
                    sheet.write_string(number, column, cell)
    return path


def write_csv(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Comma-separated text in GB18030, lines ended by CRLF."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path
