"""Bans (取消申报资格): whom a funder bars from applying, until when, and what a waiver lets through.

A ban is told by the recipient's code and by its name: the same society under another code is barred as well. It holds in
every programme of the funder that pronounced it. What counts is the day of the application, and the award's first day:
neither may lie inside.
"""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ..base.errors import EarmarkError
from ..base.record import to_custom
from ..base.text import Text
from ..findings.acts import Waiver
from ..findings.waived import waived
from .programme import Ban

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from ..books.desk import Desk
    from .register import Grant, Milestone

BAN = "ban"
"""What a waiver of a ban names as its rule; its subject is the recipient's code."""


def bans_on(grant: Grant, bans: Iterable[tuple[str, Ban]]) -> list[Ban]:
    """The bans that reach an award's recipient; each given with the programme whose file holds it."""
    return [
        ban
        for programme, ban in bans
        if (programme == grant.programme or ban.funder == grant.funder) and _same(ban, grant)
    ]


def _same(ban: Ban, grant: Grant) -> bool:
    name = _plain(ban.recipient_name or "")
    return ban.recipient == grant.recipient or (bool(name) and name == _plain(grant.recipient_name))


def _plain(name: str) -> str:
    """A name without spaces and full-width forms: how it is written changes nothing."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def barred(
    grant: Grant, milestones: Iterable[Milestone], bans: Iterable[Ban], waivers: Iterable[Waiver]
) -> Ban | None:
    """The ban inside which an award was applied for or begins, unless a waiver was in force on that day."""
    waivers = list(waivers)
    for ban in bans:
        for day in _days(grant, milestones):
            if ban.date <= day <= ban.until and not waived(waivers, BAN, grant.recipient, day):
                return ban
    return None


def _days(grant: Grant, milestones: Iterable[Milestone]) -> list[datetime.date]:
    return [*(m.date for m in milestones if m.stage == "application"), grant.start]


def put_ban(at: Desk, programme: str, ban: Ban) -> None:
    """Write a ban into the file of the programme in which it was pronounced."""
    at.append(f"programmes/{programme}.beancount", [to_custom(ban)])
    at.log(f"programmes/{programme}.log", [(ban.kind, ban.id, to_custom(ban))])


class Barred(EarmarkError):
    """An award for a recipient that may not apply."""


def refuse_barred(at: Desk, grant: Grant, milestones: Iterable[Milestone]) -> None:
    """Refuse an award that a ban forbids, unless it is waived in the award's programme. Raises :class:`Barred`."""
    found = [(PurePosixPath(p).stem, ban) for p in at.files("programmes") for ban in at.records(Ban, p)]
    waivers = at.records(Waiver, f"programmes/{grant.programme}.beancount")
    ban = barred(grant, milestones, bans_on(grant, found), waivers)
    if ban:
        facts = {"name": grant.recipient_name, "order": ban.order, "award": ban.id, "until": ban.until}
        message = BARRED.format(**facts, clause=ban.clause or "—")
        raise Barred(
            message, file=grant.id, fix=WAIVE.format(**facts, programme=grant.programme, code=grant.recipient)
        )


BARRED = Text(
    "{name} 被取消申报资格，至 {until}（{award} 的撤销决定 {order}，依据 {clause}）",
    "{name} may not apply until {until} (revocation {order} of {award}, by {clause})",
)
WAIVE = Text(
    "{until} 之后再申报；确需例外的，由拨款或审计方办理豁免：earmark waive --programme {programme} --rule ban --recipient {code}",
    "apply after that day; an exception is waived by the funder or auditor: earmark waive --programme {programme} --rule ban --recipient {code}",
)
