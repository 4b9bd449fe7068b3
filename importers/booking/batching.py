"""Bookings of a batch (:mod:`..matching.batch`) put beside its one row of the bank: each has its part of the row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .booked import DIFFERS, Booked, totals
from .merging import BankSide, bank_side, fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from earmark.ledger.banks.bank import StoredRow
    from earmark.ledger.vouchers.voucher import Voucher

    from ..matching.batch import Batch
    from ..matching.pair import Side
    from ..proposing.proposal import Proposal
    from .bank_state import BankState
    from .state import AwardState, Stamp


class Batching:
    """Divides rows of one award's bank account among bookings."""

    def __init__(self, state: AwardState, bank: BankState, stamp: Stamp) -> None:
        self.state = state
        self.bank = bank
        self.stamp = stamp

    def single(self, sides: Iterable[Side]) -> list[Side]:
        """Legs that are the only one of their voucher and have a row: what has more to say is not divided."""
        bank = self.state.bank_account
        homes = {side: self.state.vouchers[side.id.split("/")[0]] for side in sides}
        legs = {side: [x for x in home.lines if x.account == bank] for side, home in homes.items()}
        return [side for side, some in legs.items() if len(some) == 1 and some[0].bank_row]

    def book(self, proposals: Sequence[Proposal], batch: Batch) -> dict[int, Booked]:
        """Several bookings that one row of the bank pays: each has its part of the row; the row's draft becomes the first."""
        places: dict[int, list[int]] = {}
        for leg in batch.legs:
            n, _, place = leg.partition("/")
            places.setdefault(int(n), []).append(int(place))
        if any(proposals[n].voucher.period <= self.state.closed for n in places):
            return {}
        home, _, letter = batch.row.partition("/")
        if home in self.state.posted:
            return self._beside_posted({n: proposals[n] for n in places}, self.state.posted[home])
        old = self.state.drafts[home] if letter else None
        side = _side_of(old, letter) if old else _bare(self.bank.rows[home])
        if side is None or (old and self.state.is_cited(old)):
            return {}
        for share in [one for one in self.bank.shares.values() if old and one.voucher == old.id]:
            self.bank.release(share)
        self.bank.keep(replace(self.bank.rows[side.id], fate="new"))
        return {
            n: self._part(proposals[n], places[n], side, old if k == 0 else None)
            for k, n in enumerate(sorted(places))
        }

    def _beside_posted(self, some: dict[int, Proposal], home: Voucher) -> dict[int, Booked]:
        """The bookings of a batch that is posted as one voucher: known where they say the same together."""
        together = totals(line for one in some.values() for line in one.voucher.lines)
        same = together == totals(home.lines)
        if same and len({one.voucher.gl for one in some.values()}) == 1:
            gl = next(iter(some.values())).voucher.gl
            self.state.renumber(home.id, gl or home.gl or "", self.stamp)
        fate = "known" if same else "waiting"
        return {
            n: Booked(
                one, fate, (home.id,), None if same else DIFFERS.format(gl=one.voucher.gl or "—", ids=home.id)
            )
            for n, one in some.items()
        }

    def _part(self, proposal: Proposal, places: Sequence[int], side: BankSide, old: Voucher | None) -> Booked:
        """One booking of a batch, in the place of the row's draft or as a new one."""
        voucher = replace(proposal.voucher, import_id=self.stamp.import_id)
        first = old or self.state.add(proposal.voucher, self.stamp)
        made = self.state.keep(fill(first, voucher, dict.fromkeys(places, side)))
        for line in made.lines:
            if line.bank_row == side.id:
                self.bank.part(side.id, self.state.award.id, made.id, line.amount, self.stamp)
        return Booked(proposal, "waiting" if made.waiting else "new", (made.id,))


def _bare(row: StoredRow) -> BankSide:
    """A row of which only day and amount were kept."""
    return BankSide(row.id, row.date, None)


def _side_of(draft: Voucher, letter: str) -> BankSide | None:
    return bank_side(draft, next(line for line in draft.lines if line.letter == letter))
