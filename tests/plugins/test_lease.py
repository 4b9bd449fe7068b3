"""The office's rent under another name. The landlord of the example award gets 9,000.00 a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

    from earmark.ledger.vouchers.charge import Charge

OTHER = "江城共创空间管理公司"


def rents(desk: Desk, amount: str, days: list[str], payee: str = OTHER) -> list[Charge]:
    return [desk.pay("科普基地场地使用费", payee, amount, paid=day) for day in days]


@pytest.mark.parametrize(
    ("amount", "days", "count"),
    [
        ("9000.00", ["2025-06-02", "2025-07-02"], 2),
        ("27000.00", ["2025-03-02", "2025-06-02", "2025-09-02"], 3),
        ("9000.00", ["2025-06-02"], 0),  # once may be chance
        ("9000.00", ["2025-06-02", "2025-09-02"], 0),  # a month's rent, each quarter
        ("8000.00", ["2025-06-02", "2025-07-02"], 0),
    ],
)
def test_amount_and_rhythm_of_the_rent(desk: Desk, amount: str, days: list[str], count: int) -> None:
    """Trips it: 科普基地场地使用费 9,000.00 month after month. Near miss: one 论坛场租 of 9,000.00."""
    found = desk.findings(rents(desk, amount, days), "lease")
    assert [(f.category, f.outcome) for f in found] == [("office", "review")] * count


@pytest.mark.parametrize(
    "text",
    [
        "会员之家场地费(地址同秘书处)",
        "科普站租金,与办公室合用",
        "活动场地使用费(江城科苑大厦业主)",
        "Rent, same address as the office",
    ],
)
def test_words_that_name_the_place(desk: Desk, text: str) -> None:
    assert [f.outcome for f in desk.findings([desk.pay(text, OTHER, "6500.00")], "lease")] == ["review"]


def test_what_the_landlord_gets_is_judged_by_another_rule(desk: Desk) -> None:
    paid = rents(desk, "9000.00", ["2025-06-02", "2025-07-02"], "江城科苑大厦业主")
    assert desk.findings(paid, "lease") == []
    assert len(desk.findings(paid, "prohibited")) == 2


def test_buses_and_equipment_are_no_place(desk: Desk) -> None:
    charges = [desk.pay("科普活动租车", OTHER, "9000.00", paid=f"2025-0{n}-02") for n in (6, 7)]
    assert desk.findings(charges, "lease") == []


def test_without_a_landlord_nobody_can_tell(desk: Desk) -> None:
    unlisted = desk.with_award(parties=None)
    months = ["2025-06-02", "2025-07-02", "2025-08-02"]
    found = unlisted.findings(rents(desk, "7000.00", months), "lease")
    assert [(f.subject, f.outcome) for f in found] == [("fact:office-lease", "unknown")]
    assert unlisted.findings(rents(desk, "7000.00", months[:2]), "lease") == []
