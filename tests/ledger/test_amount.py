"""An amount or a date is read exactly, or refused with what is wrong; nothing is guessed."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.ledger.base.amount import (
    NotADate,
    NotAnAmount,
    cell_amount,
    money,
    parse_amount,
    parse_date,
    plain,
)

CENTS = st.integers(min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("1,234.50", "1234.50"),
        ("1234.5", "1234.50"),
        ("-5,000.00", "-5000.00"),
        ("+5,000.00", "5000.00"),
        ("(1,234.50)", "-1234.50"),
        ("¥1,234.50", "1234.50"),
        ("￥ 1,234.50", "1234.50"),
        ("-¥5.00", "-5.00"),
        ("¥-5.00", "-5.00"),
        ("1234.5元", "1234.50"),
        ("  1,234.50\t", "1234.50"),
        ("１２３", "123.00"),
        ("－１，２３４．５０元", "-1234.50"),
        ("（１２３）", "-123.00"),
        ("0.10", "0.10"),
        ("1.23000", "1.23"),
        ("999999999999999.99", "999999999999999.99"),
        (5000, "5000.00"),
        (1234.5, "1234.50"),
        (Decimal("1E+3"), "1000.00"),
    ],
)
def test_forms_that_files_really_hold(raw: str | float | Decimal, read: str) -> None:
    assert str(parse_amount(raw)) == read


NO_AMOUNTS = """
NaN Infinity 1e5 1E9999 1_000 ① １2 ٣ 12,34.00 1,2345.00 00123 --5 (-5) (5 5) 1. .5 1.2.3 1/0 5- 0x10 壹佰元 1.235
1234567890123456.00 9999999999999999999999999999999999999999999999999999
"""


@pytest.mark.parametrize("raw", [*NO_AMOUNTS.split(), "", "1 234.50", "5 CNY", "1\n2", "1.00\r"])
def test_everything_else_is_refused(raw: str) -> None:
    with pytest.raises(NotAnAmount):
        parse_amount(raw)


@pytest.mark.parametrize(
    "raw", [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+9999"), True]
)
def test_numbers_that_are_no_amounts_are_refused(raw: Decimal) -> None:
    with pytest.raises(NotAnAmount):
        parse_amount(raw)


@pytest.mark.parametrize("value", [0.1 + 0.2, 1e300, float("nan"), float("inf"), 1.005, 12345678901234.56])
def test_a_cell_that_is_not_exact_is_refused(value: float) -> None:
    with pytest.raises(NotAnAmount):
        cell_amount(value)


def test_what_is_wrong_is_said_in_both_languages() -> None:
    with pytest.raises(NotAnAmount) as caught:
        parse_amount("1.235")
    assert caught.value.show("zh") == "“1.235”的小数超过两位。请写成 1234.50"
    assert caught.value.show("en") == '"1.235" has more than two decimals. Write it as 1234.50'


def test_a_message_never_carries_control_characters() -> None:
    with pytest.raises(NotAnAmount) as caught:
        parse_amount("\x1b[2J\n5")
    assert caught.value.message.zh == "“ [2J 5”不是金额"


def test_minus_nothing_is_nothing() -> None:
    assert str(parse_amount("-0.00")) == "0.00"


@settings(max_examples=50, deadline=None)
@given(CENTS)
def test_what_is_shown_is_read_back(cents: int) -> None:
    amount = Decimal(cents).scaleb(-2)
    assert parse_amount(money(amount)) == parse_amount(plain(amount)) == amount


@settings(max_examples=50, deadline=None)
@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_cell_of_cents_is_exact(cents: int) -> None:
    assert cell_amount(cents / 100) == Decimal(cents).scaleb(-2)


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="0123456789.,-+()¥元eE_ １①٣\n", max_size=12))
def test_any_text_is_an_exact_amount_or_refused(raw: str) -> None:
    try:
        amount = parse_amount(raw)
    except NotAnAmount:
        return
    assert amount.as_tuple().exponent == -2
    assert set(plain(abs(amount)).replace(".", "").strip("0")) <= set(raw.replace("１", "1"))


@pytest.mark.parametrize(
    ("amount", "shown"), [("1234567.5", "1,234,567.50"), ("-0", "0.00"), ("1E+3", "1,000.00")]
)
def test_money_is_for_people(amount: str, shown: str) -> None:
    assert money(Decimal(amount)) == shown


def test_an_amount_that_two_decimals_cannot_say_is_not_rounded() -> None:
    with pytest.raises(NotAnAmount):
        plain(Decimal("1.005"))


DATES = """
2025-03-18 20250318 2025/3/18 2025.03.18 2025年3月18日 2025-03-18-14.05.06.123456 20250318140506
2025-03-18T14:05:06.123
"""
WITH_SPACES = [
    "2025-03-18 14:05",
    " 2025-03-18 ",
    "2025年3月18日 14:05",
    "20250318 14:05:06",
    "2025/3/18 4:05",
]


@pytest.mark.parametrize("raw", [*DATES.split(), *WITH_SPACES])
def test_dates_as_files_write_them(raw: str) -> None:
    assert parse_date(raw) == datetime.date(2025, 3, 18)


def test_dates_of_cells() -> None:
    day = datetime.date(2025, 3, 18)
    assert parse_date(day) == parse_date(20250318) == day
    read = parse_date(datetime.datetime(2025, 3, 18, 23, 59))  # noqa: DTZ001 - a cell has no time zone
    assert type(read) is datetime.date
    assert read == day


NO_DATES = """
2025-02-30 2025-13-01 1989-12-31 2101-01-01 0000-01-01 ２０２５-03-18 2025-3/18 45734 2025-03-1814:05 20250318146506
18.03.2025 2025-03 2025-03-18x 2025-٠3-18
"""


@pytest.mark.parametrize("raw", [*NO_DATES.split(), "", "2025-03-18 25:00"])
def test_every_other_date_is_refused(raw: str) -> None:
    with pytest.raises(NotADate):
        parse_date(raw)


@settings(max_examples=50, deadline=None)
@given(
    st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d"]),
)
def test_any_day_is_read_back(day: datetime.date, form: str) -> None:
    assert parse_date(day.strftime(form)) == day


@pytest.mark.parametrize("raw", ["9.000,00", "1.234.567,8", "9,50", "-9 000,00"])
def test_a_comma_for_the_point_is_named_and_never_read(raw: str) -> None:
    with pytest.raises(NotAnAmount, match="欧洲写法"):
        parse_amount(raw)


@pytest.mark.parametrize("raw", ["114/03/18", "民国114年3月18日", "114年3月18日", datetime.date(114, 3, 18)])
def test_a_year_of_the_republic_is_named_and_never_read(raw: str | datetime.date) -> None:
    with pytest.raises(NotADate, match="民国"):
        parse_date(raw)
