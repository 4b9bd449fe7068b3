"""A text editor in somebody's hands: a file's content changed in one place, at random."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

SIGNS = '0123456789abcxyzABC"\\;:#^*!-. \t会学记\n\r\0\u202e'

Mutation = Callable[[random.Random, str], str]


def _byte(dice: random.Random, data: bytes) -> bytes:
    place = dice.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << dice.randrange(8))]) + data[place + 1 :]


def _cut(dice: random.Random, data: bytes) -> bytes:
    return data[: dice.randrange(len(data))]


def _sign(dice: random.Random, text: str) -> str:
    place = dice.randrange(len(text))
    return (
        text[:place]
        + dice.choice((dice.choice(SIGNS), "", text[place] * 2))
        + text[place + dice.randint(0, 1) :]
    )


def _word(dice: random.Random, text: str) -> str:
    """Another number, day or word of the same file in the place of one."""
    words = list(re.finditer(r"[0-9]+(?:\.[0-9]+)?|\w+", text))
    if not words:
        return _sign(dice, text)
    old, new = dice.choice(words), dice.choice(words)
    return text[: old.start()] + new[0] + text[old.end() :]


def _digit(dice: random.Random, text: str) -> str:
    place = dice.choice([m.start() for m in re.finditer("[0-9]", text)] or [0])
    return text[:place] + dice.choice("0123456789") + text[place + 1 :]


def _lines(dice: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    one_, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    line = lines.pop(one_)
    return "".join(
        dice.choice(
            (lines, [*lines[:other], line, *lines[other:]], [*lines[:one_], line, line, *lines[one_:]])
        )
    )


def _entry(dice: random.Random, text: str) -> str:
    """A whole directive removed, doubled or put elsewhere."""
    entries = re.split(r"\n(?=[0-9])", text)
    return "\n".join(_lines(dice, "\x1d\n".join(entries)).replace("\x1d\n", "\x1d").split("\x1d"))


TEXTS: tuple[Mutation, ...] = (_sign, _sign, _word, _word, _digit, _lines, _entry)


def mutated(dice: random.Random, data: bytes) -> tuple[str, bytes | None]:
    """Some other content, and what was done to it."""
    how = dice.randrange(20)
    if how == 0:
        return "removed", None
    if how <= 3:
        return "cut", _cut(dice, data)
    if how <= 7:
        return "byte", _byte(dice, data)
    change = dice.choice(TEXTS)
    try:
        return change.__name__, change(dice, data.decode()).encode()
    except UnicodeDecodeError:
        return "byte", _byte(dice, data)


def where(old: bytes, new: bytes | None) -> str:
    for row, (one_, other) in enumerate(
        zip(old.splitlines(), (new or b"").splitlines(), strict=False), start=1
    ):
        if one_ != other:
            return f"line {row}: {one_!r} became {other!r}"
    return f"{len(old)} bytes became {len(new) if new is not None else None}"
