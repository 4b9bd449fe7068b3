"""A negative entry cites what it takes back, or is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk


def test_a_relabel_without_its_pair_is_review(desk: Desk) -> None:
    """Trips it: 红字冲销：劳务费改列学术交流费, no payee."""
    red = desk.pay("红字冲销：劳务费改列学术交流费", payee="", amount="-6000.00")
    (found,) = desk.findings([red], "negative")
    assert (found.outcome, found.amount, found.subject) == ("review", None, red.id)


def test_a_refund_from_a_payee_who_was_paid_is_fine(desk: Desk) -> None:
    """Near miss: 退回年会场租押金 from the venue that was paid."""
    paid = desk.pay("年会场租及押金", amount="18000.00", paid="2025-03-18")
    back = desk.pay("退回年会场租押金", amount="-5000.00")
    assert desk.findings([paid, back], "negative") == []
    assert len(desk.findings([back], "negative")) == 1


def test_more_back_than_was_paid_is_review(desk: Desk) -> None:
    paid = desk.pay("年会场租及押金", amount="3000.00", paid="2025-03-18")
    assert len(desk.findings([paid, desk.pay("退款", amount="-5000.00")], "negative")) == 1


def test_an_entry_that_cites_its_charge_is_fine(desk: Desk) -> None:
    paid = desk.pay("会务用品", amount="6000.00")
    assert desk.findings([paid, desk.pay("红字", amount="-6000.00", reduces=paid.id)], "negative") == []


def test_the_finding_of_what_is_taken_back_stays(desk: Desk) -> None:
    paid = desk.pay("学术年会会务劳务费", "职工A03", "6000.00")
    red = desk.pay("红字", "职工A03", "-6000.00", reduces=paid.id)
    assert [f.subject for f in desk.findings([paid, red], "prohibited")] == [paid.id]
