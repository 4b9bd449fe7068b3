"""The rows below a header: data apart from blanks, repeated headers and footers.

A row is asked for a field by the field's name; a column that the file does not have is an empty cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .cells import Cell
from .footer import is_footer
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
    heads = header.sheet.rows[header.first_row - 1 : header.row]
    for number, cells in enumerate(header.sheet.rows[header.row :], start=header.row + 1):
        if not any(text(cell) for cell in cells) or cells in heads:
            continue
        row = Row(number, cells, header.columns)
        (footers if is_footer(cells) else rows).append(row)
    return Body(rows, footers)
