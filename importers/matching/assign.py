"""The best assignment of a small group: which rows take which bookings so that the sum of weights is greatest.

Exact (the Hungarian method by shortest augmenting paths, cubic in the size), with whole numbers. Groups here are
items of one amount within some days whose names do not contradict each other: seldom more than ten. So a
library would bring more than it saves (docs/decisions.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FAR = 10**12


def best_pairs(weights: Mapping[tuple[int, int], int], rows: int, columns: int) -> list[tuple[int, int]]:
    """Row and column of each pair of the best assignment; what has no positive weight is no pair."""
    size = max(rows, columns)
    cost = [[-weights.get((row, column), 0) for column in range(size)] for row in range(size)]
    row_of = _assigned(cost)
    pairs = ((row, column) for column, row in enumerate(row_of))
    return sorted(pair for pair in pairs if weights.get(pair, 0) > 0)


def _assigned(cost: Sequence[Sequence[int]]) -> list[int]:
    """The row of each column, at the least sum of costs of a square table."""
    size = len(cost)
    row_price, column_price = [0] * size, [0] * (size + 1)
    row_of = [-1] * (size + 1)
    for row in range(size):
        row_of[size] = row
        _augment(cost, row_of, row_price, column_price)
    return row_of[:size]


def _augment(
    cost: Sequence[Sequence[int]], row_of: list[int], row_price: list[int], column_price: list[int]
) -> None:
    """Find a place for the row that stands in the spare last column, moving others where that is cheaper."""
    size = len(cost)
    least, came_from, done = [FAR] * size, [size] * size, [False] * (size + 1)
    column = size
    while row_of[column] >= 0:
        done[column] = True
        row, best, step = row_of[column], -1, FAR
        for other in range(size):
            if done[other]:
                continue
            price = cost[row][other] - row_price[row] - column_price[other]
            if price < least[other]:
                least[other], came_from[other] = price, column
            if least[other] < step:
                step, best = least[other], other
        for other in range(size + 1):
            if done[other]:
                row_price[row_of[other]] += step
                column_price[other] -= step
            elif other < size:
                least[other] -= step
        column = best
    while column != size:
        row_of[column] = row_of[came_from[column]]
        column = came_from[column]
