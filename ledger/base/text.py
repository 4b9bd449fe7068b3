"""Bilingual text: every message to a person is one value in Chinese and English.

    BUSY = Text("{who} 正在写账簿", "{who} is writing to the books")
    BUSY.format(who="A04").show("zh")      # 'A04 正在写账簿'

Chinese comes first, in the constructor and on screen. There is no catalogue to look things up in: a
message stands beside the code that says it, so neither language can fall behind the other.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]


class Text(NamedTuple):
    """The same words in Chinese (`zh`) and in English (`en`), with `str.format` places in both."""

    zh: str
    en: str

    def format(self, **values: object) -> Text:
        """Fill the places of both languages; a value that is itself a Text goes in per language."""
        return Text(
            self.zh.format(**{key: _in(value, "zh") for key, value in values.items()}),
            self.en.format(**{key: _in(value, "en") for key, value in values.items()}),
        )

    def show(self, lang: str) -> str:
        """Give the words in `lang`; anything but "en" is shown in Chinese."""
        return self.en if lang == "en" else self.zh


def _in(value: object, lang: Lang) -> object:
    return value.show(lang) if isinstance(value, Text) else value


@lru_cache(maxsize=4096)
def width(text: str) -> int:
    """Columns that a text takes on a screen: Chinese characters take two each, combining signs none."""
    signs = (sign for sign in text if not unicodedata.combining(sign))
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in signs)
