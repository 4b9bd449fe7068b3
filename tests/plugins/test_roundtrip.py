"""Money that goes out and comes back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

PARTNER = "江城启明科技有限公司"


def test_both_legs_are_review_and_nothing_is_netted(desk: Desk) -> None:
    """Trips it: 合作费 50,000.00 to a company, 49,000.00 转回 a month later."""
    out = desk.pay("合作费", PARTNER, "50000.00", paid="2025-08-05")
    back = desk.pay("合作款转回", PARTNER, "-49000.00", paid="2025-09-05")
    found = desk.findings([out, back], "roundtrip")
    assert [(f.subject, f.outcome, f.amount) for f in found] == [
        (out.id, "review", Decimal("50000.00")),
        (back.id, "review", None),
    ]


def test_a_part_a_reason_or_a_red_letter_is_no_round_trip(desk: Desk) -> None:
    """Near miss: 退回年会场租押金 5,000.00 of 18,000.00."""
    out = desk.pay("年会场租", PARTNER, "18000.00", paid="2025-08-05")
    part = desk.pay("退款", PARTNER, "-9000.00", paid="2025-08-15")
    reason = desk.pay("论坛取消退款", PARTNER, "-18000.00", paid="2025-08-25")
    cited = desk.pay("红字", PARTNER, "-18000.00", paid="2025-08-26", reduces=out.id)
    small = [desk.pay("资料费", PARTNER, a, paid="2025-08-27") for a in ("3000.00", "-3000.00")]
    late = desk.pay("退款", PARTNER, "-18000.00", paid="2026-02-25")
    assert desk.findings([out, part, reason, cited, *small, late], "roundtrip") == []


def test_an_own_account_needs_no_name_of_the_payee(desk: Desk) -> None:
    out = desk.pay("合作费", PARTNER, "50000.00", paid="2025-08-05")
    back = desk.pay("往来款转回", "学会基本户尾号1203", "-50000.00", paid="2025-08-15")
    assert [f.subject for f in desk.findings([out, back], "roundtrip")] == [out.id, back.id]
