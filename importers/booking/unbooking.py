"""Vouchers that the statutory books have no more: drafts go, posted ones get a red letter, bank rows wait again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.vouchers.posting import red_of
from earmark.ledger.vouchers.voucher import Line, Voucher

from .merging import bank_side

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from .bank_state import BankState
    from .merging import BankSide
    from .state import AwardState, Stamp


class Unbooking:
    """Takes vouchers of one award back."""

    def __init__(self, state: AwardState, bank: BankState, stamp: Stamp) -> None:
        self.state = state
        self.bank = bank
        self.stamp = stamp

    def take_back(self, ids: Iterable[str], reason: str) -> list[str]:
        """Vouchers that the statutory books have no more: drafts go, of a posted one a red letter is drafted.

        The bank rows behind them wait again. The ids of the red letters.
        """
        ids = list(ids)
        for id_ in ids:
            if id_ in self.state.drafts:
                self.left_over(self.state.drafts[id_])
        return [self._red(old, reason) for old in self.state.standing(ids)]

    def _red(self, old: Voucher, reason: str) -> str:
        """The red letter of a posted voucher, of its own day: the month ties with the statutory books again."""
        legs = self._rows_of(old)
        red = self.state.add(red_of(old, old.date, reason), self.stamp)
        lines = tuple(replace(x, bank_row=legs.get(x.letter)) for x in red.lines)
        paid = (old.paid or old.date) if legs else None
        self.state.keep(replace(red, lines=lines, paid=paid, note=reason))
        for line in old.lines:
            if row := legs.get(line.letter):
                self.bank.part(row, self.state.award.id, red.id, -line.amount, self.stamp)
                side = bank_side(old, replace(line, bank_row=row))
                if side:
                    self.unexplained(old, side, line.amount, red=True)
        return red.id

    def _rows_of(self, posted: Voucher) -> dict[str, str]:
        """Letter of a bank leg → its row: cited by the leg, or known by the row's share alone."""
        found = {line.letter: line.bank_row for line in posted.lines if line.bank_row in self.bank.rows}
        shares = [one for one in self.bank.shares.values() if one.voucher == posted.id]
        free = [one for one in shares if one.row not in found.values()]
        for line in posted.lines:
            fitting = [one for one in free if one.amount == line.amount]
            if line.account == self.state.bank_account and line.letter not in found and fitting:
                found[line.letter] = fitting[0].row
                free.remove(fitting[0])
        return {letter: row for letter, row in found.items() if row}

    def left_over(self, draft: Voucher) -> None:
        """A draft that the new version has no booking for: its bank rows wait again, the rest goes.

        One that an act speaks of stays, for a person to reverse.
        """
        if self.state.is_cited(draft):
            return
        self.state.drop(draft.id)
        for line in draft.lines:
            side = bank_side(draft, line)
            if side:
                self.unexplained(draft, side, line.amount)

    def unexplained(self, draft: Voucher, side: BankSide, amount: Decimal, *, red: bool = False) -> None:
        """A bank row, or a part of one, whose booking is gone: a draft that waits, with what is still known of it.

        After a ``red`` letter the first share stays, and what is booked anew has one of its own.
        """
        row = self.bank.rows[side.id]
        accounts, day = self.state.accounts, row.date
        pending = accounts.role("pending_out" if amount < 0 else "pending_in", day)
        sources = (side.place,) if side.place else ()
        leg = Line(
            letter="", account=self.state.bank_account, amount=amount, sources=sources, bank_row=row.id,
            bank_payee=side.payee, bank_words=side.words,
        )  # fmt: skip
        other = Line(letter="", account=pending, amount=-amount, sources=sources)
        born = Voucher(
            id="", date=day, payee=side.payee or draft.payee, narration=side.words or draft.narration, lines=(leg, other),
            payee_account=side.tail, note="账务系统里的凭证已改动，请重新归类",
        )  # fmt: skip
        made = self.state.add(born, self.stamp)
        self.bank.keep(replace(row, fate="waiting"))
        if red:
            self.bank.part(row.id, self.state.award.id, made.id, amount, self.stamp)
        else:
            self.bank.hand_over(row.id, draft.id, made.id, amount, self.stamp)
