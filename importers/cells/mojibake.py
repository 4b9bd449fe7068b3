"""Workbooks whose Chinese came out as ``ÈÕÆÚ``: GBK bytes that an old program wrote where Latin letters belong.

用友 of the old days writes xls files like that, and no reader can tell from one cell. The whole file can: no Han
character anywhere, and every cell with such letters is well-formed GBK. Then all of them are read as GBK; else none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .cells import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .cells import Cell

HAN = re.compile(r"[\u4e00-\u9fff]")
HIGH = re.compile(r"[\x80-\xff]{2}")
FEWEST = 3


def mended(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets with their Chinese, where the file shows that it was lost."""
    cells = (cell for sheet in sheets for row in sheet.rows for cell in row)
    if any(isinstance(cell, str) and HAN.search(cell) for cell in cells):
        return list(sheets)
    texts = {cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)}
    strange = {text for text in texts if HIGH.search(text)}
    meant = {text: _meant(text) for text in strange}
    if len(strange) < FEWEST or not all(meant.values()):
        return list(sheets)
    return [
        Sheet(sheet.name, [[_mend(cell, meant) for cell in row] for row in sheet.rows]) for sheet in sheets
    ]


def _mend(cell: Cell, meant: dict[str, str]) -> Cell:
    return meant.get(cell, cell) if isinstance(cell, str) else cell


def _meant(text: str) -> str:
    """What the bytes say in GBK; empty when they are no GBK or say nothing in Chinese."""
    for encoding in ("cp1252", "latin-1"):
        try:
            said = text.encode(encoding).decode("gb18030")
        except UnicodeError:
            continue
        if HAN.search(said):
            return said
    return ""
