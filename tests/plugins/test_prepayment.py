"""Services that last mostly beyond the award, which ends on 2026-02-28."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        ("平台运维服务费(一年)", "2025-12-29"),
        ("文献数据库年费", "2025-10-09"),
        ("云服务器租用12个月", "2025-09-20"),
        ("软件授权两年期", "2025-06-01"),
        ("Annual subscription of journal database", "2025-11-01"),
    ],
)
def test_most_of_it_lies_after_the_end(desk: Desk, text: str, paid: str) -> None:
    """Trips it: 平台运维服务费(一年) paid two months before the end."""
    (found,) = desk.findings(
        [desk.pay(text, "江城讯达信息技术有限公司", "24000.00", paid=paid)], "prepayment"
    )
    assert (found.outcome, found.evidence[0].weight) == ("review", "object")


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        ("文献数据库年费", "2025-04-10"),
        ("云服务器租用3个月", "2025-12-20"),
        ("2025年3月至2026年2月平台运维费(一年)", "2025-12-20"),
        ("学科发展一年回顾展板印刷", "2025-12-29"),
        ("年会会议服务费", "2025-12-29"),
        ("一年级科普课程服务费", "2025-12-29"),
        ("平台运维服务费(一年)", "2026-03-29"),
    ],
)
def test_the_ordinary_case_and_what_other_rules_judge(desk: Desk, text: str, paid: str) -> None:
    """Near miss: 数据库年费 paid in the award's second month."""
    assert desk.findings([desk.pay(text, paid=paid)], "prepayment") == []
