"""How long something is overdue: the due day itself is not late, and each step ends on its last day."""

from __future__ import annotations

import datetime

import pytest

from earmark.ledger.recovery.ageing import AGES, age, days_overdue

DUE = datetime.date(2025, 12, 31)


@pytest.mark.parametrize(
    ("late", "step"),
    [(-40, "not_due"), (0, "not_due"), (1, "to_30"), (30, "to_30"), (31, "to_60"), (60, "to_60"), (61, "to_90"),
     (90, "to_90"), (91, "over_90"), (4000, "over_90")],
)  # fmt: skip
def test_each_step_ends_on_its_last_day(late: int, step: str) -> None:
    day = DUE + datetime.timedelta(late)
    assert age(DUE, day) == step
    assert step in AGES
    assert days_overdue(DUE, day) == max(late, 0)
