"""A waiver in force on a finding: it stays in sight, cleared, with who granted it until when; then it is open again.

What somebody decided stands above a waiver. The day is that on which the award is looked at (``Award.as_of``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.base import asof
from earmark.ledger.base.text import Text
from earmark.ledger.findings.waived import waived

from ..judging.finding import Evidence

if TYPE_CHECKING:
    from earmark.ledger.awards.award import Award

    from ..judging.finding import Finding

_WAIVED = Text(
    "豁免 {id}：{by} {day} 批准，至 {until}（{reason}）",
    "waiver {id}: granted by {by} on {day} until {until} ({reason})",
)


def with_waiver(finding: Finding, award: Award) -> Finding:
    """The finding as a waiver leaves it."""
    day = award.as_of or asof.day()
    waiver = waived(award.waivers, finding.rule, finding.subject, day) if finding.undecided else None
    if waiver is None:
        return finding
    text = _WAIVED.format(
        id=waiver.id, by=waiver.by, day=waiver.date, until=waiver.until, reason=waiver.reason
    )
    return replace(finding, status="cleared", evidence=(*finding.evidence, Evidence(text, "lawful")))
