from __future__ import annotations

import pytest

from earmark.importers.matching.matching import match

from .side_by_side import found, items

STAFF = ("18 | -400 | 专家甲 | 评审费", "18 | -500 | 王五 | 评审费", "18 | -800 | 欧阳锋 | 评审费")
ONE_FOR_MANY = {
    "a batch of fees": ("18 | -1700 | | 批量代发", STAFF),
    "a batch, booked two days later": ("16 | -1700 | 代发工资过渡户 | 代发评审费", STAFF),
    "a split reimbursement": (
        "18 | -1350.50 | 李明",
        ("19 | -1000 | 李明 | 差旅费", "19 | -350.50 | 李明 | 资料费"),
    ),
    "of four": ("18 | -1000 | 李明", tuple(f"18 | -{part} | 李明" for part in (100, 200, 300, 400))),
    "a fee paid on top": (
        "18 | -10005 | 江城印务",
        ("18 | -10000 | 江城印务 | 印刷费", "18 | -5 | | 汇款手续费"),
    ),
    "a fee taken off": ("18 | 9995 | 江城印务", ("18 | 10000 | 江城印务 | 退款", "18 | -5 | | 汇款手续费")),
    "net fee, and tax days later": (
        "18 | -5000 | 李明 | 专家费",
        ("18 | -4200 | 李明", "22 | -800 | 国家税务总局 | 代扣个税"),
    ),
}


@pytest.mark.parametrize(("one", "parts"), ONE_FOR_MANY.values(), ids=ONE_FOR_MANY)
def test_one_is_the_sum_of_several_either_way_and_never_certain(one: str, parts: tuple[str, ...]) -> None:
    whole = tuple(f"l{number}" for number in range(1, len(parts) + 1))
    assert found(items("r", one), items("l", *parts)) == {(("r1",), whole): False}
    assert found(items("l", *parts), items("r", one)) == {(whole, ("r1",)): False}


NOT_A_SUM = {
    "a fen less": ("18 | -1350.49 | 李明", ("18 | -1000 | 李明", "18 | -350.50 | 李明")),
    "other names": ("18 | -1500 | 江城印务", ("18 | -1000 | 王五 | 稿费", "18 | -500 | 赵六 | 餐费")),
    "nine days later": ("18 | -1500 | 李明", ("27 | -1000 | 李明", "27 | -500 | 李明")),
    "five parts that nothing holds together": (
        "18 | -1500 | 李明",
        tuple(f"{day} | -300 | 李明" for day in (16, 17, 18, 19, 20)),
    ),
}


@pytest.mark.parametrize(("one", "parts"), NOT_A_SUM.values(), ids=NOT_A_SUM)
def test_what_is_no_group(one: str, parts: tuple[str, ...]) -> None:
    assert found(items("r", one), items("l", *parts)) == {}


def test_of_two_ways_to_add_up_one_is_proposed_and_says_so() -> None:
    legs = items("l", *(f"18 | -{part} | 李明" for part in (100, 900, 400, 600)))
    (one,) = match(items("r", "18 | -1000 | 李明"), legs)
    assert "另有合得上的" in one.reason.zh
    assert not one.certain


def test_a_batch_comes_before_a_row_that_one_of_it_would_fit() -> None:
    """王五 got 500 in the batch that is booked by names, and 500 in another that is booked as one."""
    rows = items(
        "r", "16 | -1700 | | 代发评审费", "18 | -500 | 王五 | 代发稿费", "18 | -300 | 赵六 | 代发稿费"
    )
    legs = items("l", *STAFF, "18 | -800 | | 发放稿费")
    assert found(rows, legs) == {(("r1",), ("l1", "l2", "l3")): False, (("r2", "r3"), ("l4",)): False}


def test_fees_of_a_day_that_are_paid_one_by_one_are_no_batch() -> None:
    rows = items("r", *STAFF, "18 | -1700 | | 批量代发")
    assert set(found(rows, items("l", *STAFF))) == {((f"r{n}",), (f"l{n}",)) for n in (1, 2, 3)}


PAID, BACK = "18 | -400 | 专家甲 | 稿费", "20 | 400 | 专家甲 | 退汇"


def test_a_return_that_both_sides_know_is_two_pairs() -> None:
    rows, legs = items("r", PAID, BACK), items("l", PAID, BACK)
    assert set(found(rows, legs)) == {(("r1",), ("l1",)), (("r2",), ("l2",))}


def test_a_return_that_one_side_alone_knows_cancels_the_payment() -> None:
    assert found(items("r", PAID, BACK), []) == {(("r1", "r2"), ()): False}
    red = ("18 | -400 | 专家甲 | 稿费", "25 | 400 | 专家甲 | 红字冲销")
    assert found([], items("l", *red)) == {((), ("l1", "l2")): False}


@pytest.mark.parametrize("again", ["20 | -400 | 专家甲 | 稿费", "22 | -400 | 专家甲 | 稿费"])
def test_paid_returned_and_paid_again_is_one_payment(again: str) -> None:
    rows = items("r", PAID, BACK, again)
    assert found(rows, items("l", PAID)) == {(("r1", "r2", "r3"), ("l1",)): False}
    assert found(items("l", PAID), rows) == {(("l1",), ("r1", "r2", "r3")): False}


def test_moved_out_and_back_between_own_accounts() -> None:
    rows = items("r", "18 | -400 | 江城学会 | 内部转账", "20 | 400 | 江城学会 | 内部转账")
    (one,) = match(rows, [])
    assert one.reason.en == "moved out and back, 2 days apart; not on the other side"


def test_a_payment_in_and_one_out_are_no_return() -> None:
    assert found(items("r", "18 | -400 | 专家甲 | 稿费", "20 | 400 | 专家甲 | 会费"), []) == {}
    assert found(items("r", "18 | -400 | 专家甲 | 稿费", "20 | 400 | 江城印务 | 退汇"), []) == {}
