"""Which column says what, where names leave it open: decided by the content, above all by the running balance.

``settle(header)`` looks at the first rows below a bank's header and returns it with its columns decided:

- days that are not written year first (:mod:`.days`);
- amounts that bear their side themselves are parted from it (:mod:`.sided_amounts`);
- the day is read from the column of times when that holds whole dates;
- one amount beside a side (借/贷) may be signed besides: then sign and side say the same, or the balance tells
  whether a minus is a reversal;
- a side written as a number (1 in and 2 out, 0 out and 1 in) is what the balance says it is;
- of a list that names payer and payee, the one that stands in every row is the account's own (:mod:`.parties`);
- money out in a column of its own may have a minus, and a column of sides beside two columns of amounts may be
  that of the balance;
- the rows of orders that failed (:mod:`.status`) moved nothing, unless the balance says that they did;
- of a table that no profile of its own describes (``general``), 借方 may be money in, as in the unit's own books,
  and there may be several balances: the reading under which the balance runs on is taken.

What names promise comes first; another reading is taken only when the balance breaks under the first and runs
on under the other. Without a balance names decide alone, and numbers as sides are refused.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..cells.compare import folded
from . import values
from .bank_row import REVERSED, day_of
from .days import legible
from .fitting import fit
from .profile import general
from .sided_amounts import parted
from .table_rows import data_rows
from .units import check_units
from .untold import NEITHER, SIDED, other_book, untold
from .ways import all_out, amounts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..cells.cells import Cell
    from .header import Header

SAMPLE = 2000
FEW = 20
WORDS = frozenset({"payee", "payee_account", "summary", "purpose", "postscript", "serial", "currency"})
OURS = re.compile("本方|我方|本单位|本账|查询|own")
NAMED = re.compile("户名|名称|姓名|对方|对手|单位")
MAP = Text(
    "请用 earmark import --map 说明各列，或写在 earmark.toml 的 [[profiles]]",
    "tell the columns with earmark import --map, or under [[profiles]] in earmark.toml",
)


class Undecided(EarmarkError):
    """A table whose amounts may be money in or out, and nothing in it says which."""


def settle(header: Header) -> Header:
    """The header with its columns decided.

    Raises:
        Undecided: no balance, and names do not tell money in from money out; or a book of another account (:mod:`.untold`).
        NotInYuan: the amounts are in another unit.
        EitherDay: the days can be read in two ways (:mod:`.days`).
    """
    check_units(header)
    header = legible(header)
    if header.profile.kind != "bank":
        return header
    other = other_book(header) if header.profile.id == general().id else None
    if other:
        raise Undecided(other, fix=MAP)
    header = parted(header)
    cells = [(row.number, row.cells) for row in itertools.islice(data_rows(header), FEW)]
    header = _dated(header, cells)
    if not header.profile.general and not {"amount", "reversal"} & set(header.columns):
        return header
    cells = [(row.number, row.cells) for row in itertools.islice(data_rows(header), SAMPLE)]
    header = _of_parties(header, cells)
    first: Header | None = None
    for reading in _readings(header, cells):
        first = first or reading
        found = fit(reading, cells)
        if found.links and not found.breaks:
            if _either_way(reading, cells):
                raise Undecided(NEITHER, fix=MAP)
            return with_words(reading, cells)
    first = first or header
    open_ = untold(first, cells) if header.profile.general and not fit(first, cells).links else None
    if open_:
        raise Undecided(open_, fix=MAP)
    return with_words(first, cells)


def with_words(header: Header, cells: Sequence[tuple[int, Sequence[Cell]]]) -> Header:
    """The header with its columns of words: those whose names say something, else the longest as the summary."""
    if not header.profile.general:
        return header
    columns = dict(header.columns)
    for column, name in enumerate(header.names):
        found = header.profile.find(name) if name and column not in columns.values() else None
        if found and found[0] in WORDS:
            columns.setdefault(found[0], column)
    free = [column for column in range(len(header.names)) if column not in columns.values()]
    if free and not {"summary", "purpose", "postscript"} & set(columns):
        longest = max(free, key=lambda column: _letters(cells, column))
        if _letters(cells, longest):
            columns["summary"] = longest
    return header._replace(columns=columns)


def _letters(cells: Sequence[tuple[int, Sequence[Cell]]], column: int) -> int:
    """How many letters and Han characters a column has."""
    said = (values.text(row[column]) for _, row in cells if column < len(row))
    return sum(1 for text in said for sign in text if sign.isalpha())


def _dated(header: Header, cells: Sequence[tuple[int, Sequence[Cell]]]) -> Header:
    """The day from the column of times where that has whole dates: it is the moment of the transaction."""
    time = header.columns.get("time")
    if time is None:
        return header
    said = [row[time] for _, row in cells if time < len(row) and values.text(row[time])]
    if "date" not in header.columns or (said and all(day_of(cell) for cell in said[:20])):
        return header._replace(columns={**header.columns, "date": time})
    return header


def _of_parties(header: Header, cells: Sequence[tuple[int, Sequence[Cell]]]) -> Header:
    """An account number that differs from row to row is not the own one, unless it is called so."""
    own = header.columns.get("own_account")
    if not header.profile.general or own is None or "payee_account" in header.columns:
        return header
    beside = "".join(header.names[max(own - 1, 0) : own + 2])
    if OURS.search(header.names[own]) or not NAMED.search(beside):
        return header
    if len({values.text(row[own]) for _, row in cells if own < len(row)} - {""}) <= 1:
        return header
    columns = {**header.columns, "payee_account": own}
    del columns["own_account"]
    return header._replace(columns=columns)


def _readings(header: Header, cells: Sequence[tuple[int, Sequence[Cell]]]) -> Iterator[Header]:
    """The ways to read the rows, the one that names promise first."""
    for one in _balances(header):
        yield from amounts(one, cells)
    if header.profile.general and all(SIDED.search(_name(header, field)) for field in ("out", "in")):
        # 借 and 贷 mean the opposite in the unit's own books; 支出 and 收入 mean the same everywhere.
        for one in _balances(header):
            columns = one.columns
            yield one._replace(columns={**columns, "out": columns["in"], "in": columns["out"]})
    if "status" in header.columns:
        columns = {key: index for key, index in header.columns.items() if key != "status"}
        yield from amounts(header._replace(columns=columns), cells)
    if _reversals(header, cells):
        yield from (one._replace(profile=replace(one.profile, flips=True)) for one in amounts(header, cells))


def _either_way(header: Header, cells: Sequence[tuple[int, Sequence[Cell]]]) -> bool:
    """Whether amounts without side and sign may all be money out as well: of one day, and all alike."""
    columns = header.columns
    if not header.profile.general or "amount" not in columns or "side" in columns or header.profile.own_party:
        return False
    signed = any(
        values.text(row[columns["amount"]])[:1] in {"+", "-"}
        for _, row in cells
        if columns["amount"] < len(row)
    )
    return not signed and not fit(all_out(header), cells).breaks


def _name(header: Header, field: str) -> str:
    """What the column of a field is called."""
    return header.names[header.columns[field]] if field in header.columns else ""


def _reversals(header: Header, cells: Sequence[tuple[int, Sequence[Cell]]]) -> bool:
    column = header.columns.get("reversal")
    return column is not None and any(
        folded(values.text(row[column])) in REVERSED for _, row in cells if column < len(row)
    )


def _balances(header: Header) -> Iterator[Header]:
    """Each column that may be the balance, the one of the best name first."""
    yield header
    if not header.profile.general:
        return
    for index, name in enumerate(header.names):
        found = header.profile.find(name) if name else None
        if found and found[0] == "balance" and index != header.columns.get("balance"):
            yield header._replace(columns={**header.columns, "balance": index})
