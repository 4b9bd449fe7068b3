"""The earliest lawful payment."""

from __future__ import annotations

import pytest

from .conftest import Desk

ENDED, LISTED = "2025-02-20 notice-end", "2025-02-24 list"


@pytest.mark.parametrize(
    ("paid", "told"),
    [
        ("2025-03-05 payment", {}),
        ("2025-02-24 payment", {}),
        ("2025-02-23 payment", {"stage:payment": "violation"}),
        ("2025-02-18 payment", {"stage:payment": "violation"}),
        ("2025-03-03 filing", {}),
    ],
)
def test_after_notice_and_list(desk: Desk, paid: str, told: dict[str, str]) -> None:
    assert desk.registered(ENDED, LISTED, paid).told("payment") == told


def test_money_that_was_spent_had_come(desk: Desk) -> None:
    early = desk.pay("场租", paid="2025-02-19")
    assert desk.registered(ENDED, LISTED).told("payment", early) == {"stage:payment": "violation"}


def test_what_the_register_lacks_cannot_be_told(desk: Desk) -> None:
    spent = desk.pay("场租")
    assert desk.registered(ENDED, LISTED).told("payment", spent) == {"stage:payment": "unknown"}
    assert desk.registered("2025-03-05 payment").told("payment") == {"stage:payment": "unknown"}


def test_on_the_last_day_of_the_notice_it_is_not_over(desk: Desk) -> None:
    (found,) = desk.registered(ENDED, "2025-02-18 list", "2025-02-20 payment").findings([], "payment")
    assert found.outcome == "violation"
    assert "公示结束" in found.evidence[0].text.zh
