"""Matches by reference: the bank's serial or the 结算号 stands on both sides, and the amounts agree to the cent.

Inside one reference equal amounts are paired one by one (a serial may stand on a payment and on its fee), then one
item may be the sum of the other side's. Certain, unless the reference is too short to name anything, or one
amount stands twice under it, or two names contradict each other: then it is proposed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from ..cells.compare import folded
from .match_item import Match, apart, named_alike, total
from .pair import STRANGERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from .match_item import Item

MONTH = 31
"""Serials come again: one of another month is another payment."""
SHORTEST = 4
MOST = 200
"""What stands on more items than this (``0``, ``网银``) is no reference."""
ONE = Text("流水号或结算号 {reference} 相同，金额相同", "the same reference {reference}, the same amount")
SUM = Text(
    "流水号或结算号 {reference} 相同，{count} 笔合计相同",
    "the same reference {reference}, {count} items add up",
)
DOUBT = Text("{reason}；但户名不同或不止一笔", "{reason}; but names differ or there are several")


def by_reference(bank: Iterable[Item], book: Iterable[Item]) -> Iterator[Match]:
    """What both sides call by the same reference."""
    rows, legs = _by_reference(bank), _by_reference(book)
    for reference, some in rows.items():
        if reference in legs and max(len(some), len(legs[reference])) <= MOST:
            yield from _inside(some, legs[reference])


def _by_reference(items: Iterable[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.reference.strip():
            found[folded(item.reference)].append(item)
    return found


def _inside(rows: list[Item], legs: list[Item]) -> Iterator[Match]:
    often = {amount for side in (rows, legs) for amount, times in _amounts(side).items() if times > 1}
    left = []
    for row in rows:
        fitting = [leg for leg in legs if leg.amount == row.amount and apart(row, leg) <= MONTH]
        if not fitting:
            left.append(row)
            continue
        leg = min(fitting, key=lambda one: (-(named_alike(row, one) or 0), apart(row, one), one.id))
        legs.remove(leg)
        yield _told([row], [leg], ONE, doubt=row.amount in often or _strangers(row, leg))
    near = all(apart(row, leg) <= MONTH for row in left for leg in legs)
    if left and legs and 1 in {len(left), len(legs)} and near and total(left) == total(legs):
        yield _told(left, legs, SUM, doubt=False)


def _amounts(items: Iterable[Item]) -> Counter[Decimal]:
    return Counter(item.amount for item in items)


def _strangers(row: Item, leg: Item) -> bool:
    alike = named_alike(row, leg)
    return alike is not None and alike < STRANGERS


def _told(rows: Sequence[Item], legs: Sequence[Item], reason: Text, *, doubt: bool) -> Match:
    reference = rows[0].reference.strip()
    reason = reason.format(reference=reference, count=max(len(rows), len(legs)))
    doubt = doubt or len(reference) < SHORTEST
    return Match(
        tuple(row.id for row in rows),
        tuple(leg.id for leg in legs),
        certain=not doubt,
        reason=DOUBT.format(reason=reason) if doubt else reason,
        strength=80 if doubt else 100,
    )
