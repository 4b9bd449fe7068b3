"""One leg of the journal for several payment orders: the treasury pays one by one, and the bookkeeper books a day in one.

The mirror of :mod:`.batch`, and of lists alone: rows of the bank that add up to a booking are named for a person
(``booking/several.py``), because sums agree by chance, too. Orders and journal are of one pair of hands, so two
kinds of evidence are enough, each within three days and to the cent:

- the lines opposite the leg have the very amounts of the orders, and no more orders of these amounts are near;
- all orders of one day that nothing else has paired are the leg together, and no other day's are.

Two legs that ask for one order have neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ..tables.rows import ZERO
from .pair import DAYS

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from .pair import Side


class Orders(NamedTuple):
    """A leg of the journal and the orders that it books, by their ids."""

    leg: str
    orders: tuple[str, ...]


def orders(
    legs: Iterable[Side], listed: Sequence[Side], opposite: Mapping[str, Sequence[Decimal]]
) -> list[Orders]:
    """Legs that book several orders each; ``opposite``: leg → amounts of the lines it pays, signed as the leg. Pure."""
    fitting = {leg.id: _fitting(leg, listed, opposite.get(leg.id, ())) for leg in legs}
    claims = Counter(order.id for some in fitting.values() for order in some)
    return [
        Orders(leg, tuple(order.id for order in some))
        for leg, some in fitting.items()
        if some and all(claims[order.id] == 1 for order in some)
    ]


def _fitting(leg: Side, listed: Iterable[Side], opposite: Sequence[Decimal]) -> list[Side]:
    near = [one for one in listed if abs((one.date - leg.date).days) <= DAYS and one.amount * leg.amount > 0]
    return _by_lines(leg, near, opposite) or _by_day(leg, near)


def _by_lines(leg: Side, near: Iterable[Side], opposite: Sequence[Decimal]) -> list[Side]:
    wanted = Counter(opposite)
    some = [one for one in near if one.amount in wanted]
    alike = Counter(one.amount for one in some) == wanted
    return some if alike and len(some) > 1 and sum(opposite, ZERO) == leg.amount else []


def _by_day(leg: Side, near: Iterable[Side]) -> list[Side]:
    days: dict[datetime.date, list[Side]] = defaultdict(list)
    for one in near:
        days[one.date].append(one)
    found = [some for some in days.values() if len(some) > 1 and _sum(some) == leg.amount]
    return found[0] if len(found) == 1 else []


def _sum(some: Iterable[Side]) -> Decimal:
    return sum((one.amount for one in some), ZERO)
