"""Payment orders put beside the one leg of the journal that books them (:mod:`..matching.orders`), in either order.

The journal's voucher stands. Where the orders came first its leg is divided among them, so that each keeps its row of
the list, and its row of the bank if it has one; where they come later each is known.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..matching.orders import orders
from .legs import leg_side

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from earmark.ledger.vouchers.voucher import Voucher

    from ..matching.pair import Side
    from ..proposing.proposal import Proposal
    from .state import AwardState

Legs = dict[int, str]
"""Place of a line in a proposal → the leg of a voucher that it meets."""


def divided(proposal: Proposal, place: int, some: Sequence[tuple[str, Decimal]]) -> tuple[Proposal, Legs]:
    """The booking with its bank leg in parts, one an order (leg, amount), and which part meets which order."""
    lines = proposal.voucher.lines
    parts = tuple(replace(lines[place], amount=amount) for _, amount in some)
    voucher = replace(proposal.voucher, lines=(*lines[:place], *parts, *lines[place + 1 :]))
    return replace(proposal, voucher=voucher), {place + n: leg for n, (leg, _) in enumerate(some)}


def listed_before(
    state: AwardState, legs: Iterable[Side], proposals: Sequence[Proposal], taken: Iterable[str]
) -> dict[int, tuple[Proposal, Legs]]:
    """Bookings of a journal that pay several orders which the books have from a list: number → booking, and its legs."""
    met = set(taken)
    sides = [leg_side(v, x) for v, x in state.bank_legs() if v.id in state.listed and not v.reverses]
    free = [one for one in sides if one.id not in met]
    bookings = {leg.id: _split(leg.id) for leg in legs}
    opposite = {id_: _opposite(proposals[n].voucher, place) for id_, (n, place) in bookings.items()}
    amounts = {one.id: one.amount for one in free}
    found: dict[int, tuple[Proposal, Legs]] = {}
    for one in orders([leg for leg in legs if leg.id not in met], free, opposite):
        n, place = bookings[one.leg]
        found[n] = divided(proposals[n], place, [(id_, amounts[id_]) for id_ in one.orders])
    return found


def booked_before(state: AwardState, legs: Iterable[Side], taken: Iterable[str]) -> dict[int, str]:
    """Orders of a list which a voucher of the journal books together: number → that voucher."""
    met = set(taken)
    homes = {f"{v.id}/{x.letter}": (v, x) for v, x in state.bank_legs() if v.id in _numbered(state)}
    free = [leg_side(*home) for id_, home in homes.items() if id_ not in met]
    opposite = {id_: _opposite(v, v.lines.index(x)) for id_, (v, x) in homes.items()}
    listed = [leg for leg in legs if leg.id not in met]
    return {
        _split(id_)[0]: one.leg.partition("/")[0]
        for one in orders(free, listed, opposite)
        for id_ in one.orders
    }


def _numbered(state: AwardState) -> set[str]:
    there = state.vouchers
    return {id_ for id_ in (state.mirrored - state.listed) & there.keys() if not there[id_].reverses}


def _opposite(voucher: Voucher, place: int) -> list[Decimal]:
    leg = voucher.lines[place]
    return [-x.amount for x in voucher.lines if x is not leg and x.currency == leg.currency]


def _split(id_: str) -> tuple[int, int]:
    n, _, place = id_.partition("/")
    return int(n), int(place)
