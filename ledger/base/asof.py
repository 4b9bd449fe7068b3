"""The day as of which books are looked at: today, or the day that somebody asks for.

    with as_of(datetime.date(2025, 12, 31)):
        audit_award(books, "WH2025-007")

Rules never ask the clock: they see ``Award.as_of``, which comes from here when an award is loaded.
"""

from __future__ import annotations

import datetime
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_asked: ContextVar[datetime.date | None] = ContextVar("as_of", default=None)


def day() -> datetime.date:
    """The day asked for, else today."""
    return _asked.get() or datetime.datetime.now().astimezone().date()


@contextmanager
def as_of(wanted: datetime.date | None) -> Iterator[None]:
    """Look at books as of a day while the block runs; None is today."""
    token = _asked.set(wanted)
    try:
        yield
    finally:
        _asked.reset(token)
