"""Cash drawn, and what was claimed against it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

    from earmark.ledger.vouchers.charge import Charge


def drawn(desk: Desk, **facts: Any) -> Charge:  # noqa: ANN401 (any field of a charge)
    given = {"kind": "transfer", "code": "1001", "paid": "2025-06-10", "plan": None, **facts}
    return desk.pay("提取现金备用", "江城银行", "2000.00", **given)


def test_cash_that_nobody_claims_is_review(desk: Desk) -> None:
    """Trips it: cash of June and no claim by September."""
    cash, later = drawn(desk), desk.pay("学术年会场租", paid="2025-09-10")
    assert [(f.subject, f.outcome) for f in desk.findings([cash, later], "cash")] == [(cash.id, "review")]


def test_claims_in_time_and_cash_of_yesterday_are_fine(desk: Desk) -> None:
    """Near miss: cash of which costs were paid in time."""
    cash = drawn(desk)
    claim = desk.pay("评审会资料打印", amount="2000.00", paid="2025-06-20", settles=cash.id)
    later = desk.pay("学术年会场租", paid="2025-09-10")
    assert desk.findings([cash, claim, later], "cash") == []
    running = desk.with_award(milestones=())
    assert running.findings([drawn(desk), desk.pay("学术年会场租", paid="2025-06-30")], "cash") == []


def test_what_the_books_have_left_counts(desk: Desk) -> None:
    later = desk.pay("学术年会场租", paid="2025-09-10")
    assert desk.findings([drawn(desk, left=Decimal("0.00")), later], "cash") == []
    (found,) = desk.findings([drawn(desk, left=Decimal("150.00")), later], "cash")
    assert "150.00" in found.evidence[0].text.zh


def test_after_the_awards_end_nothing_is_early(desk: Desk) -> None:
    cash = drawn(desk, paid="2026-02-20")
    assert len(desk.findings([cash, desk.pay("尾款", paid="2026-03-02")], "cash")) == 1


def test_cash_booked_as_a_cost_is_review(desk: Desk) -> None:
    assert len(desk.findings([desk.pay("现金支票提现", "江城银行")], "cash")) == 1
