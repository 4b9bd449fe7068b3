"""Differences with the bank that were explained and stay: review once they are old, by the policy's own count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from earmark.ledger.awards.award import Outstanding

from .conftest import Desk, day

CHEQUE = Outstanding("V0009b", day("2025-03-28"), Decimal("-200.00"), "no_row", "支票未兑付", "chen")
DEPOSIT = Outstanding("ICBC-8801:7", day("2025-06-01"), Decimal("50.00"), "unbooked", "待查", "chen")


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("2025-06-25", {}),
        ("2025-06-26", {"bank:V0009b": "review"}),
        ("2025-08-30", {"bank:V0009b": "review", "bank:ICBC-8801:7": "review"}),
    ],
)
def test_it_is_old_after_ninety_days(desk: Desk, as_of: str, told: dict[str, str]) -> None:
    assert desk.with_award(outstanding=(CHEQUE, DEPOSIT), as_of=day(as_of)).told("transit") == told


def test_what_it_is_and_who_said_why_is_the_evidence(desk: Desk) -> None:
    (found,) = desk.with_award(outstanding=(CHEQUE,), as_of=day("2025-06-26")).findings([], "transit")
    assert [one.text.zh for one in found.evidence] == [
        "V0009b（2025-03-28，-200.00）账上已记，没有银行流水，到 2025-06-26 已 90 天",
        "chen 的说明：支票未兑付",
    ]
    assert (found.date, found.amount, found.voucher) == (day("2025-03-28"), None, None)


def test_a_policy_without_the_rule_leaves_it_alone(desk: Desk) -> None:
    under = desk.under("social-organisations-2015")
    assert under.with_award(outstanding=(CHEQUE,), as_of=day("2026-06-26")).findings([], "transit") == []
