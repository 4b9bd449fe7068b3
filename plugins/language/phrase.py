"""What a narration pays for, and what it is only about.

Chinese puts the head last: 新基建论坛场租 pays for 场租, the rest says for which event. So words inside 《》 or “”
and everything up to the last name of an event or a work (论坛, 讲座, 竞赛, 手册 ...) are *topic*; what follows is the
*object*. Brackets are *asides*: 会务费(含伴手礼) pays for 会务费 and, by its aside, for gifts. English puts the head
first: ``sponsorship of the annual conference``. The words stand in ``lexicon/phrases.toml``.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .lexicon import any_of, phrases
from .pinyin import written_out
from .words import normal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .lexicon import Words

_QUOTED = re.compile(r"《[^》]*》|「[^」]*」|『[^』]*』|“[^”]*”|‘[^’]*’|\"[^\"]*\"|【[^】]*】|〈[^〉]*〉")
_NAME = re.compile(r"(.*)[“「\"][^”」\"]*[”」\"]([^”」\"]*)")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_STOPS = re.compile(r"[,;。:!?|]| - |--|——")
_JOINTS = re.compile(
    r"(?=[、+及和与a&])(?:、|\+|及(?!时|格)|(?<![总调温共缓])和(?![谐平解])|与(?!会)|\band\b|&)"
)
_ENGLISH = re.compile(r"\b(?:for|of|on|about|to|at|in|from|by)\b")
_BARE_ENGLISH = re.compile(
    r"(?:the|a|an|payment|paid|pay|fees?|costs?|charges?|expenses?|purchase|invoice|bill|settlement|balance)*"
)


class _Said(NamedTuple):
    text: str
    segments: tuple[str, ...]
    """Its clauses, without brackets and quotations."""
    asides: tuple[str, ...]
    event: bool
    """Whether an event or a piece of work is named."""
    cut: bool
    """Whether the clauses lack something that stood within them."""
    read: tuple[tuple[str, str], ...] = ()
    """What was spelled in Latin letters, and the words it was read as."""


class Phrase(_Said):
    """A narration taken apart; all texts normalised. What is seldom asked is looked for when it is."""

    @cached_property
    def objects(self) -> tuple[str, ...]:
        """What is paid for."""
        said = [_object(segment, event=self.event) for segment in self.segments]
        parts = [part.strip() for one in said for part in _parts(one)]
        return tuple(dict.fromkeys(filter(None, parts)))

    @property
    def whole(self) -> str:
        """The text, and what stands otherwise in it: an object that goes on behind a bracket or a quotation."""
        if not self.cut:
            return self.text
        apart = [part for part in (*self.objects, *self.asides) if part not in self.text]
        return "\n".join((self.text, *apart))

    @cached_property
    def lawful(self) -> bool:
        """Whether an object names what project work pays for."""
        return any(map(_lawful().search, self.objects))

    @property
    def project(self) -> bool:
        """Whether an object is lawful, or at least speaks of project work."""
        return _says("project", self.objects) or self.lawful or _says("lawful", self.asides)

    @property
    def vague(self) -> bool:
        """Whether the narration says nothing of what was paid for."""
        return not self.text or bool(phrases()["vague"].fullmatch(self.text))


@lru_cache(maxsize=1 << 18)  # as of normal: several rules ask for each narration
def phrase(narration: str) -> Phrase:
    """Take a narration apart."""
    spelled = written_out(normal(narration))
    text = spelled.text
    if text.isalnum() and not text.isascii():  # no sign parts its words
        event = phrases()["markers"].search(text) is not None
        return Phrase(text, (text,), (), event, cut=False, read=spelled.read)
    return _apart(text, spelled.read)


def _apart(text: str, read: tuple[tuple[str, str], ...]) -> Phrase:
    """A text with signs in it, or an English one, taken apart."""
    main = _QUOTED.sub("", text)
    if main != text and (_bare(main) or _ends_quoted(text)):
        main = text
    bracketed = _BRACKETS.findall(main)
    asides = tuple(filter(None, (_object(part) for pair in bracketed for part in pair if part)))
    clauses = _STOPS.split(_BRACKETS.sub("", main) if bracketed else main)
    segments = [s.strip() for s in clauses if s.strip()]
    if text.isascii():
        asides = (*asides, *(s for s in segments[1:] if not phrases()["events"].search(s)))
        segments = segments[:1]
    event = main != text or _says("markers", segments)
    return Phrase(text, tuple(segments), asides, event, cut=bool(bracketed) or main != text, read=read)


@cache
def _lawful() -> Words:
    return any_of([phrases()["lawful"].pattern, phrases()["closing"].pattern])


def _ends_quoted(text: str) -> bool:
    """Whether the last thing said is a quoted name that is paid for itself: 单位“慈善一日捐”. A title in 《》 is not."""
    match = _NAME.fullmatch(text)
    if match is None or phrases()["markers"].search(match[1]):
        return False
    return _bare(match[2])


def _says(words: str, texts: Iterable[str]) -> bool:
    return any(map(phrases()[words].search, texts))


def described(text: str) -> bool:
    """Whether a lawful word closes what follows, so that the words before it only describe it."""
    return any(_bare(text[match.end() :]) for match in phrases()["closing"].finditer(text))


def _object(segment: str, *, event: bool = True) -> str:
    """The object paid for in one clause; empty when only an event is named. ``event``: whether there may be one."""
    if segment.isascii():
        return _english(segment)
    words = phrases()
    if words["verbs"].match(segment):
        return segment
    strong = [segment[m.end() :] for m in words["markers"].finditer(segment)] if event else []
    light = words["light_markers"]
    ends = light.finditer(segment) if light.search(segment) else ()
    said = [tail for tail in (*strong, *(segment[m.end() :] for m in ends)) if not _bare(tail)]
    if said:
        return min(said, key=len)
    return "" if strong else segment


def _parts(text: str) -> list[str]:
    """Several things paid for at once; what follows 捐赠 or 赞助 is all given away."""
    return [text] if phrases()["verbs"].match(text) else _JOINTS.split(text)


def _english(segment: str) -> str:
    """The first part that says something, of ``payment of staff salaries``."""
    parts = [part.strip() for part in _ENGLISH.split(segment)]
    return next((part for part in parts if not _BARE_ENGLISH.fullmatch(part.replace(" ", ""))), segment)


def _bare(text: str) -> bool:
    """Whether a text is made of words that say nothing of what was paid for."""
    return bool(_only_bare().fullmatch(text))


@cache
def _only_bare() -> re.Pattern[str]:
    """One bare word after the other; each taken once and not given back, so that no text takes long."""
    return re.compile(f"(?>(?:{phrases()['bare'].pattern})|[ .])*+")
