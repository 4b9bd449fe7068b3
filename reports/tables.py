"""Tables for a terminal, where a Chinese character takes two columns."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import money
from earmark.ledger.base.text import width

if TYPE_CHECKING:
    from collections.abc import Sequence


def cut(text: str, columns: int) -> str:
    """The text in at most that many columns, with … where it was cut."""
    if width(text) <= columns:
        return text
    kept = ""
    for character in text:
        if width(kept + character) > columns - 1:
            break
        kept += character
    return kept + "…"


def cut_middle(text: str, columns: int) -> str:
    """The text in at most that many columns; what is cut stands in the middle, nearer to the beginning."""
    if width(text) <= columns:
        return text
    end = ""
    for character in reversed(text):
        if width(character + end) > columns * 2 // 3:
            break
        end = character + end
    return cut(text, columns - width(end)) + end


def room(head: Sequence[str], rows: Sequence[Sequence[object]], columns: int) -> int:
    """The columns that a table of these rows leaves of a line."""
    widths = (max(width(_cell(line[i])) for line in [list(head), *rows]) for i in range(len(head)))
    return columns - sum(widths) - 2 * (len(head) - 1)


LEAST = 8
"""A column of words is never cut to less."""


def fitted(
    head: Sequence[str], rows: Sequence[Sequence[object]], columns: int, giving: Sequence[int]
) -> list[list[object]]:
    """The rows, with words cut so that the table is no wider than ``columns``; ``giving``: which columns give way, in order."""
    over, cells = -room(head, rows, columns), [list(row) for row in rows]
    for at in giving:
        wide = max((width(_cell(row[at])) for row in cells), default=0)
        kept = max(wide - max(over, 0), LEAST, width(head[at]))
        if kept < wide:
            over -= wide - kept
            for row in cells:
                row[at] = cut(_cell(row[at]), kept)
    return cells


def _cell(value: object) -> str:
    if value is None:
        return ""
    return money(value) if isinstance(value, Decimal) else str(value)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows under a head; amounts to the right, everything else to the left."""
    cells = [[_cell(value) for value in row] for row in rows]
    right = [any(isinstance(row[i], Decimal | int) for row in rows) for i in range(len(head))]
    widths = [max(width(line[i]) for line in [list(head), *cells]) for i in range(len(head))]
    lines = [_line(list(head), widths, right), _line(["─" * w for w in widths], widths, right)]
    return "\n".join(lines + [_line(line, widths, right) for line in cells])


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = [
        " " * (w - width(cell)) + cell if to_right else cell + " " * (w - width(cell))
        for cell, w, to_right in zip(cells, widths, right, strict=True)
    ]
    return "  ".join(padded).rstrip()
