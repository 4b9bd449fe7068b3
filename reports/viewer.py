"""Who looks at findings: other recipients' awards are named to the funder's and auditor's side, and counted for all others.

On the command line a name is only claimed, and whoever runs it can read the files; what is printed and handed on is what
this is for (law 9). Nobody named: the careful form.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.persons.sides import AUDIT_SIDE
from earmark.plugins.judging.programme import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from earmark.ledger.persons.people import Person
    from earmark.plugins.judging.run import Audited

    from .session import Session


def as_seen(session: Session, done: Iterable[Audited], by: str | None = None) -> list[Audited]:
    """The audits as the person who acts may read them (``--by``, else as for any verb)."""
    person = session.books.people().get(session.by(by))
    return [_named(audited) if _may_know(person, audited) else audited for audited in done]


def _may_know(person: Person | None, audited: Audited) -> bool:
    """An auditor, or somebody of the award's own funder."""
    if person is None or person.side not in AUDIT_SIDE:
        return False
    return person.side == "auditor" or person.of == audited.award.grant.funder


def _named(audited: Audited) -> Audited:
    findings = tuple(map(named, audited.standing.findings))
    return replace(audited, standing=replace(audited.standing, findings=findings))
