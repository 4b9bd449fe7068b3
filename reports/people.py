"""People as the command line writes them: ``chen:recipient:JCSF:finance:陈会计``."""

from __future__ import annotations

from earmark.ledger.base.text import Text
from earmark.ledger.persons.people import PERSON_ID, SIDES, Person, WrongPerson

from .session import today

PARTS = 5


def person(text: str) -> Person:
    """A person from ``id:side:of:role:name``. Raises :class:`WrongPerson`."""
    parts = text.split(":")
    if len(parts) != PARTS or not PERSON_ID.fullmatch(parts[0]) or parts[1] not in SIDES:
        message = Text(
            "“{text}”不是 编号:方面:单位:职责:姓名", "“{text}” is not id:side:of:role:name"
        ).format(text=text)
        fix = Text("例如 chen:recipient:JCSF:finance:陈会计", "for example chen:recipient:JCSF:finance:Chen")
        raise WrongPerson(message, fix=fix)
    id_, side, of, role, name = parts
    return Person(date=today(), id=id_, name=name, side=side, of=of, role=role, recorded="", by="")
