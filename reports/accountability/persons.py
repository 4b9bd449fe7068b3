"""Staff by their codes: a report goes to many desks, and the names of the recipient's people stay on its private list.

Every name on that list of somebody employed or related becomes its code, wherever it stands: payee, narration,
evidence, answer, reason. Companies and outside experts stay as the books name them, and so does a collective
(秘书处): it is nobody's name and half of the words that it stands in mean something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from earmark.plugins.signs.payee import classes

if TYPE_CHECKING:
    from collections.abc import Callable

    from earmark.ledger.awards.award import Parties

KINDS = ("staff", "rehired", "temporary", "related-person")
SHORTEST = 2
"""One letter is no name: it would turn up in every other word."""


def coder(parties: Parties | None) -> Callable[[str], str]:
    """A function that puts codes for names in a text."""
    listed = [p for p in parties.parties if p.kind in KINDS] if parties else []
    codes = {_key(name): p.code for p in listed for name in p.names if _of_a_person(name)}
    if not codes:
        return str
    # The longest first, or 王伟 would be found inside 王伟国.
    names = "|".join(_spaced(name) for name in sorted(codes, key=len, reverse=True))
    pattern = re.compile(names, re.IGNORECASE)
    return lambda text: pattern.sub(lambda found: codes[_key(found[0])], text)


def _of_a_person(name: str) -> bool:
    told = classes(name)
    return len(_key(name)) >= SHORTEST and not ("staff" in told and "person" not in told)


def _key(name: str) -> str:
    return "".join(name.split()).lower()


def _spaced(name: str) -> str:
    """The name with or without spaces in it; letters and digits of ASCII must not go on after it."""
    spelled = r"\s*".join(map(re.escape, name))
    return rf"(?<![0-9a-zA-Z]){spelled}(?![0-9a-zA-Z])" if name.isascii() else spelled
