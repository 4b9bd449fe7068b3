"""Who was paid: parties of the recipient's private list, and what a payee's name gives away.

The list is a fact, on the day the money was paid: staff, rehired, related, landlord ... A name only hints (weight
``payee``): 证券 in it is a broker, 职工 staff, 歌城 a place of entertainment.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .lexicon import payee_classes
from .words import normal

if TYPE_CHECKING:
    from earmark.ledger.award import Award, Party
    from earmark.ledger.charge import Charge

_SPLIT = re.compile(r"[、,;/()\[\]及和与:+\s]|等")
_ROLES = re.compile(
    r"^(?:本会|学会|协会)?(?:职工|员工|工作人员|专家|教师|老师|教授|讲师|编辑|同志|个人|收款人)+"
)


@lru_cache(maxsize=1 << 14)
def classes(payee: str) -> frozenset[str]:
    """What the name of a payee gives away."""
    text = normal(payee)
    return frozenset(name for name, pattern in payee_classes().items() if text and pattern.search(text))


def is_person(payee: str) -> bool:
    """Whether the payee is a natural person, or several, as far as the name tells."""
    text = normal(payee)
    found = classes(payee)
    return bool(text) and ("person" in found or ("body" not in found and _short_name(text)))


def _short_name(text: str) -> bool:
    name = re.sub(r"\(.*\)$", "", text)
    return 2 <= len(name) <= 4 and all("一" <= c <= "鿿" for c in name)  # noqa: PLR2004


def parties(charge: Charge, award: Award) -> tuple[Party, ...]:
    """The listed parties that a charge was paid to, on the day it was paid."""
    listed = award.parties.parties if award.parties else ()
    if charge.party:
        named = tuple(p for p in listed if normal(p.code) == normal(charge.party))
    else:
        named = tuple(p for p in listed if _is_named(p, normal(charge.payee)))
    return tuple(p for p in named if p.on(charge.paid))


def _is_named(party: Party, payee: str) -> bool:
    names = {normal(name) for name in (party.code, *party.names)} - {""}
    parts = [part for part in _SPLIT.split(payee) if part]
    return payee in names or any(_names(part, names) for part in parts)


def _names(part: str, names: set[str]) -> bool:
    if part in names or _ROLES.sub("", part) in names:
        return True
    return any(
        name.isascii() and re.search(rf"(?<![0-9a-z]){re.escape(name)}(?![0-9a-z])", part) for name in names
    )


def own_account(charge: Charge, award: Award) -> bool:
    """Whether the money went to an account of the recipient itself."""
    text = normal(charge.payee)
    tails = {a.tail for a in award.parties.own_accounts} if award.parties else set()
    tailed = charge.payee_account in tails or any(
        re.search(rf"(?<!\d){re.escape(t)}(?!\d)", text) for t in tails
    )
    recipient = normal(award.grant.recipient_name)
    return tailed or "own" in classes(charge.payee) or (bool(recipient) and text == recipient)


def listed_complete(award: Award, kind: str) -> bool:
    """Whether the recipient declared its list of a kind complete."""
    return award.parties is not None and kind in award.parties.complete
