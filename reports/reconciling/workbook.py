"""A reconciliation as a workbook: the statement, the differences, what is tied. Amounts are numbers, text is never a formula."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from earmark.ledger.two_sides import CAUSES

from . import table
from .page import WORDS

if TYPE_CHECKING:
    from earmark.ledger.text import Lang, Text

    from .value import Reconciled

DIFFERENCES = (
    ("date", 12), ("id", 24), ("amount", 16), ("cause", 28), ("payee", 28), ("age", 12), ("state", 32),
)  # fmt: skip
TIES = (("date", 12), ("row", 18), ("amount", 16), ("voucher", 22), ("booked", 12), ("payee", 32))


def workbook(made: Reconciled, lang: Lang) -> bytes:
    """An .xlsx file of three sheets."""
    from xlsxwriter import Workbook

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(data, options) as book:
        pen = _Pen(book, lang)
        pen.statement(made)
        pen.rows(WORDS["items"], DIFFERENCES, _differences(made, lang))
        pen.rows(WORDS["tied"], TIES, _ties(made))
    return data.getvalue()


def _differences(made: Reconciled, lang: Lang) -> list[list[Any]]:
    return [
        [
            x.date, x.id, x.amount, CAUSES[x.cause].show(lang), x.party or x.words,
            table.age(made, x).show(lang), table.standing(x).show(lang),
        ]
        for x in made.sides.items
    ]  # fmt: skip


def _ties(made: Reconciled) -> list[list[Any]]:
    return [
        [t.row.date, t.row.id, t.amount, v.number or v.id, v.date, v.payee]
        for t in made.sides.ties
        for v in (t.leg.voucher,)
    ]


class _Pen:
    """Writes sheets in one hand."""

    def __init__(self, book: Any, lang: Lang) -> None:  # noqa: ANN401 (xlsxwriter is not typed)
        self.book = book
        self.lang = lang
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.sum = book.add_format({"num_format": "#,##0.00", "bold": True, "top": 1})
        self.bold = book.add_format({"bold": True})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.words = book.add_format({"text_wrap": True, "valign": "top"})

    def say(self, text: Text) -> str:
        return text.show(self.lang)

    def sheet(self, name: Text) -> Any:  # noqa: ANN401
        sheet = self.book.add_worksheet(self.say(name)[:31])
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        return sheet

    def statement(self, made: Reconciled) -> None:
        """银行存款余额调节表: two columns, and of an ordinary account how its part comes about."""
        found, sheet = made.sides, self.sheet(table.title(made.sides))
        for column, width in enumerate((38, 18, 38, 18)):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, self.say(table.title(found)), self.title)
        about = f"{made.grant.recipient_name} · {found.award} · {found.bank} · {found.through}"
        sheet.write_string(1, 0, about)
        row = 3
        for line in table.whole_account(found):
            self.entry(sheet, row, 0, line)
            row += 1
        row += bool(table.whole_account(found))
        for at, name in zip((0, 2), table.heads(found), strict=True):
            sheet.write_string(row, at, self.say(name), self.bold)
        bank, books = table.columns(found)
        for at, lines in ((0, bank), (2, books)):
            for n, line in enumerate(lines, start=row + 1):
                self.entry(sheet, n, at, line)
        row += 1 + max(len(bank), len(books))
        for at, amount in ((0, found.adjusted_bank), (2, found.adjusted_books)):
            sheet.write_string(row, at, self.say(table.ADJUSTED), self.bold)
            sheet.write_number(row, at + 1, amount, self.sum)
        self.signed(sheet, row + 2, made)

    def entry(self, sheet: Any, row: int, column: int, line: table.Entry) -> None:  # noqa: ANN401
        sheet.write_string(row, column, self.say(line.name))
        sheet.write_number(row, column + 1, line.amount, self.money)

    def signed(self, sheet: Any, row: int, made: Reconciled) -> None:  # noqa: ANN401
        """The difference that is left, who prepared it, who approved it."""
        state = made.state
        sheet.write_string(row, 0, self.say(table.DIFFERENCE))
        sheet.write_number(row, 1, made.sides.difference, self.money)
        approval = state.approval if state else None
        by = f"{state.made.by} {state.made.date}" if state else self.say(WORDS["not_yet"])
        then = f"{approval.by} {approval.date}" if approval else self.say(WORDS["pending"])
        for n, (key, who) in enumerate((("prepared", by), ("approved", then)), start=row + 1):
            sheet.write_string(n, 0, self.say(WORDS[key]))
            sheet.write_string(n, 1, who)

    def rows(self, name: Text, head: Any, rows: list[list[Any]]) -> None:  # noqa: ANN401
        """A list under a frozen head with a filter."""
        sheet = self.sheet(name)
        sheet.set_landscape()
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(head) - 1)
        for column, (key, width) in enumerate(head):
            form = self.money if key == "amount" else self.day if key in {"date", "booked"} else self.words
            sheet.set_column(column, column, width, form)
            sheet.write_string(0, column, self.say(WORDS[key]), self.bold)
            for n, values in enumerate(rows, start=1):
                self.cell(sheet, n, column, values[column], form)

    def cell(self, sheet: Any, row: int, column: int, value: Any, form: Any) -> None:  # noqa: ANN401
        write = sheet.write_string if isinstance(value, str) else sheet.write
        write(row, column, value, form)
