"""Which of many patterns a text may hold at all, told by two letters: a lookup instead of a thousand searches.

Each alternative of a pattern has letters that must stand in the text as they are (its anchor): 装修 in 装修(?!协会).
An index keeps the anchors by their first two letters; a text is asked for the pairs that may be among these, and then for
the whole anchors. What comes back may still not match, but whatever matches comes back: a pattern with an alternative that
has no anchor always does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_TOKEN = re.compile(
    r"\(\?(?:[:=!]|<[=!])|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[*+?]\??|\{[0-9,]+\}\??|.", re.DOTALL
)
_QUANTIFIER = re.compile(r"[*+?]\??|\{[0-9,]+\}\??")
_MAY_LACK = re.compile(r"[*?]|\{(?:0|,)")
_NO_WIDTH = {r"\b", "^"}
_LOOKS = ("(?=", "(?!", "(?<")
_LETTERS = re.compile(r"\[\w+\]")
_PAIR = 2
_MANY = 60
"""More anchors than these for one alternative make the index long for nothing."""


Key = TypeVar("Key")


class Anchors(Generic[Key]):
    """The index of some patterns, each known by a key: its place, its name."""

    def __init__(self, patterns: Mapping[Key, str]) -> None:
        """Nothing is compiled; each pattern is read once."""
        self._by_letters: dict[str, list[tuple[str, Key]]] = {}
        self._always: set[Key] = set()
        for key, pattern in patterns.items():
            found = anchors(pattern)
            for anchor in dict.fromkeys(found or ()):
                self._by_letters.setdefault(anchor[:_PAIR], []).append((anchor, key))
            if found is None:
                self._always.add(key)
        pairs = [letters for letters in self._by_letters if len(letters) == _PAIR]
        first, second = ({pair[place] for pair in pairs} for place in range(_PAIR))
        self._pairs = re.compile(f"(?=({_any_of(first)}{_any_of(second)}))")
        self._singles = re.compile(_any_of(self._by_letters.keys() - pairs))

    def likely(self, text: str) -> set[Key]:
        """The keys of the patterns that may match somewhere in a text."""
        there = {*self._pairs.findall(text), *self._singles.findall(text)}
        index = self._by_letters
        found = {key for two in there if two in index for anchor, key in index[two] if anchor in text}
        return found | self._always if self._always else found


def _any_of(letters: Iterable[str]) -> str:
    """A pattern for one of some letters; for none of none."""
    listed = "".join(map(re.escape, sorted(letters)))
    return f"[{listed}]" if listed else "(?!)"


def anchors(pattern: str) -> list[str] | None:
    """The anchors of which one stands in whatever matches; None when that cannot be told."""
    return _Reader(_TOKEN.findall(pattern)).alternation().anchors or None


def gated(pattern: str) -> str:
    """The same pattern, behind the letters that it can begin with, where Python's own search does not see them.

    It sees them when every alternative begins with a letter; else it tries each alternative at each letter of a text.
    """
    if not any(one and not one[0].isalnum() for one in pattern.split("|")):
        return pattern
    first = _Reader(_TOKEN.findall(pattern)).alternation().first
    return f"(?={_any_of(first)})(?:{pattern})" if first else pattern


class _Part(NamedTuple):
    """What is known of a part of a pattern: its anchors, and the letters it begins with; none where that is unknown."""

    anchors: list[str]
    first: set[str]


class _Reader:
    """Reads a pattern once from left to right; groups are read as patterns of their own."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def alternation(self) -> _Part:
        """What is known of the alternatives up to a closing bracket or the end; all of them, or nothing."""
        found = [self._sequence()]
        while self._next() == "|":
            self._at += 1
            found.append(self._sequence())
        self._at += 1
        anchors_ = [one for part in found for one in part.anchors] if all(p.anchors for p in found) else []
        return _Part(
            anchors_, set().union(*(p.first for p in found)) if all(p.first for p in found) else set()
        )

    def _sequence(self) -> _Part:
        """One alternative. Its anchors: those that say most, of the letters and groups that must be there."""
        options: list[list[str]] = []
        first: set[str] = set()
        ends: set[str] = set()
        begun = False
        run = ""
        while self._next() not in {"|", ")", ""}:
            token = self._next()
            self._at += 1
            inside = self.alternation() if token[0] == "(" else _of_letters(token)
            quantifier = self._quantifier()
            needed = not _MAY_LACK.match(quantifier)
            plain = len(token) == 1 and token in inside.first
            run += token if plain and needed else ""
            if not plain or quantifier:
                options.append([run])
                run = ""
            if token in _NO_WIDTH or token.startswith(_LOOKS):
                continue
            if inside.anchors and needed:
                options.append(inside.anchors)
            if needed and len(ends) * len(inside.first) <= _MANY:
                options.append([end + one for end in ends for one in inside.first])
            single = token[0] != "(" and inside.first and (needed or ends)
            ends = inside.first | (set() if needed else ends) if single else set()
            if not begun:
                first = first | inside.first if inside.first else set()
                begun = needed or not inside.first
        options.append([run])
        best = max((one for one in options if one and all(one)), key=_worth, default=[])
        return _Part(best, first if begun else set())

    def _quantifier(self) -> str:
        token = self._next()
        if not _QUANTIFIER.fullmatch(token):
            return ""
        self._at += 1
        return token

    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""


def _of_letters(token: str) -> _Part:
    """A letter, or a class that only lists letters."""
    if len(token) == 1 and (token.isalnum() or token.isspace()):
        return _Part([token], {token})
    listed = list(token[1:-1]) if _LETTERS.fullmatch(token) else []
    return _Part(listed, set(listed))


def _worth(options: Sequence[str]) -> tuple[int, float, int, int]:
    """Anchors of two letters and more say most; of those the fewest, and the longest. Else those with few single letters."""
    shortest = min(map(len, options), default=0)
    lone = sum(len(one) < _PAIR for one in options) / max(len(options), 1)
    return min(_PAIR, shortest), -lone, -len(options), shortest
