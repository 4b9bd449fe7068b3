"""The header row of a sheet: found by the names in it, wherever it stands.

The header floats: banks put up to eighteen rows above it. Among the first fifty rows the one wins that
holds most names of a profile, three at least. A header of two rows (发生额 above 借方 and 贷方) is read as
one, the names joined: 发生额借方, 发生额贷方.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.errors import EarmarkError
from earmark.ledger.text import Text

from .cells import Sheet
from .compare import folded
from .profile import OTHER, Profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FIRST_ROWS = 50
FEWEST_NAMES = 3


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


def find_headers(sheets: Sequence[Sheet], profiles: Iterable[Profile]) -> list[Header]:
    """Every sheet's best header, the one with most known names first.

    Raises :class:`DoubledColumn`.
    """
    profiles = tuple(profiles)
    best = [max(_candidates(sheet, profiles), key=_rank, default=None) for sheet in sheets]
    found = sorted((header for header in best if header), key=_rank, reverse=True)
    return [header._replace(columns=_columns(header.profile, header.names)) for header in found]


def _rank(header: Header) -> tuple[int, bool, int]:
    """More names first; then words above it that speak for the profile; then the upper row."""
    above = [folded(cell) for row in header.sheet.rows[: header.row] for cell in row if isinstance(cell, str)]
    marked = any(mark in cell for mark in header.profile.marks for cell in above)
    return (header.hits, marked, -header.row)


def _candidates(sheet: Sheet, profiles: tuple[Profile, ...]) -> list[Header]:
    found = []
    for first, names, row in _name_rows(sheet):
        for profile in profiles:
            hits = sum(1 for name in names if name in profile.fields)
            if hits >= FEWEST_NAMES and _fits(profile, names):
                found.append(Header(profile, sheet, first, row, names, hits, {}))
    return found


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
        names.append(reach + below)
    return tuple(names)


def _fits(profile: Profile, names: tuple[str, ...]) -> bool:
    present = set(names) & set(profile.fields)
    fields = {profile.fields[name][0] for name in present}
    enough = len(present) >= profile.share * len(profile.fields)
    return enough and profile.required <= fields and not profile.never & set(names)


def _columns(profile: Profile, names: tuple[str, ...]) -> dict[str, int]:
    """Field → index of its column: of several names for one field the best one.

    Raises :class:`DoubledColumn`.
    """
    ranked: dict[str, tuple[int, int]] = {}
    for index, name in enumerate(names):
        field, rank = profile.fields.get(name, (OTHER, 0))
        if field == OTHER:
            continue
        if names.count(name) > 1:
            raise DoubledColumn(Text("“{name}”有两列", "there are two columns “{name}”").format(name=name))
        ranked[field] = min(ranked.get(field, (rank, index)), (rank, index))
    return {field: index for field, (_, index) in ranked.items()}
