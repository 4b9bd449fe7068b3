from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.importers.pair import Side, pair


def side(
    id_: str, day: int = 18, amount: str = "-400.00", payee: str = "", words: str = "", tail: str = ""
) -> Side:
    return Side(id_, datetime.date(2025, 3, day), Decimal(amount), payee, words, tail)


def pairs(rows: list[Side], legs: list[Side]) -> set[tuple[str, str]]:
    return {(one.row, one.leg) for one in pair(rows, legs)}


def test_amount_to_the_cent_and_three_days() -> None:
    row = side("r", 18, payee="江城云汀会议中心")
    assert pairs([row], [side("l", 21, payee="江城云汀会议中心")]) == {("r", "l")}
    assert pairs([row], [side("l", 22, payee="江城云汀会议中心")]) == set()
    assert pairs([row], [side("l", 18, amount="-400.01", payee="江城云汀会议中心")]) == set()


def test_of_several_payees_each_finds_its_own() -> None:
    rows = [side("r1", payee="专家E27"), side("r2", payee="专家E28")]
    legs = [side("l2", payee="专家E28"), side("l1", payee="专家E27")]
    assert pairs(rows, legs) == {("r1", "l1"), ("r2", "l2")}


def test_two_names_that_contradict_each_other_are_two_charges() -> None:
    assert pairs([side("r", payee="江城云汀会议中心")], [side("l", payee="武汉邮政速递")]) == set()


def test_a_fee_without_a_payee_is_found_by_its_words() -> None:
    legs = [side("l1", payee="工商银行", words="网银转账手续费"), side("l2", payee="专家E27", words="审稿费")]
    assert pairs([side("r", words="手续费 网银转账手续费")], legs) == {("r", "l1")}


def test_what_is_ambiguous_is_left_to_a_person() -> None:
    legs = [side("l1", payee="专家E27", words="审稿费"), side("l2", payee="专家E28", words="审稿费")]
    assert pairs([side("r")], legs) == set()


def test_two_fees_alike_in_everything_are_taken_in_order() -> None:
    rows = [side("r1", words="手续费"), side("r2", words="手续费")]
    legs = [side("l1", words="手续费"), side("l2", words="手续费")]
    assert pairs(rows, legs) == {("r1", "l1"), ("r2", "l2")}
    assert pairs(rows[:1], legs) == {("r1", "l1")}


def test_the_account_decides_between_names_of_one_person() -> None:
    legs = [side("l1", payee="张三", tail="1111"), side("l2", payee="张三", tail="2222")]
    assert pairs([side("r", payee="张三", tail="2222")], legs) == {("r", "l2")}


@pytest.mark.parametrize("count", [2, 5])
def test_a_clear_pair_beside_an_unclear_one_is_taken(count: int) -> None:
    rows = [side("r", payee="甲方科技有限公司"), *(side(f"x{n}") for n in range(count))]
    legs = [side("l", payee="甲方科技有限公司"), side("m1", payee="专家E27"), side("m2", payee="专家E28")]
    assert ("r", "l") in pairs(rows, legs)


SIDES = st.lists(
    st.tuples(
        st.integers(1, 9), st.sampled_from(["-2.00", "-400.00"]), st.sampled_from(["", "甲公司", "乙单位"])
    ),
    max_size=8,
)


@settings(max_examples=50, deadline=None)
@given(SIDES, SIDES)
def test_each_side_is_used_once_and_the_order_does_not_matter(
    some: list[tuple[int, str, str]], others: list[tuple[int, str, str]]
) -> None:
    rows = [side(f"r{n}", *one) for n, one in enumerate(some)]
    legs = [side(f"l{n}", *one) for n, one in enumerate(others)]
    found = pairs(rows, legs)
    assert len({row for row, _ in found}) == len({leg for _, leg in found}) == len(found)
    assert pairs(rows[::-1], legs[::-1]) == found
