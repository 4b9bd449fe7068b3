"""Whole groups: all items of one voucher, one reference, one day and text, one day and name, or one day, that one item is the sum of.

A batch of any size, so no subset is searched for: whole groups are few, and a sum that agrees with one by chance is rare.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from ..cells.compare import nearness
from .batch import BATCH
from .match_item import WINDOW, Item, named_alike, total
from .pair import STRANGERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

BATCHED = Text("一笔等于一批 {count} 笔之和，{days}", "one is the sum of a batch of {count}, {days}")
Parts = tuple[Item, ...]
Sums = dict["Decimal", dict[date, dict[Parts, bool]]]


def whole_groups(items: Iterable[Item]) -> Sums:
    """Sum → day → groups that add up to it, and whether only their day keeps them together."""
    keyed: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for item in items:
        way = item.amount > 0
        names = (
            ("group", item.group),
            ("reference", item.reference),
            ("words", item.words),
            ("party", item.party),
        )
        for kind, said in names:
            if said:
                keyed[way, kind, item.date, said].append(item)
        keyed[way, "day", item.date].append(item)
    sums: Sums = {}
    for key, some in keyed.items():
        if len(some) > 1:
            parts, of_day = tuple(sorted(some, key=lambda one: one.id)), key[1] == "day"
            known = sums.setdefault(total(parts), {}).setdefault(parts[0].date, {})
            known[parts] = of_day and known.get(parts, True)
    return sums


def batches(one: Item, whole: Sums) -> Iterator[tuple[Parts, int, Text]]:
    """Whole groups that add up to the item, where its name or words let it be them."""
    of_sum = whole.get(one.amount)
    if not of_sum:
        return
    batch = any(word in one.party + one.words for word in BATCH)
    days = (one.date + timedelta(days) for days in range(-WINDOW, WINDOW + 1))
    for parts, of_day in (found for day in days for found in of_sum.get(day, {}).items()):
        alike = [named for part in parts if (named := named_alike(one, part)) is not None]
        fits = not alike or max(alike) >= STRANGERS
        says = max(nearness(one.words_key, part.words_key) for part in parts)
        if batch or (not of_day and (fits or says > STRANGERS)):
            yield parts, 60 + 10 * (not of_day) + 10 * batch + int(10 * says), BATCHED
