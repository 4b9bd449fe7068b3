"""Continue, adjust or end after an evaluation."""

from __future__ import annotations

import pytest

from .conftest import Desk

FAILED = "2025-10-15 evaluation result=不合格"
SUBJECT = "stage:evaluation@2025-10-15"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("2025-10-15 evaluation result=合格", "2025-11-02 payment"), {}),
        ((FAILED,), {SUBJECT: "review"}),
        ((FAILED, "2025-11-02 payment"), {SUBJECT: "violation"}),
        ((FAILED, "2025-11-02 payment", "2025-11-20 adjustment"), {SUBJECT: "violation"}),
        ((FAILED, "2025-10-20 adjustment", "2025-11-02 payment"), {}),
        ((FAILED, "2025-03-05 payment", "2025-10-20 adjustment"), {}),
        (("2025-10-15 evaluation",), {SUBJECT: "unknown"}),
    ],
)
def test_payments_wait_for_the_decision(desk: Desk, lines: tuple[str, ...], told: dict[str, str]) -> None:
    assert desk.registered(*lines).told("continuation") == told


@pytest.mark.parametrize(
    ("reached", "told"), [("2026-05-29", {}), ("2026-05-30", {"stage:evaluation": "unknown"})]
)
def test_an_evaluation_is_missed_when_the_period_is_long_over(
    desk: Desk, reached: str, told: dict[str, str]
) -> None:
    assert desk.registered(f"{reached} acceptance").told("continuation") == told
