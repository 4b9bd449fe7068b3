"""Work that makes much and throws little away, such as reading a file or matching its rows, without the garbage collector."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def unhurried() -> Iterator[None]:
    """Leave garbage for later: all that is made lives on, and the collector would go through it again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
