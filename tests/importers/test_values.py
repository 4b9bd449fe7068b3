from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from earmark.importers.cells.cells import Cell
from earmark.importers.tables import values
from earmark.importers.tables.values import ForeignCurrency, LostDigits
from earmark.ledger.base.errors import EarmarkError


@pytest.mark.parametrize(
    ("cell", "said"),
    [(None, ""), (" 会议 费\t", "会议 费"), (1002.0, "1002"), (5101, "5101"), (12.5, "12.5")],
)
def test_text_is_what_a_person_sees(cell: Cell, said: str) -> None:
    assert values.text(cell) == said


@pytest.mark.parametrize("cell", [6.222e18, 1202021109900088801, "6.222E+18", "1.2E18"])
def test_a_number_that_lost_its_digits_is_refused(cell: Cell) -> None:
    with pytest.raises(LostDigits, match="已丢失位数"):
        values.identifier(cell)


@pytest.mark.parametrize(
    ("cell", "said"), [("1202021109900088801\t", "1202021109900088801"), (8801, "8801"), (None, "")]
)
def test_an_identifier_that_kept_its_digits_stays(cell: Cell, said: str) -> None:
    assert values.identifier(cell) == said


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1,234.50", "1234.50"),
        ("1 234.50", "1234.50"),
        ("\u22121,234.50", "-1234.50"),
        ("5.00+", "5.00"),
        (1234.5, "1234.50"),
        ("-", None),
        ("", None),
        (None, None),
        (0, "0.00"),
    ],
)
def test_amounts_and_nothing(cell: Cell, amount: str | None) -> None:
    assert values.amount(cell) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize("cell", ["一百", "NaN", "1e9", 0.1 + 0.2, "12.345", "①"])
def test_what_is_no_amount_is_refused(cell: Cell) -> None:
    with pytest.raises(EarmarkError):
        values.amount(cell)


@pytest.mark.parametrize(
    ("cell", "clock"),
    [
        ("2025-03-18 09:05:12", "09:05:12"),
        ("2025-03-18-09.05.12.000001", "09:05:12"),
        ("20250318090512", "09:05:12"),
        ("09:05", "09:05:00"),
        ("090512", "09:05:12"),
        ("2025-03-18", None),
        ("20250318", None),
        (20250318.0, None),
        (datetime.time(9, 5), "09:05:00"),
        (datetime.datetime(2025, 3, 18, 9, 5), "09:05:00"),  # noqa: DTZ001
        (None, None),
    ],
)
def test_time_of_day(cell: Cell, clock: str | None) -> None:
    assert values.clock(cell) == (None if clock is None else datetime.time.fromisoformat(clock))


def test_day_comes_from_text_number_and_date() -> None:
    day = datetime.date(2025, 3, 18)
    assert values.day("2025.03.18") == values.day(20250318.0) == values.day(day) == day


@pytest.mark.parametrize("cell", ["人民币", "CNY", "RMB", "人民币元", None, "156"])
def test_yuan_by_its_names(cell: Cell) -> None:
    values.check_yuan(cell)


@pytest.mark.parametrize("cell", ["USD", "美元", "港币", "014"])
def test_another_currency_is_refused(cell: Cell) -> None:
    with pytest.raises(ForeignCurrency, match="不是人民币"):
        values.check_yuan(cell)
