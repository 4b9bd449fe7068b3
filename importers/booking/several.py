"""Several rows of the bank for one booking: a payment in parts, a net fee and its tax. Proposed, never taken.

An import ties one row to one booking (:mod:`..matching.pair`), and one row to a batch of them (:mod:`..matching.batch`). The mirror of a batch
is only named: sums agree by chance, too, and what it says is done by a person, with ``earmark reconcile``. So is what
a list of payments and a journal may both tell of, where :mod:`.ordering` has no evidence.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text

from ..matching.matching import Item, match
from ..matching.pair import DAYS
from ..tables.rows import ZERO
from .legs import leg_side, without_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.vouchers.voucher import Voucher

    from ..matching.pair import Side
    from .bank_state import BankState
    from .state import AwardState

PROPOSED = Text(
    "流水 {rows}（合计 {total}）像是 {gl} 一笔的几部分：用 earmark reconcile {award} --through {day} 核对并确认",
    "rows {rows} (together {total}) look like parts of {gl}: look at it with earmark reconcile {award} --through {day}",
)
TWICE = Text(
    "清单里的 {ids}（合计 {total}）与凭证 {gl} 像是同一笔钱：请核对；是同一笔，就撤销那份清单的导入：{undo}",
    "{ids} of a list (together {total}) and voucher {gl} look like the same money: look at both; if they are one,"
    " take back the import of that list: {undo}",
)
MOST = 6
POOL = 16
"""So many orders near a leg are tried in twos, threes and fours."""


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


def twice(state: AwardState) -> Iterator[Text]:
    """Orders of a list that together look like one booking of the journal: no evidence made them one."""
    told = {id_ for one in state.mirrors.values() if not one.gl for id_ in one.vouchers}
    drafts = [(v, x) for v, x in state.bank_legs() if v.id in state.drafts and not v.reverses]
    orders = [(v, leg_side(v, x)) for v, x in drafts if v.id in state.listed]
    for voucher, leg in drafts:
        if voucher.id in state.mirrored - told and (some := _adding_up(leg_side(voucher, leg), orders)):
            imports = dict.fromkeys(v.import_id for v in some if v.import_id)
            yield TWICE.format(
                ids="、".join(v.id for v in some),
                total=money(abs(leg.amount)),
                gl=voucher.gl or voucher.id,
                undo="、".join(f"earmark undo {state.award.id} {id_}" for id_ in imports),
            )


def _adding_up(leg: Side, orders: Sequence[tuple[Voucher, Side]]) -> list[Voucher]:
    """The first two to four orders near a leg that are its amount together."""
    near = [(v, x) for v, x in orders if abs((x.date - leg.date).days) <= DAYS][:POOL]
    for count in range(2, 5):
        for some in combinations(near, count):
            if sum((x.amount for _, x in some), ZERO) == leg.amount:
                return [v for v, _ in some]
    return []


def _item(id_: str, side: Side) -> Item:
    return Item(id_, side.date, side.amount, side.payee, side.words)
