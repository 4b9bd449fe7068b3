"""The rows below a header: data apart from blanks, repeated headers and footers.

A row is asked for a field by the field's name; a column that the file does not have is an empty cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .cells import Cell
from .compare import folded
from .footer import is_footer, is_label
from .values import text

if TYPE_CHECKING:
    from .header import Header


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number in the file, from 1."""

    number: int
    cells: list[Cell]
    columns: dict[str, int]

    def __getitem__(self, field: str) -> Cell:
        """The cell of a field; None when the row or the file lacks it."""
        index = self.columns.get(field)
        return self.cells[index] if index is not None and index < len(self.cells) else None


class Body(NamedTuple):
    """What stands below a header."""

    rows: list[Row]
    footers: list[Row]


def body(header: Header) -> Body:
    """The data rows and the footers of a sheet."""
    rows: list[Row] = []
    footers: list[Row] = []
    day = header.columns.get("date", 0)
    names = [folded(text(cell)) for cell in header.sheet.rows[header.row - 1]]
    heads = header.sheet.rows[header.first_row - 1 : header.row]
    for number, cells in enumerate(header.sheet.rows[header.row :], start=header.row + 1):
        if not any(map(text, cells)) or cells in heads or _is_head(cells, names, day):
            continue
        row = Row(number, cells, header.columns)
        (footers if is_footer(cells) or is_label(cells, day) else rows).append(row)
    return Body(rows, footers)


def _is_head(cells: list[Cell], names: list[str], day: int) -> bool:
    """Whether the names of the columns are said again: on each page, or above each month."""
    said = text(cells[day]) if day < len(cells) else ""
    return bool(said) and not said[0].isdigit() and [folded(text(cell)) for cell in cells] == names
