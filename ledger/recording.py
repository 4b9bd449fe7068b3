"""Writing down what the recipient's side did: its acts, each with its line in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .record import to_custom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .desk import Desk
    from .record import Record


def record(at: Desk, award: str, made: Sequence[Record]) -> None:
    """Add acts to an award's answers, each with its line in the log."""
    entries = [to_custom(record) for record in made]
    at.append(f"awards/{award}/answers.beancount", entries)
    if made:
        at.log(f"awards/{award}/log", [(r.kind, r.id, e) for r, e in zip(made, entries, strict=True)])
