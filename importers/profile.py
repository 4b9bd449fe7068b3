"""Profiles: what the columns of a known layout are called. Data, not code: ``profiles/<id>.toml``.

    kind = "bank"                        # bank, list, journal or treasury
    bank = "ICBC"
    marks = ["[HISTORYDETAIL]"]          # words above the header that speak for this layout
    required = ["date", "out", "in"]     # without these it is not this layout
    never = ["方向"]                     # with one of these columns it is not this layout
    share = 0.8                          # least part of the columns that must be there

    [columns]                            # field → names the column goes by, the best one first
    date = ["交易时间"]
    ...
    other = ["对方行号"]                  # known, kept raw, not used

    [sides]                              # what the bank writes for money out and in
    out = ["借"]
    in = ["贷"]

Names are compared folded (:mod:`.compare`): width, brackets and spaces do not matter.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from .compare import folded

OTHER = "other"


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
    out_side: frozenset[str]
    in_side: frozenset[str]


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
        never=frozenset(folded(name) for name in data.get("never", ())),
        share=data.get("share", 0.0),
        marks=tuple(folded(mark) for mark in data.get("marks", ())),
        out_side=frozenset(sides.get("out", ())),
        in_side=frozenset(sides.get("in", ())),
    )


@cache
def profiles() -> tuple[Profile, ...]:
    """All shipped profiles, in order of id."""
    folder = resources.files(__package__) / "profiles"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return tuple(
        profile_of(file.name.removesuffix(".toml"), tomllib.loads(file.read_text(encoding="utf-8")))
        for file in files
    )


def profile(id_: str) -> Profile:
    """One shipped profile. Raises KeyError."""
    return {one.id: one for one in profiles()}[id_]
