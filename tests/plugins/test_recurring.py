"""One person, one amount, month after month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

    from earmark.ledger.vouchers.charge import Charge


def fees(desk: Desk, days: list[str], text: str = "学会发展顾问费", payee: str = "专家E20") -> list[Charge]:
    return [desk.pay(text, payee, "3000.00", paid=day) for day in days]


def test_three_months_running_are_review(desk: Desk) -> None:
    """Trips it: 决策咨询顾问费 to 专家E20 in June, July and August."""
    charges = fees(desk, ["2025-06-10", "2025-07-09", "2025-08-29"])
    found = desk.findings(charges, "recurring")
    assert [(f.subject, f.outcome, f.category) for f in found] == [
        (c.id, "review", "personnel") for c in charges
    ]
    assert charges[2].id in found[0].evidence[0].text.zh


def test_lectures_on_their_own_topics_are_not(desk: Desk) -> None:
    """Near miss: three lectures of 专家E03, each its own."""
    texts = ("防诈骗科普讲座劳务费", "人体器官捐献科普讲座劳务费", "心肺复苏急救培训劳务费")
    charges = [desk.pay(t, "专家E03", "1500.00", paid=f"2025-0{n}-10") for n, t in enumerate(texts, 6)]
    assert desk.findings(charges, "recurring") == []


@pytest.mark.parametrize(
    ("days", "count"),
    [
        (["2025-06-10", "2025-08-10", "2025-10-10"], 3),  # every other month
        (["2025-03-10", "2025-06-10", "2025-09-10", "2025-12-10"], 4),  # each quarter
        (["2025-12-10", "2026-01-10", "2026-02-10"], 3),  # over the year's end
        (["2025-06-10", "2025-07-10", "2025-07-20"], 0),  # two months only
        (["2025-06-10", "2025-07-10", "2025-10-10"], 0),  # no equal steps
        (["2025-04-10", "2025-08-10", "2025-12-10"], 0),  # too far apart
        (["2025-03-10", "2025-05-10", "2025-06-10", "2025-07-10"], 3),  # the row begins with its second
    ],
)
def test_what_is_a_row(desk: Desk, days: list[str], count: int) -> None:
    assert len(desk.findings(fees(desk, days), "recurring")) == count


def test_what_calls_itself_monthly_needs_two_months(desk: Desk) -> None:
    assert len(desk.findings(fees(desk, ["2025-06-10", "2025-07-10"], "每月指导费"), "recurring")) == 2


def test_other_amounts_and_companies_are_left_out(desk: Desk) -> None:
    days = ["2025-06-10", "2025-07-10", "2025-08-10"]
    mixed = [desk.pay("顾问费", "专家E20", f"300{n}.00", paid=d) for n, d in enumerate(days)]
    assert desk.findings([*mixed, *fees(desk, days, payee="江城咨询有限公司")], "recurring") == []
