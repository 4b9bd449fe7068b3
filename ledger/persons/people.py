"""Who may act (people.beancount): person, side, role; and the public keys they sign with.

    2025-03-01 custom "earmark-person" "chen"
      name: "陈会计"
      side: "recipient"
      of: "JCSF"
      role: "finance"

``of`` is the recipient's code, or the name of the funder or audit office.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import ClassVar

from ..base.clean import quoted
from ..base.errors import EarmarkError
from ..base.record import Record
from ..base.text import Text

PERSON_ID = re.compile(r"[A-Za-z0-9]+")
SIDES = ("recipient", "funder", "auditor")


class WrongPerson(EarmarkError):
    """A person who cannot be registered as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A person on one side; ``of`` is the recipient's code, or the funder's or audit office's name."""

    kind: ClassVar[str] = "person"

    name: str
    side: str
    of: str
    role: str
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey(Record):
    """A person's public key (Ed25519, base64), which holds from ``date`` until the next one of that person."""

    kind: ClassVar[str] = "key"

    person: str
    key: str


def check_person(person: Person) -> None:
    """Refuse an id that cannot stand in the log, a signature and the settings alike. Raises :class:`WrongPerson`."""
    if not PERSON_ID.fullmatch(person.id):
        message = Text(
            "人员编号“{id}”只能有英文字母和数字", "a person's id has letters and digits only, not “{id}”"
        )
        raise WrongPerson(message.format(id=quoted(person.id)))
    if person.side not in SIDES:
        message = Text("side 应为 {sides}", "side is one of {sides}")
        raise WrongPerson(message.format(sides=", ".join(SIDES)))
