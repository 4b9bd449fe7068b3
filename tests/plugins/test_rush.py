"""The last days of a year and of the award (500,000.00, until 2026-02-28)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from earmark.ledger.vouchers.charge import Paper

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk


@pytest.mark.parametrize("days", [("2025-12-17", "2025-12-31"), ("2026-02-14", "2026-02-28")])
def test_a_third_of_the_award_in_two_weeks(desk: Desk, days: tuple[str, str]) -> None:
    """Trips it: 180,000 of an award of 500,000 charged in the last days of December."""
    charges = [desk.pay("科普宣传品制作", amount="90000.00", paid=day) for day in days]
    found = desk.findings(charges, "rush")
    assert [(f.subject, f.outcome) for f in found] == [(c.id, "review") for c in charges]
    assert "36%" in found[0].evidence[0].text.zh


def test_less_than_that_or_earlier_is_no_rush(desk: Desk) -> None:
    """Near miss: 60,000 of it."""
    assert desk.findings([desk.pay("科普宣传品制作", amount="60000.00", paid="2025-12-30")], "rush") == []
    assert desk.findings([desk.pay("科普宣传品制作", amount="180000.00", paid="2025-12-16")], "rush") == []


def test_members_that_show_delivery_are_left_out(desk: Desk) -> None:
    shown = desk.pay(
        "科普宣传品制作", amount="90000.00", paid="2025-12-30", papers=(Paper("E1", "other", "V"),)
    )
    dated = desk.pay("12月20日论坛会务费", amount="90000.00", paid="2025-12-30")
    small = desk.pay("会议资料打印", amount="900.00", paid="2025-12-30")
    assert desk.findings([shown, dated, small], "rush") == []


def test_a_prepayment_needs_no_share(desk: Desk) -> None:
    ahead = desk.pay("预付第二届论坛定金", amount="2000.00", paid="2025-12-30")
    kind = desk.pay("论坛会务费", amount="2000.00", paid="2025-12-30", kind="prepayment")
    settled = desk.pay("会刊印刷费", amount="2000.00", paid="2025-12-30", kind="prepayment", left=Decimal(0))
    june = desk.pay("预付第二届论坛定金", amount="2000.00", paid="2025-06-30")
    found = desk.findings([ahead, kind, settled, june], "rush")
    assert sorted(f.subject for f in found) == sorted((ahead.id, kind.id))
