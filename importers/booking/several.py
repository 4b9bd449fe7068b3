"""Several rows of the bank for one booking: a payment in parts, a net fee and its tax. Proposed, never taken.

An import ties one row to one booking (:mod:`..matching.pair`), and one row to a batch of them (:mod:`..matching.batch`). The mirror of a batch
is only named: sums agree by chance, too, and what it says is done by a person, with ``earmark reconcile``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text

from ..matching.matching import Item, match
from ..tables.rows import ZERO
from .legs import leg_side, without_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..matching.pair import Side
    from .bank_state import BankState
    from .state import AwardState

PROPOSED = Text(
    "流水 {rows}（合计 {total}）像是 {gl} 一笔的几部分：用 earmark reconcile {award} --through {day} 核对并确认",
    "rows {rows} (together {total}) look like parts of {gl}: look at it with earmark reconcile {award} --through {day}",
)
MOST = 6


def in_parts(state: AwardState, bank: BankState) -> Iterator[Text]:
    """What is proposed for rows that wait and together are one booking without its row."""
    legs = list(state.bank_legs())
    waiting = [(x.bank_row, leg_side(v, x)) for v, x in legs if v.waiting and x.bank_row]
    free = [leg_side(v, x) for v, x in without_row(legs, bank.shares.values()) if not v.waiting]
    if not waiting or not free:
        return
    rows = [_item(row, side) for row, side in waiting]
    for found in match(rows, [_item(side.id, side) for side in free]):
        if len(found.bank) > 1 and len(found.book) == 1:
            parts = [one for one in rows if one.id in found.bank]
            home = found.book[0].partition("/")[0]
            yield PROPOSED.format(
                rows="、".join(found.bank[:MOST]),
                total=money(sum((one.amount for one in parts), ZERO)),
                gl=state.number_of(home) or home,
                award=state.award.id,
                day=max(one.date for one in parts),
            )


def _item(id_: str, side: Side) -> Item:
    return Item(id_, side.date, side.amount, side.payee, side.words)
