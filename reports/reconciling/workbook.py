"""A reconciliation as a workbook: the statement, the differences, what is tied, each on a sheet that prints and is signed."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from earmark.ledger.banks.two_sides import CAUSES
from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text

from ..outgoing.as_workbook import as_workbook
from ..outgoing.value import Column, Sheet, Table
from . import table
from .page import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from earmark.ledger.base.text import Lang

    from ..outgoing.value import Cell
    from .value import Reconciled

LINE = Text("{name}：{said}", "{name}: {said}")
DIFFERENCES = (
    Column(WORDS["date"], "day", 12), Column(WORDS["id"], "code", 22), Column(WORDS["amount"], "money", 16),
    Column(WORDS["cause"], width=28), Column(WORDS["payee"], width=26), Column(WORDS["age"], width=14),
    Column(WORDS["state"], width=30),
)  # fmt: skip
TIES = (
    Column(WORDS["date"], "day", 12), Column(WORDS["row"], "code", 18), Column(WORDS["amount"], "money", 16),
    Column(WORDS["voucher"], "code", 22), Column(WORDS["booked"], "day", 12), Column(WORDS["payee"], width=30),
)  # fmt: skip


def workbook(made: Reconciled, lang: Lang) -> bytes:
    """An .xlsx file of three sheets."""
    found = made.sides
    account = f"{found.award} · {found.bank}"
    sheet = Sheet(
        title=table.title(found), day=found.through,
        about=(made.grant.recipient_name, account, LINE.format(name=WORDS["through"], said=found.through), WORDS["unit"]),
        tables=(
            _statement(made),
            Table(name=WORDS["items"], columns=DIFFERENCES, rows=tuple(_differences(made))),
            Table(name=WORDS["tied"], columns=TIES, rows=tuple(_ties(made))),
        ),
        signed=tuple(LINE.format(name=name, said=said) for name, said in table.signatures(made)),
    )  # fmt: skip
    return as_workbook(sheet, lang)


def _statement(made: Reconciled) -> Table:
    """Two columns; above them, of an ordinary account, how its part comes about."""
    found = made.sides
    bank, books = table.columns(found)
    rows: list[tuple[Cell, ...]] = [(line.name, line.amount, "", None) for line in table.whole_account(found)]
    rows += [
        (
            *((left.name, left.amount) if left else ("", None)),
            *((right.name, right.amount) if right else ("", None)),
        )
        for left, right in zip_longest(bank, books)
    ]
    off = LINE.format(name=WORDS["difference"], said=money(found.difference))
    left, right = table.heads(found)
    return Table(
        name=table.title(found), rows=tuple(rows), note=off if found.difference else None,
        columns=(Column(left, width=34), Column(WORDS["amount"], "money", 18), Column(right, width=34), Column(WORDS["amount"], "money", 18)),
        sums=(table.ADJUSTED, found.adjusted_bank, table.ADJUSTED, found.adjusted_books),
    )  # fmt: skip


def _differences(made: Reconciled) -> Iterator[tuple[Cell, ...]]:
    for x in made.sides.items:
        said = CAUSES[x.cause], x.party or x.words, table.age(made, x), table.standing(x)
        yield x.date, x.id, x.amount, *said


def _ties(made: Reconciled) -> Iterator[tuple[Cell, ...]]:
    for tie in made.sides.ties:
        voucher = tie.leg.voucher
        yield tie.row.date, tie.row.id, tie.amount, voucher.number or voucher.id, voucher.date, voucher.payee
