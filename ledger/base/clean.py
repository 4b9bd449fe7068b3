"""What is taken out of foreign text before it is written or shown: signs that nobody sees but that do harm.

A line break would begin a new directive, a control character moves a terminal's cursor, a direction mark
(U+202E and its kind) shows a name backwards. They become spaces; everything else stays as it came, quotes and
backslashes too.
"""

from __future__ import annotations

import re

from .errors import EarmarkError
from .text import Text

MOST_CHARACTERS = 30_000

# C0 and C1 controls, line and paragraph separators, direction marks, surrogate halves, the byte order mark.
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


class TooLong(EarmarkError):
    """A foreign text is longer than any payee, summary or note has reason to be."""


def clean(text: str) -> str:
    """Give `text` with every harmful sign replaced by a space; a text without them comes back unchanged.

    Raises `TooLong` above 30,000 characters: cutting it would lose what somebody wrote.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooLong(
            Text(
                "文字有 {length} 个字，超过 {most} 个：“{start}…”",
                'a text of {length} characters, over {most}: "{start}…"',
            ).format(length=len(text), most=MOST_CHARACTERS, start=UNSEEN.sub(" ", text[:20]))
        )
    return UNSEEN.sub(" ", text)


def quoted(raw: object) -> str:
    """Give the first 40 characters of what was read, harmless, for a message."""
    return UNSEEN.sub(" ", str(raw)[:40])
