from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.importers.tables.balance import Link, Running, breaks, runs
from earmark.importers.tables.rows import BankRow
from earmark.ledger.vouchers.charge import Source


def chain(*pairs: tuple[str | None, str | None]) -> list[Link]:
    return [
        Link(row, None if a is None else Decimal(a), None if b is None else Decimal(b))
        for row, (a, b) in enumerate(pairs, start=3)
    ]


GOOD = [("500.00", "500.00"), ("-90.00", "410.00"), ("-4.00", "406.00"), ("12.00", "418.00")]


def test_it_agrees_oldest_first_and_newest_first() -> None:
    assert breaks(chain(*GOOD)) == []
    assert breaks(chain(*GOOD[::-1])) == []


def test_the_opening_balance_is_what_the_first_row_implies() -> None:
    assert breaks(chain(("-90.00", "1410.00"), ("-4.00", "1406.00"))) == []


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("wrong", [("-91.00", "410.00"), ("-90.00", "411.00")])
def test_one_wrong_figure_is_one_row(wrong: tuple[str, str], *, newest_first: bool) -> None:
    pairs = [GOOD[0], wrong, *GOOD[2:]]
    rows = chain(*(pairs[::-1] if newest_first else pairs))
    found = breaks(rows)
    assert [one.row for one in found] == [rows[2].row if newest_first else rows[1].row]


def test_a_missing_row_is_seen_at_the_next_one() -> None:
    found = breaks(chain(GOOD[0], *GOOD[2:]))
    assert [(one.row, one.stated, one.expected) for one in found] == [
        (4, Decimal("406.00"), Decimal("496.00"))
    ]


def test_a_row_that_could_not_be_read_breaks_nothing_else() -> None:
    assert breaks(chain(GOOD[0], (None, None), *GOOD[2:])) == []


def test_rows_without_a_balance_are_added_up() -> None:
    assert breaks(chain(GOOD[0], ("-90.00", None), ("-4.00", "406.00"))) == []
    assert [one.row for one in breaks(chain(GOOD[0], ("-90.00", None), ("-4.00", "407.00")))] == [5]


CENTS = st.integers(-(10**9), 10**9).map(lambda cents: Decimal(cents) / 100)


@settings(max_examples=50, deadline=None)
@given(st.lists(CENTS, min_size=3, max_size=30), st.data())
def test_no_single_cent_gets_through(amounts: list[Decimal], data: st.DataObject) -> None:
    total, rows = Decimal(0), []
    for row, amount in enumerate(amounts, start=1):
        total += amount
        rows.append(Link(row, amount, total))
    assert breaks(rows) == []
    at = data.draw(st.integers(1, len(rows) - 2))
    spoiled = rows[at]._replace(amount=(rows[at].amount or Decimal(0)) + Decimal("0.01"))
    assert breaks([*rows[:at], spoiled, *rows[at + 1 :]]) != []


MOVES = st.lists(st.tuples(st.integers(0, 2), CENTS), min_size=1, max_size=8)


@settings(max_examples=200, deadline=None)
@given(
    moves=MOVES,
    newest_first=st.booleans(),
    at=st.integers(0, 20),
    wrong=st.sampled_from([None, Decimal("0.01")]),
)
def test_who_goes_along_with_the_rows_says_what_a_look_at_them_all_says(
    moves: list[tuple[int, Decimal]], *, newest_first: bool, at: int, wrong: Decimal | None
) -> None:
    day, balance, rows = datetime.date(2025, 3, 1), Decimal("100.00"), []
    for number, (days, amount) in enumerate(moves):
        day, balance = day + datetime.timedelta(days), balance + amount
        rows.append(BankRow(Source("s", number), day, amount, balance=balance))
    rows = rows[::-1] if newest_first else rows
    if at < len(rows):
        rows[at] = rows[at]._replace(balance=wrong)
    running = Running()
    for row in rows:
        running.see(row)
    links = [Link(row.place.row, row.amount, row.balance, row.date) for row in rows]
    found = running.run()
    assert found is None or [found] == runs(links)
    if at >= len(rows):
        assert found or len({row.date for row in rows}) == 1 or not all(amount for _, amount in moves)
    assert running.solid == all(row.balance is None or row.balance >= 0 for row in rows)
