"""One charge seen twice: the bank's row and the bank leg of a booking become one voucher.

Same amount to the cent, dates no more than three days apart, names that do not contradict each other. Of
several candidates the best wins, by payee first, then by words and date; where the second best is as good
and is not the same in all that can be told, neither is taken and both wait. So the order of files does not
matter.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from .compare import folded, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DAYS = 3
STRANGERS = 0.3
"""Two names less alike than this are two payees."""
UNNAMED = 0.5
CLOSE_CALL = 0.02


@dataclass(frozen=True, slots=True)
class Side:
    """A movement of money as one side tells it; ``amount`` in CNY, + is into the account."""

    id: str
    date: datetime.date
    amount: Decimal
    payee: str = ""
    words: str = ""
    tail: str = ""
    """Last four digits of the payee's account, where known."""

    @property
    def told(self) -> tuple[datetime.date, str, str, str]:
        """All that tells it apart from another of the same amount."""
        return (self.date, folded(self.payee), folded(self.words), self.tail)


class Pair(NamedTuple):
    """A bank row and the leg that books it, by their ids."""

    row: str
    leg: str


class _Candidate(NamedTuple):
    score: float
    row: Side
    leg: Side


def pair(rows: Sequence[Side], legs: Sequence[Side]) -> list[Pair]:
    """Rows and legs that are one charge; pure. What is ambiguous is in no pair."""
    by_amount: dict[Decimal, tuple[list[Side], list[Side]]] = defaultdict(lambda: ([], []))
    for row in rows:
        by_amount[row.amount][0].append(row)
    for leg in legs:
        by_amount[leg.amount][1].append(leg)
    return [found for some, others in by_amount.values() for found in _settled(_candidates(some, others))]


def _candidates(rows: Iterable[Side], legs: Sequence[Side]) -> list[_Candidate]:
    found = [_Candidate(score(row, leg), row, leg) for row in rows for leg in legs]
    ranked = [one for one in found if one.score > 0]
    return sorted(ranked, key=lambda one: (-one.score, one.row.told, one.row.id, one.leg.told, one.leg.id))


def score(row: Side, leg: Side) -> float:
    """How well a row and a leg go together; 0 when they cannot be one charge."""
    apart = abs((row.date - leg.date).days)
    if apart > DAYS:
        return 0.0
    named = likeness(row.payee, leg.payee) if row.payee and leg.payee else UNNAMED
    if named < STRANGERS:
        return 0.0
    same_tail = bool(row.tail and row.tail == leg.tail)
    return named + 0.3 * likeness(row.words, leg.words) + 0.2 * same_tail - 0.05 * apart


def _settled(candidates: list[_Candidate]) -> list[Pair]:
    """Take the best again and again, as long as it is clear."""
    pairs: list[Pair] = []
    while candidates:
        best = candidates[0]
        rivals = [
            one for one in candidates[1:]
            if best.score - one.score < CLOSE_CALL and (one.row is best.row) != (one.leg is best.leg)
        ]  # fmt: skip
        if all(one.row.told == best.row.told and one.leg.told == best.leg.told for one in rivals):
            pairs.append(Pair(best.row.id, best.leg.id))
            taken = [best.row.id], [best.leg.id]
        else:
            taken = (
                [best.row.id, *(one.row.id for one in rivals)],
                [best.leg.id, *(one.leg.id for one in rivals)],
            )
        candidates = [one for one in candidates if one.row.id not in taken[0] and one.leg.id not in taken[1]]
    return pairs
