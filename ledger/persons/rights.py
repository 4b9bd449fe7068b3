"""Who may register people and set the rules: a recipient neither appoints its auditor nor answers for its funder (law 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..awards.programme import PolicyAdopted
from ..awards.register import Grant
from ..base.errors import EarmarkError
from ..base.text import Text
from .sides import AUDIT_SIDE, NotYours, parents_of, require_side

if TYPE_CHECKING:
    from ..books.desk import Desk
    from .people import Person


class PolicyTaken(EarmarkError):
    """A policy id under which another programme adopted other words."""


def require_same_office(at: Desk, new: Person) -> None:
    """A recipient's person registers people of that recipient only. Raises :class:`.sides.NotYours`."""
    by = at.books.person(at.by)
    if by.side == "recipient" and (new.side, new.of) != (by.side, by.of):
        message = Text(
            "{by} 只能登记本单位（recipient:{of}）的人", "{by} registers people of recipient:{of} only"
        )
        fix = Text("由拨款单位或审计方的人登记（--by）", "let a person of the funder or auditor do it (--by)")
        raise NotYours(message.format(by=at.by, of=by.of), fix=fix)


def require_rule_side(at: Desk, programme: str) -> None:
    """Rules are the auditor's or the funder's: of the programme's own funder once it has an award.

    Raises :class:`.sides.NotYours`.
    """
    require_side(at, AUDIT_SIDE)
    grants = [g for id_ in at.award_ids() for g in at.records(Grant, f"awards/{id_}/register.beancount")]
    funders = {g.funder for g in grants if g.programme == programme}
    person = at.books.person(at.by)
    if person.side == "funder" and funders and person.of not in funders:
        message = Text(
            "{by} 属于 {of}，专项 {p} 属于 {funder}", "{by} is of {of}; {p} is a programme of {funder}"
        )
        funder = "、".join(sorted(funders))
        raise NotYours(message.format(by=at.by, of=person.of, p=programme, funder=funder))


def require_party(at: Desk, grant: Grant) -> None:
    """An award is registered by its recipient or its funder; a sub-grant by those of its parent, too.

    Raises :class:`.sides.NotYours`.
    """
    person = at.books.person(at.by)
    line = [grant, *parents_of(at, grant)]
    parties = {("recipient", g.recipient) for g in line} | {("funder", g.funder) for g in line}
    if (person.side, person.of) not in parties:
        message = Text(
            "{by} 属于 {of}，{award} 由 {recipient} 或 {funder} 登记",
            "{by} is of {of}; {award} is registered by {recipient} or {funder}",
        )
        facts = {"award": grant.id, "recipient": grant.recipient, "funder": grant.funder}
        raise NotYours(message.format(by=at.by, of=person.of, **facts))


def refuse_changed(at: Desk, policy: str, sha256: str) -> None:
    """Refuse to write over a policy that was adopted: what it judged could not be judged again. Raises :class:`PolicyTaken`."""
    for path in at.files("programmes"):
        other = path.split("/")[-1].removesuffix(".beancount")
        if any(one.id == policy and one.sha256 != sha256 for one in at.records(PolicyAdopted, path)):
            message = Text(
                "专项 {other} 采用的是另一份 {policy}", "programme {other} adopted another {policy}"
            )
            fix = Text("在文件里换一个 id", "give the file another id")
            raise PolicyTaken(message.format(other=other, policy=policy), fix=fix)
