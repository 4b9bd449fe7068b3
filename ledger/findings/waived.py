"""Whether a waiver is in force: asked by rules, by the register and where findings are joined with what people did.

    waived(award.waivers, "repeat", award.grant.recipient, day)  → the waiver in force on that day, or None

Granted by :mod:`.waiving`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from .acts import Waiver


def waived(waivers: Iterable[Waiver], rule: str, subject: str, day: datetime.date) -> Waiver | None:
    """The waiver of a rule for a subject that is in force on a day; of several, the one that lasts longest."""
    found = [w for w in waivers if (w.rule, w.subject) == (rule, subject) and w.date <= day <= w.until]
    return max(found, key=lambda w: w.until, default=None)
