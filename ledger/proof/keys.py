"""Registering public keys: dated records, never edits, with their line in the log of people."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ..base.record import to_custom
from ..base.text import Text
from ..persons.people import PublicKey
from .signing import WrongKey, public_key

if TYPE_CHECKING:
    import datetime

    from ..books.desk import Desk

PEOPLE = "people.beancount"


def add_key(at: Desk, person: str, key: str, day: datetime.date) -> PublicKey:
    """A person's public key from ``day`` on, registered by that person; an older one holds until then.

    Raises :class:`.signing.WrongKey` for somebody else's key, what is no key, or one that is registered already.
    """
    if person != at.by:
        message = Text(
            "公钥由本人登记：--by {person}", "a key is registered by its own person: --by {person}"
        )
        raise WrongKey(message.format(person=person))
    digest = hashlib.sha256(public_key(key)).hexdigest()
    made = PublicKey(date=day, id=f"K-{digest[:16]}", person=person, key=key, recorded=at.recorded, by=at.by)
    if made.id in {known.id for known in at.records(PublicKey, PEOPLE)}:
        raise WrongKey(Text("这把公钥已登记", "this key is registered already"))
    at.append(PEOPLE, [to_custom(made)])
    at.log("people.log", [(made.kind, made.id, to_custom(made))])
    return made
