"""An award during a ban (禁止申报期内获奖): applied for, or begun, while its recipient may not apply.

Why: 连续3年取消其申报资格 is the sanction that a revocation carries; an award in those years undoes it.

How it decides: by the bans on record of the programme (``earmark revoke`` opens one), for the recipient's code or any name that
the programme's awards know it by. The day of the award is its application, else its first day. From the day of the ban through
its last day: violation.

Settings: none.
Trips it: a ban from 2025-05-08 through 2028-05-07, an application of 2027-10-15. Near miss: an application of 2028-05-08.
What clears it: the waiver that the funder granted before the application, or the ban lifted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.text import Text

from .about import FUNDER, About
from .dated import first
from .sign import Sign
from .verdict import of_subject
from .words import normal

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from earmark.ledger.award import Award

    from .finding import Finding
    from .policy import Rule
    from .programme import Programme

_TEXT = Text(
    "{day} 申报或起始，在禁止申报期内（{start} 至 {until}，依据 {order}）",
    "applied for or begun on {day}, during the ban from {start} through {until} (order {order})",
)
_CLEARS = Text(
    "拨款单位事先批准的豁免，或提前解除的决定",
    "the waiver granted before, or the decision that lifted the ban",
)
ABOUT = About(
    name=Text("禁止申报期内获奖", "an award during a ban"),
    outcomes=("violation",),
    clears=_CLEARS,
    who=FUNDER,
    needs=Text("专项里登记的禁止申报期", "the bans that the programme has on record"),
)


def judge_all(programme: Programme, rule: Rule) -> Iterator[tuple[str, Finding]]:
    """One finding per award and ban that it falls into."""
    names = _names(programme)
    for member in programme.members:
        grant, day = member.award.grant, _day(member.award)
        known = {normal(grant.recipient), normal(grant.recipient_name)}
        for ban in programme.bans:
            if known & names.get(ban.recipient, {normal(ban.recipient)}) and ban.date <= day <= ban.until:
                text = _TEXT.format(day=day, start=ban.date, until=ban.until, order=ban.order)
                sign = Sign("", "violation", "fact", text, _CLEARS)
                found = of_subject(f"ban:{ban.order}", sign, member.award, rule)
                yield member.id, replace(found, date=day)


def _day(award: Award) -> datetime.date:
    applied = first(award, "application")
    return applied.date if applied else award.grant.start


def _names(programme: Programme) -> dict[str, set[str]]:
    """What each recipient is called: its code and its names in all awards."""
    found: dict[str, set[str]] = {}
    for member in programme.members:
        grant = member.award.grant
        called = found.setdefault(grant.recipient, {normal(grant.recipient)})
        called.add(normal(grant.recipient_name))
    return found
