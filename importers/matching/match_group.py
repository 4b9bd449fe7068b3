"""One item that several of the other side add up to: a batch of fees, net fee and tax, a split reimbursement, fees taken off.

Two ways to it, both within a week and to the cent:

- whole groups: all that is left of one reference, one day and text, one day and name, or one day. A batch of any size.
- two to four items of the same name as the one, with a tax or a fee of the bank among them if need be. Only what is
  nearest is tried (:data:`POOL`), so that the work stays bounded.

Sums agree by chance, too. So a group is always a proposal, and where one item fits two groups its strength says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import combinations, islice
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.text import Text

from ..cells.compare import nearness
from .match_batch import Parts, batches, whole_groups
from .match_item import WINDOW, Item, Match, apart, days_between, named_alike, total
from .pair import STRANGERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from decimal import Decimal


POOL = 24
"""At most so many items are tried in twos, threes and fours."""
NEAR = 40
CROWD = 3
"""So many items of one day and text are a batch."""
TRIED = 40
"""Of equal amounts so many ways to add up are enough to know that there are several."""
EXTRA = re.compile(r"税|手续费|汇费|工本费|服务费|tax|fee", re.IGNORECASE)
"""What goes beside a payment without its name."""
PARTS = Text(
    "一笔等于 {count} 笔之和，户名相近，{days}", "one is the sum of {count} of a similar name, {days}"
)
BESIDE = Text(
    "一笔等于 {count} 笔之和，含税或手续费，{days}", "one is the sum of {count} with a tax or a fee, {days}"
)
SEVERAL = Text("；另有合得上的", "; others add up as well")


class Group(NamedTuple):
    """One item and those that it is the sum of."""

    strength: int
    one: Item
    parts: tuple[Item, ...]
    reason: Text
    of_bank: bool
    """Whether the one is the bank's."""

    @property
    def order(self) -> tuple[object, ...]:
        """The strongest first; then the fewest parts, then by day."""
        return (-self.strength, len(self.parts), self.one.date, self.one.id, [one.id for one in self.parts])


def batch_groups(bank: Sequence[Item], book: Sequence[Item], single: Collection[str]) -> Iterator[Match]:
    """Batches that stand without doubt as such: three items or more of which few are ``single``.

    ``single``: ids of items that one item of the other side explains as well.
    """
    found = [*_batches(bank, book, of_bank=True), *_batches(book, bank, of_bank=False)]
    for one in _best(found):
        parts = max(one.bank, one.book, key=len)
        if len(parts) >= CROWD and sum(id_ in single for id_ in parts) <= len(parts) // 2:
            yield one


def groups(bank: Sequence[Item], book: Sequence[Item]) -> Iterator[Match]:
    """The groups that stand best, each item in one of them."""
    found = [*_batches(bank, book, of_bank=True), *_batches(book, bank, of_bank=False)]
    found += [*_few(bank, book, of_bank=True), *_few(book, bank, of_bank=False)]
    return _best(found)


def _best(found: Sequence[Group]) -> Iterator[Match]:
    claims = Counter(key for group in found for key in _keys(group))
    taken: set[tuple[bool, str]] = set()
    for group in sorted(found, key=lambda one: one.order):
        keys = _keys(group)
        if taken.isdisjoint(keys):
            taken |= keys
            yield _told(group, alone=all(claims[key] == 1 for key in keys))


def _keys(group: Group) -> set[tuple[bool, str]]:
    return {(group.of_bank, group.one.id), *((not group.of_bank, part.id) for part in group.parts)}


def _told(group: Group, *, alone: bool) -> Match:
    one, parts = (group.one.id,), tuple(part.id for part in group.parts)
    rows, legs = (one, parts) if group.of_bank else (parts, one)
    more = Text("", "") if alone else SEVERAL
    reason = Text("{said}{more}", "{said}{more}").format(said=group.reason, more=more)
    strength = group.strength if alone else group.strength * 3 // 4
    return Match(rows, legs, certain=False, reason=reason, strength=strength)


def _batches(ones: Sequence[Item], others: Sequence[Item], *, of_bank: bool) -> Iterator[Group]:
    whole = whole_groups(others)
    for one in ones:
        yield from (_group(one, *said, of_bank=of_bank) for said in batches(one, whole))


def _few(ones: Sequence[Item], others: Sequence[Item], *, of_bank: bool) -> Iterator[Group]:
    shelf = _Shelf(others)
    for one in ones:
        told = dict.fromkeys(_subsets(one, shelf))
        yield from (_group(one, *said, of_bank=of_bank) for said in told)


def _group(one: Item, parts: Parts, strength: int, reason: Text, *, of_bank: bool) -> Group:
    days = max(apart(one, part) for part in parts)
    said = reason.format(count=len(parts), days=days_between(days))
    return Group(strength - 3 * days, one, parts, said, of_bank)


class _Shelf:
    """Items by name and by day, to fetch those near a day."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.all = sorted(items, key=lambda one: (one.date, one.id))
        self.of_party: dict[str, list[Item]] = defaultdict(list)
        self.extras: list[Item] = []
        for item in self.all:
            if item.party:
                self.of_party[item.party_key].append(item)
            if EXTRA.search(item.party + item.words):
                self.extras.append(item)

    def pool(self, one: Item) -> tuple[list[Item], list[Item]]:
        """Items that could be parts by their name, and such as go beside them."""
        own = _near(self.of_party.get(one.party_key, ()), one, POOL)
        alike = [part for part in _near(self.all, one, NEAR) if (named_alike(one, part) or 0) >= STRANGERS]
        named = [part for part in dict.fromkeys((*own, *alike)) if (part.amount > 0) == (one.amount > 0)]
        extras = [part for part in _near(self.extras, one, POOL // 2) if part not in named]
        return named[:POOL], extras


def _near(some: Sequence[Item], one: Item, most: int) -> list[Item]:
    """At most so many items around a day, and within the window."""
    at = bisect_left(some, one.date, key=lambda item: item.date)
    # Of a day itself more may stand behind than before: two thirds of the room are there.
    around = some[max(0, at - most // 3) : at + most - most // 3]
    return [item for item in around if apart(one, item) <= WINDOW]


def _subsets(one: Item, shelf: _Shelf) -> Iterator[tuple[Parts, int, Text]]:
    """Two to four items that add up, at least one of them by name, at most one beside them."""
    if not one.party:
        return
    named, extras = shelf.pool(one)
    of_sum: dict[Decimal, list[Parts]] = defaultdict(list)
    for pair in combinations(named, 2):
        of_sum[total(pair)].append(pair)
    for extra in extras:
        rest = one.amount - extra.amount
        heads = [(part,) for part in named if part.amount == rest]
        for head in (*heads, *of_sum.get(rest, ())):
            yield _ordered((*head, extra)), 66 + int(4 * nearness(one.words_key, extra.words_key)), BESIDE
    for parts in islice(_sums(one, named, of_sum), TRIED):
        yield _ordered(parts), 70 - 3 * len(parts), PARTS


def _sums(one: Item, named: Sequence[Item], of_sum: dict[Decimal, list[Parts]]) -> Iterator[Parts]:
    """Twos, threes and fours of the named items."""
    yield from of_sum.get(one.amount, ())
    for part in named:
        yield from ((part, *pair) for pair in of_sum.get(one.amount - part.amount, ()) if part not in pair)
    for some, pairs in list(of_sum.items()):
        others = of_sum.get(one.amount - some, ())
        yield from ((*pair, *other) for pair in pairs for other in others if not {*pair} & {*other})


def _ordered(parts: Parts) -> Parts:
    return tuple(sorted(parts, key=lambda one: one.id))
