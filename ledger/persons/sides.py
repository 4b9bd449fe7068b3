"""Which side a person is of, and what that side may do: who asks is not who approves (law 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..awards.register import Grant
from ..base.errors import EarmarkError
from ..base.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..books.desk import Desk

AUDIT_SIDE = ("funder", "auditor")


class NotYours(EarmarkError):
    """An act of the other side."""


def require_side(at: Desk, sides: Sequence[str]) -> None:
    """Refuse a person of another side (law 6). Raises :class:`NotYours`."""
    person = at.books.person(at.by)
    if person.side not in sides:
        names = {"recipient": Text("获奖单位", "recipient"), "funder": Text("拨款单位", "funder")}
        auditor = Text("审计方", "auditor")
        message = Text("{by} 属于{side}，无权做这件事", "{by} is of the {side} side and may not do this")
        wanted = Text("、".join(names.get(s, auditor).zh for s in sides), ", ".join(sides))
        fix = Text("由{sides}的人办理（--by）", "let a person of {sides} do it (--by)").format(sides=wanted)
        raise NotYours(message.format(by=at.by, side=names.get(person.side, auditor)), fix=fix)


def require_audit_side(at: Desk, award: str) -> None:
    """Refuse whoever is neither an auditor nor of the funder of this award (laws 6, 9). Raises :class:`NotYours`.

    A sub-grant's money is its parent's funder's: that one may act on it as well.
    """
    require_side(at, AUDIT_SIDE)
    grants = at.records(Grant, f"{at.books.award(award)}/register.beancount")
    grants += [parent for grant in grants for parent in parents_of(at, grant)]
    person = at.books.person(at.by)
    if person.side == "funder" and person.of not in {grant.funder for grant in grants}:
        message = Text(
            "{by} 属于 {of}，{award} 由 {funder} 拨款", "{by} is of {of}; {award} is granted by {funder}"
        )
        funder = "、".join(grant.funder for grant in grants)
        raise NotYours(message.format(by=at.by, of=person.of, award=award, funder=funder))


def parents_of(at: Desk, grant: Grant) -> list[Grant]:
    """The awards that a sub-grant is a part of, the nearest first; whoever edits a register cannot make them circle."""
    found: list[Grant] = []
    while grant.parent and grant.parent not in {grant.id, *(g.id for g in found)}:
        above = at.records(Grant, f"awards/{grant.parent}/register.beancount")
        if not above:
            break
        grant = above[0]
        found.append(grant)
    return found


def require_keeper(at: Desk, award: str) -> None:
    """Refuse whoever is not of the recipient of an award: nobody else writes its vouchers. Raises :class:`NotYours`."""
    require_side(at, ("recipient",))
    grants = at.records(Grant, f"{at.books.award(award)}/register.beancount")
    of = at.books.person(at.by).of
    if of not in {grant.recipient for grant in grants}:
        message = Text("{by} 属于 {of}，{award} 不由其记账", "{by} is of {of} and does not keep {award}")
        raise NotYours(message.format(by=at.by, of=of, award=award))
