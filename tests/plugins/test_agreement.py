"""Task agreement or filing before the first spending, with its five parts."""

from __future__ import annotations

from .conftest import Desk

PARTS = "parts=工作思路,发展重点,工作进度安排,年度考核指标,资金使用方向"


def test_filed_on_the_day_of_the_first_payment(desk: Desk) -> None:
    filed = desk.registered(f"2025-03-18 filing {PARTS}")
    assert filed.told("agreement", desk.pay("场租", paid="2025-03-18")) == {}


def test_spending_before_filing_is_review_under_the_city_scheme(desk: Desk) -> None:
    filed = desk.registered(f"2025-04-03 filing {PARTS}")
    (found,) = filed.findings(
        [desk.pay("场租", paid="2025-03-18"), desk.pay("餐费", paid="2025-03-20")], "agreement"
    )
    assert (found.subject, found.outcome) == ("stage:filing", "review")
    assert "已有 2 笔列支，最早 2025-03-18" in found.evidence[0].text.zh


def test_spending_before_the_agreement_is_a_violation_under_the_national_scheme(desk: Desk) -> None:
    signed = desk.under("cast-2013").registered(f"2025-04-03 agreement {PARTS}")
    assert signed.told("agreement", desk.pay("场租", paid="2025-03-18")) == {"stage:agreement": "violation"}


def test_money_that_came_back_is_no_spending(desk: Desk) -> None:
    filed = desk.registered(f"2025-04-03 filing {PARTS}")
    assert filed.told("agreement", desk.pay("退款", amount="-1.00", paid="2025-03-18")) == {}


def test_without_it_money_cannot_be_told(desk: Desk) -> None:
    assert desk.registered().told("agreement") == {}
    assert desk.registered().told("agreement", desk.pay("场租")) == {"stage:filing": "unknown"}


def test_parts_that_are_missing_and_parts_that_nobody_noted(desk: Desk) -> None:
    national = desk.under("cast-2013")
    four = PARTS.removesuffix(",资金使用方向")
    (found,) = national.registered(f"2025-03-01 agreement {four}").findings([], "agreement")
    assert (found.outcome, found.evidence[0].text.en) == ("violation", "task agreement signed lacks: uses")
    assert national.registered("2025-03-01 agreement").told("agreement") == {"parts:agreement": "unknown"}


def test_parts_in_english(desk: Desk) -> None:
    said = desk.registered("2025-03-01 filing parts=approach,priorities,schedule,indicators,uses")
    assert said.told("agreement") == {}
