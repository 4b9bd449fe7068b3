"""Charges that could not be judged: which of them count as questioned all the same.

What stands apart as unknown (``Totals.unknown``) is a charge of which nothing is known but that data are missing. Where
another finding questions the same charge, or somebody decided, its amount is among the questioned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from earmark.plugins.judging.finding import Finding


def also_questioned(findings: Iterable[Finding], decided: Collection[str]) -> int:
    """How many charges that a rule could not judge count as questioned. ``decided``: ids of findings decided on."""
    unknown, questioned = set(), set()
    for finding in findings:
        if finding.outcome == "unknown":
            unknown.add(finding.subject)
        if finding.outcome != "unknown" or finding.id in decided:
            questioned.add(finding.subject)
    return len(unknown & questioned)
