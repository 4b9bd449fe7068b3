"""One row, one booking: the same amount to the cent, no more than a week apart, names that do not contradict each other.

Each amount is a small table of what can be what (:mod:`.match_edge`), and the best assignment of it is taken as a whole, so
that the order of items does not matter. Certain is only what has no rival: one name on both sides, three days at
most, and nothing else of that amount that either could be. Rows that cannot be told apart, and as many bookings that
cannot, have no rivals among each other: whichever is whose, the books are the same. Without names the words and
the day must be the same.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .assign import best_pairs
from .match_edge import CONTAINED
from .match_item import Match, apart, days_between
from .pair import STRANGERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from .match_edge import Edge
    from .match_item import Item

MOST = 40
"""Larger tables are taken best first: a table's work grows with the third power of its size."""

SAME_NAME = Text("金额、户名相同", "the same amount and name")
ALIKE = Text("金额相同，户名相近", "the same amount, a similar name")
SAME_WORDS = Text("金额、摘要相同", "the same amount and words")
AMOUNT = Text("金额相同", "the same amount")
STRANGE = Text("金额相同，户名不同", "the same amount, another name")
RIVALS = Text("；另有同额的", "; others have the same amount")


def assigned(all_edges: Sequence[Edge]) -> list[Edge]:
    """The best assignment, each row and each booking once."""
    found: list[Edge] = []
    for some in _components(all_edges):
        rows = list(dict.fromkeys(edge.row for edge in some))
        legs = list(dict.fromkeys(edge.leg for edge in some))
        if max(len(rows), len(legs)) > MOST:
            found += _best_first(some)
            continue
        row_at, leg_at = ({item: at for at, item in enumerate(side)} for side in (rows, legs))
        of_pair = {(row_at[edge.row], leg_at[edge.leg]): edge for edge in some}
        weights = {pair: edge.weight for pair, edge in of_pair.items()}
        found += [of_pair[pair] for pair in best_pairs(weights, len(rows), len(legs))]
    return found


def _best_first(some: Iterable[Edge]) -> Iterator[Edge]:
    rows: set[str] = set()
    legs: set[str] = set()
    for edge in sorted(some, key=lambda one: (-one.weight, one.row.date, one.row.id, one.leg.id)):
        if edge.row.id not in rows and edge.leg.id not in legs:
            rows.add(edge.row.id)
            legs.add(edge.leg.id)
            yield edge


def _components(all_edges: Sequence[Edge]) -> Iterable[list[Edge]]:
    """Edges that hang together, in order of what their items say."""
    parent: dict[tuple[bool, str], tuple[bool, str]] = {}

    def root(node: tuple[bool, str]) -> tuple[bool, str]:
        while (above := parent.setdefault(node, node)) != node:
            parent[node] = node = parent[above]
        return node

    for edge in all_edges:
        parent[root((True, edge.row.id))] = root((False, edge.leg.id))
    found: dict[tuple[bool, str], list[Edge]] = defaultdict(list)
    for edge in sorted(all_edges, key=lambda one: (one.row.date, one.row.id, one.leg.date, one.leg.id)):
        found[root((True, edge.row.id))].append(edge)
    return found.values()


def singles(chosen: Iterable[Edge], clear: Collection[tuple[str, str]]) -> Iterator[Match]:
    """The chosen edges as matches; ``clear`` are those without rival."""
    for edge in chosen:
        alone = edge.ids in clear
        yield Match(
            (edge.row.id,),
            (edge.leg.id,),
            certain=alone and edge.plain,
            reason=_reason(edge, alone=alone),
            strength=min(edge.weight, 99) if alone else (min(edge.weight, 99) * 3 + 3) // 4,
        )


def without_rival(all_edges: Sequence[Edge]) -> set[tuple[str, str]]:
    """Rows and legs, by id, that fit each other alone, or their like in equal numbers."""
    clear: set[tuple[str, str]] = set()
    for some in _components(all_edges):
        rows, legs = {edge.row for edge in some}, {edge.leg for edge in some}
        if len(rows) == len(legs) and (len(rows) == 1 or (_twins(rows) and _twins(legs))):
            clear |= {(edge.row.id, edge.leg.id) for edge in some}
    return clear


def _twins(items: Iterable[Item]) -> bool:
    return len({item.told for item in items}) == 1


def _reason(edge: Edge, *, alone: bool) -> Text:
    if edge.names is None:
        said = SAME_WORDS if edge.words >= CONTAINED else AMOUNT
    elif edge.names < STRANGERS:
        said = STRANGE
    else:
        said = SAME_NAME if edge.names == 1 else ALIKE
    more = Text("", "") if alone else RIVALS
    return Text("{said}，{days}{more}", "{said}, {days}{more}").format(
        said=said, days=days_between(apart(edge.row, edge.leg)), more=more
    )
