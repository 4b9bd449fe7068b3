"""Rows of the bank and bookings, as a bookkeeper would lay them side by side.

day  amount  name  words  reference
"""

from __future__ import annotations

import datetime
import itertools
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.importers.matching.assign import best_pairs
from earmark.importers.matching.matching import Item, Match, match

from .side_by_side import MAY, found, items

CERTAIN = {
    "same day, same name": ("18 | -400 | 专家E27", "18 | -400 | 专家E27"),
    "three days apart": ("18 | -400 | 专家E27", "21 | -400 | 专家E27"),
    "the short name of a unit": ("18 | -400 | 江城云汀会议中心", "18 | -400 | 江城云汀会议中心有限公司"),
    "a fee of the bank, nobody named": ("18 | -5 | | 手续费", "18 | -5 | | 网银手续费"),
    "reference, three weeks apart": ("1 | -400 | | | 20250501778", "22 | -400 | 专家E27 | | 20250501778"),
}
PROPOSED = {
    "four days apart": ("18 | -400 | 专家E27", "22 | -400 | 专家E27"),
    "misspelt": ("18 | -400 | 江城云汀会议中心", "18 | -400 | 江城云订会仪中心"),
    "nobody named": ("18 | -400", "18 | -400 | 专家E27"),
    "other names": ("18 | -400 | 江城云汀会议中心", "18 | -400 | 邮政速递"),
    "a reference of two digits": ("18 | -400 | | | 17", "18 | -400 | | | 17"),
    "same reference, other names": ("18 | -400 | 会议中心 | | 778899", "18 | -400 | 邮政速递 | | 778899"),
}
APART = {
    "a fen": ("18 | -400.00 | 专家E27", "18 | -400.01 | 专家E27"),
    "in and out": ("18 | -400 | 专家E27", "18 | 400 | 专家E27"),
    "eight days": ("18 | -400 | 专家E27", "26 | -400 | 专家E27"),
    "the reference of another month": ("1 | -400 | | | 20250501778", "33 | -400 | | | 20250501778"),
}


@pytest.mark.parametrize(("row", "leg"), CERTAIN.values(), ids=CERTAIN)
def test_what_needs_no_person(row: str, leg: str) -> None:
    assert found(items("r", row), items("l", leg)) == {(("r1",), ("l1",)): True}


@pytest.mark.parametrize(("row", "leg"), PROPOSED.values(), ids=PROPOSED)
def test_what_a_person_decides(row: str, leg: str) -> None:
    assert found(items("r", row), items("l", leg)) == {(("r1",), ("l1",)): False}


@pytest.mark.parametrize(("row", "leg"), APART.values(), ids=APART)
def test_what_is_no_match(row: str, leg: str) -> None:
    assert found(items("r", row), items("l", leg)) == {}


def test_one_booking_for_two_payments_is_not_certain() -> None:
    rows = items("r", "18 | -400 | 专家E27", "20 | -400 | 专家E27")
    assert found(rows, items("l", "18 | -400 | 专家E27")) == {(("r1",), ("l1",)): False}


def test_twins_are_whichever_is_whose() -> None:
    fees = ("18 | -5 | | 手续费", "18 | -5 | | 手续费")
    told = found(items("r", *fees), items("l", *fees))
    assert list(told.values()) == [True, True]
    assert list(found(items("r", *fees), items("l", *fees[:1])).values()) == [False]


def test_equal_amounts_of_a_day_find_their_names() -> None:
    rows = items("r", "18 | -400 | 专家甲", "18 | -400 | 王五", "18 | -400 | 欧阳锋")
    legs = items("l", "19 | -400 | 欧阳锋", "19 | -400 | 专家甲", "19 | -400 | 王五")
    assert found(rows, legs) == {
        (("r1",), ("l2",)): True,
        (("r2",), ("l3",)): True,
        (("r3",), ("l1",)): True,
    }


def test_the_assignment_is_the_best_as_a_whole() -> None:
    """The 5th alone would fit the 5th best; then the 3rd and the 12th would be left."""
    rows = items("r", "3 | -400 | 专家E27", "5 | -400 | 专家E27")
    legs = items("l", "5 | -400 | 专家E27", "12 | -400 | 专家E27")
    assert set(found(rows, legs)) == {(("r1",), ("l1",)), (("r2",), ("l2",))}


def test_a_match_says_why() -> None:
    rows = items("r", "18 | -400 | 专家E27")
    (one,) = match(rows, items("l", "20 | -400 | 专家E27"))
    assert one.reason.zh == "金额、户名相同，相差 2 天"
    assert one.reason.en == "the same amount and name, 2 days apart"


names = st.sampled_from(["", "专家甲", "专家乙", "江城云汀会议中心", "江城云订会议中心", "代发工资"])
item_lists = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.sampled_from([-400, -800, -1200, 400, 395, -5]),
        names,
        st.sampled_from(["", "工资", "税", "退汇", "手续费"]),
        st.sampled_from(["", "", "", "778899", "17"]),
    ),
    max_size=9,
)


def made(side: str, drawn: list[tuple[int, int, str, str, str]]) -> list[Item]:
    return [
        Item(f"{side}{n}", MAY + datetime.timedelta(day), Decimal(amount), *rest)
        for n, (day, amount, *rest) in enumerate(drawn)
    ]


@settings(max_examples=150, deadline=None)
@given(item_lists, item_lists, st.randoms(use_true_random=False))
def test_laws_of_every_match(
    some: list[tuple[int, int, str, str, str]], others: list[tuple[int, int, str, str, str]], dice: object
) -> None:
    """Each item once, sums equal to the cent, strength within bounds, and the order of items says nothing."""
    bank, book = made("r", some), made("l", others)
    amounts = {item.id: item.amount for item in (*bank, *book)}
    matches = match(bank, book)
    taken = [id_ for one in matches for id_ in (*one.bank, *one.book)]
    assert len(taken) == len(set(taken))
    for one in matches:
        assert sum(amounts[id_] for id_ in one.bank) == sum(amounts[id_] for id_ in one.book)
        assert 0 < one.strength <= 100
    dice.shuffle(bank)  # type: ignore[attr-defined]
    dice.shuffle(book)  # type: ignore[attr-defined]
    assert match(bank, book) == matches


@settings(max_examples=100, deadline=None)
@given(item_lists, item_lists)
def test_whatever_could_be_meant_as_well_makes_a_match_uncertain(
    some: list[tuple[int, int, str, str, str]], others: list[tuple[int, int, str, str, str]]
) -> None:
    """One more payment of that amount to that name, the day after: nothing tells any more which was booked."""
    bank, book = made("r", some), made("l", others)
    rows = {row.id: row for row in bank}
    for one in match(bank, book):
        if one.certain and one.strength < 100:
            row = rows[one.bank[0]]
            more = replace(row, id="more", date=row.date + datetime.timedelta(1), reference="")
            again = match([*bank, more], book)
            assert not any(other.certain for other in again if one.book[0] in other.book)


def test_hundreds_of_one_amount_are_matched_in_order_of_days() -> None:
    fees = [f"{day} | -5 | | 手续费" for day in range(1, 31) for _ in range(10)]
    told = found(items("r", *fees), items("l", *fees))
    assert len(told) == 300
    day = {item.id: item.date for item in (*items("r", *fees), *items("l", *fees))}
    assert all(day[rows[0]] == day[legs[0]] for rows, legs in told)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_the_assignment_has_the_greatest_sum(rows: int, columns: int, data: st.DataObject) -> None:
    """Against all assignments there are."""
    weights = {
        (row, column): data.draw(st.integers(0, 20)) for row in range(rows) for column in range(columns)
    }
    wide = rows <= columns
    few, many = sorted((rows, columns))
    best = max(
        sum(weights[(a, b) if wide else (b, a)] for a, b in enumerate(order))
        for order in itertools.permutations(range(many), few)
    )
    assert sum(weights[pair] for pair in best_pairs(weights, rows, columns)) == best


def test_the_type_is_a_value() -> None:
    (one,) = match(items("r", "18 | -400 | 专家E27"), items("l", "18 | -400 | 专家E27"))
    assert one == Match(("r1",), ("l1",), certain=True, reason=one.reason, strength=one.strength)
