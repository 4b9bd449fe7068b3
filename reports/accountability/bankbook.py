"""The books of a dedicated account against the balances that the bank itself printed.

    the bank's balance at the end of the latest day of a statement = the award's account in the books through that day

A statement that nobody imported leaves the books whole in themselves and wrong: only the bank's own balances tell. They
are read day by day (``ledger/banks/bankdays.py``).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.awards.chart import load_chart
from earmark.ledger.banks.bank import Share, StoredRow
from earmark.ledger.banks.bankdays import day_ends
from earmark.ledger.base.amount import NIL
from earmark.ledger.base.record import CURRENCY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.awards.register import Grant
    from earmark.ledger.books.books import Books
    from earmark.ledger.vouchers.voucher import Line, Voucher


@dataclass(frozen=True, slots=True)
class Closing:
    """The bank's balance at the end of a day, in CNY. ``expected``: the day before's and what moved."""

    day: datetime.date
    balance: Decimal
    expected: Decimal

    @property
    def continues(self) -> bool:
        """Whether the balance goes on from the one before."""
        return self.balance == self.expected


@dataclass(frozen=True, slots=True)
class BankBalance:
    """Bank and books at the end of ``day``, in CNY. ``in_transit``: booked on the account, in no statement yet."""

    day: datetime.date
    bank: Decimal
    books: Decimal
    in_transit: Decimal

    @property
    def difference(self) -> Decimal:
        """What the bank holds more than the books say."""
        return self.bank - self.books

    @property
    def holds(self) -> bool:
        """Whether they agree, or what is in transit (未达账项) explains it all."""
        return self.difference in {NIL, -self.in_transit}


def bank_balance(
    award: Award, vouchers: Sequence[Voucher], rows: Iterable[StoredRow], day: datetime.date
) -> BankBalance | None:
    """Bank and books on the last day through ``day`` of a dedicated account's statements; None without any."""
    days = closings(award, vouchers, (row for row in rows if row.date <= day))
    if not days:
        return None
    last = days[-1]
    moved = list(_moves(award, vouchers, last.day))
    transit = sum((line.amount for line in moved if line.bank_row is None), NIL)
    return BankBalance(last.day, last.balance, sum((line.amount for line in moved), NIL), transit)


def closings(award: Award, vouchers: Sequence[Voucher], rows: Iterable[StoredRow]) -> list[Closing]:
    """Each day's closing, where the bank stated one. Before the first row there was nothing, or what the books had."""
    rows = list(rows)
    before = _booked_before(award, vouchers, min(row.date for row in rows)) if rows else NIL
    ends = day_ends(rows, [before])
    if not ends:
        return []
    first, *later = ends
    moved = first.moved + sum((row.amount for row in rows if row.date < first.day), NIL)
    expected = first.balance if first.balance == moved else before + moved
    return [
        Closing(first.day, first.balance, expected),
        *(Closing(end.day, end.balance, end.balance - end.jump) for end in later),
    ]


def stored_rows(books: Books, grant: Grant) -> list[StoredRow]:
    """The rows of an award's dedicated account; none where the account holds other money as well."""
    path = f"banks/{grant.bank}.beancount"
    others = {share.award for share in books.records(Share, path)} - {grant.id}
    return books.records(StoredRow, path) if grant.mode == "dedicated" and not others else []


def _booked_before(award: Award, vouchers: Iterable[Voucher], day: datetime.date) -> Decimal:
    earlier = (line.amount for v in vouchers if (v.paid or v.date) < day for line in _legs(award, v))
    return sum(earlier, NIL)


def _moves(award: Award, vouchers: Iterable[Voucher], day: datetime.date) -> Iterator[Line]:
    for voucher in vouchers:
        if (voucher.paid or voucher.date) <= day:
            yield from _legs(award, voucher)


def _legs(award: Award, voucher: Voucher) -> list[Line]:
    """The voucher's lines on the award's account, whatever chart was in force."""
    charts = {award.grant.chart, *(change.id for change in award.charts)}
    accounts = {load_chart(chart).role("bank", award.id) for chart in charts}
    return [line for line in voucher.lines if line.account in accounts and line.currency == CURRENCY]
