"""Which of many patterns a text may hold at all, told by two letters: a lookup instead of a thousand searches.

Each alternative of a pattern has letters that must stand in the text as they are (its anchor): 装修 in 装修(?!协会).
An index keeps the anchors by their first two letters; a text is asked for the pairs that may be among these, then for the
whole anchors, then for what else the alternative needs: 会员 alone is no (?:会员|单位).{0,4}赞助. What comes back may still
not match, but whatever matches comes back: a pattern with an alternative that has no anchor always does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_TOKEN = re.compile(
    r"\(\?(?:[:=!]|<[=!])|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[*+?]\??|\{[0-9,]+\}\??|.", re.DOTALL
)
_QUANTIFIER = re.compile(r"[*+?]\??|\{[0-9,]+\}\??")
_MAY_LACK = re.compile(r"[*?]|\{(?:0|,)")
_NO_WIDTH = {r"\b", "^"}
_LOOKS = ("(?=", "(?!", "(?<")
_LETTERS = re.compile(r"\[\w+\]")
_PAIR = 2
_EDGE = re.compile(r"(?<!\\)\\b([a-z])(?![*+?{])")
_SIGNS = frozenset("\\[(.^$")
"""What a pattern may begin with that is no letter."""
_MANY = 60
"""More anchors than these for one alternative make the index long for nothing."""


Key = TypeVar("Key")


class Anchors(Generic[Key]):
    """The index of some patterns, each known by a key: its place, its name."""

    def __init__(self, patterns: Mapping[Key, str]) -> None:
        """Nothing is compiled; each pattern is read once."""
        self._by_letters: dict[str, list[tuple[str, Sequence[str], Key]]] = {}
        self._always: set[Key] = set()
        for key, pattern in patterns.items():
            for first, second in needs(pattern):
                if not first:
                    self._always.add(key)
                for anchor in dict.fromkeys(first):
                    self._by_letters.setdefault(anchor[:_PAIR], []).append((anchor, second, key))
        pairs = [letters for letters in self._by_letters if len(letters) == _PAIR]
        heads, tails = ({pair[place] for pair in pairs} for place in range(_PAIR))
        self._pairs = re.compile(f"(?=({_any_of(heads)}{_any_of(tails)}))")
        self._singles = re.compile(_any_of(self._by_letters.keys() - pairs))

    def likely(self, text: str) -> set[Key]:
        """The keys of the patterns that may match somewhere in a text."""
        found = set(self._always)
        for letters in self._pairs.findall(text) + self._singles.findall(text):
            if letters in self._by_letters:
                for anchor, others, key in self._by_letters[letters]:
                    if anchor in text and (not others or any(map(text.__contains__, others))):
                        found.add(key)
        return found


def _any_of(letters: Iterable[str]) -> str:
    """A pattern for one of some letters; for none of none."""
    listed = "".join(map(re.escape, sorted(letters)))
    return f"[{listed}]" if listed else "(?!)"


def needs(pattern: str) -> list[tuple[list[str], list[str]]]:
    """For each alternative of a pattern two lists of words, of each of which one stands in whatever matches.

    The one that says most comes first; both are empty where nothing can be told.
    """
    return [_best_two(part.needs) for part in _Reader(_TOKEN.findall(pattern)).alternatives()]


def gated(pattern: str) -> str:
    r"""The same pattern, behind the letters that it can begin with, where Python's own search does not see them.

    It sees them when every alternative begins with a letter; else it tries each alternative at each letter of a text. So the
    edge of a word is looked for after its first letter: ``f(?<=\bf)ee`` is ``\bfee``.
    """
    pattern = _EDGE.sub(r"\1(?<=\\b\1)", pattern)
    if not any(one and one[0] in _SIGNS for one in pattern.split("|")):
        return pattern
    first = _Reader(_TOKEN.findall(pattern)).alternation().first
    return f"(?={_any_of(first)})(?:{pattern})" if first else pattern


class _Part(NamedTuple):
    """What is known of a part of a pattern: what it needs, and the letters it begins with; none where that is unknown."""

    needs: list[list[str]]
    first: set[str]


class _Reader:
    """Reads a pattern once from left to right; groups are read as patterns of their own."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def alternatives(self) -> list[_Part]:
        """What is known of each alternative up to a closing bracket or the end."""
        found = [self._sequence()]
        while self._next() == "|":
            self._at += 1
            found.append(self._sequence())
        self._at += 1
        return found

    def alternation(self) -> _Part:
        """What is known of the alternatives together: of all of them, or nothing."""
        found = self.alternatives()
        best = [max(part.needs, key=_worth, default=[]) for part in found]
        anchors = [one for words in best for one in words] if all(best) else []
        first = set().union(*(p.first for p in found)) if all(p.first for p in found) else set()
        return _Part([anchors] if anchors else [], first)

    def _sequence(self) -> _Part:
        """One alternative. What it needs: the letters and groups that must be there, those first that say most."""
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
            if needed:
                options += inside.needs
            if needed and len(ends) * len(inside.first) <= _MANY:
                options.append([end + one for end in ends for one in inside.first])
            single = token[0] != "(" and inside.first and (needed or ends)
            ends = inside.first | (set() if needed else ends) if single else set()
            if not begun:
                first = first | inside.first if inside.first else set()
                begun = needed or not inside.first
        options.append([run])
        return _Part([one for one in options if one and all(one)], first if begun else set())

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
        return _Part([[token]], {token})
    listed = list(token[1:-1]) if _LETTERS.fullmatch(token) else []
    return _Part([listed] if listed else [], set(listed))


def _best_two(lists: list[list[str]]) -> tuple[list[str], list[str]]:
    """The list of words that says most, and the next one that it does not imply."""
    first = max(lists, key=_worth, default=[])
    others = [words for words in lists if not all(map(_one_of(words), first))]
    return first, max(others, key=_worth, default=[])


def _one_of(words: Iterable[str]) -> Callable[[str], bool]:
    return lambda longer: any(word in longer for word in words)


def _worth(options: Sequence[str]) -> tuple[int, float, int, int]:
    """Anchors of two letters and more say most; of those the fewest, and the longest. Else those with few single letters."""
    shortest = min(map(len, options), default=0)
    lone = sum(len(one) < _PAIR for one in options) / max(len(options), 1)
    return min(_PAIR, shortest), -lone, -len(options), shortest
