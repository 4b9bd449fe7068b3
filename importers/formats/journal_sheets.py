"""A journal on several sheets of one workbook, a month or a page each (Page1, Page2), read as one.

No voucher may stand on two sheets: a sheet of the whole year beside its months would bring every voucher twice. Rows are
numbered on through the sheets, as of a statement (:mod:`.sheets`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Source

from .journal import read_journal
from .sheets import SAVE, SeveralTables, named

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from ..tables.header import Header
    from ..tables.rows import BookVoucher, Journal


def stacked_journal(headers: Sequence[Header], file: str, today: datetime.date) -> Journal:
    """The journal on several sheets. Raises :class:`.sheets.SeveralTables`."""
    each = [(header, read_journal(header, file, today)) for header in headers]
    _check_numbers(each)
    return replace(
        each[0][1],
        vouchers=tuple(_placed(one, header.before) for header, journal in each for one in journal.vouchers),
        data_rows=sum(journal.data_rows for _, journal in each),
        problems=tuple(named(header, problem) for header, journal in each for problem in journal.problems),
        notes=tuple(note for _, journal in each for note in journal.notes),
    )


def _placed(voucher: BookVoucher, before: int) -> BookVoucher:
    lines = (replace(x, place=Source(x.place.file, x.place.row + before)) for x in voucher.lines)
    return replace(voucher, lines=tuple(lines))


def _check_numbers(each: Sequence[tuple[Header, Journal]]) -> None:
    """Let sheets pass of which none has a voucher that another has too."""
    sheet_of: dict[str, str] = {}
    for header, journal in each:
        for gl in {voucher.gl for voucher in journal.vouchers if voucher.gl}:
            if gl in sheet_of:
                message = Text(
                    "工作表“{one}”和“{other}”都有凭证 {gl}", "the sheets “{one}” and “{other}” both have {gl}"
                )
                said = message.format(one=sheet_of[gl], other=header.sheet.name, gl=gl)
                raise SeveralTables(said, fix=SAVE)
            sheet_of[gl] = header.sheet.name
