"""Writing down what people did: acts of the recipient's or of the audit side, each with its line in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.record import to_custom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..base.record import Record
    from .desk import Desk


def record(at: Desk, award: str, made: Sequence[Record], book: str = "answers") -> None:
    """Add acts to an award's ``answers`` (the recipient's) or ``acts`` (the audit side's), each with its line in the log."""
    entries = [to_custom(record) for record in made]
    at.append(f"awards/{award}/{book}.beancount", entries)
    if made:
        at.log(f"awards/{award}/log", [(r.kind, r.id, e) for r, e in zip(made, entries, strict=True)])
