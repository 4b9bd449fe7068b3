"""每年一评，项目周期1年: one award per recipient and year."""

from __future__ import annotations

import pytest

from .conftest import Desk, day
from .together import award, findings


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2025-10-01", "2026-09-30", True),
        ("2026-01-01", "2026-12-31", True),
        ("2026-03-31", "2027-03-30", True),
        ("2026-04-01", "2027-03-31", False),
    ],
)
def test_the_later_award_holds_the_finding(desk: Desk, start: str, end: str, *, found: bool) -> None:
    first = award(desk, "CAST2025-017", start=day("2025-04-01"), end=day("2026-03-31"))
    second = award(desk, "CAST2026-003", start=day(start), end=day(end))
    told = findings(desk.under("cast-2013"), "yearly", second, first)
    assert list(told) == (["CAST2026-003"] if found else [])
    assert not found or told["CAST2026-003"][0].subject == "JCSF"


def test_another_recipient_may_have_one_in_the_same_year(desk: Desk) -> None:
    other = award(desk, "CAST2025-031", recipient="JCKX", recipient_name="江城省科学技术协会")
    assert findings(desk.under("cast-2013"), "yearly", award(desk, "CAST2025-017"), other) == {}


def test_a_scheme_without_the_clause_says_nothing(desk: Desk) -> None:
    assert findings(desk, "yearly", award(desk, "WH2025-007"), award(desk, "WH2025-008")) == {}
