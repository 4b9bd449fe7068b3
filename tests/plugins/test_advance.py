"""Advances and prepayments that nobody settles."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

    from earmark.ledger.vouchers.charge import Charge


def given(desk: Desk, text: str = "预借调研差旅费", **facts: Any) -> Charge:  # noqa: ANN401 (any field)
    return desk.pay(
        text, "职工A01", "5000.00", **{"kind": "advance", "paid": "2025-04-10", "plan": None, **facts}
    )


def test_an_advance_of_april_is_overdue_in_september(desk: Desk) -> None:
    """Trips it: 预借调研差旅费 5,000.00 in April, nothing settled by September."""
    advance, later = given(desk), desk.pay("学术年会场租", paid="2025-09-10")
    (found,) = desk.findings([advance, later], "advance")
    assert (found.subject, found.outcome, found.amount) == (advance.id, "review", Decimal("5000.00"))


def test_the_day_is_the_latest_in_the_books(desk: Desk) -> None:
    running = desk.with_award(milestones=())
    assert running.findings([given(desk), desk.pay("学术年会场租", paid="2025-07-09")], "advance") == []
    late = given(desk, paid="2026-02-20")
    assert len(desk.findings([late, desk.pay("会刊印刷", paid="2026-03-01")], "advance")) == 1


def test_what_is_settled_is_not(desk: Desk) -> None:
    """Near miss: claimed in May."""
    advance, later = given(desk), desk.pay("学术年会场租", paid="2025-09-10")
    linked = desk.pay("报销差旅费", "职工A01", "5000.00", paid="2025-05-10", settles=advance.id)
    assert desk.findings([advance, linked, later], "advance") == []
    assert desk.findings([given(desk, left=Decimal(0)), later], "advance") == []
    assert len(desk.findings([given(desk, left=Decimal(120)), later], "advance")) == 1


def test_a_claim_that_cites_nothing_counts_when_it_fits(desk: Desk) -> None:
    advance, later = given(desk), desk.pay("学术年会场租", paid="2025-09-10")
    claim = desk.pay("报销调研差旅费", "职工A01", "4600.00", paid="2025-05-10")
    assert desk.findings([advance, claim, later], "advance") == []
    other = desk.pay("报销购买科普耗材", "职工A01", "4600.00", paid="2025-05-10")
    small = desk.pay("报销调研差旅费", "职工A01", "460.00", paid="2025-05-10")
    assert len(desk.findings([advance, other, small, later], "advance")) == 1


def test_a_deposit_is_due_at_the_end(desk: Desk) -> None:
    deposit = given(desk, "会场押金")
    assert desk.findings([deposit, desk.pay("学术年会场租", paid="2026-01-10")], "advance") == []
    assert len(desk.findings([deposit, desk.pay("学术年会场租", paid="2026-03-10")], "advance")) == 1
