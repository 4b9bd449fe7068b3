"""What rules over the register share: the dated stages of an award, how far its books reach, a finding about a stage.

No rule looks at today's clock: "now" is the latest day that charges or stages bear, so that the same books give the
same findings tomorrow. What a register does not say is "cannot tell".
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from ..language.words import normal
from .finding import Clause, Evidence, Finding, finding_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.awards.register import Milestone
    from earmark.ledger.vouchers.charge import Charge

    from ..policy import Rule

_WEIGHTS = {"unknown": "missing"}


def stages(award: Award, stage: str) -> list[Milestone]:
    """All milestones of a stage, by date."""
    return sorted((m for m in award.milestones if m.stage == stage), key=lambda m: m.date)


def first(award: Award, stage: str) -> Milestone | None:
    """The first milestone of a stage."""
    return next(iter(stages(award, stage)), None)


def as_of(charges: Sequence[Charge], award: Award) -> datetime.date:
    """The last day that the books speak of."""
    days = [m.date for m in award.milestones] + [c.paid for c in charges[-1:]] + [award.grant.start]
    return max(days)


def about(  # what a finding is made of
    award: Award,
    rule: Rule,
    subject: str,
    outcome: str,
    texts: Iterable[Text],
    clears: Text,
    *,
    day: datetime.date | None = None,
    clause: Clause | None = None,
) -> Finding:
    """A finding about a stage, a paper or a line of the register: it has no voucher and no amount."""
    return Finding(
        id=finding_id(award.id, rule.id, subject),
        rule=rule.id,
        category=rule.category,
        outcome=outcome,
        subject=subject,
        amount=None,
        currency=None,
        date=day,
        voucher=None,
        sources=(),
        clause=clause or rule.clause,
        evidence=tuple(Evidence(text, _WEIGHTS.get(outcome, "fact")) for text in texts),
        clears=clears,
    )


def terms(setting: str) -> tuple[Text, ...]:
    """The terms of a setting, Chinese and English with a stroke between: ``工作思路|approach 发展重点|priorities``."""
    pairs = (term.partition("|") for term in setting.split())
    return tuple(Text(zh, en or zh) for zh, _, en in pairs)


def said_in(term: Text, words: Iterable[str]) -> bool:
    """Whether one of the words is the term, in either language."""
    return bool({normal(term.zh), normal(term.en)} & {normal(word) for word in words})


def listed(found: Iterable[Text]) -> Text:
    """Several terms in one text."""
    found = list(found)
    return Text("、".join(t.zh for t in found), ", ".join(t.en for t in found))


def is_bad(result: str | None, setting: str) -> bool:
    """Whether a result is one of the setting's words for a bad one."""
    return result is not None and normal(result) in {normal(word) for word in setting.split()}


BAD_RESULTS = "不合格 未通过 不通过 不符合 不同意 未完成 failed"
"""Words for a result that speaks against the award, where a policy names none of its own."""
