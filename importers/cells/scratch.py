"""A temporary file without a name, read from its beginning as often as somebody asks, by several at once.

A year of a busy account has a hundred thousand rows: held, they take ten times the memory of the file. So what is
large lies in a file of our own, and rows are made anew for whoever goes through them. It is gone when nobody holds it.
"""

from __future__ import annotations

import io
import os
import tempfile
import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.reasons import reason
from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer

AT_ONCE = 64 * 1024


class NoRoom(EarmarkError):
    """The disk takes no temporary file."""


class Scratch:
    """The file. Making it and writing to it raise :class:`NoRoom`."""

    def __init__(self) -> None:
        with _room():
            self.file = tempfile.TemporaryFile()  # noqa: SIM115 (closed when nobody holds this)
        weakref.finalize(self, self.file.close)

    def write(self, data: bytes) -> None:
        """Write at the end."""
        with _room():
            self.file.write(data)
            self.file.flush()

    def read(self) -> io.BufferedReader:
        """The bytes that were written, from the first."""
        return io.BufferedReader(_Reading(self), AT_ONCE)


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = Text("写不了临时文件：{reason}", "cannot write a temporary file: {reason}")
        fix = Text("请腾出磁盘空间再试", "free some space on the disk and try again")
        raise NoRoom(message.format(reason=reason(error)), fix=fix) from None


class _Reading(io.RawIOBase):
    """A place in the file; other readers have places of their own."""

    def __init__(self, scratch: Scratch) -> None:
        self.scratch, self.place = scratch, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Read on."""
        read = os.preadv(self.scratch.file.fileno(), [buffer], self.place)
        self.place += read
        return read
