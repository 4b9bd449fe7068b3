"""Who was paid: parties of the recipient's private list, and what a payee's name gives away.

The list is a fact, on the day the money was paid: staff, rehired, related, landlord ... A name only hints (weight
``payee``): 证券 in it is a broker, 职工 staff, 歌城 a place of entertainment.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language.lexicon import any_of, payee_anchors, payee_classes
from ..language.words import normal

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from earmark.ledger.awards.award import Award, Parties, Party
    from earmark.ledger.vouchers.charge import Charge

_SPLIT = re.compile(r"[、,;/()\[\]及和与:+\s]|等")
_TAIL = re.compile(r"(?<!\d)\d{4}(?!\d)")
_ROLES = re.compile(
    r"^(?:本会|学会|协会)?(?:职工|员工|工作人员|专家|教师|老师|教授|讲师|编辑|同志|个人|收款人)+"
)

_MANY = re.compile(r"等|[0-9]+[人名位支]|获奖|全体|代发")


@lru_cache(maxsize=1 << 16)
def classes(payee: str) -> frozenset[str]:
    """What the name of a payee gives away."""
    text = normal(payee)
    patterns = payee_classes()
    return frozenset(
        [name for name in payee_anchors().likely(text) if patterns[name].search(text)] if text else ()
    )


LONGEST_NAME = 15
_ASIDE = re.compile(r"[(（].*[)）]$")
_DOTS = re.compile("[·・.]")


@lru_cache(maxsize=1 << 16)
def is_person(payee: str) -> bool:
    """Whether the payee is a natural person, or several, as far as the name tells."""
    text = normal(payee)
    found = classes(payee)
    return bool(text) and ("person" in found or ("body" not in found and _short_name(payee)))


def _short_name(said: str) -> bool:
    """Two to four Han characters, rare ones too (张三𠮷), or a longer name with its dot (阿卜杜拉·买买提)."""
    parts = _DOTS.split(_ASIDE.sub("", "".join(said.split())))
    name = "".join(parts)
    most = LONGEST_NAME if len(parts) > 1 else 4
    return 2 <= len(name) <= most and all(unicodedata.name(c, "").startswith("CJK") for c in name)  # noqa: PLR2004


def one_person(payee: str) -> str:
    """The name of one natural person without his role (赵一 of 专家赵一); empty for several, a role alone, a body."""
    text = normal(payee)
    return "" if _MANY.search(text) or not is_person(payee) else _ROLES.sub("", text)


def payees_of(award: Award) -> Payees:
    """The payees of an award: one index for all rules that ask for it."""
    return _indexed(award.parties, award.grant.recipient_name)


class Payees:
    """The recipient's private list, indexed once for all charges of an award."""

    def __init__(self, parties: Parties | None, recipient: str) -> None:
        listed = parties.parties if parties else ()
        self._by_code = _grouped((party.code, party) for party in listed)
        self._by_name = _grouped((name, party) for party in listed for name in (party.code, *party.names))
        self._any = any_of([re.escape(name) for name in self._by_name])
        self._inside = _inside(name for name in self._by_name if name.isascii())
        self._own_names: dict[str, bool] = {}
        self._of_payee: dict[str, list[Party]] = {}
        self._tails = {a.tail for a in parties.own_accounts} if parties else set()
        self._recipient = normal(recipient)
        self.complete = parties.complete if parties else frozenset()
        """Kinds whose list the recipient declared complete."""

    def parties(self, charge: Charge) -> tuple[Party, ...]:
        """The listed parties that a charge was paid to, on the day it was paid."""
        code = normal(charge.party) if charge.party else ""
        named = self._by_code.get(code, []) if code else self.named(charge.payee)
        return tuple(dict.fromkeys(party for party in named if party.on(charge.paid))) if named else ()

    def named(self, payee: str) -> list[Party]:
        """The listed parties that a payee's name may mean, on whatever day."""
        named = self._of_payee.get(payee)
        if named is None:
            named = self._of_payee[payee] = self._named(normal(payee))
        return named

    def is_listed(self, charge: Charge, kind: str) -> bool:
        """Whether the list has the payee as one of a kind."""
        listed = self.parties(charge)
        return bool(listed) and any(party.kind == kind for party in listed)

    def classes(self, charge: Charge) -> frozenset[str]:
        """What the list and the payee's name say of him."""
        listed = self.parties(charge)
        named = classes(charge.payee)
        return named.union([party.kind for party in listed]) if listed else named

    def named_in(self, text: str, kind: str, day: datetime.date) -> tuple[Party, ...]:
        """The parties of a kind whose code or Latin name stands in a text."""
        found = [party for name in self._inside.findall(text) for party in self._by_name[name]]
        return tuple(dict.fromkeys(party for party in found if party.kind == kind and party.on(day)))

    def own_account(self, charge: Charge) -> bool:
        """Whether the money went to an account of the recipient itself."""
        return charge.payee_account in self._tails or self._own(charge.payee)

    def _own(self, payee: str) -> bool:
        if payee not in self._own_names:
            text = normal(payee)
            tailed = any(t in text for t in self._tails) and self._tails & set(_TAIL.findall(text))
            self._own_names[payee] = bool(tailed) or "own" in classes(payee) or text == self._recipient != ""
        return self._own_names[payee]

    def _named(self, payee: str) -> list[Party]:
        """The parties that a payee's name may mean, on any day. Most payees bear no name of the list."""
        names = self._names(payee) if self._any.search(payee) else ()
        return [party for name in names for party in self._by_name.get(name, ())]

    def _names(self, payee: str) -> Iterator[str]:
        """The names that a payee may be: the whole, its parts with and without a role, codes anywhere in it."""
        yield payee
        for part in _SPLIT.split(payee):
            yield part
            yield _ROLES.sub("", part)
        yield from self._inside.findall(payee)


@lru_cache(maxsize=4)
def _indexed(parties: Parties | None, recipient: str) -> Payees:
    return Payees(parties, recipient)


def _grouped(pairs: Iterable[tuple[str, Party]]) -> dict[str, list[Party]]:
    groups: dict[str, list[Party]] = {}
    for name, party in pairs:
        if normal(name):
            groups.setdefault(normal(name), []).append(party)
    return groups


def _inside(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds codes and Latin names within a payee's name."""
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![0-9a-z])(?:{words})(?![0-9a-z])") if words else re.compile(r"(?!)")
