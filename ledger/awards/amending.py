"""Amending an award: later plan lines, milestones and project codes are added to its register; nothing there is changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..base.record import to_custom
from ..base.text import Text
from ..books.desk import desk, next_id
from ..books.load import register_of
from ..persons.rights import require_party
from .opening import WrongAward
from .register import STAGE_NAMES, Milestone, PlanLine, ProjectCode

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from ..base.record import Record
    from ..books.books import Books
    from ..books.desk import Desk
    from .award import Award


def amend(books: Books, award: str, added: Sequence[PlanLine | Milestone | ProjectCode], by: str) -> None:
    """Add plan lines (one of a known id replaces it from its date), milestones and codes of its budget project.

    Raises :class:`.opening.WrongAward` when the plan in force exceeds the award, :class:`..persons.sides.NotYours`.
    """
    known = register_of(books, award)
    with desk(books, by) as at:
        require_party(at, known.grant)
        plan = known.plan_now | {line.id: line for line in added if isinstance(line, PlanLine)}
        if sum(line.amount for line in plan.values()) > known.grant.amount:
            message = Text("计划合计超过奖补金额", "the plan adds up to more than the award")
            raise WrongAward(message, file=award)
        _refuse_acts(known, added)
        _refuse_paid_after(known, added)
        double = [
            line.id for line in added if isinstance(line, ProjectCode) and line.id in known.project_codes
        ]
        if double:
            message = Text("项目编码 {code} 已登记", "project code {code} is registered already")
            raise WrongAward(message.format(code=double[0]), file=award)
        _put(at, award, added)


def _refuse_acts(known: Award, added: Sequence[Record]) -> None:
    """What freezes or ends an award is an act of its own, with its checks."""
    acts = {"settlement": "earmark award settle", "revocation": "earmark revoke"}
    wrong = next((m.stage for m in added if isinstance(m, Milestone) and m.stage in acts), None)
    if wrong:
        message = Text("{stage}不能只登记阶段", "{stage} is not a stage that is only registered")
        fix = Text("用 {verb}", "use {verb}").format(verb=acts[wrong])
        raise WrongAward(message.format(stage=STAGE_NAMES[wrong]), file=known.id, fix=fix)


def _refuse_paid_after(known: Award, added: Sequence[Record]) -> None:
    """Nothing is paid for an award that was revoked."""
    revoked = next((m for m in known.milestones if m.stage == "revocation"), None)
    paid = [m for m in added if isinstance(m, Milestone) and m.stage == "payment"]
    late = [m for m in paid if revoked and m.date >= revoked.date]
    if revoked and late:
        message = Text(
            "{award} 已于 {day} 撤销，{late} 的拨款不能登记",
            "{award} was revoked on {day}; a payment of {late} cannot be registered",
        )
        raise WrongAward(message.format(award=known.id, day=revoked.date, late=late[0].date), file=known.id)


def put_stage(  # what a stage says
    at: Desk,
    award: str,
    stage: str,
    day: datetime.date,
    **facts: Any,  # noqa: ANN401 (facts of many types)
) -> Milestone:
    """Add a stage to an award's register, within a session; its id is the register's next."""
    known = [m.id for m in at.records(Milestone, f"awards/{award}/register.beancount")]
    made = Milestone(date=day, id=next_id("M", known, digits=2), stage=stage, recorded="", by="", **facts)
    _put(at, award, [made])
    return made


def _put(at: Desk, award: str, added: Sequence[Record]) -> None:
    records = [to_custom(replace(r, recorded=at.recorded, by=at.by)) for r in added]
    at.append(f"awards/{award}/register.beancount", records)
    at.log(f"awards/{award}/log", [(r.kind, r.id, e) for r, e in zip(added, records, strict=True)])
