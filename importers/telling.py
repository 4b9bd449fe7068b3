"""How far a long import is, for whoever watches: it takes about a millisecond a row."""

from __future__ import annotations

from collections.abc import Callable

from earmark.ledger.base.text import Text

MANY = 2000
"""From so many rows on there is something to tell."""
READ = Text("读了 {rows} 行，正在辨认、配对……", "{rows} rows are read; recognising and pairing them …")
WRITES = Text("正在写入，写完即不会丢失……", "writing; what is written is not lost …")
Tell = Callable[[Text], None]


def silent(_said: Text) -> None:
    """Progress that nobody asked for."""


def tell_read(tell: Tell, rows: int) -> None:
    """All files are read."""
    if rows >= MANY:
        tell(READ.format(rows=rows))


def tell_writing(tell: Tell, rows: int) -> None:
    """Everything is decided, and is written now."""
    if rows >= MANY:
        tell(WRITES)
