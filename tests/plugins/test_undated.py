"""Lumps for events without name and day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earmark.ledger.vouchers.charge import Paper

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk


@pytest.mark.parametrize(
    "text",
    [
        "活动经费",
        "会议费",
        "学术交流活动费",
        "会务费一批",
        "培训费合计",
        "場地租金",
        "某次研讨会费用",
        "Conference expenses",
    ],
)
def test_a_lump_is_review(desk: Desk, text: str) -> None:
    """Trips it: 活动经费 20,000.00."""
    (found,) = desk.findings([desk.pay(text, "江城星辰会展公司", "20000.00")], "undated")
    assert (found.outcome, found.evidence[0].weight) == ("review", "missing")


@pytest.mark.parametrize(
    "text",
    [
        "2025学术年会场地租金",
        "会议费(4月11日)",
        "第12期论坛场租",
        "《学科史》审定会会议费",
        "青年科学家沙龙场地费",
        "会议资料印刷",
        "活动物料",
        "秋季研讨会会议费",
    ],
)
def test_what_is_named_or_dated_is_not(desk: Desk, text: str) -> None:
    """Near miss: 2025学术年会场地租金 18,000.00."""
    assert desk.findings([desk.pay(text, "江城星辰会展公司", "20000.00")], "undated") == []


def test_small_ones_persons_and_documents_are_passed_over(desk: Desk) -> None:
    small = desk.pay("活动经费", "江城星辰会展公司", "4999.00")
    person = desk.pay("会议费", "专家E20", "20000.00")
    shown = desk.pay("活动经费", "江城星辰会展公司", "20000.00", papers=(Paper("E1", "notice", "V"),))
    assert desk.findings([small, person, shown], "undated") == []
