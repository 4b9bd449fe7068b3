"""The originals read again: does each bank leg still say what the statement in documents/ says?

For every imported row of a dedicated account the copy of the statement is read anew, and amount, day and the row's
whole text (its fingerprint: payee, summary, purpose) are held against the bank's book; then the voucher's bank leg
against the row's amount and day. A text editor that changes all of ours still does not change what the bank wrote; who
changes the copy as well is found by its hash, and by the log. Of a dedicated account the balances that the bank printed
must go on from day to day: where they do not, a statement was never imported.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from earmark.importers.booking.recognise import fingerprint
from earmark.importers.formats.detect import read_bytes
from earmark.importers.tables.mapping import own_profiles
from earmark.importers.tables.rows import BankRow, Statement
from earmark.ledger.banks.bank import Share, StoredRow
from earmark.ledger.banks.imports import ImportRecord
from earmark.ledger.base.amount import money
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.books.load import register_of
from earmark.ledger.proof.checking import Fault
from earmark.ledger.vouchers.drafts import drafts, posted

from .accountability.bankbook import closings, stored_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from earmark.ledger.books.books import Books

GONE = Text("原件第 {row} 行不见了", "row {row} of the original is gone")
DIFFERS = Text("与原件第 {row} 行不符：{what}", "differs from row {row} of the original: {what}")
AMOUNT = Text("金额", "amount")
DAY = Text("日期", "date")
GAP = Text(
    "{day} 的银行余额接不上：应为 {expected} 元，对账单为 {balance} 元，可能缺此前的对账单",
    "{day}: the bank's balance does not go on: {expected} CNY expected, {balance} CNY stated; "
    "an earlier statement may be missing",
)
WORDS = Text("对方或摘要", "payee or summary")


def check_originals(books: Books, award: str) -> list[Fault]:
    """What the originals of an award's statements say otherwise than its books."""
    try:
        statements = dict(_statements(books, award))
        stored = [row for row in _stored(books) if row.import_id in statements]
        return [*_rows(stored, statements), *_legs(books, award, stored), *_gaps(books, award)]
    except EarmarkError as error:
        return [Fault(error.place, error.message)]


def _statements(books: Books, award: str) -> Iterator[tuple[str, dict[str, BankRow]]]:
    """Import id → the rows of its statement, by FILE:ROW."""
    folder = books.award(award)
    own = own_profiles(books.config)
    for path in books.files(f"{folder}/imports"):
        for record in books.records(ImportRecord, path):
            data = books.store.read(f"{folder}/documents/{record.id}-{record.file}") if record.bank else None
            read = read_bytes(data, record.file, own=own) if data is not None else None
            if isinstance(read, Statement):
                yield record.id, {str(row.place): row for row in read.rows}


def _stored(books: Books) -> list[StoredRow]:
    return [row for path in books.files("banks") for row in books.records(StoredRow, path)]


def _rows(rows: Iterable[StoredRow], statements: Mapping[str, Mapping[str, BankRow]]) -> Iterator[Fault]:
    """The bank's book against its statements."""
    for stored in rows:
        if stored.source:
            row = statements[stored.import_id or ""].get(stored.source)
            what = _differs(stored, row) if row else None
            if row is None:
                yield Fault(stored.id, GONE.format(row=stored.source))
            elif what:
                yield Fault(stored.id, DIFFERS.format(row=stored.source, what=what))


def _differs(stored: StoredRow, row: BankRow) -> Text | None:
    if stored.amount != row.amount:
        return AMOUNT
    if stored.date != row.date:
        return DAY
    return WORDS if stored.fingerprint not in {None, fingerprint(row)} else None


def _legs(books: Books, award: str, stored: Iterable[StoredRow]) -> Iterator[Fault]:
    """Each voucher's bank legs against the rows they cite: the day and, in sum, the amount."""
    rows = {row.id: row for row in stored}
    shares: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for share in (s for path in books.files("banks") for s in books.records(Share, path) if s.award == award):
        shares[share.voucher, share.row].append(share.amount)
    for voucher in (*posted(books, award), *drafts(books, award)):
        for line in voucher.lines:
            row = rows.get(line.bank_row or "")
            if row is None:
                continue
            if (voucher.paid or voucher.date) != row.date:
                yield Fault(voucher.id, DIFFERS.format(row=row.source or row.id, what=DAY))
            if line.amount not in shares.get((voucher.id, row.id), [line.amount]):
                yield Fault(voucher.id, DIFFERS.format(row=row.source or row.id, what=AMOUNT))


def _gaps(books: Books, award: str) -> Iterator[Fault]:
    """The days on which a dedicated account's balance does not follow from the one before."""
    register = register_of(books, award)
    grant = register.grant
    booked = [*posted(books, award), *drafts(books, award)]
    for closing in closings(register, booked, stored_rows(books, grant)):
        if not closing.continues:
            said = GAP.format(
                day=closing.day, expected=money(closing.expected), balance=money(closing.balance)
            )
            yield Fault(f"banks/{grant.bank}.beancount", said)
