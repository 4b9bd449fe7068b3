from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.importers.matching.pair import Pair, Side, pair, score


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


def test_as_many_pairs_as_there_are_payments() -> None:
    """
    bank   03-05   03-07           -400.00  江城云汀会议中心
    books          03-07   03-09   two days later each; the 7th fits the 7th better, and would leave two alone
    """
    rows = [side(f"r{day}", day, payee="江城云汀会议中心") for day in (5, 7)]
    legs = [side(f"l{day}", day, payee="江城云汀会议中心") for day in (7, 9)]
    assert pairs(rows, legs) == {("r5", "l7"), ("r7", "l9")}
    assert pairs(rows[::-1], legs[::-1]) == {("r5", "l7"), ("r7", "l9")}


def test_bookings_that_say_the_same_are_paired_in_order_of_days() -> None:
    rows = [side(f"r{day}", day, words="手续费") for day in (5, 6)]
    legs = [side(f"l{day}", day, words="手续费") for day in (6, 8)]
    assert pairs(rows, legs) == {("r5", "l6"), ("r6", "l8")}


def test_a_leg_is_passed_on_among_the_rows_of_one_payee_only() -> None:
    rows = [side("r5", 5, payee="专家E27"), side("r7", 7, payee="专家E28")]
    legs = [side("l7", 7, payee="专家E28"), side("l9", 9, payee="专家E28")]
    assert pairs(rows, legs) == {("r7", "l7")}


def test_two_payments_to_one_payee_are_not_ambiguous() -> None:
    """The bank says 转账 of both: whichever is which, both are paid."""
    rows = [side(f"r{n}", payee="江城云汀会议中心", words="转账") for n in (1, 2)]
    legs = [side(f"l{n}", payee="江城云汀会议中心", words=words) for n, words in enumerate(("场租", "餐费"))]
    assert len(pairs(rows, legs)) == 2
    assert pairs([side("r", 5), side("q", 9)], [side("l", 7, payee="专家E27")]) == set()


def most(rows: list[int], legs: list[int]) -> int:
    """The most pairs of sorted days no more than three apart."""
    if not rows or not legs:
        return 0
    both = 1 + most(rows[1:], legs[1:]) if abs(rows[0] - legs[0]) <= 3 else 0
    return max(both, most(rows[1:], legs), most(rows, legs[1:]))


DAYS = st.lists(st.integers(1, 20), max_size=5)


@settings(max_examples=50, deadline=None)
@given(DAYS, DAYS)
def test_of_one_payee_no_pair_is_missed(some: list[int], others: list[int]) -> None:
    rows = [side(f"r{n}", day, words="手续费") for n, day in enumerate(some)]
    legs = [side(f"l{n}", day, words="手续费") for n, day in enumerate(others)]
    assert len(pairs(rows, legs)) == most(sorted(some), sorted(others))


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


def test_hundreds_of_equal_payments_of_a_day_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of 400 fees on two days: the pairs are in order of days, and what says the same is scored once."""
    asked: list[tuple[Side, Side]] = []

    def counted(row: Side, leg: Side) -> float:
        asked.append((row, leg))
        return score(row, leg)

    monkeypatch.setattr("earmark.importers.matching.pair.score", counted)
    days = [datetime.date(2025, 5, 12 + n // 200) for n in range(400)]
    rows = [Side(f"r{n:03}", day, Decimal("-100.00"), words="讲课费") for n, day in enumerate(days)]
    legs = [Side(f"l{n:03}", day, Decimal("-100.00"), words="讲课费") for n, day in enumerate(days)]
    found = pair(rows, legs)
    assert sorted(found) == [Pair(row.id, leg.id) for row, leg in zip(rows, legs, strict=True)]
    assert len(asked) == 4
