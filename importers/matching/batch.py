"""One row of the bank for several bookings: a batch of fees paid at once, one leg of the journal for each person.

After single rows and legs are paired (:mod:`.pair`), a row that is left may be a batch: all left legs of one statutory
voucher, or of one day and one text, or of one day, that add up to it to the cent and lie no more than three days
away. The row's payee must be nobody, or a batch by its words (代发, 批量), or one of theirs; of one day alone only
a batch by its words. Exactly one such group, and no other row that it would fit: else a person says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ..cells.compare import folded, likeness
from ..tables.rows import ZERO
from .pair import DAYS, STRANGERS, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .pair import Pair

BATCH = ("代发", "批量", "代付", "批次", "汇总", "多笔")


class Batch(NamedTuple):
    """A bank row and the legs that it pays, by their ids."""

    row: str
    legs: tuple[str, ...]


def batches(
    rows: Iterable[Side], legs: Iterable[Side], found: Iterable[Pair], numbers: Mapping[str, str | None]
) -> list[Batch]:
    """Rows that pay several legs each; ``numbers``: leg → its voucher in the statutory books. Pure."""
    taken = {id_ for one in found for id_ in one}
    free = [leg for leg in legs if leg.id not in taken]
    groups = _groups(free, numbers) if len(free) > 1 else {}
    fitting = {row: _fitting(row, groups) for row in rows if row.id not in taken} if groups else {}
    claims = Counter(leg.id for found_ in fitting.values() for group in found_ for leg in group)
    return [
        Batch(row.id, tuple(sorted(leg.id for leg in one[0])))
        for row, one in fitting.items()
        if len(one) == 1 and all(claims[leg.id] == 1 for leg in one[0])
    ]


Group = frozenset[Side]


def _groups(legs: Sequence[Side], numbers: Mapping[str, str | None]) -> dict[object, dict[Group, bool]]:
    """Sum → groups of two legs or more that add up to it, and whether only their day keeps them together."""
    keyed: dict[tuple[object, ...], list[Side]] = defaultdict(list)
    for leg in legs:
        way = leg.amount > 0
        if numbers.get(leg.id):
            keyed[way, "number", numbers[leg.id], f"{leg.date:%Y-%m}"].append(leg)
        if leg.words:
            keyed[way, "words", leg.date, folded(leg.words)].append(leg)
        keyed[way, "day", leg.date].append(leg)
    sums: dict[object, dict[Group, bool]] = defaultdict(dict)
    for key, some in keyed.items():
        if len(some) > 1:
            group = frozenset(some)
            of_day = key[1] == "day" and sums[sum((leg.amount for leg in some), ZERO)].get(group, True)
            sums[sum((leg.amount for leg in some), ZERO)][group] = of_day
    return sums


def _fitting(row: Side, groups: Mapping[object, Mapping[Group, bool]]) -> list[Group]:
    near = {
        group: of_day
        for group, of_day in groups.get(row.amount, {}).items()
        if all(abs((leg.date - row.date).days) <= DAYS for leg in group)
    }
    return [group for group, of_day in near.items() if _speaks_of(row, group, of_day=of_day)]


def _speaks_of(row: Side, group: Group, *, of_day: bool) -> bool:
    """Whether the row's payee and words let it be this batch."""
    if any(word in row.payee + row.words for word in BATCH):
        return True
    names = [leg.payee for leg in group if leg.payee]
    alike = not row.payee or not names or any(likeness(row.payee, name) >= STRANGERS for name in names)
    return alike and not of_day
