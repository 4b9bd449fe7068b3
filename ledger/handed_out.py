"""A report or paper that somebody handed out, and the findings that it listed.

The list lies beside (``reports/<id>.findings.json``), its hash in the act; what is in it and is found no more is named
(law 4). The recipient's stand among its answers, the audit side's among its acts.

    2026-03-02 custom "earmark-report" "RP-0001"
      what: "accountability"
      file: "WH2025-007.html"
      sha256: "6f1c…"
      findings: "14"
      findings-sha256: "90ab…"
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Record):
    """A file that was handed out: what it is, its name and hash, how many findings it listed."""

    kind: ClassVar[str] = "report"

    what: str
    file: str
    sha256: str
    findings: str
    findings_sha256: str
    subject: str | None = None
    """The order, decision or finding that a paper speaks of."""
