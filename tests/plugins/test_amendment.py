"""The plan changes by dated, papered amendments only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from .conftest import Desk, day


@pytest.mark.parametrize(
    ("on", "document", "told"),
    [
        ("2025-12-20", "武科协函〔2025〕8号", {}),
        ("2025-12-20", None, {"plan:P7@2025-12-20": "unknown"}),
        ("2026-03-01", "武科协函〔2026〕1号", {"plan:P7@2026-03-01": "review"}),
        ("2025-03-01", None, {}),
    ],
)
def test_by_paper_and_day(desk: Desk, on: str, document: str | None, told: dict[str, str]) -> None:
    later = replace(desk.award.plan[6], date=day(on), document=document)
    assert desk.with_award(plan=(*desk.award.plan[:6], later)).told("amendment") == told


def test_an_amendment_may_name_its_paper_by_number(desk: Desk) -> None:
    later = replace(desk.award.plan[0], date=day("2025-09-01"), amendment="第2次调整")
    assert desk.with_award(plan=(*desk.award.plan, later)).told("amendment") == {}
