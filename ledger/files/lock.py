"""The lock of the books: one writer at a time, on a file of its own.

A lock on a file that is itself replaced guards nothing: the second writer locks the new file while the first
still holds the old. `.earmark/lock` is never replaced and never deleted. The system frees it the moment its
holder ends, however it ends, so a killed writer blocks nobody.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from typing import TYPE_CHECKING

from ..base.clean import quoted
from ..base.errors import EarmarkError
from ..base.text import Text

if TYPE_CHECKING:
    from pathlib import Path

WAIT = 5.0
"""Seconds that a writer waits for another to end."""
PAUSE = 0.02

BUSY = Text("{by}正在写账簿（进程 {pid}）", "{by} is writing to the books (process {pid})")
SOMEBODY = Text("有人", "somebody")


class BooksBusy(EarmarkError):
    """Another process holds the lock of the books, and still held it after `WAIT` seconds."""


def take(path: Path, by: str) -> int:
    """Take the lock file `path`, made if need be, in the name of `by`; give what `release` frees.

    Raises `BooksBusy` naming the holder; `OSError` when the file cannot be made or written.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        _wait_for(handle, path)
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps({"by": by, "pid": os.getpid()}).encode())
    except BaseException:
        os.close(handle)
        raise
    return handle


def release(handle: int) -> None:
    """Free the lock; the file stays for the next one."""
    os.close(handle)


def _wait_for(handle: int, path: Path) -> None:
    end = time.monotonic() + WAIT
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise _busy(path) from None
            time.sleep(PAUSE)
        else:
            return


def _busy(path: Path) -> BooksBusy:
    try:
        holder = json.loads(path.read_bytes())
        by, pid = quoted(holder["by"]) or SOMEBODY, quoted(holder["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        # The holder is just writing its name.
        by, pid = SOMEBODY, "?"
    return BooksBusy(BUSY.format(by=by, pid=pid), fix=Text("稍后再试", "Try again in a moment"))
