"""Bank rows that wait, once more: a voucher may have been written here since, by a person or for an order.

A return is recorded (``earmark return``) after its row has come in and made a draft that waits. The next
import puts the two together: the row goes to the voucher that explains it, the draft that waited goes. A
draft that an act speaks of stays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..matching.pair import pair
from .legs import leg_side, without_row
from .merging import attach, bank_side
from .untangling import untangle

if TYPE_CHECKING:
    from .bank_state import BankState
    from .state import AwardState, Stamp


def settle_waiting(state: AwardState, bank: BankState, stamp: Stamp) -> None:
    """Give waiting rows of an award to vouchers whose bank leg has no row yet."""
    legs = list(state.bank_legs())
    waiting = [leg_side(v, x) for v, x in legs if v.waiting and x.bank_row and not state.is_cited(v)]
    free = [leg_side(v, x) for v, x in without_row(legs, bank.shares.values()) if not v.waiting]
    for found in pair(waiting, free):
        old, letter = found.row.split("/")
        home, place = found.leg.split("/")
        draft = state.drafts[old]
        leg = next(line for line in draft.lines if line.letter == letter)
        side = bank_side(draft, leg)
        if side is None:
            continue
        if home in state.drafts:
            state.keep(attach(state.drafts[home], place, side))
        state.drop(old)
        bank.keep(replace(bank.rows[side.id], fate="new"))
        bank.hand_over(side.id, old, home, leg.amount, stamp)
    untangle(state, bank, stamp)
