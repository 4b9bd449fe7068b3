"""Profiles: what the columns of a known layout are called. Data, not code: ``profiles/<id>.toml``.

    kind = "bank"                        # bank, list, journal, treasury or payments
    bank = "ICBC"
    marks = ["[HISTORYDETAIL]"]          # words above the header that speak for this layout
    required = ["date", "out", "in"]     # without these it is not this layout
    either = ["account_code", "account_name"]   # and one of these at least
    never = ["方向"]                     # with one of these columns it is not this layout
    states = ["opening", "closing"]      # what the file always says of itself (controls.py)
    share = 0.8                          # least part of the columns that must be there

    [columns]                            # field → names the column goes by, the best one first
    date = ["交易时间"]
    ...
    other = ["对方行号"]                  # known, kept raw, not used

    [sides]                              # what the bank writes for money out and in, where it is unusual
    out = ["借"]
    in = ["贷"]                          # of a journal: out is credit, in is debit

    opens = ["填制凭证", "V8.*"]          # a text without column names: what its first line must say (patterns),
    [positions]                          # and field → place from 0
    date = 0

Names are compared folded (:mod:`..cells.compare`): width, brackets and spaces do not matter; a name that is not known
is looked for without what stands in brackets and without its unit. A profile that is ``general = true`` holds
the names of many layouts; it reads what no other profile does, knows names by the words in them (``[words]``),
and its columns are held against the running balance (:mod:`.reading`).

A set of books may have profiles of its own, under ``[[profiles]]`` in earmark.toml, each with its ``id``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from earmark.ledger.base.errors import EarmarkError

from ..cells.compare import folded

OTHER = "other"
BY_WORD = 1000
"""The rank of a name that is known by a word in it: behind all that are known whole."""
BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)|[/:]?(?:人民币)?元$|:$")
SIDE = re.compile(
    r"(?:交易)?(?:借/?贷|贷/?借|收/?支|支/?收|收/?付|付/?收|进/?出|存/?取|来/?往账?|d/?c|dr/?cr|debit/?credit)"
    r"(?:标[志识记示]|方向|别|类[型别]|符号|性质|flag|mark)?"
)
SUMS = re.compile("额|数")
"""收入/支出 and 借方/贷方 are what a side is called, 收入/支出金额 what an amount is."""

NO_NAME = re.compile(r"\d{3}|\d\.\d|.{30}")
"""What no column is called: a day, an amount, a sentence."""


class BadProfile(EarmarkError):
    """A profile of somebody's own that says nothing a table could be read by."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One layout. ``fields`` maps a folded column name to (field, rank); the lowest rank of a field wins."""

    id: str
    kind: str
    bank: str | None
    fields: Mapping[str, tuple[str, int]]
    required: frozenset[str]
    never: frozenset[str]
    share: float
    marks: tuple[str, ...]
    states: frozenset[str]
    """What a file of this layout always says of itself (:mod:`.controls`)."""
    out_side: frozenset[str]
    in_side: frozenset[str]
    general: bool = False
    flips: bool = False
    """Whether a row that is marked as a reversal goes the other way: found out from a file's balance."""
    minus_out: bool = False
    """Whether money out is written with a minus in a column of its own: found out likewise, or said by its name."""
    own_party: tuple[str, str, str] | None = None
    """Fields of payer and payee, and which of them is the account's own: found out from a file (:mod:`.parties`)."""
    either: frozenset[str] = frozenset()
    never_words: tuple[str, ...] = ()
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    opens: tuple[str, ...] = ()
    positions: Mapping[str, int] = field(default_factory=dict)

    def find(self, name: str) -> tuple[str, int] | None:
        """Field and rank of a folded column name; None when the profile does not know it."""
        return self.fields.get(name) or self.fields.get(bare(name)) or self._by_word(name)

    def _by_word(self, name: str) -> tuple[str, int] | None:
        if self.words and SIDE.fullmatch(name):
            return ("side", BY_WORD)
        if not self.words or NO_NAME.search(name) or any(word in name for word in self.words["never"]):
            return None
        found = [key for key, words in self.words.items() if any(word in name for word in words)]
        if {"out", "in"} <= set(found):
            return ("amount" if SUMS.search(name) else "side", BY_WORD)
        return (found[0], BY_WORD) if found else None

    def shuns(self, name: str) -> bool:
        """Whether a table with a column of this name is another kind of table."""
        return name in self.never or any(word in name for word in self.never_words)


@lru_cache(maxsize=1000)
def bare(name: str) -> str:
    """A folded name without what is in brackets and without the unit: 金额(元), 余额/元, 摘要[reference]."""
    return BRACKETS.sub("", name)


def profile_of(id_: str, data: Mapping[str, Any]) -> Profile:
    """The profile that a TOML table holds."""
    names = [
        (folded(name), (key, rank)) for key, all_ in data["columns"].items() for rank, name in enumerate(all_)
    ]
    sides = data.get("sides", {})
    return Profile(
        id=id_,
        kind=data["kind"],
        bank=data.get("bank"),
        fields=dict(names),
        required=frozenset(data["required"]),
        either=frozenset(data.get("either", ())),
        never=frozenset(folded(name) for name in data.get("never", ())),
        share=data.get("share", 0.0),
        states=frozenset(data.get("states", ())),
        marks=tuple(folded(mark) for mark in data.get("marks", ())),
        out_side=frozenset(map(folded, sides.get("out", ()))),
        in_side=frozenset(map(folded, sides.get("in", ()))),
        general=data.get("general", False),
        never_words=tuple(map(folded, data.get("never_words", ()))),
        words={key: tuple(map(folded, words)) for key, words in data.get("words", {}).items()},
        opens=tuple(data.get("opens", ())),
        positions=data.get("positions", {}),
    )


@cache
def profiles() -> tuple[Profile, ...]:
    """All shipped profiles, in order of id."""
    folder = resources.files("earmark.importers") / "profiles"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return tuple(profile_of(file.name.removesuffix(".toml"), _toml(file.name)) for file in files)


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(
        (resources.files("earmark.importers") / "profiles" / name).read_text(encoding="utf-8")
    )


@cache
def general() -> Profile:
    """The profile of any bank's table."""
    return next(one for one in profiles() if one.general)


@cache
def bank_words() -> tuple[tuple[str, str], ...]:
    """Words by which a bank names itself, with its short name."""
    banks = _toml("bank_table.toml")["banks"]
    return tuple((folded(word), bank) for bank, words in banks.items() for word in words)


def profile(id_: str) -> Profile:
    """One shipped profile. Raises KeyError."""
    return {one.id: one for one in profiles()}[id_]
