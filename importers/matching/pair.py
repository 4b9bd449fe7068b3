"""One charge seen twice: the bank's row and the bank leg of a booking become one voucher.

Same amount to the cent, dates no more than three days apart, names that do not contradict each other. Of
several candidates the best wins, by payee first, then by words and date; where the second best is as good
and of another payee, neither is taken and both wait. So the order of files does not matter.

A row that is left over asks once more among the legs of the same payee: rows of the 5th and the 7th,
bookings of the 7th and the 9th are two pairs two days apart, although the 7th alone would fit the 7th
better. Else one payment would stand in the books twice, as a row that waits and as a booking. Bookings that
say the same are paired in order of days.
"""

from __future__ import annotations

import datetime
from collections import defaultdict, deque
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..cells.compare import folded, likeness

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

    @property
    def who(self) -> tuple[object, ...]:
        """Whom it speaks of: two sides with the same are of one payee. Without any text only its day tells."""
        if self.payee:
            return (folded(self.payee), self.tail)
        return (folded(self.words),) if self.words else self.told


class Pair(NamedTuple):
    """A bank row and the leg that books it, by their ids."""

    row: str
    leg: str


class _Candidate(NamedTuple):
    score: float
    row: Side
    leg: Side
    who: tuple[object, object]
    """Whom the row speaks of, and whom the leg."""


def pair(rows: Sequence[Side], legs: Sequence[Side]) -> list[Pair]:
    """Rows and legs that are one charge; pure. What is ambiguous is in no pair."""
    by_amount: dict[Decimal, tuple[list[Side], list[Side]]] = defaultdict(lambda: ([], []))
    for row in rows:
        by_amount[row.amount][0].append(row)
    for leg in legs:
        by_amount[leg.amount][1].append(leg)
    return [found for sides in by_amount.values() for found in _paired(_candidates(*sides))]


def undecided(rows: Iterable[Side], legs: Iterable[Side], found: Iterable[Pair]) -> list[Side]:
    """Legs in no pair for which there are rows in no pair either: which is whose cannot be told."""
    taken = {id_ for one in found for id_ in one}
    left: dict[Decimal, list[Side]] = defaultdict(list)
    for row in rows:
        if row.id not in taken:
            left[row.amount].append(row)
    free = [leg for leg in legs if leg.id not in taken]
    return [leg for leg in free if any(score(row, leg) > 0 for row in left.get(leg.amount, ()))]


def _paired(candidates: list[_Candidate]) -> list[Pair]:
    """The pairs of one amount."""
    leg_of, unclear = _settled(candidates)
    by_payee: dict[tuple[object, object], list[_Candidate]] = defaultdict(list)
    for one in candidates:
        if not {one.row.id, one.leg.id} & unclear:
            by_payee[one.who].append(one)
    for some in by_payee.values():
        _pass_on(some, leg_of)
    _in_order(candidates, leg_of)
    return [Pair(row, leg) for row, leg in leg_of.items()]


def _candidates(rows: Sequence[Side], legs: Sequence[Side]) -> list[_Candidate]:
    """All that can be one charge, the best first. Sides that say the same are compared once."""
    rows, legs = sorted(rows, key=_by_day), sorted(legs, key=_by_day)
    known: dict[Side, dict[int, float]] = {}
    found: list[_Candidate] = []
    kinds: dict[Side, int] = {}
    told = [(leg, kinds.setdefault(replace(leg, id=""), len(kinds)), leg.who) for leg in legs]
    for row in rows:
        who, of_row = row.who, known.setdefault(replace(row, id=""), {})
        for leg, kind, leg_who in told:
            if kind not in of_row:
                of_row[kind] = score(row, leg)
            if of_row[kind] > 0:
                found.append(_Candidate(of_row[kind], row, leg, (who, leg_who)))
    # The order of days, then of ids, stays where the score is the same.
    return sorted(found, key=lambda one: -one.score)


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


def _settled(candidates: list[_Candidate]) -> tuple[dict[str, str], set[str]]:
    """Take the best again and again, as long as it is clear: row → leg, and all that is not clear."""
    of_side: dict[tuple[str, str], list[_Candidate]] = defaultdict(list)
    for one in candidates:
        of_side["row", one.row.id].append(one)
        of_side["leg", one.leg.id].append(one)
    leg_of: dict[str, str] = {}
    unclear: set[str] = set()
    done: set[str] = set()
    for best in candidates:
        if best.row.id in done or best.leg.id in done:
            continue
        near = [*of_side["row", best.row.id], *of_side["leg", best.leg.id]]
        rivals = [one for one in near if _is_rival(one, best) and not {one.row.id, one.leg.id} & done]
        done |= {best.row.id, best.leg.id}
        if all(one.who == best.who for one in rivals):
            leg_of[best.row.id] = best.leg.id
        else:
            unsure = {best.row.id, best.leg.id} | {s.id for one in rivals for s in (one.row, one.leg)}
            unclear |= unsure
            done |= unsure
    return leg_of, unclear


def _is_rival(one: _Candidate, best: _Candidate) -> bool:
    return best.score - one.score < CLOSE_CALL and (one.row is best.row) != (one.leg is best.leg)


def _pass_on(candidates: list[_Candidate], leg_of: dict[str, str]) -> None:
    """Most pairs of one payee: a row left over takes a leg whose row can take another one, and so on."""
    legs: dict[str, list[str]] = defaultdict(list)
    for one in candidates:
        legs[one.row.id].append(one.leg.id)
    row_of = {leg: row for row, leg in leg_of.items()}
    hopeless: set[str] = set()
    for row in legs:
        if row not in leg_of:
            hopeless |= _free_leg(row, legs, leg_of, row_of, hopeless)


def _free_leg(
    start: str, legs: dict[str, list[str]], leg_of: dict[str, str], row_of: dict[str, str], hopeless: set[str]
) -> set[str]:
    """Find the shortest way from a row to a free leg, and move each row on it to the next leg.

    The legs that were asked in vain if there is none: no later row finds a way through them either.
    """
    asked_by: dict[str, str] = {}
    queue = deque([start])
    while queue:
        row = queue.popleft()
        for leg in legs.get(row, ()):
            if leg in asked_by or leg in hopeless:
                continue
            asked_by[leg] = row
            if leg not in row_of:
                _move(leg, asked_by, leg_of, row_of)
                return set()
            queue.append(row_of[leg])
    return set(asked_by)


def _move(leg: str | None, asked_by: dict[str, str], leg_of: dict[str, str], row_of: dict[str, str]) -> None:
    while leg is not None:
        row = asked_by[leg]
        before = leg_of.get(row)
        leg_of[row], row_of[leg] = leg, row
        leg = before


def _in_order(candidates: Iterable[_Candidate], leg_of: dict[str, str]) -> None:
    """Where the rows are of one payee and the legs say the same, the earlier row is the earlier leg's."""
    alike: dict[tuple[object, ...], list[_Candidate]] = defaultdict(list)
    for one in candidates:
        if leg_of.get(one.row.id) == one.leg.id:
            alike[one.row.who, one.leg.told[1:]].append(one)
    for some in alike.values():
        rows = sorted((one.row for one in some), key=_by_day)
        legs = sorted((one.leg for one in some), key=_by_day)
        leg_of |= {row.id: leg.id for row, leg in zip(rows, legs, strict=True)}


def _by_day(side: Side) -> tuple[object, ...]:
    return (side.told, side.id)
