"""Totals that a journal prints, held against its lines.

A 合计 stands below a voucher, a page or the whole: it may be the sum of all lines above it or of those since the total
before. What is neither refuses the file. One column 金额 for both sides is another matter: what its total adds up (one side,
both, or nothing sensible) differs between programs, so one that fits nothing is a note for a person.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.amount import money
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from . import values
from .footer import is_total
from .rows import ZERO, Problem, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .rows import BookLine
    from .table_rows import Row

HAIR = 1e-6
WRONG = Text("合计 {stated}，各行相加为 {total}", "the total is {stated}, the rows add up to {total}")
MIXED = Text(
    "第 {row} 行的合计 {stated} 不是借方（{debit}）、贷方（{credit}）或两者之和：请核对是否少了行",
    "the total {stated} in row {row} is neither the debits ({debit}), the credits ({credit}) nor both: are rows missing?",
)


class _Sums(NamedTuple):
    debit: Decimal
    credit: Decimal


def wrong_totals(footers: Sequence[Row], lines: Sequence[BookLine]) -> tuple[list[Problem], list[Text]]:
    """What is wrong with the totals of a file, and what only a person can tell of them."""
    problems: list[Problem] = []
    notes: list[Text] = []
    before = 0
    for footer in (one for one in footers if is_total(one.cells)):
        above = [line for line in lines if line.place.row < footer.number]
        sums = [_sums(above), _sums([line for line in above if line.place.row > before])]
        before = footer.number
        try:
            problems += _two_columns(footer, sums)
            notes += _one_column(footer, sums)
        except EarmarkError as error:
            problems.append(Problem(footer.number, said(error)))
    return problems, notes


def _sums(lines: Sequence[BookLine]) -> _Sums:
    return _Sums(sum((x.debit for x in lines), ZERO), sum((x.credit for x in lines), ZERO))


def _stated(footer: Row, field: str) -> Decimal | None:
    """What a total says; one that a program added up in floats may be a hair off the cent."""
    cell = footer[field]
    if isinstance(cell, float) and abs(cell - round(cell, 2)) < HAIR:
        cell = round(cell, 2)
    return values.amount(cell)


def _two_columns(footer: Row, sums: Sequence[_Sums]) -> list[Problem]:
    stated = [_stated(footer, field) for field in _Sums._fields]
    fits = any(all(s in (None, total) for s, total in zip(stated, one, strict=True)) for one in sums)
    if fits:
        return []
    wrong = [(s, total) for s, total in zip(stated, sums[0], strict=True) if s not in (None, total)]
    if not wrong:
        wrong = [(s, total) for s, total in zip(stated, sums[1], strict=True) if s not in (None, total)]
    return [
        Problem(footer.number, WRONG.format(stated=money(s or ZERO), total=money(total)))
        for s, total in wrong
    ]


def _one_column(footer: Row, sums: Sequence[_Sums]) -> list[Text]:
    stated = _stated(footer, "amount")
    meant = {total for one in sums for total in (*one, sum(one), one.debit - one.credit)}
    if stated is None or stated in meant:
        return []
    all_ = sums[0]
    said_ = {"debit": money(all_.debit), "credit": money(all_.credit), "stated": money(stated)}
    return [MIXED.format(row=footer.number, **said_)]
