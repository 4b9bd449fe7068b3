"""Reading a file of unknown origin: a regular file inside the books, of bounded size.

A name that leads elsewhere (`/dev/zero`, a pipe, a link out of the books) would hang the reader or quote a
file that nobody meant to show.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from .refusals import GateRefused
from .text import Text

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 64 * 1024 * 1024


def read_regular(path: Path, *, root: Path) -> bytes:
    """Read a regular file below `root`, of 64 MiB at most. Raises `GateRefused`."""
    name = os.path.relpath(path, root)
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise GateRefused(Text("不在账簿文件夹内", "is not inside the books"), file=name)
    try:
        # Not through a link, and without waiting for somebody to write into a pipe.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        reason = Text("打不开：{why}", "cannot be opened: {why}").format(why=error.strerror)
        raise GateRefused(reason, file=name) from None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise GateRefused(Text("不是普通文件", "is not a regular file"), file=name)
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise GateRefused(Text("超过 64 MiB", "is larger than 64 MiB"), file=name)
    return data
