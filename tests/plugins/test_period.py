"""The award's period, 2025-03-01 to 2026-02-28: paid, and delivered, inside it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from earmark.ledger.awards.register import Milestone
from earmark.plugins.signs.stated import stated

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk


@pytest.mark.parametrize(
    ("paid", "narration", "said"),
    [
        ("2025-03-01", "学术年会场租", "allowed"),
        ("2026-02-28", "学术年会场租", "allowed"),
        ("2025-02-20", "学术年会场租", "unrelated"),  # before the list of awards of 02-24
        ("2025-02-26", "学术年会场租", "review"),
        ("2025-02-26", "补付2024年11月场租", "unrelated"),
        ("2026-03-20", "学术年会尾款", "review"),
        ("2026-03-20", "2026年1月论坛场租尾款", "review"),
        ("2026-04-20", "2026年4月论坛场租", "unrelated"),
        ("2025-04-10", "补付2024年11月论坛场租", "unrelated"),
        ("2025-04-10", "2024年论坛场租尾款", "review"),
        ("2025-04-10", "2024年度学科发展报告印刷费", "allowed"),
        ("2025-12-30", "预付2026年平台运维费(全年)", "review"),
        ("2025-12-30", "2026年1月论坛场租", "allowed"),
        ("2025-06-01", "面向2035年的科技战略研讨会场租", "allowed"),
    ],
)
def test_days(desk: Desk, paid: str, narration: str, said: str) -> None:
    assert desk.says(desk.pay(narration, paid=paid), "period") == said


def test_the_banks_day_is_what_counts(desk: Desk) -> None:
    charge = desk.pay("学术年会场租", paid="2026-02-27", date=datetime.date(2026, 3, 2))
    assert desk.says(charge, "period") == "allowed"


def test_without_a_published_list_paying_early_is_review(desk: Desk) -> None:
    unlisted = desk.with_award(milestones=())
    assert unlisted.says(desk.pay("学术年会场租", paid="2025-02-20"), "period") == "review"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026年3月", "2026-03-01", "2026-03-31"),
        ("2025-04-11", "2025-04-11", "2025-04-11"),
        ("4-6月物业费", "2025-04-01", "2025-06-30"),
        ("12月工资", "2024-12-01", "2024-12-31"),
        ("2025年", "2025-01-01", "2025-12-31"),
        ("2025年3月至2026年2月", "2025-03-01", "2026-02-28"),
    ],
)
def test_the_days_that_a_narration_names(text: str, first: str, last: str) -> None:
    span = stated(text, datetime.date(2025, 3, 18))
    assert span is not None
    assert (str(span.first), str(span.last)) == (first, last)


@pytest.mark.parametrize("text", ["场租", "第12期", "2035年远景", "13月", "2025年13月40日", "编号2025-0018"])
def test_what_is_no_day(text: str) -> None:
    span = stated(text, datetime.date(2025, 3, 18))
    assert span is None or span.first.year == 2025


def test_years_of_a_service_are_no_year_of_the_calendar(desk: Desk) -> None:
    assert desk.says(desk.pay("预付平台三年等保测评及运维", "江城讯达信息"), "period") == "review"
    assert desk.says(desk.pay("2025年学术年会会场预付款(合同价30%)"), "period") == "allowed"


def test_a_month_in_a_named_year_is_that_month(desk: Desk) -> None:
    assert desk.says(desk.pay("预订2026学术年会(6月)场地定金", paid="2026-02-20"), "period") == "review"
    assert desk.says(desk.pay("2026年科普图书(1月)印刷", paid="2026-01-20"), "period") == "allowed"


@pytest.mark.parametrize(("paid", "said"), [("2025-11-10", "allowed"), ("2025-11-11", "unrelated")])
def test_what_is_paid_after_a_revocation(desk: Desk, paid: str, said: str) -> None:
    revoked = Milestone(
        date=datetime.date(2025, 11, 10), id="M99", stage="revocation", note="O-0001", recorded="", by=""
    )
    after = desk.with_award(milestones=(*desk.award.milestones, revoked))
    assert after.says(desk.pay("学术年会场租", paid=paid), "period") == said
