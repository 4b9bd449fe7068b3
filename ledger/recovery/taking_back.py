"""A return that was recognised by mistake is taken back (红字): a settlement of the same amount below zero that names it.

    take_back(at, "WH2025-007", "R-0003", "凭据是另一项资金的", day)

What was written stays. The order is outstanding again by that amount, so that money which never came is not lost behind a
slip of the pen. After a revocation, which claims all that the funder has not got back, only what was said to have gone to the
funder is open again: the rest would be claimed twice. A write-off has its approval and what was absorbed its revocation: these are not taken back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..base.clean import clean
from ..base.text import Text
from ..findings.acts import Approval
from ..findings.dating import not_before
from ..persons.sides import require_audit_side
from .claims import REVOCABLE, orders, settlements
from .mirror import AWAY
from .revoking import revocation_of
from .settling import WrongReturn, put_down
from .striking import struck_off

if TYPE_CHECKING:
    import datetime

    from ..books.desk import Desk
    from .claims import Settlement


def take_back(at: Desk, award: str, step: str, reason: str, day: datetime.date) -> Settlement:
    """Take a settlement back. Raises :class:`.settling.WrongReturn`, :class:`..persons.sides.NotYours`."""
    require_audit_side(at, award)
    known = settlements(at.entries(f"claims/{award}.beancount"))
    found = next((s for s in known if s.id == step and s.way in REVOCABLE and not s.reverses), None)
    if found is None:
        raise WrongReturn(
            Text("没有可撤回的退款登记 {id}", "no return {id} can be taken back").format(id=step)
        )
    if again := next((s.id for s in known if s.reverses == step), None):
        raise WrongReturn(
            Text("{id} 已由 {by} 撤回", "{id} was taken back by {by}").format(id=step, by=again)
        )
    if not clean(reason).strip():
        raise WrongReturn(Text("撤回要写明理由", "taking it back needs a reason"))
    if found.order in struck_off(at.records(Approval, f"awards/{award}/acts.beancount")):
        raise WrongReturn(Text("{id} 已对账销号", "{id} is struck off").format(id=found.order))
    _not_claimed_twice(at, found)
    not_before(day, {step: found.date}, WrongReturn)
    red = replace(found, date=day, amount=-found.amount, reverses=step, reason=reason)
    return put_down(at, red)


def _not_claimed_twice(at: Desk, step: Settlement) -> None:
    """Refuse what a revocation claims already: all but money that it counted as returned to funder or treasury."""
    revoked = revocation_of(orders(at.entries(f"claims/{step.award}.beancount")))
    counted = step.way == "returned" and step.route in AWAY
    if revoked and step.order != revoked.id and not counted:
        message = Text(
            "{award} 已由 {id} 撤销，款项全部由它收回",
            "{award} was revoked by {id}, which takes all of its money back",
        )
        raise WrongReturn(message.format(award=step.award, id=revoked.id))
