"""Work in a process of its own, with a time limit.

A regular expression can run for years and holds Python's lock all the while: no thread can stop it, and no
other thread answers meanwhile. A process can be ended. It is a fork, so it has the loaded books and
everything it changes is gone with it; only the bytes it returns come back.

Forks are made one at a time, and never while the books are being read again (`before` runs under the same
lock).
"""

from __future__ import annotations

import multiprocessing
import resource
from threading import RLock
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

MEMORY = 4 * 1024**3
"""Bytes of address space that the work may take."""

FORK = multiprocessing.get_context("fork")
FORKING = RLock()

TOO_SLOW = Text("用时超过 {seconds} 秒，已停止", "took more than {seconds} seconds and was stopped")
BROKE_OFF = Text("处理中断", "broke off")


class TookTooLong(EarmarkError):
    """The work was ended at its time limit."""


class BrokeOff(EarmarkError):
    """The work's process ended without an answer: it crashed, or asked for too much memory."""


def apart(work: Callable[[], bytes], *, seconds: int, before: Callable[[], None] = lambda: None) -> bytes:
    """What `work` returns. Raises `TookTooLong` or `BrokeOff`; what `before` raises goes through."""
    with FORKING:
        before()
        ours, theirs = FORK.Pipe(duplex=False)
        process = FORK.Process(target=_run, args=(work, seconds, theirs), daemon=True)
        process.start()
        theirs.close()
    try:
        if not ours.poll(seconds):
            raise TookTooLong(TOO_SLOW.format(seconds=seconds))
        return ours.recv_bytes()
    except EOFError:
        raise BrokeOff(BROKE_OFF) from None
    finally:
        process.kill()
        process.join()
        ours.close()


def _run(work: Callable[[], bytes], seconds: int, out: Connection) -> None:  # pragma: no cover (in the fork)
    # Should the server be gone by then, the kernel ends the work.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    out.send_bytes(work())
