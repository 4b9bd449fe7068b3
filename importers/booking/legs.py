"""Legs on the award's bank account: which of them have their bank row, and how pairing sees them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from earmark.ledger.vouchers.voucher import Line, Voucher

from ..matching.pair import Side
from ..tables.bank_row import digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from earmark.ledger.banks.bank import Share, StoredRow

    from ..tables.rows import BankRow

TAIL = 4

Leg = tuple[Voucher, Line]


def without_row(legs: Iterable[Leg], shares: Iterable[Share]) -> Iterator[Leg]:
    """Legs that no bank row stands behind yet.

    A draft's leg cites its row; of a posted voucher, which is not edited, only the share tells. A 红字
    moves no money.
    """
    legs, shares = list(legs), list(shares)
    several = {(share.voucher, share.line) for share in shares if share.line}
    given = Counter((share.voucher, share.amount) for share in shares if not share.line)
    given.subtract((voucher.id, line.amount) for voucher, line in legs if line.bank_row)
    for voucher, line in legs:
        if line.bank_row or voucher.reverses or (voucher.id, line.letter) in several:
            continue
        if given[voucher.id, line.amount] > 0:
            given[voucher.id, line.amount] -= 1
        else:
            yield voucher, line


def leg_side(voucher: Voucher, line: Line) -> Side:
    """A leg as pairing sees it."""
    return Side(
        id=f"{voucher.id}/{line.letter}",
        date=voucher.paid or voucher.date,
        amount=line.amount,
        payee=voucher.payee,
        words=voucher.narration,
        tail=voucher.payee_account or "",
    )


def row_side(row: BankRow, name: str) -> Side:
    """A row of a statement as pairing sees it."""
    return Side(name, row.date, row.amount, row.payee, row.words, digits(row.payee_account)[-TAIL:])


def stored_side(row: StoredRow) -> Side:
    """A row of which only day and amount were kept."""
    return Side(row.id, row.date, row.amount)
