"""A paper of tables as a workbook: a sheet a table, typed cells, print titles, page numbers; text is never a formula.

The same paper gives the same bytes: the file is dated with the day that the paper speaks of.
"""

from __future__ import annotations

import datetime
import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from earmark.ledger.base.text import width

from .as_text import shown

if TYPE_CHECKING:
    from earmark.ledger.base.text import Lang

    from .value import Cell, Sheet, Table

A4 = 9
FORMS = {"money": "#,##0.00", "day": "yyyy-mm-dd", "count": "0", "words": "@", "code": "@"}
NO_NAME = re.compile(r"[\[\]:*?/\\']")
LONGEST = 32767
"""So many signs a cell holds."""
HIGH, HIGHEST = 14, 400
"""Of a line and of a row, in points: nobody but Excel makes a row as high as its text."""


def as_workbook(sheet: Sheet, lang: Lang) -> bytes:
    """An .xlsx file."""
    from xlsxwriter import Workbook

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(data, options) as book:
        created = datetime.datetime(sheet.day.year, sheet.day.month, sheet.day.day)  # noqa: DTZ001 (a day)
        book.set_properties({"title": sheet.title.show(lang), "created": created})
        pen = _Pen(book, sheet, lang)
        for table in sheet.tables:
            pen.table(table)
    return data.getvalue()


class _Pen:
    """Writes tables in one hand."""

    def __init__(self, book: Any, sheet: Sheet, lang: Lang) -> None:  # noqa: ANN401 (xlsxwriter is not typed)
        self.book, self.sheet, self.lang = book, sheet, lang
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.about = book.add_format({"font_color": "#595959"})
        box = {"border": 1, "valign": "top", "text_wrap": True}
        self.head = book.add_format(box | {"bold": True, "valign": "vcenter", "bg_color": "#F3F3F1"})
        self.forms = {kind: book.add_format(box | {"num_format": form}) for kind, form in FORMS.items()}
        bold = box | {"bold": True, "top": 2}
        self.last = {kind: book.add_format(bold | {"num_format": form}) for kind, form in FORMS.items()}

    def table(self, table: Table) -> None:
        """One table on a sheet of its own, below the paper's title."""
        page = self.book.add_worksheet(NO_NAME.sub(" ", shown(table.name, self.lang))[:31])
        page.write_string(0, 0, shown(self.sheet.title, self.lang), self.title)
        for at, line in enumerate(self.sheet.about, start=1):
            page.write_string(at, 0, shown(line, self.lang), self.about)
        head = len(self.sheet.about) + 1
        for column, (name, _, wide) in enumerate(table.columns):
            page.set_column(column, column, max(wide, 6))
            page.write_string(head, column, shown(name, self.lang), self.head)
        end = self._rows(page, table, head + 1)
        self._printed(page, table, head)
        self._foot(page, table, end + bool(table.rows))

    def _rows(self, page: Any, table: Table, row: int) -> int:  # noqa: ANN401
        """The rows and their sums; gives the row after them."""
        for cells in table.rows:
            self._line(page, row, table, cells, self.forms)
            row += 1
        if table.sums:
            self._line(page, row, table, table.sums, self.last)
            row += 1
        return row

    def _line(self, page: Any, row: int, table: Table, cells: tuple[Cell, ...], forms: Any) -> None:  # noqa: ANN401
        page.set_row(row, min(HIGH * self._high(table, cells), HIGHEST))
        for at, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
            form = forms[column.kind]
            if isinstance(cell, Decimal | int):
                page.write_number(row, at, cell, form)
            elif isinstance(cell, datetime.date):
                page.write_datetime(row, at, cell, forms["day"])
            elif said := shown(cell, self.lang):
                page.write_string(row, at, said[:LONGEST], forms["words"])
            else:
                page.write_blank(row, at, None, form)

    def _high(self, table: Table, cells: tuple[Cell, ...]) -> int:
        """How many lines the fullest cell of a row takes."""
        pairs = zip(table.columns, cells, strict=True)
        texts = ((shown(cell, self.lang).split("\n"), column.width - 1) for column, cell in pairs)
        return max(sum(max(-(-width(line) // wide), 1) for line in lines) for lines, wide in texts)

    def _printed(self, page: Any, table: Table, head: int) -> None:  # noqa: ANN401
        page.freeze_panes(head + 1, 0)
        if table.rows:
            page.autofilter(head, 0, head + len(table.rows), len(table.columns) - 1)
        page.repeat_rows(head)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P / &N")

    def _foot(self, page: Any, table: Table, row: int) -> None:  # noqa: ANN401
        """The note, or that there is nothing; the places to sign."""
        note = table.note if table.rows else table.empty
        if note:
            page.write_string(row, 0, shown(note, self.lang))
            row += 1
        apart = len(table.columns) // (len(self.sheet.signed) or 1)
        for at, place in enumerate(self.sheet.signed):
            page.write_string(row + 1, at * apart, shown(place, self.lang))
