"""A bank's table whose column names nobody knows: read by its content, or not at all.

Below some row of names there must be a column of days and columns of amounts, of which one is a running balance
of the others: of one signed amount, of money out beside money in, or of an amount beside a word for its side.
Three rows at least must prove it. When rows can be read in two ways that the balance proves equally, and
that give other amounts, the file is refused: a person maps it once (``earmark import --map``).
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..cells.compare import folded
from . import values
from .bank_row import day_of, in_side, out_side, signed
from .fitting import fit
from .footer import is_footer
from .header import FEWEST_NAMES, FIRST_ROWS, Header
from .profile import NO_NAME, general
from .reading import MAP, SAMPLE, Undecided, with_words
from .table_rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from ..cells.cells import Cell, Sheet

    Numbered = tuple[int, Sequence[Cell]]

FEWEST_LINKS = 2
MOST_AMOUNTS = 8
LONG = 12
READ_TWICE = Text(
    "列的含义有几种读法，余额都对得上：{names}",
    "the columns can be read in several ways that the balance proves: {names}",
)


def guessed(sheets: Sequence[Sheet]) -> list[Header]:
    """The header of each sheet that can be read by its content.

    Raises:
        Undecided: a sheet can be read in two ways.
    """
    found: dict[int, Header] = {}
    for place, sheet in enumerate(sheets):
        header = _guess(sheet)
        if header:
            found[place] = header
    for place, sheet in enumerate(sheets):
        like = [header for one in found.values() if (header := _alike(sheet, one))]
        if place not in found and like:
            # A month of two rows proves nothing; that it is called like one that does is enough.
            found[place] = like[0]
    befores = itertools.accumulate((len(sheet.rows) for sheet in sheets), initial=0)
    places = dict(enumerate(befores))
    return [found[place]._replace(place=place, before=places[place]) for place in sorted(found)]


def _alike(sheet: Sheet, header: Header) -> Header | None:
    """The header of a sheet whose columns are called as another's."""
    for number, row in enumerate(sheet.rows[:FIRST_ROWS], start=1):
        names = tuple(folded(cell) if isinstance(cell, str) else "" for cell in row)
        if names == header.names:
            return header._replace(sheet=sheet, first_row=number, row=number)
    return None


def _guess(sheet: Sheet) -> Header | None:
    for number, row in enumerate(sheet.rows[:FIRST_ROWS], start=1):
        names = tuple(folded(cell) if isinstance(cell, str) else "" for cell in row)
        if sum(map(bool, names)) < FEWEST_NAMES or any(map(general().shuns, names)) or _is_data(row):
            continue
        header = Header(general(), sheet, number, number, names, 0, {})
        cells = [
            (at, below)
            for at, below in enumerate(sheet.rows[number : number + SAMPLE], start=number + 1)
            if any(map(values.text, below)) and not is_footer(below)
        ]
        found = _proven(header, cells)
        if found:
            return found
    return None


def _is_data(row: Sequence[Cell]) -> bool:
    """Whether a cell holds what no column is called: a number, a day, an amount, a sentence."""
    return any(
        NO_NAME.search(values.text(cell)) or (cell is not None and not isinstance(cell, str)) for cell in row
    )


def _proven(header: Header, cells: Sequence[Numbered]) -> Header | None:
    """The one reading that the balance proves. Raises :class:`Undecided` when there are two."""
    width = range(len(header.names))
    days = [column for column in width if _all(cells, column, day_of)]
    if len(cells) <= FEWEST_LINKS or not days:
        return None
    amounts = [column for column in width if column not in days and _is_amount(cells, column)][:MOST_AMOUNTS]
    proven: dict[tuple[Decimal | None, ...], Header] = {}
    for reading in _readings(header, days[0], amounts, cells):
        tried = fit(reading, cells)
        if not tried.breaks and tried.links >= FEWEST_LINKS:
            proven.setdefault(tuple(_amounts(reading, cells)), _decided(with_words(reading, cells)))
    if len(proven) > 1:
        names = " / ".join(_said(one) for one in proven.values())
        raise Undecided(READ_TWICE.format(names=names), fix=MAP)
    return next(iter(proven.values()), None)


def _readings(
    header: Header, day: int, amounts: Sequence[int], cells: Sequence[Numbered]
) -> Iterator[Header]:
    sides = [column for column in range(len(header.names)) if _is_side(header, cells, column)]
    for balance in amounts:
        base = {"date": day, "balance": balance}
        others = [column for column in amounts if column != balance]
        for one in others:
            yield header._replace(columns={**base, "amount": one})
            yield header._replace(columns={**base, "out": one})
            for side in sides:
                yield header._replace(columns={**base, "amount": one, "side": side})
        for out, into in itertools.permutations(others, 2):
            yield header._replace(columns={**base, "out": out, "in": into})


def _all(cells: Sequence[Numbered], column: int, read: object) -> bool:
    said = [row[column] if column < len(row) else None for _, row in cells]
    return bool(said) and all(callable(read) and read(cell) for cell in said)


def _is_amount(cells: Sequence[Numbered], column: int) -> bool:
    """Whether all that the column says are amounts, and some are not nothing; no long numbers without a point."""
    said = [row[column] for _, row in cells if column < len(row) and values.text(row[column])]
    try:
        read = [values.amount(cell) for cell in said]
    except EarmarkError:
        return False
    return any(read) and not any(
        values.text(cell).isdigit() and len(values.text(cell)) >= LONG for cell in said
    )


def _is_side(header: Header, cells: Sequence[Numbered], column: int) -> bool:
    said = {folded(values.text(row[column])) for _, row in cells if column < len(row)}
    return bool(said) and said <= out_side(header.profile) | in_side(header.profile)


def _amounts(header: Header, cells: Sequence[Numbered]) -> list[Decimal | None]:
    return [signed(Row(number, list(row), header.columns), header.profile) for number, row in cells]


def _decided(header: Header) -> Header:
    """The header as one whose columns are decided."""
    return header._replace(profile=replace(header.profile, general=False))


def _said(header: Header) -> str:
    return "、".join(f"{key}={header.names[column]}" for key, column in header.columns.items())
