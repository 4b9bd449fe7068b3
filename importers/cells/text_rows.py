"""Rows of a csv text. Those of a large one are split anew each time somebody goes through them.

A year of a busy account has a hundred thousand rows: as lists of texts they take ten times the memory of the file, and
a reader needs one row at a time. So of a large text only the first rows are held, and its bytes lie in a file.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from .dialect import SIGNS, dialect
from .scratch import Scratch
from .sniff import HEAD as SNIFFED
from .sniff import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .cells import Cell
    from .dialect import Dialect

HEAD = 128
PIECE = 64 * 1024
LARGE = 1024 * 1024
"""A text of more bytes is not held as rows."""


class TextRows(Sequence["list[Cell]"]):
    """The rows of the text in a file. Raises csv.Error as they are read."""

    def __init__(self, file: Scratch, encoding: str, written: Dialect) -> None:
        self.file, self.encoding, self.written = file, encoding, written
        self.head = [*itertools.islice(self, HEAD)]
        self.length: int | None = None

    def __iter__(self) -> Iterator[list[Cell]]:
        """All rows, from the first."""
        return self.written.split(io.TextIOWrapper(self.file.read(), encoding=self.encoding, newline=""))

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.head)

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


def rows_of(data: bytes, text: str, encoding: str) -> Sequence[list[Cell]]:
    """The rows of a text, its bytes beside it. Raises csv.Error."""
    written = dialect(text[:PIECE], {sign for sign in SIGNS if sign in text})
    if len(data) > LARGE:
        file = Scratch()
        file.write(data)
        return _large(file, encoding, written)
    try:
        return [*written.split(io.StringIO(text, newline=""))]
    except csv.Error:
        return [*written._replace(quoted=False).split(io.StringIO(text, newline=""))]


def _large(file: Scratch, encoding: str, written: Dialect) -> TextRows:
    try:
        rows = TextRows(file, encoding, written)
        if written.quoted:
            # Whether the marks are used as they should be is known at the end.
            len(rows)
    except csv.Error:
        rows = TextRows(file, encoding, written._replace(quoted=False))
    return rows


# ---------------------------------------------------------------- a file that is never in memory as a whole


def rows_in(path: Path, most: int) -> Sequence[list[Cell]] | None:
    """The rows of a large text of ``most`` bytes at most; None for any other file, one that cannot be read too.

    It is copied, for somebody may export it again while it is read. Raises csv.Error.
    """
    try:
        if not path.is_file() or not LARGE < path.stat().st_size <= most:
            return None
        file = Scratch()
        with path.open("rb") as there:
            shutil.copyfileobj(there, file)
    except OSError:
        return None
    found = _seen(file)
    return _large(file, found.encoding, dialect(found.head, found.signs)) if found else None


class _Seen(NamedTuple):
    """What a text is, seen piece by piece."""

    encoding: str
    head: str
    signs: set[str]


def _seen(file: Scratch) -> _Seen | None:
    """None where the bytes are no text, or one that only a look at all of them tells (:mod:`.sniff`)."""
    head = file.read().read(SNIFFED)
    if b"\0" in head or not head.strip() or kind_of(head) != "text":
        return None
    marked = head.startswith(codecs.BOM_UTF8)
    for encoding in ("utf-8-sig",) if marked else ("utf-8", "gb18030"):
        try:
            return _pieces(file, encoding)
        except UnicodeDecodeError:
            continue
    return None


def _pieces(file: Scratch, encoding: str) -> _Seen | None:
    """Raises UnicodeDecodeError."""
    text = io.TextIOWrapper(file.read(), encoding=encoding, newline="")
    head = piece = text.read(PIECE)
    signs = set[str]()
    while piece:
        if "\0" in piece:
            return None
        signs.update(sign for sign in SIGNS if sign in piece)
        piece = text.read(PIECE)
    return _Seen(encoding, head, signs)
