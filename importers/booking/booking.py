"""Bookings put beside what the books already hold: nothing is booked twice.

A booking meets one of these, looked for in this order:

- vouchers that its bank legs pair with (:mod:`..matching.pair`): drafts are filled with the booking, the first one's
id stays;
  a posted voucher stays as it is, and the booking is known when it says the same;
- a voucher of the same accounts and amounts that has no number of the statutory books yet, such as an order
recorded
  here first: it gets the number;
- what another kind of export told of: a list of payments and a journal speak of one voucher, with the journal's lines,
  also where one leg of it books several payments (:mod:`.ordering`);
- nothing: it becomes a draft of its own, with rows of a pooled account that only it can explain.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from ..matching.batch import Batch, batches
from ..matching.pair import pair, undecided
from .batching import Batching
from .booked import DIFFERS, Booked, totals
from .legs import leg_side, stored_side
from .merging import BankSide, attach, bank_side, fill, with_sources
from .ordering import booked_before, listed_before
from .unbooking import Unbooking

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from earmark.ledger.vouchers.voucher import Line, Voucher

    from ..matching.pair import Side
    from ..proposing.proposal import Proposal
    from .bank_state import BankState
    from .state import AwardState, Stamp

DAYS = 31
CLOSED = Text(
    "{gl} 在已结账的月份：没有入账。要入账先反结账（earmark approve、earmark reopen）",
    "{gl} is of a closed month and was not booked; to book it, reopen the month (earmark approve, earmark reopen)",
)
CITED = Text(
    "{gl} 对应的几张草稿 {ids} 已有认定：请分别补全",
    "{gl} covers drafts {ids} that decisions speak of: complete each of them",
)


def said(lines: Iterable[Line]) -> Counter[tuple[str, str, str]]:
    """Accounts and amounts, whatever their order."""
    return Counter((line.account, line.currency, str(line.amount)) for line in lines)


class Booker:
    """Puts the bookings of one export into the state."""

    def __init__(self, state: AwardState, bank: BankState, stamp: Stamp, *, whole: bool) -> None:
        """``whole``: the export is a journal, and no list of some payments."""
        self.state = state
        self.bank = bank
        self.stamp = stamp
        self.whole = whole
        self.unbooking = Unbooking(state, bank, stamp)
        self.batching = Batching(state, bank, stamp)
        self.mirrored = state.mirrored
        self.listed = state.listed
        self.numbered: set[str] = set()
        self.unclear = 0
        """Bookings that may be of rows of which only day and amount were kept: their text would tell."""

    def book(self, proposals: Sequence[Proposal]) -> list[Booked]:
        """All new bookings of an export, in their order."""
        legs = self._legs(proposals)
        met, together = self._pairs(proposals, legs)
        taken = {f"{n}/{place}" for n, some in met.items() for place in some}
        taken |= {id_ for some in met.values() for id_ in some.values()}
        taken |= {id_ for one in together for id_ in (one.row, *one.legs)}
        split = listed_before(self.state, legs, proposals, taken) if self.whole else {}
        told = {} if self.whole else booked_before(self.state, legs, taken)
        done = {n: one for batch in together for n, one in self.batching.book(proposals, batch).items()}
        done |= {n: Booked(proposals[n], "known", (id_,)) for n, id_ in told.items() if n not in met}
        done |= {n: self._book(*one) for n, one in split.items() if n not in met}
        return [done.get(n) or self._book(proposal, met.get(n, {})) for n, proposal in enumerate(proposals)]

    def _legs(self, proposals: Sequence[Proposal]) -> list[Side]:
        """The legs on the award's bank account, by number of the booking and place of the line."""
        return [
            replace(leg_side(one.voucher, line), id=f"{n}/{place}")
            for n, one in enumerate(proposals)
            for place, line in enumerate(one.voucher.lines)
            if line.account == self.state.bank_account
        ]

    def _pairs(
        self, proposals: Sequence[Proposal], legs: Sequence[Side]
    ) -> tuple[dict[int, dict[int, str]], list[Batch]]:
        """Number of a booking → place of its bank leg → id of the leg or row that it pairs with; and batches."""
        waiting = [leg_side(v, x) for v, x in self.state.bank_legs() if self._meets(v)]
        given = self.bank.shared()
        others = [stored_side(r) for r in self.bank.rows.values() if r.fate == "other" and r.id not in given]
        met: dict[int, dict[int, str]] = {}
        pairs = pair(waiting + others, legs)
        numbers = {leg.id: proposals[int(leg.id.partition("/")[0])].voucher.gl for leg in legs}
        batched = batches(self.batching.single(waiting) + others, legs, pairs, numbers)
        self.unclear += len(undecided(others, legs, pairs))
        for found in pairs:
            n, _, place = found.leg.partition("/")
            met.setdefault(int(n), {})[int(place)] = found.row
        return met, [
            one for one in batched if not met.keys() & {int(leg.partition("/")[0]) for leg in one.legs}
        ]

    def _meets(self, voucher: Voucher) -> bool:
        """Whether a voucher may be one of these bookings: not what the same kind of export has told of before."""
        listed = voucher.id in self.listed
        booked = bool(voucher.gl) or (voucher.id in self.mirrored and not listed)
        return not (voucher.reverses or (booked if self.whole else listed))

    def _book(self, proposal: Proposal, met: dict[int, str]) -> Booked:
        rows = {place: self.bank.rows[id_] for place, id_ in met.items() if id_ in self.bank.rows}
        homes = {place: tuple(id_.split("/")) for place, id_ in met.items() if place not in rows}
        vouchers = [self.state.vouchers[id_] for id_, _ in dict.fromkeys(homes.values())]
        if any(one.gl for one in vouchers):
            # A list tells once more what the journal has: the journal's accounts stay.
            return Booked(proposal, "known", tuple(one.id for one in vouchers))
        if any(one.posted for one in vouchers):
            return self._beside_posted(proposal, vouchers)
        if vouchers:
            return self._filled(proposal, {place: self._leg(*home) for place, home in homes.items()})
        same = None if met else self._same(proposal)
        if same:
            return self._numbered(proposal, same)
        if proposal.voucher.period <= self.state.closed:
            return Booked(proposal, "waiting", (), CLOSED.format(gl=proposal.voucher.gl or "—"))
        draft = self.state.add(proposal.voucher, self.stamp)
        for place, row in rows.items():
            draft = self.state.keep(
                attach(draft, draft.lines[place].letter, BankSide(row.id, row.date, None))
            )
            self._given(row.id, draft.id)
        return Booked(proposal, "new" if proposal.complete else "waiting", (draft.id,))

    def _leg(self, voucher: str, letter: str) -> tuple[Voucher, Line]:
        home = self.state.vouchers[voucher]
        return home, next(line for line in home.lines if line.letter == letter)

    def _beside_posted(self, proposal: Proposal, vouchers: Sequence[Voucher]) -> Booked:
        """A posted voucher is not edited: the booking is known when both say the same, else a person looks."""
        ids = tuple(one.id for one in vouchers)
        if totals(line for one in vouchers for line in one.lines) == totals(proposal.voucher.lines):
            self._number(proposal, ids)
            return Booked(proposal, "known", ids)
        note = DIFFERS.format(gl=proposal.voucher.gl or "—", ids="、".join(ids))
        return Booked(proposal, "waiting", ids, note)

    def _filled(self, proposal: Proposal, legs: dict[int, tuple[Voucher, Line]]) -> Booked:
        """The drafts behind the legs become one draft, with the booking's lines."""
        homes = {voucher.id: voucher for voucher, _ in legs.values()}
        drafts = sorted(homes, key=lambda id_: not self.state.is_cited(homes[id_]))
        if any(self.state.is_cited(homes[id_]) for id_ in drafts[1:]):
            note = CITED.format(gl=proposal.voucher.gl or "—", ids="、".join(drafts))
            return Booked(proposal, "waiting", tuple(drafts), note)
        sides = {place: side for place, leg in legs.items() if (side := bank_side(*leg))}
        had = {place: (voucher.id, line.amount) for place, (voucher, line) in legs.items()}
        first = self.state.drafts[drafts[0]]
        booking = replace(proposal.voucher, import_id=self.stamp.import_id, order=first.order)
        for id_ in drafts[1:]:
            self.state.drop(id_, heir=first.id)
        whole = self.state.keep(fill(first, with_sources(booking, legs), sides))
        for place, side in sides.items():
            self.bank.keep(replace(self.bank.rows[side.id], fate="new"))
            self.bank.hand_over(side.id, had[place][0], whole.id, had[place][1], self.stamp)
        return Booked(proposal, "waiting" if whole.waiting else "new", (whole.id,))

    def _given(self, row: str, voucher: str) -> None:
        """A bank row belongs to a voucher that a booking explains."""
        self.bank.keep(replace(self.bank.rows[row], fate="new"))
        self.bank.share(row, self.state.award.id, voucher, self.stamp)

    def _same(self, proposal: Proposal) -> Voucher | None:
        """The one voucher that a person made here (an order booked, money back) and this booking numbers.

        Never a voucher that came from a file: two rows of a list with one amount are two payments.
        """
        if proposal.voucher.gl is None:
            return None
        mine, day = said(proposal.voucher.lines), proposal.voucher.date
        found = [
            one
            for one in self.state.vouchers.values()
            if one.gl is None
            and one.import_id is None
            and one.id not in self.mirrored | self.numbered
            and abs((one.date - day).days) <= DAYS
            and said(one.lines) == mine
        ]
        return found[0] if len(found) == 1 else None

    def _numbered(self, proposal: Proposal, same: Voucher) -> Booked:
        self.numbered.add(same.id)
        self._number(proposal, [same.id])
        return Booked(proposal, "new" if same.id in self.state.drafts else "known", (same.id,))

    def _number(self, proposal: Proposal, ids: Iterable[str]) -> None:
        """The number that the statutory books give to what was booked here first."""
        for id_ in ids if proposal.voucher.gl else ():
            self.state.renumber(id_, proposal.voucher.gl or "", self.stamp)

    # ---------------------------------------------------------------- a booking that was changed

    def rebook(self, ids: Sequence[str], proposals: Sequence[Proposal]) -> list[Booked]:
        """Bookings in the place of the drafts of an earlier version: most alike first, ids and bank rows stay."""
        old = [self.state.drafts[id_] for id_ in ids if id_ in self.state.drafts]
        booked: list[Booked] = []
        rest: list[Proposal] = []
        for proposal in proposals:
            if not old:
                rest.append(proposal)
                continue
            mine = said(proposal.voucher.lines)
            closest = max(old, key=lambda one: (said(one.lines) & mine).total())
            old.remove(closest)
            booked.append(self._refilled(closest, proposal))
        for one in old:
            self.unbooking.left_over(one)
        return booked + self.book(rest)

    def _refilled(self, draft: Voucher, proposal: Proposal) -> Booked:
        """The draft with the booking's lines; its bank rows stay at legs of the same amount."""
        sides: dict[int, BankSide] = {}
        loose = [(side, line.amount) for line in draft.lines if (side := bank_side(draft, line))]
        for place, line in enumerate(proposal.voucher.lines):
            fitting = [one for one in loose if one[1] == line.amount]
            if line.account == self.state.bank_account and fitting:
                sides[place] = fitting[0][0]
                loose.remove(fitting[0])
        booking = replace(proposal.voucher, import_id=self.stamp.import_id)
        whole = self.state.keep(fill(draft, booking, sides))
        for side, amount in loose:
            self.unbooking.unexplained(draft, side, amount)
        return Booked(proposal, "waiting" if whole.waiting else "new", (whole.id,))
