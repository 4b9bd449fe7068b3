"""单独核算: each award's accounts stand alone (law 1).

    plugin "earmark.plugins.segregation"

Why it matters: 专款专用 can only be shown where no voucher mixes an award with anything else. How it decides, on raw entries: a
transaction touches the accounts of one award only (the second component of each account: ``Expenses:WH2025-007:…``); its
lines add up to exactly zero in each commodity, so that each award's trial balance closes alone in each set (Beancount's
own tolerance would let a fen pass); the claims book (``Claims-WH2025-007``) is a set of its own.
An example that trips it: one voucher that pays two awards' bills. A near miss: two vouchers behind one shared bank
row. What clears it: a voucher for each award; it is a fault of the books, so no decision can clear it.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from beancount.core.data import Transaction

from earmark.ledger.chart import award_of_account

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__plugins__ = ["segregation"]


class SegregationFault(NamedTuple):
    """A transaction that mixes awards, or does not balance to the fen."""

    source: dict[str, Any]
    message: str
    entry: Any


def segregation(entries: Sequence[Any], _options: Mapping[str, Any]) -> tuple[Sequence[Any], list[SegregationFault]]:
    """Check every transaction; Beancount calls it."""
    return entries, list(faults(entries))


def faults(entries: Iterable[Any]) -> Iterable[SegregationFault]:
    """What is wrong with the transactions of a ledger."""
    for entry in entries:
        if isinstance(entry, Transaction):
            awards = sorted({award_of_account(posting.account) for posting in entry.postings})
            if len(awards) > 1:
                yield SegregationFault(entry.meta, f"一张凭证涉及几项资金：{'、'.join(awards)}", entry)
            off = {currency: number for currency, number in _sums(entry).items() if number}
            if off:
                amounts = "，".join(f"{number} {currency}" for currency, number in off.items())
                yield SegregationFault(entry.meta, f"借贷不平：{amounts}", entry)


def _sums(entry: Transaction) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for posting in entry.postings:
        if posting.units is not None and posting.units.number is not None:
            totals[posting.units.currency] += posting.units.number
    return totals
