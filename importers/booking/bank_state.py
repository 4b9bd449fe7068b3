"""A bank account as one import sees and changes it: its rows, their shares, the days that were covered."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from earmark.ledger.banks.bank import BankAccount, Share, StoredRow
from earmark.ledger.base.record import records
from earmark.ledger.vouchers.voucher import source_of

from .imported import StatementRead
from .merging import BankSide
from .recognise import Period, fingerprint
from .state import next_number

if TYPE_CHECKING:
    from decimal import Decimal

    from earmark.ledger.books.books import Books

    from ..tables.rows import BankRow
    from .state import Shelf, Stamp


@dataclass(slots=True)
class BankState:
    """One bank account: its rows by id, their shares, the days that statements covered whole."""

    account: BankAccount
    rows: dict[str, StoredRow]
    shares: dict[str, Share]
    covered: list[Period]
    number: int
    changed: bool = False

    def add(self, row: BankRow, fate: str, stamp: Stamp, *, corrected: bool) -> StoredRow:
        """A row more; of an ``other`` one nothing is kept but date, amount and id."""
        id_ = f"{self.account.id}:{self.number}"
        self.number += 1
        bare = StoredRow(
            date=row.date,
            id=id_,
            recorded=stamp.recorded,
            by=stamp.by,
            amount=row.amount,
            fate=fate,
            import_id=stamp.import_id,
            corrected=corrected,
        )
        return self.keep(bare if fate == "other" else _told(bare, row))

    def tell(self, id_: str, row: BankRow, stamp: Stamp) -> StoredRow:
        """A row that was *other* and is an award's now: its text is kept from here on, and where it was read."""
        bare = replace(self.rows[id_], fate="new", import_id=stamp.import_id)
        return self.keep(_told(bare, row))

    def tell_more(self, id_: str, row: BankRow) -> None:
        """A row that was *other* until a journal, not a statement, showed whose it is: the rest of it, its balance above all."""
        stored = self.rows[id_]
        if stored.fingerprint is None and stored.source is None:
            self.keep(_told(stored, row))

    def release(self, share: Share) -> None:
        """Take a row from its voucher: it is nobody's again."""
        del self.shares[share.id]
        self.keep(replace(self.rows[share.row], fate="other"))

    def keep(self, row: StoredRow) -> StoredRow:
        """A row that was added or changed."""
        self.rows[row.id] = row
        self.changed = True
        return row

    def share(self, row: str, award: str, voucher: str, stamp: Stamp) -> None:
        """Give the whole of a row to one voucher, whichever draft had it before.

        Of a row that was booked anew after a red letter the last share alone is open: the earlier ones are posted.
        """
        stored = self.rows[row]
        last = next(n for n in itertools.count() if f"{row}#{n + 1}" not in self.shares)
        is_open = last and self.shares[f"{row}#{last}"].amount == stored.amount
        id_ = f"{row}#{last if is_open else last + 1}"
        self.shares[id_] = Share(
            date=stored.date,
            id=id_,
            recorded=stamp.recorded,
            by=stamp.by,
            row=row,
            award=award,
            amount=stored.amount,
            voucher=voucher,
        )
        self.changed = True

    def hand_over(self, row: str, old: str, new: str, amount: Decimal, stamp: Stamp) -> None:
        """What one voucher has of a row goes to another one: the whole of it, or a part."""
        held = next(one for one in self.shares.values() if (one.row, one.voucher) == (row, old))
        if amount == self.rows[row].amount:
            self.share(row, held.award, new, stamp)
            return
        wanted = (row, old, amount)
        held = next(one for one in self.shares.values() if (one.row, one.voucher, one.amount) == wanted)
        self.shares[held.id] = replace(held, voucher=new)
        self.changed = True

    def part(self, row: str, award: str, voucher: str, amount: Decimal, stamp: Stamp) -> None:
        """One share more of a row, beside those that it has: a red letter's, or what is booked anew after it."""
        number = next(n for n in itertools.count(1) if f"{row}#{n}" not in self.shares)
        id_ = f"{row}#{number}"
        self.shares[id_] = Share(
            date=self.rows[row].date,
            id=id_,
            recorded=stamp.recorded,
            by=stamp.by,
            row=row,
            award=award,
            amount=amount,
            voucher=voucher,
        )
        self.changed = True

    def side(self, row: str) -> BankSide:
        """What a row adds to a leg."""
        stored = self.rows[row]
        return BankSide(row, stored.date, source_of(stored.source) if stored.source else None)

    def shared(self) -> set[str]:
        """Ids of the rows that a voucher has."""
        return {share.row for share in self.shares.values()}


def _told(bare: StoredRow, row: BankRow) -> StoredRow:
    return replace(
        bare, balance=row.balance, serial=row.serial, fingerprint=fingerprint(row), source=str(row.place)
    )


def load_bank_state(shelf: Shelf, books: Books, bank: str) -> BankState:
    """A bank account as it stands."""
    entries = shelf.entries(f"banks/{bank}.beancount")
    rows = {row.id: row for row in records(StoredRow, entries)}
    covered = [
        Period(read.first, read.last)
        for award in books.award_ids()
        for path in shelf.files(f"awards/{award}/imports")
        for read in records(StatementRead, shelf.entries(path))
        if read.bank == bank
    ]
    return BankState(
        account=records(BankAccount, entries)[0],
        rows=rows,
        shares={share.id: share for share in records(Share, entries)},
        covered=covered,
        number=next_number(f"{bank}:", list(rows)),
    )
