"""Amending an award: later plan lines, milestones and project codes are added to its register; nothing there is changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .desk import desk
from .load import register_of
from .opening import WrongAward
from .record import to_custom
from .register import PlanLine, ProjectCode
from .rights import require_party
from .text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .books import Books
    from .register import Milestone


def amend(books: Books, award: str, added: Sequence[PlanLine | Milestone | ProjectCode], by: str) -> None:
    """Add plan lines (one of a known id replaces it from its date), milestones and codes of its budget project.

    Raises :class:`.opening.WrongAward` when the plan in force exceeds the award, :class:`.sides.NotYours`.
    """
    known = register_of(books, award)
    with desk(books, by) as at:
        require_party(at, known.grant)
        plan = known.plan_now | {line.id: line for line in added if isinstance(line, PlanLine)}
        if sum(line.amount for line in plan.values()) > known.grant.amount:
            message = Text("计划合计超过奖补金额", "the plan adds up to more than the award")
            raise WrongAward(message, file=award)
        double = [
            line.id for line in added if isinstance(line, ProjectCode) and line.id in known.project_codes
        ]
        if double:
            message = Text("项目编码 {code} 已登记", "project code {code} is registered already")
            raise WrongAward(message.format(code=double[0]), file=award)
        records = [to_custom(replace(r, recorded=at.recorded, by=by)) for r in added]
        at.append(f"awards/{award}/register.beancount", records)
        at.log(f"awards/{award}/log", [(r.kind, r.id, e) for r, e in zip(added, records, strict=True)])
