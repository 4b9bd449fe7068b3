"""A statement into the books: each row recognised, paired with a booking, proposed as a draft, or left as other.

On a dedicated account every row is the award's. On a pooled one only what a booking or the funder's name
ties to an award is; of the rest nothing but date, amount and id is kept, and it is paired when it is read
again (:mod:`.rereading`).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.awards.chart import load_chart
from earmark.ledger.base.text import Text

from ..matching.batch import batches
from ..matching.pair import pair
from ..proposing.propose_bank import is_grant, is_interest, propose_bank
from ..tables.bank_row import digits
from ..tables.rows import Problem
from .legs import TAIL, leg_side, row_side, without_row
from .merging import BankSide, attach
from .overlap import corrections, gone, missing
from .plan import RowFate
from .recognise import KnownRow, Recognised, recognise
from .rereading import loosened
from .settling import settle_waiting
from .several import in_parts
from .suggesting import asked, suggester_of, with_suggestion

if TYPE_CHECKING:
    from earmark.ledger.awards.award import Award

    from ..proposing.proposal import Proposal
    from ..proposing.suggest import Suggestion
    from ..tables.rows import BankRow, Statement
    from .bank_state import BankState
    from .state import AwardState, Stamp


BEFORE = Text("早于启用日期，已在期初余额里", "before the opening day: in the opening balances already")


class Taken(NamedTuple):
    """What became of a file's rows, and what a person should know."""

    fates: list[RowFate]
    notes: list[Text]
    doubts: Sequence[Problem] = ()
    """Rows that are taken and say otherwise than an earlier file."""


def take_statement(
    bank: BankState, awards: Sequence[AwardState], statement: Statement, stamp: Stamp
) -> Taken:
    """Put the rows of a statement into the state; ``awards`` are those whose money lies in the account."""
    known = [KnownRow(r.id, r.date, r.amount, r.serial, r.fingerprint) for r in bank.rows.values()]
    found = recognise(statement.rows, known, bank.covered)
    without = gone(found, known, statement)
    receiver = _Receiver(bank, awards, stamp)
    receiver.pair(found)
    ordered = sorted(found, key=lambda one: (one.row.date, one.row.place.row))
    fates = [receiver.take(one) for one in ordered]
    for state in awards:
        settle_waiting(state, bank, stamp)
        state.link()
    fates.sort(key=lambda fate: fate.row)
    parts = [note for state in awards for note in in_parts(state, bank)]
    return Taken(fates, [*missing(without), *parts], corrections(found, without))


def first_day(award: Award) -> datetime.date:
    """The first day that is kept here: an award taken over in mid-life begins with its opening balances."""
    return award.grant.opening or datetime.date.min


class _Receiver:
    """Takes the rows of one statement, one by one."""

    def __init__(self, bank: BankState, awards: Sequence[AwardState], stamp: Stamp) -> None:
        self.bank = bank
        self.awards = {state.award.id: state for state in awards}
        self.stamp = stamp
        self.dedicated = bank.account.mode == "dedicated" and len(awards) == 1
        self.due = {state.award.id: state.due for state in awards}
        self.booked: dict[str, str] = {}
        self.loose: dict[str, str | None] = {}
        self.legs: dict[int, list[tuple[str, str, str]]] = {}
        self.suggesters = {state.award.id: suggester_of(state) for state in awards}

    def pair(self, found: Sequence[Recognised]) -> None:
        """Find the booking's leg of each row that has none yet, or those that it pays: row → award, voucher, letter."""
        self.loose = loosened(self.bank, self.awards, [one.known for one in found if one.known])
        self.booked = {share.row: share.voucher for share in self.bank.shares.values()}
        rows = [one.row for one in found if one.known is None or one.known in self.loose]
        homes: dict[str, tuple[str, str, str]] = {}
        sides = []
        for state in self.awards.values():
            for voucher, line in without_row(state.bank_legs(), self.bank.shares.values()):
                side = leg_side(voucher, line)
                sides.append(side)
                homes[side.id] = (state.award.id, voucher.id, line.letter)
        mine = [row_side(row, str(row.place.row)) for row in rows]
        pairs = pair(mine, sides)
        self.legs = {int(one.row): [homes[one.leg]] for one in pairs}
        numbers = {id_: self.awards[home[0]].number_of(home[1]) for id_, home in homes.items()}
        for batch in batches(mine, sides, pairs, numbers):
            self.legs[int(batch.row)] = [homes[leg] for leg in batch.legs]

    def take(self, one: Recognised) -> RowFate:
        """What becomes of one row."""
        row = one.row.place.row
        if row in self.legs:
            voucher = self._attach(one)
            again = one.known is not None and self.loose[one.known] == voucher
            return RowFate(row, "known" if again else "new", voucher)
        if one.known is not None:
            if one.known in self.booked:
                self.bank.tell_more(one.known, one.row)
            return RowFate(row, "known", self.booked.get(one.known))
        state = self._state_of(one.row)
        if state is None or one.row.date < first_day(state.award):
            self.bank.add(one.row, "other", self.stamp, corrected=False)
            return RowFate(row, "other", reason=BEFORE if state else None)
        return self._propose(state, one)

    def _attach(self, one: Recognised) -> str:
        if one.known is None:
            stored = self.bank.add(one.row, "new", self.stamp, corrected=one.corrected)
        else:
            stored = self.bank.tell(one.known, one.row, self.stamp)
        legs = self.legs[one.row.place.row]
        for leg in legs:
            self._attach_leg(one.row, stored.id, leg, whole=len(legs) == 1)
        return legs[0][1]

    def _attach_leg(self, row: BankRow, stored: str, leg: tuple[str, str, str], *, whole: bool) -> None:
        award, voucher, letter = leg
        state = self.awards[award]
        if whole:
            self.bank.share(stored, award, voucher, self.stamp)
        else:
            amount = next(x.amount for x in state.vouchers[voucher].lines if x.letter == letter)
            self.bank.part(stored, award, voucher, amount, self.stamp)
        if voucher in state.drafts:
            state.keep(attach(state.drafts[voucher], letter, _side(stored, row)))
        elif row.payee or row.words:
            state.hear(voucher + letter, stored, row, self.stamp)

    def _state_of(self, row: BankRow) -> AwardState | None:
        """The award that a row without a booking is proposed to."""
        if self.dedicated:
            return next(iter(self.awards.values()))
        granted = [state for state in self.awards.values() if is_grant(row, state.award)]
        return granted[0] if len(granted) == 1 else None

    def _propose(self, state: AwardState, one: Recognised) -> RowFate:
        award = state.award
        proposal = propose_bank(one.row, award, state.accounts, self.due[award.id], corrected=one.corrected)
        if proposal.complete and is_grant(one.row, award):
            self.due[award.id] -= one.row.amount
        suggested = self._suggested(award, one, proposal)
        if suggested:
            proposal = with_suggestion(proposal, suggested, load_chart(award.chart_on(one.row.date)))
        fate = "new" if proposal.complete else "waiting"
        stored = self.bank.add(one.row, fate, self.stamp, corrected=one.corrected)
        draft = state.add(proposal.voucher, self.stamp)
        leg = next(line for line in draft.lines if line.account == state.bank_account)
        state.keep(attach(draft, leg.letter, replace(_side(stored.id, one.row), tail=None)))
        self.bank.share(stored.id, award.id, draft.id, self.stamp)
        if suggested and suggested.mapping and not draft.waiting:
            state.decided[draft.id] = suggested.mapping
        return RowFate(one.row.place.row, fate, draft.id, proposal.reason, suggested)

    def _suggested(self, award: Award, one: Recognised, proposal: Proposal) -> Suggestion | None:
        """What the books say of a row that waits; whose grant and interest are is not theirs to say."""
        if proposal.complete or is_grant(one.row, award) or is_interest(one.row):
            return None
        found = self.suggesters[award.id].of(asked(one.row))
        return found._replace(mapping=None) if found and one.corrected else found


def _side(id_: str, row: BankRow) -> BankSide:
    """What a row adds to a leg."""
    tail = digits(row.payee_account)[-TAIL:] or None
    return BankSide(id_, row.date, row.place, tail, row.payee or None, row.words or None)
