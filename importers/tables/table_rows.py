"""The rows below a header: data apart from blanks, repeated headers and footers.

A row is asked for a field by the field's name; a column that the file does not have is an empty cell.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..cells.cells import Cell
from ..cells.compare import folded
from .footer import is_counts, is_footer, is_label, is_labels
from .values import text

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    sort = Sorter(header)
    for number, cells in numbered(header):
        kind = sort.kind(cells)
        if kind != "none":
            (rows if kind == "data" else footers).append(Row(number, cells, header.columns))
    return Body(rows, footers)


def numbered(header: Header) -> Iterator[tuple[int, list[Cell]]]:
    """The rows below a header with their numbers."""
    below = itertools.islice(header.sheet.rows, header.row, None)
    return zip(itertools.count(header.row + 1), below, strict=False)


def data_rows(header: Header) -> Iterator[Row]:
    """The data rows alone, one by one."""
    sort = Sorter(header)
    return (
        Row(number, cells, header.columns) for number, cells in numbered(header) if sort.kind(cells) == "data"
    )


class Sorter:
    """Tells data from footers and from what says nothing: blank rows, names of columns said again."""

    def __init__(self, header: Header) -> None:
        self.day = header.columns.get("date", 0)
        self.names = [folded(text(cell)) for cell in header.sheet.rows[header.row - 1]]
        self.labelled = False
        self.heads = header.sheet.rows[header.first_row - 1 : header.row]

    def kind(self, cells: list[Cell]) -> Literal["data", "footer", "none"]:
        """What a row is."""
        if not any(map(text, cells)) or cells in self.heads or _is_head(cells, self.names, self.day):
            return "none"
        values = self.labelled and is_counts(cells)
        self.labelled = is_labels(cells)
        return (
            "footer" if values or self.labelled or is_footer(cells) or is_label(cells, self.day) else "data"
        )


def _is_head(cells: list[Cell], names: list[str], day: int) -> bool:
    """Whether the names of the columns are said again: on each page, or above each month."""
    said = text(cells[day]) if day < len(cells) else ""
    return bool(said) and not said[0].isdigit() and [folded(text(cell)) for cell in cells] == names
