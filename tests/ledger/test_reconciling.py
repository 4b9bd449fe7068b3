"""Both sides of a dedicated account on a day: each difference has one cause, and the equation always holds.

Rows and legs are told as day, amount and what ties them; March is the month, 31 the day that is reconciled. Amounts in CNY.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from earmark.ledger.banks.account_legs import Account, Leg
from earmark.ledger.banks.bank import Share, StoredRow
from earmark.ledger.banks.reconciling import sides_of
from earmark.ledger.banks.two_sides import Sides
from earmark.ledger.books.books import Books
from earmark.ledger.vouchers.voucher import Line, Voucher

from .conftest import grant

NOWHERE = cast(Books, None)
"""A dedicated account is nobody else's: no other award is read."""
START = datetime.date(2025, 3, 1)
Row = tuple[int, str]
"""Days after the 1st of March, and amount."""
Booked = tuple[int, str, int | None, bool]
"""Days after the 1st of March, amount, the number of its row, whether it is posted."""


def account(rows: list[Row], booked: list[Booked]) -> Account:
    balance, stored = Decimal("0.00"), {}
    for n, (day, amount) in enumerate(rows, start=1):
        balance += Decimal(amount)
        stored[f"ICBC-8801:{n}"] = StoredRow(
            date=START + datetime.timedelta(days=day), id=f"ICBC-8801:{n}", recorded="", by="chen", fate="new",
            amount=Decimal(amount), balance=balance,
        )  # fmt: skip
    legs = [_leg(n, one) for n, one in enumerate(booked, start=1)]
    shares = [
        Share(
            date=stored[row].date, id=f"{row}#1", recorded="", by="chen", row=row, award="WH2025-007",
            amount=amount, voucher=leg.voucher.id,
        )
        for leg in legs for row, amount in leg.rows.items()
    ]  # fmt: skip
    reds = {leg.voucher.reverses: leg.voucher for leg in legs if leg.voucher.reverses}
    return Account(grant("WH2025-007"), stored, shares, legs, reds, {})


def _leg(n: int, one: Booked, *, reverses: str | None = None) -> Leg:
    day, amount, row, posted = one
    line = Line(letter="b", account="Assets:WH2025-007:1002银行存款", amount=Decimal(amount))
    voucher = Voucher(
        id=f"V{n}", date=START + datetime.timedelta(days=day), payee="", narration="", lines=(line,),
        number=f"{n}" if posted else None, reverses=reverses,
    )  # fmt: skip
    return Leg(voucher, line, {f"ICBC-8801:{row}": line.amount} if row else {})


def march(rows: list[Row], booked: list[Booked]) -> Sides:
    return sides_of(NOWHERE, account(rows, booked), datetime.date(2025, 3, 31))


def causes(found: Sides) -> dict[str, str]:
    return {item.id: item.cause for item in found.items}


GRANT, ITS_VOUCHER = (4, "500.00"), (4, "500.00", 1, True)


def test_what_slips_over_the_months_end_explains_itself() -> None:
    """Row 2 of March is booked on 2 April; the leg of 30 March is on the bank's row of 1 April."""
    found = march(
        [GRANT, (29, "-80.00"), (31, "-20.00")],
        [ITS_VOUCHER, (32, "-80.00", 2, True), (29, "-20.00", 3, True)],
    )
    assert causes(found) == {"ICBC-8801:2": "booked_later", "V3b": "bank_later"}
    assert found.unexplained == []
    assert (found.bank_balance, found.books_balance) == (Decimal("420.00"), Decimal("480.00"))
    assert found.adjusted_bank == found.adjusted_books == Decimal("400.00")


def test_a_draft_is_not_in_the_books() -> None:
    found = march([GRANT, (9, "-80.00")], [ITS_VOUCHER, (9, "-80.00", 2, False)])
    assert causes(found) == {"ICBC-8801:2": "draft"}


def test_a_row_in_no_voucher_and_a_leg_without_row() -> None:
    found = march([GRANT, (9, "-80.00")], [ITS_VOUCHER, (9, "-70.00", None, True)])
    assert causes(found) == {"ICBC-8801:2": "unbooked", "V2b": "no_row"}


def test_a_red_letter_cancels_what_the_bank_never_saw() -> None:
    known = account([GRANT], [ITS_VOUCHER, (9, "-70.00", None, True)])
    red = _leg(3, (20, "70.00", None, True), reverses="V2")
    known = known._replace(legs=[*known.legs, red], reversed_by={"V2": red.voucher})
    assert causes(sides_of(NOWHERE, known, datetime.date(2025, 3, 31))) == {}
    assert causes(sides_of(NOWHERE, known, datetime.date(2025, 3, 15))) == {"V2b": "reversed_later"}


CENTS = st.integers(-9999, 9999).filter(bool).map(lambda n: f"{Decimal(n) / 100:.2f}")


@given(
    st.lists(st.tuples(st.integers(0, 40), CENTS), max_size=12),
    st.lists(st.tuples(st.integers(0, 40), CENTS, st.none(), st.booleans()), max_size=6),
    st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=12),
)
def test_the_adjusted_balances_are_equal_whatever_is_tied(
    rows: list[Row], alone: list[Booked], tied: list[tuple[int, bool]]
) -> None:
    """A statement that goes on from nothing: all that is left is in transit, on one side or the other."""
    rows = sorted(rows, key=lambda row: row[0])
    booked: list[Booked] = [
        (day, rows[n - 1][1], n, posted) for n, (day, posted) in enumerate(tied[: len(rows)], start=1)
    ]
    found = march(rows, [*booked, *alone])
    balance = [item for item in found.items if item.side == "balance"]
    assert found.difference == sum((item.amount for item in balance), Decimal(0))
    if found.statement is not None and not alone:
        assert balance == []
        assert found.bank_balance == found.statement
