"""What is matched, and what a match says: two records that all of :mod:`.matching` speaks of."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from earmark.ledger.base.text import Text

from ..cells.compare import folded, nearness
from ..tables.rows import ZERO

WINDOW = 7
"""Days that a bank's row and its booking may lie apart."""


@dataclass(frozen=True, slots=True)
class Item:
    """A movement of one account as the bank or the books tell it; ``amount`` is + into the account."""

    id: str
    date: datetime.date
    amount: Decimal
    party: str = ""
    words: str = ""
    reference: str = ""
    """The bank's serial or the 结算号, where known."""
    group: str = ""
    """What it stands in together with others of its side, where known: a voucher, a file of a batch."""
    party_key: str = field(init=False, repr=False, compare=False, default="")
    words_key: str = field(init=False, repr=False, compare=False, default="")
    """Party and words folded once: a crowded year compares each item with dozens."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "party_key", folded(self.party))
        object.__setattr__(self, "words_key", folded(self.words))

    @property
    def told(self) -> tuple[datetime.date, Decimal, str, str, str]:
        """All that it says: two items with the same cannot be told apart."""
        return (self.date, self.amount, self.party_key, self.words_key, folded(self.reference))


@dataclass(frozen=True, slots=True)
class Match:
    """Items that are one story, by their ids, and why; ``certain`` ones may be accepted without a person.

    One side is empty where a payment and its return stand on the other side alone.
    """

    bank: tuple[str, ...]
    book: tuple[str, ...]
    certain: bool
    reason: Text
    strength: int
    """0 to 100; 100 only by a reference."""


def apart(one: Item, other: Item) -> int:
    """Days between two items."""
    return abs((one.date - other.date).days)


def named_alike(one: Item, other: Item) -> float | None:
    """How alike their parties are, 0 to 1; None where one of them names nobody."""
    return nearness(one.party_key, other.party_key) if one.party and other.party else None


def total(items: Iterable[Item]) -> Decimal:
    """Their sum."""
    return sum((item.amount for item in items), ZERO)


def days_between(days: int) -> Text:
    """How far apart, in words."""
    if not days:
        return Text("同日", "the same day")
    return Text("相差 {days} 天", "{days} days apart").format(days=days)
