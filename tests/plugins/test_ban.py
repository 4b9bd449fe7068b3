"""连续3年取消其申报资格: an award inside the ban, by application or first day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from earmark.ledger.awards.programme import Ban
from earmark.ledger.findings.acts import Waiver

from .conftest import Desk, day, milestone

BAN = Ban(
    date=day("2025-05-08"), id="WH2024-002", recipient="JCSF", until=day("2028-05-07"), order="O-0003",
    recorded="", by="zhou",
)  # fmt: skip


def banned(desk: Desk, start: str, applied: str = "", *waivers: Waiver) -> dict[str, str]:
    award = replace(
        desk.award,
        grant=replace(desk.award.grant, start=day(start)),
        milestones=(milestone(applied, "application"),) if applied else (),
        bans=(BAN,),
        waivers=waivers,
    )
    return replace(desk, award=award).told("ban")


@pytest.mark.parametrize(
    ("start", "applied", "found"),
    [
        ("2028-06-01", "2027-10-15", True),
        ("2028-05-07", "", True),
        ("2025-05-08", "", True),
        ("2028-05-08", "2028-05-08", False),
        ("2025-05-07", "2024-10-15", False),
    ],
)
def test_first_and_last_day_are_inside(desk: Desk, start: str, applied: str, *, found: bool) -> None:
    assert banned(desk, start, applied) == ({"JCSF": "violation"} if found else {})


def test_a_waiver_lets_it_through_on_its_days(desk: Desk) -> None:
    waiver = Waiver(
        date=day("2027-10-01"), id="X-0001", rule="ban", subject="JCSF", reason="—", asked_by="zhou",
        until=day("2028-12-31"), recorded="", by="li",
    )  # fmt: skip
    assert banned(desk, "2028-02-01", "2027-10-15", waiver) == {}
    assert banned(desk, "2028-02-01", "2027-09-30", waiver) == {"JCSF": "violation"}
