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
from dataclasses import dataclass
from typing import ClassVar

from .record import Record

SIDES = ("recipient", "funder", "auditor")


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
