"""Chinese spelled in Latin letters: ``gz`` is 工资, ``zhuangxiu`` 装修, ``tuanbiao shencha zjzxf`` 团标 审查 专家咨询费.

People write so in a hurry, and so do people who do not want a word to be found. ``lexicon/pinyin.toml`` holds the words that
are read: by the initials of their pinyin or by all of it, several in one run of letters too. A run that cannot be read whole
stays as it is, and so does an English narration. Spellings of two letters are read among Chinese words only where they are
listed as such.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

FILE = Path(__file__).parents[1] / "lexicon" / "pinyin.toml"
_RUN = re.compile("[a-z]+")
_SYLLABLES = re.compile(
    "(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    "(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|vn|ia|ie|iu|ua|uo|ui|ue|ve|er|a|o|e|i|u|v))+"
)
_INITIALS = re.compile("[bcdfghjklmnpqrstvwxyz]+")
_GAP = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")
_SHORTEST = 2
_LONG = 3
_ENOUGH = 0.7
"""So much of the letters of a narration without Chinese must be pinyin; less is English or something else."""


class Spelled(NamedTuple):
    """A text with its spelled words written out, and which run was read as what."""

    text: str
    read: tuple[tuple[str, str], ...] = ()


def written_out(text: str) -> Spelled:
    """A normalised text with what is spelled in it written in characters."""
    if not _RUN.search(text):
        return Spelled(text)
    runs = list(dict.fromkeys(_RUN.findall(text)))
    chinese = not text.isascii()
    read = {run: word for run in runs if (word := _word(run, chinese=chinese))}
    if not read or not (chinese or _is_pinyin(runs, read)):
        return Spelled(text)
    out = _RUN.sub(lambda match: read.get(match[0], match[0]), text)
    return Spelled(_GAP.sub("", out), tuple(read.items()))


def _is_pinyin(runs: Iterable[str], read: Container[str]) -> bool:
    """Whether a narration without Chinese is pinyin: most of its letters must be."""
    pinyin = [run for run in runs if run in read or _SYLLABLES.fullmatch(run) or _INITIALS.fullmatch(run)]
    return sum(map(len, pinyin)) >= _ENOUGH * sum(map(len, runs))


def _word(run: str, *, chinese: bool) -> str | None:
    """What a run of letters spells; None when it cannot be read whole."""
    short, spellings = _spellings()
    if len(run) < _SHORTEST or (chinese and len(run) < _LONG and run not in short):
        return None
    if run in spellings or (chinese and len(run) <= _LONG):
        return spellings.get(run)
    return _joined(run, spellings)


def _joined(run: str, spellings: dict[str, str]) -> str | None:
    """The fewest words that spell a run between them, each by at least three letters."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(run)
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - 24), end - 1):
            before, word = best[start], spellings.get(run[start:end])
            if before is None or word is None or end - start < _LONG:
                continue
            if best[end] is None or len(before) + 1 < len(best[end] or ()):
                best[end] = (*before, word)
    found = best[len(run)]
    return "".join(found) if found else None


@cache
def _spellings() -> tuple[frozenset[str], dict[str, str]]:
    """The spellings of two letters that are read anywhere, and all spellings with their words; the first word counts."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for word, spelled in data["words"].items():
        for spelling in filter(None, spelled):
            found.setdefault(spelling, word)
    return frozenset(data["short"]), found
