from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.importers.booking.recognise import KnownRow, Period, fingerprint, recognise, vanished
from earmark.importers.tables.rows import BankRow
from earmark.ledger.vouchers.charge import Source

Make = Callable[..., BankRow]
DAY = datetime.date(2025, 3, 1)


def known(rows: list[BankRow]) -> list[KnownRow]:
    return [
        KnownRow(str(n), row.date, row.amount, row.serial, fingerprint(row)) for n, row in enumerate(rows)
    ]


def ids(rows: list[BankRow], there: list[KnownRow], covered: list[Period] | None = None) -> list[str | None]:
    return [one.known for one in recognise(rows, there, covered or [])]


def test_the_same_rows_are_known(bank_row: Make) -> None:
    rows = [bank_row("2025-03-18", "-9000.00", payee="江城云汀"), bank_row("2025-03-31", "-2.00")]
    assert ids(rows, known(rows)) == ["0", "1"]


def test_two_identical_fees_of_one_day_are_two(bank_row: Make) -> None:
    fee = bank_row("2025-03-31", "-2.00", words="手续费")
    assert ids([fee, fee], known([fee])) == ["0", None]
    assert ids([fee, fee], known([fee, fee])) == ["0", "1"]


def test_a_serial_tells_rows_apart_that_look_alike(bank_row: Make) -> None:
    rows = [bank_row("2025-03-31", "-2.00", serial="A"), bank_row("2025-03-31", "-2.00", serial="B")]
    assert ids(rows, known(rows[1:])) == [None, "0"]


def test_a_serial_that_payment_and_fee_share_is_two_rows(bank_row: Make) -> None:
    rows = [bank_row("2025-03-31", "-900.00", serial="A"), bank_row("2025-03-31", "-2.00", serial="A")]
    assert ids(rows, known(rows[1:])) == [None, "0"]


def test_another_layout_of_the_same_month_is_known_by_day_and_amount(bank_row: Make) -> None:
    there = known([bank_row("2025-03-18", "-9000.00", payee="江城云汀", words="预付", serial="A")])
    assert ids([bank_row("2025-03-18", "-9000.00", words="转账 预付 会场")], there) == ["0"]


def test_of_rows_without_text_only_day_and_amount_are_needed(bank_row: Make) -> None:
    there = [KnownRow("7", datetime.date(2025, 3, 18), Decimal("-9000.00"))]
    assert ids([bank_row("2025-03-18", "-9000.00", payee="某某", serial="A")], there) == ["7"]


def test_a_row_without_serial_leaves_the_plain_one_to_a_row_with_another_serial(bank_row: Make) -> None:
    there = known(
        [bank_row("2025-03-31", "-2.00", words="a"), bank_row("2025-03-31", "-2.00", words="b", serial="A")]
    )
    rows = [
        bank_row("2025-03-31", "-2.00", words="c", serial="B"),
        bank_row("2025-03-31", "-2.00", words="d"),
    ]
    assert ids(rows, there) == ["0", "1"]


def test_an_inserted_fee_is_one_new_row_and_not_177(bank_row: Make) -> None:
    """All balances after it change; nothing else may."""
    rows = [bank_row("2025-03-01", "-1.00", words=str(n), row=n) for n in range(200)]
    rows = [
        row._replace(date=DAY + datetime.timedelta(n), balance=Decimal(1000 - n))
        for n, row in enumerate(rows)
    ]
    fee = rows[23]._replace(amount=Decimal("-0.50"), purpose="手续费")
    after = [*rows[:24], fee, *(row._replace(balance=row.balance and row.balance - 1) for row in rows[24:])]
    found = recognise(after, known(rows), [Period(rows[0].date, rows[-1].date)])
    assert [one.row for one in found if one.known is None] == [fee]
    assert [one.corrected for one in found if one.known is None] == [True]


def test_only_days_that_a_statement_covered_whole_can_be_corrected(bank_row: Make) -> None:
    covered = [Period(datetime.date(2025, 3, 1), datetime.date(2025, 3, 31))]
    days = ("2025-02-28", "2025-03-01", "2025-03-02", "2025-03-30", "2025-03-31")
    found = recognise([bank_row(day, "-1.00") for day in days], [], covered)
    assert [one.corrected for one in found] == [False, False, True, True, False]


def test_a_row_that_a_statement_no_longer_has_is_named(bank_row: Make) -> None:
    rows = [bank_row(day, "-5.00") for day in ("2025-03-01", "2025-03-10", "2025-03-31")]
    there = known(rows)
    found = recognise([rows[0], rows[2]], there)
    assert [one.id for one in vanished(found, there, Period(rows[0].date, rows[2].date))] == ["1"]


# ---------------------------------------------------------------- any file, any order

ROWS = st.lists(
    st.tuples(
        st.integers(0, 9), st.sampled_from(["-2.00", "-2.00", "-400.00", "300.00"]), st.sampled_from("ab")
    ),
    min_size=1,
    max_size=25,
)


def as_rows(drawn: list[tuple[int, str, str]]) -> list[BankRow]:
    return [
        BankRow(
            place=Source("s.csv", n),
            date=DAY + datetime.timedelta(day),
            amount=Decimal(amount),
            purpose=words,
        )
        for n, (day, amount, words) in enumerate(sorted(drawn), start=3)
    ]


def taken(rows: list[BankRow], there: list[KnownRow]) -> list[KnownRow]:
    """The books after a file: what they had, and its new rows."""
    new = [one.row for one in recognise(rows, there) if one.known is None]
    return there + [
        KnownRow(str(len(there) + n), row.date, row.amount, row.serial, fingerprint(row))
        for n, row in enumerate(new)
    ]


def content(there: list[KnownRow]) -> list[str]:
    return sorted(one.fingerprint or "" for one in there)


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_twice_is_once(drawn: list[tuple[int, str, str]]) -> None:
    rows = as_rows(drawn)
    once = taken(rows, [])
    assert taken(rows, once) == once


@settings(max_examples=50, deadline=None)
@given(ROWS, st.data())
def test_overlapping_slices_in_any_order_make_the_whole(
    drawn: list[tuple[int, str, str]], data: st.DataObject
) -> None:
    """Slices by day: what stands in two of them is one row, in whatever order they come."""
    rows = as_rows(drawn)
    cuts = sorted(data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=3)))
    edges = [0, *cuts, 9]
    slices = [
        [row for row in rows if first <= (row.date - DAY).days <= last]
        for first, last in zip(edges, [*edges[1:], 9], strict=True)
    ]
    there: list[KnownRow] = []
    for part in data.draw(st.permutations(slices)):
        there = taken(part, there)
    assert content(there) == content(known(rows))


@settings(max_examples=50, deadline=None)
@given(ROWS, st.data())
def test_a_reordered_file_brings_nothing(drawn: list[tuple[int, str, str]], data: st.DataObject) -> None:
    rows = as_rows(drawn)
    there = taken(rows, [])
    assert taken(data.draw(st.permutations(rows)), there) == there


@settings(max_examples=50, deadline=None)
@given(ROWS, st.data())
def test_each_row_and_each_known_row_is_used_once(
    drawn: list[tuple[int, str, str]], data: st.DataObject
) -> None:
    rows = as_rows(drawn)
    there = known(data.draw(st.lists(st.sampled_from(rows), max_size=25)))
    used = [one for one in ids(rows, there) if one is not None]
    assert len(used) == len(set(used))
