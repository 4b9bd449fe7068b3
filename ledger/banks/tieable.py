"""What of an award's account can be tied by hand: rows with something left, legs that no row stands behind."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from .account_legs import Account, Leg
from .bank import StoredRow


class Free(NamedTuple):
    """What of a row can be tied; the draft that waits at it, which then goes."""

    row: StoredRow
    amount: Decimal
    waiting: Leg | None = None


def free_rows(found: Account) -> dict[str, Free]:
    """The rows with something left to tie: in no voucher, or in a draft that only the bank's row has made so far."""
    left = {row.id: Free(row, row.amount) for row in found.rows.values()}
    with_rows = Counter(leg.voucher.id for leg in found.legs if leg.rows)
    waiting = {
        row: leg
        for leg in found.legs
        if with_rows[leg.voucher.id] == 1 and _is_of_the_bank(leg, found)
        for row in leg.rows
    }
    for share in found.shares:
        held = waiting.get(share.row)
        if held is None or held.voucher.id != share.voucher:
            one = left[share.row]
            left[share.row] = one._replace(amount=one.amount - share.amount)
    opening = found.grant.opening
    return {
        id_: one._replace(waiting=waiting.get(id_))
        for id_, one in left.items()
        if one.amount and not (opening and one.row.date < opening)
    }


def _is_of_the_bank(leg: Leg, found: Account) -> bool:
    """Whether a leg's draft stands on one row of the bank alone: no booking, no order, no other voucher is behind it."""
    voucher = leg.voucher
    if voucher.posted or voucher.gl or voucher.order or voucher.reverses or len(leg.rows) != 1:
        return False
    own = found.rows[next(iter(leg.rows))].import_id
    return voucher.waiting or (own is not None and voucher.import_id == own)


def free_legs(found: Account) -> dict[str, Leg]:
    """The legs that no row stands behind. A red letter moves no money, nor does what it took back."""
    return {
        leg.id: leg
        for leg in found.legs
        if not (
            leg.rows or leg.voucher.waiting or leg.voucher.reverses or leg.voucher.id in found.reversed_by
        )
    }
