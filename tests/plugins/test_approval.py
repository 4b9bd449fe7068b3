"""Internal approval before the application."""

from __future__ import annotations

import pytest

from .conftest import Desk

APPLIED = "2024-10-21 application"


@pytest.mark.parametrize(
    ("approved", "told"),
    [
        ("2024-10-15 approval document=常务理事会纪要", {}),
        ("2024-10-21 approval document=理事会纪要", {}),
        ("2024-10-22 approval document=理事会纪要", {"stage:approval": "violation"}),
        ("2024-10-15 approval note=理事会同意", {"stage:approval": "unknown"}),
        ("2024-10-15 approval document=秘书长办公会纪要", {"stage:approval": "unknown"}),
        ("2024-10-15 review", {"stage:approval": "unknown"}),
    ],
)
def test_by_date_minutes_and_body(desk: Desk, approved: str, told: dict[str, str]) -> None:
    assert desk.registered(approved, APPLIED).told("approval") == told


def test_without_an_application_it_cannot_be_told(desk: Desk) -> None:
    assert desk.registered("2024-10-15 approval document=理事会纪要").told("approval") == {
        "stage:approval": "unknown"
    }


def test_the_national_scheme_asks_for_the_party_group(desk: Desk) -> None:
    national = desk.under("cast-2013")
    assert national.registered("2024-10-15 approval document=理事会纪要", APPLIED).told("approval") == {
        "stage:approval": "unknown"
    }
    assert national.registered("2024-10-15 approval document=党组会纪要", APPLIED).told("approval") == {}
