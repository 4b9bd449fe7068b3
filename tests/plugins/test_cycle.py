"""The award lasts as long as the scheme says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from .conftest import Desk, day


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2025-04-01", "2026-03-31", {}),
        ("2025-03-01", "2026-02-28", {}),
        ("2027-03-01", "2028-02-29", {}),
        ("2024-02-29", "2025-02-28", {}),
        ("2025-04-01", "2026-09-30", {"period": "violation"}),
        ("2025-04-01", "2026-04-01", {"period": "violation"}),
        ("2025-04-01", "2025-12-31", {"period": "review"}),
    ],
)
def test_one_year(desk: Desk, start: str, end: str, told: dict[str, str]) -> None:
    grant = replace(desk.award.grant, start=day(start), end=day(end))
    assert desk.under("cast-2013").with_award(grant=grant).told("cycle") == told
