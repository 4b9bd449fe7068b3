"""Rows of a large csv, split anew each time somebody goes through them: held are its first rows, in a file its bytes.

A year of a busy account has a hundred thousand rows: as lists of texts they take ten times the memory of the file, and
a reader needs one row at a time. Only for texts without quotation marks, where a line is a row whatever stands in it.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, cast, overload

from .scratch import Scratch
from .sniff import HEAD as SNIFFED
from .sniff import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .cells import Cell

HEAD = 128
PIECE = 64 * 1024
STRANGE = "\"'`\0"


class TextRows(Sequence["list[Cell]"]):
    """The rows of the text in a file, parted by ``sign``. Raises csv.Error as they are read."""

    def __init__(self, file: Scratch, encoding: str, sign: str) -> None:
        self.file, self.encoding, self.sign = file, encoding, sign
        self.head = [*itertools.islice(self, HEAD)]
        self.length: int | None = None

    def __iter__(self) -> Iterator[list[Cell]]:
        """All rows, from the first."""
        lines = io.TextIOWrapper(self.file.read(), encoding=self.encoding, newline="")
        return cast("Iterator[list[Cell]]", csv.reader(lines, delimiter=self.sign, quoting=csv.QUOTE_NONE))

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


class Plain(NamedTuple):
    """A copy of a text without quotation marks, its encoding, and its first characters."""

    file: Scratch
    encoding: str
    head: str


def plain_text(path: Path, sizes: range) -> Plain | None:
    """A text of ``sizes`` bytes without quotation marks; None for any other file, one that cannot be read too.

    It is copied, for somebody may export it again while it is read.
    """
    try:
        if not path.is_file() or path.stat().st_size not in sizes:
            return None
        file = Scratch()
        with path.open("rb") as there:
            shutil.copyfileobj(there, file)
    except OSError:
        return None
    head = file.read().read(SNIFFED)
    if b"\0" in head or not head.strip() or kind_of(head) != "text":
        return None
    marked = head.startswith(codecs.BOM_UTF8)
    for encoding in ("utf-8-sig",) if marked else ("utf-8", "gb18030"):
        try:
            found = _head(io.TextIOWrapper(file.read(), encoding=encoding, newline=""))
        except UnicodeDecodeError:
            continue
        return None if found is None else Plain(file, encoding, found)
    return None


def _head(text: io.TextIOWrapper) -> str | None:
    """The first characters of a text without quotation marks. Raises UnicodeDecodeError."""
    head = piece = text.read(PIECE)
    while piece:
        if any(sign in piece for sign in STRANGE):
            return None
        piece = text.read(PIECE)
    return head
