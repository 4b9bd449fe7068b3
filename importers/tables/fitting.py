"""How well a table, read in one way, agrees with its own running balance."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.errors import EarmarkError

from . import values
from .balance import Link, breaks
from .bank_row import day_of, signed
from .table_rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..cells.cells import Cell
    from .header import Header


class Fit(NamedTuple):
    """How a reading agrees with the balance: rows that do not, and rows that could be held against it."""

    breaks: int
    links: int


def fit(header: Header, cells: Iterable[tuple[int, Sequence[Cell]]]) -> Fit:
    """How well rows agree with the running balance, read as the header says."""
    if "balance" not in header.columns:
        return Fit(0, 0)
    chain = [_link(Row(number, list(row), header.columns), header) for number, row in cells]
    links = sum(1 for one in chain[1:] if one.amount is not None and one.balance is not None)
    unread = sum(1 for one in chain if one.amount is None)
    return Fit(len(breaks(chain, by_days=True)) + unread, links)


def _link(row: Row, header: Header) -> Link:
    try:
        return Link(
            row.number, signed(row, header.profile), values.amount(row["balance"]), day_of(row["date"])
        )
    except EarmarkError:
        return Link(row.number, None, None)
