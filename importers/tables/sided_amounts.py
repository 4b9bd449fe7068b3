"""Amounts that bear their side themselves: 9,000.00 DR, RMB 500,000.00 CR, 贷491000.00, 平0.00.

The marks of one column of amounts become a column of sides. Those of a balance are its sign where they differ, for the
bank owes what is 贷 (CR); where all are alike they say whose book it is, and nothing else. A mark in a column of money
out or in must be that column's own; any other stays, and the strict reader refuses the row.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from ..cells.cells import Sheet
from .table_rows import data_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..cells.cells import Cell
    from .header import Header
    from .table_rows import Row

MARK = "借|贷|平|DR|CR"
MARKED = re.compile(
    rf"\(?(?:({MARK})\)?[:： ]*)?([^借贷平]*?\d[\d.,]*)(?:\s*\(?({MARK})\)?\.?)?", re.IGNORECASE
)
OUT, INTO = frozenset({"借", "DR"}), frozenset({"贷", "CR"})
FIELDS = ("balance", "amount", "out", "in")
FEW = 50


def parted(header: Header) -> Header:
    """The header with its amounts apart from their marks."""
    some = list(itertools.islice(data_rows(header), FEW))
    marked = {field for field in FIELDS if field in header.columns and _marks(some, field)}
    if "side" in header.columns:
        marked -= {"amount"}
    if not marked:
        return header
    own = {"out": OUT, "in": INTO, "balance": _marks(data_rows(header), "balance") - {"平"}}
    mixed = len(own["balance"]) > 1
    side = len(header.names)
    rows = list(header.sheet.rows)
    for row in data_rows(header):
        cells: list[Cell] = [*row.cells, *[""] * (side + 1 - len(row.cells))]
        for field in marked:
            mark, number = _split(row[field])
            if field == "amount":
                cells[side] = mark
            elif mark and mark not in own[field] | {"平"}:
                continue
            minus = field == "balance" and mixed and mark in OUT
            cells[header.columns[field]] = f"-{number}" if minus else number
        rows[row.number - 1] = cells
    whole = header._replace(sheet=Sheet(header.sheet.name, rows))
    if "amount" not in marked:
        return whole
    return whole._replace(names=(*header.names, "借贷"), columns={**header.columns, "side": side})


def _marks(rows: Iterable[Row], field: str) -> set[str]:
    return {mark for row in rows if (mark := _split(row[field])[0])}


def _split(cell: Cell) -> tuple[str, Cell]:
    """The mark of an amount, and the amount without it."""
    found = MARKED.fullmatch(cell.strip()) if isinstance(cell, str) else None
    mark = ((found[1] or found[3] or "") if found else "").upper()
    return (mark, found[2].strip()) if found and mark else ("", cell)
