"""Words brought to one form, only for comparing: what is stored and shown stays as it came.

NFKC (full-width digits, ligatures), traditional to simplified characters, lower case; invisible characters,
spaces around Chinese characters and dots between them dropped: ``會 議室裝修　１２期`` and ``会议室装修12期`` compare equal.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

TRADITIONAL = Path(__file__).parents[1] / "codes" / "traditional.txt"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# Both begin with the letter that is looked for: Python's search skips to it, and looks behind only there.
_DECORATION = re.compile(r"[·・•._*'~^|](?<=[一-鿿].)[·・•._*'~^|]*(?=[一-鿿])")
_CHINESE_SPACE = re.compile(r" (?:(?<=[^\x00-\x7f] )|(?=[^\x00-\x7f]))")


@lru_cache(maxsize=1 << 18)  # each rule asks for each text again: an award's texts must fit in
def normal(text: str) -> str:
    """The one form of a text."""
    # What joins narration and bank's words is replaced first: NFKC is quick where it has nothing to do.
    text = unicodedata.normalize("NFKC", text.replace("；", ";"))
    if not text.isalnum():
        text = " ".join((text if text.isprintable() else _INVISIBLE.sub("", text)).split())
    if text.isascii():
        return text.lower()
    text = _simplified(text).lower()
    return text if text.isalnum() else _DECORATION.sub("", _CHINESE_SPACE.sub("", text))


def _simplified(text: str) -> str:
    """Simplified characters. zhconv reads a large table and goes letter by letter: only for a text that it changes."""
    if not _traditional().search(text):
        return text.replace("帐", "账")
    from zhconv import convert

    _load_table()
    return str(convert(text, "zh-hans")).replace("帐", "账")


@cache
def _traditional() -> re.Pattern[str]:
    """The letters that zhconv changes somewhere, and all rare ones; a text without them stays as it is."""
    letters = TRADITIONAL.read_text(encoding="utf-8").replace("\n", "")
    common = "".join(letter for letter in letters if letter <= "\uffff")
    return re.compile(f"[{re.escape(common)}\U00010000-\U0010ffff]")  # one table and one range: quick


@cache
def _load_table() -> None:
    """Load zhconv's table by its path: by default zhconv leaves the file open."""
    import zhconv

    zhconv.loaddict(str(Path(zhconv.__file__).with_name("zhcdict.json")))
