"""How the lines of a csv text are split into cells: by which sign, by quotation marks or not.

    dialect("日期,金额", signs).split(lines)    → rows

A quotation mark that is opened and never closed would swallow all rows after it: where marks are not used as they
should be, each is a sign like others (``quoted=False``). Signs that keep a spreadsheet from turning a number into one
are taken off: ``="6222"``, ``'6222``, and a backtick likewise.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from .compare import folded

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from .cells import Cell

SIGNS = "\"'`="
"""What a text may hold that is more than cells: :func:`dialect` is told which of them it holds."""
FORMULA = r'(^|{sign})="([^"\r\n]*)"(?={sign}|\r?$)'
MARKED = r'[`\'](?=[\d+-])(?:(?<=^.)|(?<=^".)|(?<={sign}.)|(?<={sign}".))'
"""The mark first, as a line is searched for it, then what stands before it."""
DELIMITERS = ",\t;|"
FIRST_ROWS = 50


class Dialect(NamedTuple):
    """How a text is written."""

    sign: str
    forced: bool
    quoted: bool

    def split(self, lines: Iterable[str]) -> Iterator[list[Cell]]:
        """The rows; a blank line is an empty row: that is how spreadsheets count. Raises csv.Error as they are read."""
        plain = (_unforced(line, self.sign) for line in lines) if self.forced else lines
        if self.quoted:
            rows = csv.reader(plain, delimiter=self.sign, strict=True)
        else:
            rows = csv.reader(plain, delimiter=self.sign, quoting=csv.QUOTE_NONE)
        return cast("Iterator[list[Cell]]", rows)


def dialect(head: str, signs: Container[str]) -> Dialect:
    """How a text is written, by its first characters and by which of ``SIGNS`` it holds."""
    quoted = '"' in signs
    forced = "'" in signs or "`" in signs or (quoted and "=" in signs)
    return Dialect(_delimiter(head), forced=forced, quoted=quoted)


def _delimiter(head: str) -> str:
    """The sign that parts one of the first lines into most names: amounts hold commas, names do not."""
    lines = head.splitlines()[:FIRST_ROWS]
    return max(DELIMITERS, key=lambda sign: max((_names(line.split(sign)) for line in lines), default=0))


def _names(cells: Iterable[str]) -> int:
    """How many cells look like the name of a column: short, and not a number."""
    folds = (folded(cell.strip('"')) for cell in cells)
    return sum(1 for fold in folds if fold and len(fold) <= FIRST_ROWS and not any(c.isdigit() for c in fold))


def _unforced(line: str, sign: str) -> str:
    formula, marked = _patterns(sign)
    if '="' in line:
        line = formula.sub(r'\1"\2"', line)
    return marked.sub("", line) if "'" in line or "`" in line else line


@cache
def _patterns(sign: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    formula, marked = (re.compile(one.format(sign=re.escape(sign))) for one in (FORMULA, MARKED))
    return formula, marked
