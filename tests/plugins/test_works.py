"""A renovation in repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

BUILDER = "江城宏建装饰工程"


def test_repairs_of_one_payee_are_review(desk: Desk) -> None:
    """Trips it: 会议室墙面修补 in June, 会议室门窗更换 in July."""
    charges = [
        desk.pay("会议室墙面修补", BUILDER, "2800.00", paid="2025-06-02"),
        desk.pay("会议室门窗更换", BUILDER, "2700.00", paid="2025-07-02"),
        desk.pay("会议室地面铺设", "江城某某工程队", "2700.00", paid="2025-08-02"),
    ]
    found = desk.findings(charges, "works")
    assert [(f.subject, f.category, f.outcome) for f in found] == [
        (c.id, "construction", "review") for c in charges
    ]


@pytest.mark.parametrize(
    "text", ["打印机维修", "科普展品维修", "科普展厅展板更换", "会员系统维护", "会场背景板安装"]
)
def test_equipment_exhibits_and_stands_are_no_works(desk: Desk, text: str) -> None:
    """Near miss: 打印机维修 twice; 科普展品维修 twice."""
    charges = [desk.pay(text, BUILDER, "2800.00", paid=f"2025-0{n}-02") for n in (6, 7)]
    assert desk.findings(charges, "works") == []


def test_small_ones_single_ones_and_those_far_apart_are_not(desk: Desk) -> None:
    small = [desk.pay("墙面修补", BUILDER, "800.00", paid=f"2025-0{n}-02") for n in (3, 4)]
    single = desk.pay("资料室门窗更换", "江城门窗公司", "9000.00", paid="2025-06-02")
    later = desk.pay("屋顶防水维修", BUILDER, "9000.00", paid="2026-01-02")
    assert desk.findings([*small, single, later], "works") == []


def test_a_topic_is_no_work(desk: Desk) -> None:
    texts = ("老旧墙面修补技术培训班授课费", "门窗更换节能研讨会场租")
    charges = [desk.pay(t, BUILDER, "9000.00", paid="2025-06-02") for t in texts]
    assert desk.findings(charges, "works") == []
