"""Payments that say the same, and their bank rows in order of days, whichever file came first.

Fees of the 3rd and the 5th, and a journal that tells of the 3rd only: when the bank's row of the 5th is the
first to come, it takes that booking, and the row of the 3rd later finds none within three days, or one that is
not its own. So after each import the drafts of one amount, payee and narration are paired once more with all
rows that they have and with those that wait, as if all had come together. What is posted, or cited by an
act, keeps its row; so does a voucher with several bank legs, or with a part of a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.vouchers.voucher import Line, Voucher

from ..cells.compare import folded
from ..matching.pair import Side, pair
from .legs import leg_side
from .merging import BankSide, attach, detach

if TYPE_CHECKING:
    from .bank_state import BankState
    from .state import AwardState, Stamp

Legs = Sequence[tuple[Voucher, Line]]
Text = tuple[Decimal, str, str]


def untangle(state: AwardState, bank: BankState, stamp: Stamp) -> None:
    """Pair the drafts of an award that say the same with their rows anew."""
    alike: dict[Text, list[tuple[Voucher, Line]]] = defaultdict(list)
    waiting: dict[Decimal, list[tuple[Voucher, Line]]] = defaultdict(list)
    for voucher, line in _single_legs(state, bank):
        if not voucher.waiting:
            alike[line.amount, folded(voucher.payee), folded(voucher.narration)].append((voucher, line))
        elif line.bank_row:
            waiting[line.amount].append((voucher, line))
    for (amount, *_), legs in alike.items():
        accounts = {voucher.payee_account for voucher, _ in legs} - {None}
        if len(legs) > 1 and len(accounts) <= 1:
            _Group(state, bank, legs, next(iter(accounts), None)).settle(waiting[amount], stamp)


def _single_legs(state: AwardState, bank: BankState) -> Legs:
    """The bank leg of each draft that has only one, with a whole row or none, and that no act speaks of."""
    found: dict[str, list[tuple[Voucher, Line]]] = defaultdict(list)
    for voucher, line in state.bank_legs():
        if voucher.id in state.drafts and not voucher.reverses and not state.is_cited(voucher):
            found[voucher.id].append((voucher, line))
    singles = [legs[0] for legs in found.values() if len(legs) == 1]
    return [
        (voucher, line)
        for voucher, line in singles
        if line.bank_row is None or bank.rows[line.bank_row].amount == line.amount
    ]


class _Group:
    """Drafts that say the same; ``account`` is the payee's, where one of them knows it (its last digits)."""

    def __init__(self, state: AwardState, bank: BankState, legs: Legs, account: str | None) -> None:
        self.state = state
        self.bank = bank
        self.legs = legs
        self.account = account
        self.row_of = {voucher.id: line.bank_row for voucher, line in legs if line.bank_row}
        self.said: dict[str, BankSide] = {}

    def settle(self, waiting: Legs, stamp: Stamp) -> None:
        """Pair anew; nothing is done when a row would be left without a voucher."""
        left = {line.bank_row or "": (voucher, line) for voucher, line in waiting}
        self.said = {
            row: replace(self.bank.side(row), payee=line.bank_payee, words=line.bank_words)
            for _, line in (*self.legs, *waiting)
            if (row := line.bank_row)
        }
        rows = [self._held(voucher, line) for voucher, line in self.legs if line.bank_row]
        rows += [replace(leg_side(*one), id=row) for row, one in left.items()]
        legs = [replace(leg_side(v, x), id=v.id, date=v.date, tail="") for v, x in self.legs]
        found = {one.leg: one.row for one in pair(rows, legs)}
        if found == self.row_of or not set(self.row_of.values()) <= set(found.values()):
            return
        self._change(found, stamp)
        for row in left.keys() & set(found.values()):
            self.state.drop(left[row][0].id)
            self.bank.keep(replace(self.bank.rows[row], fate="new"))

    def _held(self, voucher: Voucher, line: Line) -> Side:
        """A row by the text of the drafts: its own is not kept."""
        row = line.bank_row or ""
        return replace(
            leg_side(voucher, line), id=row, date=self.bank.rows[row].date, tail=self.account or ""
        )

    def _change(self, row_of: dict[str, str], stamp: Stamp) -> None:
        for voucher, line in self.legs:
            before, now = self.row_of.get(voucher.id), row_of.get(voucher.id)
            if before == now:
                continue
            draft = detach(voucher, self.bank.side(before)) if before else voucher
            if now:
                draft = attach(draft, line.letter, replace(self.said[now], tail=self.account))
                self.bank.share(now, self.state.award.id, draft.id, stamp)
            elif not self._booked_with_account():
                draft = replace(draft, payee_account=None)
            self.state.keep(draft)

    def _booked_with_account(self) -> bool:
        """Whether the bookings themselves name the payee's account; else it came, and goes, with the row."""
        return any(voucher.payee_account for voucher, line in self.legs if not line.bank_row)
