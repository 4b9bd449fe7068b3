"""Findings as a table that fits the terminal: what is too long is the evidence first, then the name of the file.

A source keeps its row: ``icbc…1012.xlsx:29`` still tells where to look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text, width
from earmark.plugins.judging import engine
from earmark.plugins.judging.finding import CATEGORY_NAMES
from earmark.plugins.standing.standing import STATUS_NAMES

from .tables import cut, cut_middle, room
from .words import RULE_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.base.text import Lang
    from earmark.plugins.judging.finding import Finding

HEAD = (
    Text("编号", "id"),
    Text("日期", "date"),
    Text("金额", "amount"),
    Text("类别", "category"),
    Text("条款", "clause"),
    Text("状态", "status"),
    Text("来源", "source"),
    Text("依据", "evidence"),
)
CATEGORY, SOURCE, EVIDENCE = 14, 14, 8
"""The widest column of a category; the narrowest of a source and of the evidence."""


def findings_list(
    findings: Sequence[Finding], lang: Lang, columns: int
) -> tuple[tuple[Text, ...], list[list[object]]]:
    """Head and rows of a table no wider than ``columns``, as far as id, amount and clause allow."""
    fixed = [_fixed(finding, lang) for finding in findings]
    left = room([word.show(lang) for word in HEAD[:-2]], fixed, columns)
    sources = [str(f.sources[0]) if f.sources else "" for f in findings]
    longest = max((width(source) for source in sources), default=0)
    source = min(longest, max(left - EVIDENCE - GAPS, SOURCE), max(left // 3, SOURCE))
    evidence = max(left - max(source, width(HEAD[-2].show(lang))) - GAPS, EVIDENCE)
    return HEAD, [
        [*row, cut_middle(place, source), cut(_evidence(finding, lang), evidence)]
        for row, place, finding in zip(fixed, sources, findings, strict=True)
    ]


GAPS = 4
"""Before each of the two columns that give way stand two blanks."""


def about(finding: Finding) -> Text:
    """What a finding is about: its prohibited use, else the name of its rule."""
    if finding.category:
        return CATEGORY_NAMES[finding.category]
    if finding.rule in engine.ABOUTS and finding.rule not in RULE_NAMES:
        return engine.ABOUTS[finding.rule].name
    return RULE_NAMES.get(finding.rule, Text(finding.rule, finding.rule))


def _fixed(finding: Finding, lang: Lang) -> list[object]:
    named = (about(finding), STATUS_NAMES[finding.status])
    category, status = (name.show(lang) for name in named)
    return [finding.id, finding.date, finding.amount, cut(category, CATEGORY), finding.clause.number, status]


def _evidence(finding: Finding, lang: Lang) -> str:
    return finding.evidence[0].text.show(lang) if finding.evidence else ""
