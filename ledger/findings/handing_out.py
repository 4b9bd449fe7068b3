"""Writing down that a report was handed out: by whom, which file, and the findings that it listed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ..books.desk import next_id
from ..books.recording import record
from ..persons.sides import AUDIT_SIDE, require_audit_side, require_keeper
from .handed_out import Report, given_out, report_path
from .listing import listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..books.desk import Desk
    from .listing import Listed


def hand_out(
    at: Desk, award: str, what: str, file: str, data: bytes, findings: Sequence[Listed], subject: str = ""
) -> Report:
    """Record a report of an award; ``data`` are the file's bytes, ``subject`` is what a letter speaks of.

    Raises :class:`..persons.sides.NotYours` for whoever has no part in it; letters are the audit side's.
    """
    audit = bool(subject) or at.books.person(at.by).side in AUDIT_SIDE
    (require_audit_side if audit else require_keeper)(at, award)
    listed = listing(findings)
    made = Report(
        date=at.today, id=next_id("RP-", [r.id for r in given_out(at, award)]), what=what, file=file,
        sha256=hashlib.sha256(data).hexdigest(), findings=str(len(findings)),
        findings_sha256=hashlib.sha256(listed).hexdigest(), subject=subject or None, recorded=at.recorded, by=at.by,
    )  # fmt: skip
    at.write(report_path(award, made.id), listed)
    record(at, award, [made], "acts" if audit else "answers")
    return made
