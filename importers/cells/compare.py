"""Text made alike, for comparing only: what is kept and shown stays as it came.

Full and half width, spaces inside Han text, and case differ between exports of one bank; they never tell
two payees or two column names apart.
"""

from __future__ import annotations

import difflib
import unicodedata
from functools import lru_cache


def folded(text: str) -> str:
    """NFKC, lower case, no white space: ``借方发生额（支取）`` and ``借方发生额 (支取)`` become one."""
    return _folded(text)


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    done = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return text if done == text else done


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1; a name that is part of the other counts as 0.9."""
    return nearness(folded(one), folded(other))


@lru_cache(maxsize=100_000)
def nearness(one: str, other: str) -> float:
    """As :func:`likeness`, of names that are folded already."""
    if not one or not other or set(one).isdisjoint(other):
        return 0.0
    if one == other:
        return 1.0
    return 0.9 if one in other or other in one else difflib.SequenceMatcher(None, one, other).ratio()
