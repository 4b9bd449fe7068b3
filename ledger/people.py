"""Who may act (people.beancount): person, side, role, public key.

2025-03-01 custom "earmark-person" "chen"
name: "陈会计"
side: "recipient"
of: "JCSF"
role: "finance"
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
    key: str | None = None
    """Public key, base64 (Ed25519)."""
    until: datetime.date | None = None
