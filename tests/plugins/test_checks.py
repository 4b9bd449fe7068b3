"""Mid-term check, acceptance and summary, by the day that the books reach."""

from __future__ import annotations

import pytest

from .conftest import Desk

MID = "2025-09-12 mid-term document=意见"


@pytest.mark.parametrize(
    ("paid", "told"),
    [
        ("2025-08-29", {}),  # the first half is not over
        ("2025-08-30", {"stage:mid-term": "unknown"}),
        ("2026-02-28", {"stage:mid-term": "unknown"}),
        ("2026-03-01", {"stage:mid-term": "violation"}),
    ],
)
def test_the_mid_term_check_is_due_when_half_is_over(desk: Desk, paid: str, told: dict[str, str]) -> None:
    assert desk.registered().told("checks", desk.pay("场租", paid=paid)) == told


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ("document=意见 result=合格", {}),
        ("document=意见 result=不合格", {"stage:mid-term": "review"}),
        ("", {"stage:mid-term": "unknown"}),
    ],
)
def test_its_paper_and_result(desk: Desk, facts: str, told: dict[str, str]) -> None:
    assert desk.registered(f"2025-09-12 mid-term {facts}").told("checks") == told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("2026-04-20 acceptance document=意见", "2026-04-20 settlement"), {}),
        (("2026-04-20 settlement",), {"stage:acceptance": "violation"}),
        (("2026-05-02 acceptance document=意见", "2026-04-20 settlement"), {"stage:acceptance": "violation"}),
        (("2026-05-20 adjustment",), {}),
        (("2026-06-20 adjustment",), {"stage:acceptance": "unknown"}),
    ],
)
def test_acceptance_comes_before_the_settlement(
    desk: Desk, lines: tuple[str, ...], told: dict[str, str]
) -> None:
    assert desk.registered(MID, *lines).told("checks") == told


def test_the_national_scheme_asks_for_a_summary_and_no_mid_term_check(desk: Desk) -> None:
    settled = desk.under("cast-2013").registered(
        "2026-04-20 settlement", "2026-04-02 acceptance document=意见"
    )
    assert settled.told("checks") == {"stage:summary": "violation"}
