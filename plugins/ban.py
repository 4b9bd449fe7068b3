"""An award during a ban (取消申报资格期内获奖): applied for, or begun, while its recipient may not apply.

Why: 连续3年取消其申报资格 is what a revocation carries; an award in those years undoes it.

How it decides: by the bans on record, in any programme of the funder, for the recipient's code or name. Where the day of an
application or the award's first day lies in one, from its first through its last day, and no waiver was in force on that
day: violation. ``earmark award new`` refuses such an award; what came in otherwise, or was banned later, is found here.

Settings: none.
Trips it: a ban from 2025-05-08 through 2028-05-07, an application of 2027-10-15. Near miss: an application of 2028-05-08.
What clears it: the waiver that the funder granted before, or the decision that lifted the ban.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.awards.banning import barred
from earmark.ledger.base.text import Text

from .judging.about import FUNDER, About
from .judging.dated import about, first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

_TEXT = Text(
    "{start} 至 {until} 取消申报资格（撤销决定 {order}），申报于 {applied}，项目自 {begins} 起",
    "barred from {start} through {until} (revocation {order}), applied for on {applied}, begins on {begins}",
)
_CLEARS = Text(
    "拨款单位事先批准的豁免，或解除的决定", "the waiver granted before, or the decision that lifted the ban"
)
ABOUT = About(
    name=Text("取消申报资格期内获奖", "an award during a ban"),
    outcomes=("violation",),
    clears=_CLEARS,
    who=FUNDER,
)


def judge(_charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """At most one finding, on the recipient."""
    ban = barred(award.grant, award.milestones, award.bans, award.waivers)
    if ban:
        applied = first(award, "application")
        days = {"applied": applied.date if applied else "—", "begins": award.grant.start}
        text = _TEXT.format(start=ban.date, until=ban.until, order=ban.order, **days)
        yield about(award, rule, award.grant.recipient, "violation", [text], _CLEARS, day=award.grant.start)
