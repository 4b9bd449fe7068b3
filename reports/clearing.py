"""Who has what would clear a finding: its rule says so; of one that is found no more, nobody is asked for papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text
from earmark.plugins.judging.engine import ABOUTS

from .words import WEIGHT_NAMES

if TYPE_CHECKING:
    from earmark.plugins.judging.finding import Evidence, Finding

_NOBODY = Text("", "")
_WEIGHED = Text("[{weight}] {text}", "[{weight}] {text}")


def supplier(finding: Finding) -> Text:
    """Who supplies it; empty where no rule finds it any more."""
    rule = ABOUTS.get(finding.rule)
    return _NOBODY if rule is None or finding.status == "not_found" else rule.who


def weighed(evidence: Evidence) -> Text:
    """A reason with what kind of reason it is in front, unless it begins so: a fact weighs more than an account's name."""
    if evidence.text.zh.startswith(WEIGHT_NAMES[evidence.weight].zh):
        return evidence.text
    return _WEIGHED.format(weight=WEIGHT_NAMES[evidence.weight], text=evidence.text)
