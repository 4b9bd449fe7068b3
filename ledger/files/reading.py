"""Reading a file that anybody may have put there: a regular file, not through a link, of bounded size.

A name that leads elsewhere (`/dev/zero`, a pipe, a link out of the books) would hang the reader or quote a
file that nobody meant to show.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from ..base.errors import EarmarkError
from ..base.text import Text

if TYPE_CHECKING:
    from pathlib import Path


class UnfitFile(EarmarkError):
    """What stands under a name is no regular file, or is too large."""


def read_regular(place: Path, *, most: int | None = None) -> bytes:
    """Read a regular file, of at most `most` bytes if that is given.

    Raises `OSError` when there is none, when it is a link or when it may not be read; `UnfitFile`.
    """
    # Not through a link, and without waiting for somebody to write into a pipe.
    handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise UnfitFile(Text("不是普通文件", "is not a regular file"), file=place)
        data = file.read(-1 if most is None else most + 1)
    if most is not None and len(data) > most:
        message = Text("超过 {most} MiB", "is larger than {most} MiB").format(most=most >> 20)
        raise UnfitFile(message, file=place)
    return data
