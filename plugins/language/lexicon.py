"""The lexicon: kinds of use and how they are worded, read from ``lexicon/*.toml``.

One file per prohibited use, each a list of kinds; ``phrases.toml`` says how a narration is built and ``payees.toml``
what a payee's name gives away. All words are regular expressions over normalised text. A kind:

    [[kinds]]
    id = "premises"
    zh = "办公用房租金和物业"
    en = "office rent and property management"
    outcome = "violation"      # or review: what the object paid for may say, at most
    words = ['办公室租金', ...] # in the object paid for
    unless = ['会场', ...]     # anywhere in the narration: then it is something else
    soften = ['会议', ...]     # anywhere in the narration: then a person must look
    payee = ['landlord']       # only for a payee of one of these classes
    spared = ['winner']        # never for a payee of one of these
    question = "late-fee"      # a question of the policy: the funder's answer decides
    at_events = true           # a narration that names an event or a work may explain it: then a person must look
    firm = true                # a lawful word at the end of the phrase does not turn it into a description
    anywhere = true            # the topic counts, too (then review at most, by way of a question)
    replaces = ['sponsorship'] # categories that this kind explains away

Words describe a kind of use in general bookkeeping language, never one line of somebody's books.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from earmark.ledger.base.text import Text

from ..judging.finding import CATEGORIES
from .anchors import Anchors, gated

FOLDER = Path(__file__).parents[1] / "lexicon"
_NEVER = "(?!)"
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class Words:
    """A pattern that is compiled when it is first used: there are hundreds, and few narrations need many."""

    search: Callable[[str], re.Match[str] | None]
    match: Callable[[str], re.Match[str] | None]
    fullmatch: Callable[[str], re.Match[str] | None]
    finditer: Callable[[str], Iterator[re.Match[str]]]
    findall: Callable[[str], list[Any]]
    sub: Callable[[str, str], str]
    split: Callable[[str], list[Any]]

    def __init__(self, pattern: str) -> None:
        """``pattern`` is a regular expression over normalised text."""
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (a method of the compiled pattern)
        """Called once: from then on the compiled pattern's own methods stand here."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(gated(self.pattern))
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of use."""

    id: str
    category: str
    name: Text
    clears: Text
    outcome: str
    words: Words
    unless: Words
    soften: Words
    payee: frozenset[str]
    spared: frozenset[str]
    question: str
    firm: bool
    anywhere: bool
    at_events: bool
    replaces: frozenset[str]


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order of the nine uses."""
    return tuple(kind for category in CATEGORIES for kind in _kinds(_read(category)))


def kinds_in(text: str, payee: frozenset[str] = frozenset()) -> tuple[Kind, ...]:
    """The kinds whose words may stand in a text: all of those that do, and few others. Some are for payees of a class."""
    places = _anchors().likely(text)
    of_payees = _of_payees()
    for name in payee:
        if name in of_payees:
            places.update(of_payees[name])
    known = kinds()
    return tuple([known[place] for place in sorted(places)]) if places else ()


@cache
def _anchors() -> Anchors[int]:
    return Anchors({place: kind.words.pattern for place, kind in enumerate(kinds()) if not kind.payee})


@cache
def _of_payees() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, kind in enumerate(kinds()):
        for name in kind.payee:
            found.setdefault(name, []).append(place)
    return found


@cache
def phrases() -> dict[str, Words]:
    """The lists of ``phrases.toml``, each as one pattern."""
    return {name: any_of(words) for name, words in _read("phrases").items()}


@cache
def payee_classes() -> dict[str, Words]:
    """The classes of ``payees.toml``, each as one pattern."""
    return {name: any_of(words) for name, words in _read("payees").items()}


@cache
def payee_anchors() -> Anchors[str]:
    """What a payee's name must hold to be of a class."""
    return Anchors({name: words.pattern for name, words in payee_classes().items()})


def any_of(words: list[str]) -> Words:
    """A pattern that finds any of the words; none finds nothing."""
    return Words("|".join(words) or _NEVER)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _kinds(data: dict[str, Any]) -> list[Kind]:
    clears = Text(data["clears"]["zh"], data["clears"]["en"])
    return [_kind(row, data["category"], clears) for row in data["kinds"]]


def _kind(row: dict[str, Any], category: str, clears: Text) -> Kind:
    return Kind(
        id=row["id"],
        category=category,
        name=Text(row["zh"], row["en"]),
        clears=clears,
        outcome=row.get("outcome", "violation"),
        words=any_of(row["words"]),
        unless=any_of(row.get("unless", [])),
        soften=any_of(row.get("soften", [])),
        payee=frozenset(row.get("payee", [])),
        spared=frozenset(row.get("spared", [])),
        question=row.get("question", ""),
        firm=row.get("firm", False),
        anywhere=row.get("anywhere", False),
        at_events=row.get("at_events", False),
        replaces=frozenset(row.get("replaces", [])),
    )
