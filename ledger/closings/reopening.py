"""Reopening (反结账): approved by somebody of the audit side, done by the recipient, with a reason, and never without a trace.

Closing, seal and approval stay where they are; the month is closed anew later, with a seal of its own (2025-03.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.desk import next_id
from ..books.recording import record
from ..findings.acts import Approval
from ..persons.sides import require_audit_side, require_keeper
from .periods import Closing, Reopening, closings_in_force

if TYPE_CHECKING:
    from ..books.desk import Desk

REOPEN = "reopen"


class CannotReopen(EarmarkError):
    """A month that is not the last closed one, or a reopening that nobody approved."""


def approve_reopening(at: Desk, award: str, period: str, reason: str) -> Approval:
    """Approve that the last closed month may be reopened. Raises :class:`CannotReopen`, :class:`..persons.sides.NotYours`."""
    require_audit_side(at, award)
    closing = _last(at, award, period)
    approval = Approval(
        date=at.today,
        id=next_id("A-", approval_ids(at, award)),
        what=REOPEN,
        subject=closing.id,
        reason=_reason(reason),
        recorded=at.recorded,
        by=at.by,
    )
    record(at, award, [approval], "acts")
    return approval


def approval_ids(at: Desk, award: str) -> list[str]:
    """The ids of all approvals: the audit side's among the acts, a recipient's among the answers."""
    paths = [f"awards/{award}/{name}.beancount" for name in ("acts", "answers")]
    return [approval.id for path in paths for approval in at.records(Approval, path)]


def reopen(at: Desk, award: str, period: str, reason: str) -> Reopening:
    """Reopen the last closed month. Raises :class:`CannotReopen`, :class:`..persons.sides.NotYours`.

    The approval speaks of this very closing, so it cannot serve twice.
    """
    require_keeper(at, award)
    closing = _last(at, award, period)
    approvals = at.records(Approval, f"awards/{award}/acts.beancount")
    given = [a for a in approvals if (a.what, a.subject) == (REOPEN, closing.id) and a.by != at.by]
    if not given:
        message = Text("{p} 反结账还没有批准", "nobody approved that {p} is reopened").format(p=period)
        fix = Text("由审计或拨款方 earmark approve", "let the funder or auditor earmark approve it")
        raise CannotReopen(message, fix=fix)
    made = Reopening(
        date=at.today,
        id=closing.id,
        approval=given[-1].id,
        reason=_reason(reason),
        recorded=at.recorded,
        by=at.by,
    )
    record(at, award, [made])
    return made


def _last(at: Desk, award: str, period: str) -> Closing:
    closed = closings_in_force(at.entries(f"{at.books.award(award)}/answers.beancount"))
    last = max(closed, key=lambda c: c.period, default=None)
    if last is None or period not in {c.period for c in closed}:
        raise CannotReopen(Text("{p} 没有结账", "{p} is not closed").format(p=period))
    if last.period != period:
        message = Text("{last} 在它之后结账", "{last} was closed after it").format(last=last.period)
        fix = Text("反结账从最后一个月开始", "reopen from the last closed month backwards")
        raise CannotReopen(message, fix=fix)
    return last


def _reason(reason: str) -> str:
    if not reason.strip():
        raise CannotReopen(Text("要写明理由", "a reason is needed"))
    return reason
