"""Paid and returned (退汇, 冲正, 红字), or moved out and back, on one side alone: the two cancel each other.

Where the money was paid once more and the books hold one payment, all of it is one story: paid, returned, paid again.
Always a proposal: whether the other side should know of it, a person says.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.text import Text

from .match_item import Item, Match, apart, days_between, named_alike
from .pair import STRANGERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from decimal import Decimal


LATEST = 15
"""Days after which money that comes back is no return of a payment that failed."""
LATER = timedelta(LATEST)
BACK = re.compile(r"退|冲|红字|撤销|抹账|转回|return|revers", re.IGNORECASE)
OWN = re.compile(r"转账|划转|调拨|归还|内部往来|transfer", re.IGNORECASE)
RETURNED = Text("付出又退回，{days}，对方没有", "paid and returned, {days}; not on the other side")
MOVED = Text("转出又转回，{days}，对方没有", "moved out and back, {days}; not on the other side")
AGAIN = Text("付出、退回、再付出，合为一笔", "paid, returned and paid again: one payment in all")


class Cancelled(NamedTuple):
    """Two items of one side that cancel each other, the earlier first."""

    first: Item
    back: Item


def cancelled(items: Iterable[Item]) -> list[Cancelled]:
    """Each return with the payment nearest before it; its name decides where there are several."""
    before: dict[Decimal, list[Item]] = defaultdict(list)
    found = []
    for back in sorted(items, key=lambda one: (one.date, bool(BACK.search(one.words)), one.id)):
        some = [one for one in before[-back.amount] if apart(one, back) <= LATEST and _is_back(one, back)]
        if some:
            first = min(some, key=lambda one: (-(named_alike(one, back) or 0), apart(one, back), one.id))
            before[-back.amount].remove(first)
            found.append(Cancelled(first, back))
        elif back.amount:
            before[back.amount].append(back)
    return found


def _is_back(first: Item, back: Item) -> bool:
    alike = named_alike(first, back)
    if BACK.search(back.words):
        return alike is None or alike >= STRANGERS
    return alike == 1 and bool(OWN.search(first.words) and OWN.search(back.words))


def returned(pairs: Iterable[Cancelled], *, of_bank: bool) -> Iterator[Match]:
    """What was cancelled, as matches of one side."""
    for one in pairs:
        reason = RETURNED if BACK.search(one.back.words) else MOVED
        said = reason.format(days=days_between(apart(one.first, one.back)))
        ids = (one.first.id, one.back.id)
        yield Match(ids if of_bank else (), () if of_bank else ids, certain=False, reason=said, strength=60)


class PaidAgain(NamedTuple):
    """A payment, its return, and the payment made once more."""

    first: Item
    back: Item
    again: Item


def paid_again(items: Sequence[Item], explained: Collection[str]) -> list[PaidAgain]:
    """Returns that the other side does not know (none of ``explained``) between two payments of one name."""
    payments: dict[tuple[Decimal, str], list[Item]] = defaultdict(list)
    ordered = sorted(items, key=lambda one: (one.date, one.id))
    backs = [item for item in ordered if item.id not in explained and BACK.search(item.words)]
    amounts = {-back.amount for back in backs}
    for item in ordered:
        if item.amount in amounts:
            payments[item.amount, item.party_key].append(item)
    found = []
    for back in backs:
        some = payments[-back.amount, back.party_key]
        before = [one for one in some if one.date <= back.date and apart(one, back) <= LATEST]
        first = max(before, key=lambda one: (one.date < back.date, one.date, one.id), default=None)
        after = [one for one in some if one is not first and back.date <= one.date <= back.date + LATER]
        if first and after:
            found.append(PaidAgain(first, back, after[0]))
            some.remove(first)
            some.remove(after[0])
    return found


def as_one(round_: PaidAgain, booked: Match, *, of_bank: bool) -> Match:
    """Both payments and the return of one side, against what the last was matched with."""
    ids = tuple(sorted(one.id for one in round_))
    rows, legs = (ids, booked.book) if of_bank else (booked.bank, ids)
    return Match(rows, legs, certain=False, reason=AGAIN, strength=60)
