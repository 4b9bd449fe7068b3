"""The header row of a sheet: found by the names in it, wherever it stands.

The header floats: banks put up to eighteen rows above it. Among the first fifty rows the one wins that
holds most names of a profile, three at least. A header of two rows (发生额 above 借方 and 贷方) is read as
one, the names joined: 发生额借方, 发生额贷方.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..cells.cells import Sheet
from ..cells.compare import folded
from .profile import OTHER, Profile
from .values import clock, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..cells.cells import Cell

FIRST_ROWS = 50
FEWEST_NAMES = 3
FEWEST_LOWER = 2


class DoubledColumn(EarmarkError):
    """Two columns of one name: which of them counts cannot be told."""


class Header(NamedTuple):
    """Where a profile's columns are. ``first_row`` and ``row`` are the header's own rows, from 1."""

    profile: Profile
    sheet: Sheet
    first_row: int
    row: int
    names: tuple[str, ...]
    hits: int
    columns: dict[str, int]
    """Field → index of its column, from 0."""
    place: int = 0
    """Which sheet of the file it is, from 0."""
    before: int = 0
    """How many rows the sheets before it have: rows are numbered on through the file."""


def find_headers(sheets: Sequence[Sheet], profiles: Iterable[Profile]) -> list[Header]:
    """Every sheet's best header, the one with most known names first.

    Raises :class:`DoubledColumn`.
    """
    profiles = tuple(profiles)
    best = []
    before = 0
    for place, sheet in enumerate(sheets):
        header = _opened(sheet, profiles) or max(_candidates(sheet, profiles), key=_rank, default=None)
        best.append(header and header._replace(place=place, before=before))
        before += len(sheet.rows) if len(sheets) > 1 else 0
    found = sorted((header for header in best if header), key=_rank, reverse=True)
    return [header if header.profile.opens else header._replace(columns=_columns(header)) for header in found]


def _opened(sheet: Sheet, profiles: tuple[Profile, ...]) -> Header | None:
    """The header of a text without column names, told by its first line."""
    first = [cell for cell in sheet.rows[0] if isinstance(cell, str)] if sheet.rows else []
    for profile in profiles:
        said = zip(profile.opens, first, strict=False)
        if profile.opens and len(first) >= len(profile.opens) and all(re.fullmatch(*pair) for pair in said):
            return Header(profile, sheet, 1, 1, (), len(profile.positions), dict(profile.positions))
    return None


def _rank(header: Header) -> tuple[bool, int, bool, int, bool]:
    """A layout of its own before the names of many; more names; words above that speak for it; the upper; two rows."""
    above = [folded(cell) for row in header.sheet.rows[: header.row] for cell in row if isinstance(cell, str)]
    marked = any(mark in cell for mark in header.profile.marks for cell in above)
    double = _is_double(header)
    top = header.first_row if double else header.row
    return (not header.profile.general, header.hits, marked, -top, double)


def _is_double(header: Header) -> bool:
    """Whether a second row of names says more than nothing and less than a header of its own."""
    lower = header.sheet.rows[header.row - 1] if header.row > header.first_row else []
    said = [cell for cell in lower if text(cell)]
    known = {found[0] for cell in said if (found := header.profile.find(folded(text(cell))))}
    return len(said) >= FEWEST_LOWER and all(map(is_name, said)) and len(known) < FEWEST_NAMES


def is_name(cell: Cell) -> bool:
    """Whether a cell may be the name of a column."""
    return isinstance(cell, str) and bool(text(cell)) and not any(map(str.isdigit, cell))


def _candidates(sheet: Sheet, profiles: tuple[Profile, ...]) -> list[Header]:
    found = []
    for first, names, row in _name_rows(sheet):
        for profile in profiles:
            hits = sum(1 for name in names if name and profile.find(name))
            if hits >= FEWEST_NAMES and _fits(profile, names):
                header = Header(profile, sheet, first, row, names, hits, {})
                found += [header] if _has_days(header) else []
    return found


def _has_days(header: Header) -> bool:
    """Whether a bank's own layout has a day below the name of its days: 交易时间 is a time of day in another's."""
    profile = header.profile
    if profile.kind != "bank" or profile.general:
        return True
    days = [n for n, name in enumerate(header.names) if (profile.find(name) or ("",))[0] == "date"]
    below = header.sheet.rows[header.row : header.row + FIRST_ROWS]
    said = [cell for row in below for n in days if n < len(row) and text(cell := row[n])]
    times = [cell for cell in said if clock(cell) and len(text(cell)) <= len("09:12:33")]
    return not said or len(times) < len(said)


def _name_rows(sheet: Sheet) -> list[tuple[int, tuple[str, ...], int]]:
    """Folded names of each of the first rows, and of each two joined, with first and last row from 1."""
    rows = [
        tuple(folded(cell) if isinstance(cell, str) else "" for cell in row)
        for row in sheet.rows[:FIRST_ROWS]
    ]
    single = [(number, names, number) for number, names in enumerate(rows, start=1)]
    double = [
        (number, joined(upper, lower), number + 1)
        for number, (upper, lower) in enumerate(itertools.pairwise(rows), start=1)
        if sum(1 for name in upper if name) >= FEWEST_NAMES
    ]
    return single + double


def joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """One row of names from two: an upper name reaches right over empty cells that have a lower one."""
    width = max(len(upper), len(lower))
    upper, lower = (*upper, *("",) * (width - len(upper))), (*lower, *("",) * (width - len(lower)))
    names: list[str] = []
    reach = ""
    for above, below in zip(upper, lower, strict=True):
        reach = above or (reach if below else "")
        # A name merged over both rows stands in both.
        names.append(reach if below == reach else reach + below)
    return tuple(names)


def _fits(profile: Profile, names: tuple[str, ...]) -> bool:
    found = [profile.find(name) for name in names if name]
    fields = {one[0] for one in found if one}
    if any(map(profile.shuns, names)) or not profile.required <= fields:
        return False
    if profile.either and not profile.either & fields:
        return False
    if profile.general:
        return _moves_money(fields)
    return sum(1 for one in found if one) >= profile.share * len(profile.fields)


def _moves_money(fields: set[str]) -> bool:
    """Whether the columns are those of a statement: a day, amounts, and what may tell money in from money out.

    Beside what only a bank knows the amounts themselves may, by their signs (:mod:`.untold`).
    """
    day = fields & {"date", "time"}
    told = (
        {"out", "in"} <= fields
        or fields & {"balance", "side"}
        or {"payer_account", "receiver_account"} <= fields
        or ("amount" in fields and fields & {"payee_account", "serial", "time"})
    )
    return bool(day and fields & {"out", "in", "amount"} and told)


def _columns(header: Header) -> dict[str, int]:
    """Field → index of its column: of several names for one field the best one.

    Raises :class:`DoubledColumn`.
    """
    profile, names = header.profile, header.names
    ranked: dict[str, tuple[int, int]] = {}
    for index, name in enumerate(names):
        field, rank = (profile.find(name) if name else None) or (OTHER, 0)
        if field == OTHER:
            continue
        if names.count(name) > 1 and not (profile.general and _same(header, name)):
            if profile.general:
                continue
            raise DoubledColumn(Text("“{name}”有两列", "there are two columns “{name}”").format(name=name))
        ranked[field] = min(ranked.get(field, (rank, index)), (rank, index))
    way = ranked.pop("way", None)
    if way and not {"out", "in", "side"} & ranked.keys():
        ranked["side"] = way
    return {field: index for field, (_, index) in ranked.items()}


def _same(header: Header, name: str) -> bool:
    """Whether all columns of one name say the same."""
    columns = [index for index, one in enumerate(header.names) if one == name]
    below = header.sheet.rows[header.row : header.row + FIRST_ROWS]
    said = ([text(row[index]) if index < len(row) else "" for index in columns] for row in below)
    return all(len(set(one)) == 1 for one in said)
