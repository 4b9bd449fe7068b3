"""Signs (迹象): what one way of looking says of one charge, before all of them are weighed."""

from __future__ import annotations

from dataclasses import dataclass

from earmark.ledger.base.text import Text

from ..judging.finding import CATEGORIES, Evidence

NOTHING = Text("", "")
_OUTCOMES = ("violation", "review", "unknown", "lawful")
_WEIGHTS = ("fact", "object", "group", "payee", "question", "account", "topic", "missing", "lawful")


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign. ``outcome``: violation, review, unknown, or lawful (speaks for the charge)."""

    category: str
    outcome: str
    weight: str
    text: Text
    clears: Text = NOTHING
    named: Text | None = None
    """What the funder's and auditor's side reads instead: :class:`..judging.finding.Evidence`."""

    @property
    def evidence(self) -> Evidence:
        """The sign as it is shown with a finding."""
        return Evidence(self.text, self.weight, self.named)


def rank(sign: Sign) -> tuple[int, int, int]:
    """Order of strength: outcome, then a named category before ``unrelated``, then weight."""
    named = 0 if sign.category in CATEGORIES[:-1] else 1
    return (_OUTCOMES.index(sign.outcome), named, _WEIGHTS.index(sign.weight))
