"""Amounts a little below a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk


@pytest.fixture
def limited(desk: Desk) -> Desk:
    return desk.with_award(settings={"单一来源采购限额": "50000", "one-signature": "5000"})


def test_just_under_the_limit_of_a_tender_is_review(limited: Desk) -> None:
    """Trips it: 展厅布展 49,800.00 under a limit of 50,000."""
    charge = limited.pay("科普展厅布展", amount="49800.00")
    (found,) = limited.findings([charge], "nearlimit")
    assert (found.subject, found.outcome) == (charge.id, "review")


@pytest.mark.parametrize("amount", ["48499.99", "50000.00", "52000.00"])
def test_well_below_or_at_the_limit_is_not(limited: Desk, amount: str) -> None:
    assert limited.findings([limited.pay("科普展厅布展", amount=amount)], "nearlimit") == []


def test_one_bill_just_under_one_signature_may_be_chance(limited: Desk) -> None:
    """Near miss: 年会工作餐 4,800.00, once, under one of 5,000."""
    assert limited.findings([limited.pay("年会工作餐", amount="4800.00")], "nearlimit") == []


def test_two_of_them_or_one_that_says_nothing_is_not(limited: Desk) -> None:
    meals = [
        limited.pay("年会工作餐", amount=a, paid=d)
        for a, d in (("4850.00", "2025-06-02"), ("4950.00", "2025-07-02"))
    ]
    late = limited.pay("年会工作餐", amount="4900.00", paid="2025-11-02")
    vague = limited.pay("服务费", "江城某某商行", "4900.00", paid="2025-12-01")
    found = limited.findings([*meals, late, vague], "nearlimit")
    assert [f.subject for f in found] == [meals[0].id, meals[1].id, vague.id]


def test_fees_of_persons_are_left_out(limited: Desk) -> None:
    fees = [limited.pay("评审费", "专家E07", "4800.00", paid=f"2025-06-0{n}") for n in (2, 3)]
    assert limited.findings(fees, "nearlimit") == []


def test_limits_that_nobody_knows_are_said_once(desk: Desk) -> None:
    found = desk.findings([desk.pay("展厅布展", amount="49800.00"), desk.pay("年会工作餐")], "nearlimit")
    assert {f.subject for f in found} == {"limit:single-source", "limit:one-signature"}
    assert {f.outcome for f in found} == {"unknown"}
    assert desk.findings([], "nearlimit") == []
