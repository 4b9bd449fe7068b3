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

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..base.record import Record, records
from ..base.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..closings.unlogged import Shelf


ADOPTION = "adoption"
"""What a report is that nobody was handed: the list of what stood when another policy was adopted."""


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


def report_path(award: str, report: str) -> str:
    """Where the list of what a report showed is."""
    return f"awards/{award}/reports/{report}.findings.json"


def given_out(shelf: Shelf, award: str) -> list[Report]:
    """The reports that were handed out, by either side."""
    paths = [f"awards/{award}/{name}.beancount" for name in ("answers", "acts")]
    return [report for path in paths for report in records(Report, shelf.entries(path))]


def faults_of_reports(shelf: Shelf, award: str) -> Iterator[tuple[str, Text]]:
    """Lists of handed-out reports that are not as they were."""
    for report in given_out(shelf, award):
        path = report_path(award, report.id)
        if hashlib.sha256(shelf.read(path) or b"").hexdigest() != report.findings_sha256:
            yield path, ALTERED


ALTERED = Text(
    "这份报告列出的疑点清单被改动或删除", "the list of what this report showed was altered or removed"
)
