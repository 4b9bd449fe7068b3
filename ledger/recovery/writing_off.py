"""Write-off (核销): asked by one person of the funder's or auditor's side, approved by another, who thereby settles the claim.

Neither alone settles anything (law 6). What is approved may not be more than is outstanding on that day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..base.amount import plain
from ..base.clean import clean
from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.desk import next_id
from ..books.recording import record
from ..closings.reopening import approval_ids
from ..findings.acts import Approval
from ..findings.dating import not_before
from ..persons.sides import NotYours, require_audit_side
from .after_order import WriteOff
from .claims import Settlement
from .serving import known_order
from .settling import settle

if TYPE_CHECKING:
    import datetime

    from ..books.desk import Desk


class WrongWriteOff(EarmarkError):
    """A write-off beyond what is outstanding, without reason or paper, or approved already."""


def ask_write_off(at: Desk, award: str, wanted: WriteOff) -> WriteOff:
    """Ask that a part of an order be written off; its id is given here. Nothing is settled by it.

    Raises :class:`WrongWriteOff`, :class:`.settling.WrongReturn` for an unknown order, :class:`..persons.sides.NotYours`.
    """
    require_audit_side(at, award)
    order, left = known_order(at, award, wanted.order)
    if not 0 < wanted.amount <= left:
        message = Text("{id} 只剩 {left} 元未收回", "{left} CNY of {id} are outstanding")
        raise WrongWriteOff(message.format(id=order.id, left=plain(left)))
    if not clean(wanted.reason).strip() or not clean(wanted.document).strip():
        raise WrongWriteOff(Text("核销要写明理由和文件", "a write-off needs a reason and a document"))
    not_before(wanted.date, {order.id: order.date}, WrongWriteOff)
    taken = [w.id for w in at.records(WriteOff, f"awards/{award}/acts.beancount")]
    stored = replace(wanted, id=next_id("W-", taken), recorded=at.recorded, by=at.by)
    record(at, award, [stored], "acts")
    return stored


def approve_write_off(
    at: Desk, award: str, asked: str, day: datetime.date, reason: str | None = None
) -> tuple[Approval, Settlement]:
    """Approve a write-off that another person asked for, and settle the claim by it, in one commit.

    Raises :class:`WrongWriteOff`, :class:`.settling.WrongReturn` above what is outstanding, :class:`..persons.sides.NotYours`.
    """
    require_audit_side(at, award)
    path = f"awards/{award}/acts.beancount"
    found = next((w for w in at.records(WriteOff, path) if w.id == asked), None)
    if found is None:
        raise WrongWriteOff(Text("没有核销申请 {id}", "nobody asked for write-off {id}").format(id=asked))
    if found.by == at.by:
        message = Text("{id} 由 {by} 申请，要由另一人批准", "{by} asked for {id}; another person approves it")
        raise NotYours(message.format(id=asked, by=at.by))
    if any((a.what, a.subject) == (WriteOff.kind, asked) for a in at.records(Approval, path)):
        raise WrongWriteOff(Text("{id} 已批准", "{id} is approved already").format(id=asked))
    not_before(day, {asked: found.date}, WrongWriteOff)
    approval = Approval(
        date=day, id=next_id("A-", approval_ids(at, award)), what=WriteOff.kind, subject=asked,
        reason=reason or None, recorded=at.recorded, by=at.by,
    )  # fmt: skip
    record(at, award, [approval], "acts")
    return approval, settle(at, _step(at, award, found, approval))


def _step(at: Desk, award: str, asked: WriteOff, approval: Approval) -> Settlement:
    order, _ = known_order(at, award, asked.order)
    return Settlement(
        id="", award=award, order=order.id, date=approval.date, recipient=order.recipient, way="written_off",
        amount=asked.amount, route=order.route, reference=asked.document, approval=approval.id,
    )  # fmt: skip


def waiting(asked: list[WriteOff], approvals: list[Approval]) -> list[WriteOff]:
    """The write-offs that nobody has approved yet."""
    done = {a.subject for a in approvals if a.what == WriteOff.kind}
    return [w for w in asked if w.id not in done]
