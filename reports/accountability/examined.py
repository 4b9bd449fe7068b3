"""What the audit looked at and what it could not: rules that did not run, lists that are missing, open questions.

Missing data is "unknown", never a pass; so the report says what was missing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text
from earmark.plugins.language.words import normal

from .value import Examined

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from earmark.ledger.awards.award import Award
    from earmark.plugins.judging.finding import Finding
    from earmark.plugins.judging.run import Audited
    from earmark.plugins.policy import Policy

LISTS = ("staff", "rehired", "temporary", "related-person", "related-party", "landlord")
"""The lists that only the recipient can declare complete."""


def examined(
    audited: Audited, findings: Iterable[Finding], policy: Policy | None, day: datetime.date
) -> Examined:
    """The audit's own account of itself; a policy whose hash is not the audit's is not used."""
    # The audit's own copy of the award comes without the private list of parties.
    audit, award = audited.audit, audited.award
    known = policy if policy and policy.sha256 == audit.policy_sha256 else None
    counts = Counter(f.rule for f in findings if f.status != "not_found")
    charges = [c for c in audit.charges if c.date <= day]
    return Examined(
        policy=audit.policy_id,
        sha256=audit.policy_sha256,
        title=known.title if known else Text("", ""),
        document=known.document if known else "",
        charges=len(charges),
        rules=tuple(replace(run, findings=counts[run.id]) for run in audit.runs),
        missing_lists=_missing(award),
        unanswered=_unanswered(award, known),
    )


def _missing(award: Award) -> tuple[str, ...]:
    complete = award.parties.complete if award.parties else frozenset()
    return tuple(kind for kind in LISTS if kind not in complete)


def _unanswered(award: Award, policy: Policy | None) -> tuple[Text, ...]:
    answered = {normal(key) for key in award.settings}
    asked = policy.questions.values() if policy else ()
    return tuple(q.asks for q in asked if not {normal(q.id), normal(q.name.zh)} & answered)
