"""What the child that parses foreign files (:mod:`..parsing.child`) says to the program, in pickles that hold cells alone.

A pickle may name any class, and loading it runs what it names; so ``Listener`` knows days and times and refuses all
other names. Whatever a file may have done to the child, here it can say cells. Pickles take half the time of JSON,
and a day needs no form of its own. What is no text, number, day or time is said as text.
"""

from __future__ import annotations

import datetime
import pickle
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

MOST_CELLS = 32_000_000
"""What may be said of one file: a sheet that fills all of Excel's rows with a dozen columns."""
_ROW = 16
"""The cells that weigh as much as a row does by itself, in memory."""

KNOWN = {
    ("builtins", "str"): str,
    ("datetime", "date"): datetime.date,
    ("datetime", "datetime"): datetime.datetime,
    ("datetime", "time"): datetime.time,
}


def weight(rows: Sequence[Sequence[object]]) -> int:
    """How many cells some rows are worth, of :data:`MOST_CELLS`; rows without any are worth something, too."""
    return _ROW * len(rows) + sum(map(len, rows))


class Unheard(Exception):
    """What was said ends in the middle, or is no cells."""


class Speaker(pickle.Pickler):
    """Says one thing after another."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, protocol=5)
        # Looks up no cell among those said before: none comes twice.
        self.fast = True

    def reducer_override(self, cell: Any) -> Any:  # noqa: ANN401 (a cell)
        """A day or a time as it is, all else as text."""
        if isinstance(cell, type) or type(cell) in KNOWN.values():
            return NotImplemented
        return str, (str(cell),)


class Listener(pickle.Unpickler):
    """Hears cells."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 (a class)
        """Days, times and text. Raises :class:`pickle.UnpicklingError` for anything else."""
        try:
            return KNOWN[module, name]
        except KeyError:
            raise pickle.UnpicklingError(name) from None


def heard(file: BinaryIO) -> Iterator[Any]:
    """One thing after another, as they were said. Raises :class:`Unheard`, at the end of the file too."""
    listener = Listener(file)
    while True:
        try:
            yield listener.load()
        except Exception as error:
            # A broken pickle may fail in any way.
            raise Unheard from error
