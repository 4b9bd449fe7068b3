"""Rows of a large csv, split anew each time somebody goes through them: held are the bytes of the file and its first rows.

A year of a busy account has a hundred thousand rows: as lists of texts they take ten times the memory of the file, and
a reader needs one row at a time. Only for texts without quotation marks, where a line is a row whatever stands in it.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast, overload

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .cells import Cell

HEAD = 128


class TextRows(Sequence["list[Cell]"]):
    """The rows of a text that is ``data`` in ``encoding``, parted by ``sign``. Raises csv.Error as they are read."""

    def __init__(self, data: bytes, encoding: str, sign: str) -> None:
        self.data, self.encoding, self.sign = data, encoding, sign
        self.head = [*itertools.islice(self, HEAD)]
        self.length: int | None = None

    def __iter__(self) -> Iterator[list[Cell]]:
        """All rows, from the first."""
        lines = io.TextIOWrapper(io.BytesIO(self.data), encoding=self.encoding, newline="")
        return cast("Iterator[list[Cell]]", csv.reader(lines, delimiter=self.sign, quoting=csv.QUOTE_NONE))

    def __len__(self) -> int:
        """How many rows there are; they are counted when somebody asks."""
        if self.length is None:
            self.length = sum(1 for _ in self)
        return self.length

    @overload
    def __getitem__(self, place: int) -> list[Cell]: ...

    @overload
    def __getitem__(self, place: slice) -> list[list[Cell]]: ...

    def __getitem__(self, place: int | slice) -> list[Cell] | list[list[Cell]]:
        """One row, or some: the first ones are at hand."""
        last = place.stop if isinstance(place, slice) else place
        near = last is not None and 0 <= last < HEAD and (isinstance(place, int) or (place.start or 0) >= 0)
        return self.head[place] if near else [*self][place]
