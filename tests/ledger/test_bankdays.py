"""The balance at the end of each day, from what the rows of a statement state. Amounts in CNY.

03-05  +500.00  balance 500.00
03-06   −80.00          420.00
03-06   −20.00          400.00
03-09  −100.00          300.00
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

import pytest

from earmark.ledger.banks.bank import StoredRow
from earmark.ledger.banks.bankdays import day_ends

Move = tuple[int, str, str | None]
MOVES: Sequence[Move] = (
    (5, "500.00", "500.00"),
    (6, "-80.00", "420.00"),
    (6, "-20.00", "400.00"),
    (9, "-100.00", "300.00"),
)


def rows(moves: Sequence[Move]) -> list[StoredRow]:
    return [
        StoredRow(
            date=datetime.date(2025, 3, day), id=f"ICBC-8801:{n}", recorded="", by="chen", fate="new",
            amount=Decimal(amount), balance=None if balance is None else Decimal(balance),
        )
        for n, (day, amount, balance) in enumerate(moves, start=1)
    ]  # fmt: skip


def ends(moves: Sequence[Move], *likely: str) -> list[tuple[int, str, str]]:
    """Day, balance and jump."""
    return [(e.day.day, str(e.balance), str(e.jump)) for e in day_ends(rows(moves), map(Decimal, likely))]


FINE = [(5, "500.00", "0.00"), (6, "400.00", "0.00"), (9, "300.00", "0.00")]


def test_oldest_first() -> None:
    assert ends(MOVES) == FINE


def test_newest_first() -> None:
    """The rows of a day the other way round: 400 is still the end of the 6th."""
    assert ends([MOVES[3], MOVES[2], MOVES[1], MOVES[0]]) == FINE


@pytest.mark.parametrize("untold", [0, 1, 2, 3])
def test_rows_without_a_balance_are_carried(untold: int) -> None:
    """Of an ordinary account most rows are nobody's, and nothing but day and amount is kept of them."""
    moves = [(day, amount, None if n == untold else told) for n, (day, amount, told) in enumerate(MOVES)]
    assert ends(moves)[-2:] == FINE[-2:]


def test_a_row_that_is_missing_is_a_jump_on_the_next_day() -> None:
    assert ends([MOVES[0], MOVES[3]]) == [(5, "500.00", "0.00"), (9, "300.00", "-100.00")]


def test_before_the_first_row_there_may_have_been_something() -> None:
    (first,) = day_ends(rows(MOVES[1:3]), [Decimal("500.00")])
    assert (first.before, first.balance) == (Decimal("500.00"), Decimal("400.00"))


def test_nothing_is_known_where_no_balance_is_stated() -> None:
    assert ends([(5, "500.00", None)]) == []
