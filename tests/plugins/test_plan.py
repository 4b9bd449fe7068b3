"""The fund-use plan is closed: a line that is named and there, or a finding."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk


def test_a_charge_without_a_line_is_unknown(desk: Desk) -> None:
    assert desk.says(desk.pay("场租", plan=None, account_name="业务活动成本-会议费"), "plan") == "unknown"


def test_a_line_that_the_plan_lacks_is_unrelated(desk: Desk) -> None:
    """Trips it: plan: "P9" in an award whose plan ends at P7."""
    assert desk.says(desk.pay("场租", plan="P9"), "plan") == "unrelated"


def test_a_line_added_before_the_payment_is_in_the_plan(desk: Desk) -> None:
    """Near miss: an amendment of 2025-12-20, a payment on 2025-12-21; on the 19th it was none yet."""
    added = replace(desk.award.plan[0], id="P8", name="验收", date=datetime.date(2025, 12, 20))
    amended = desk.with_award(plan=(*desk.award.plan, added))
    assert amended.says(desk.pay("验收会场租", plan="P8", paid="2025-12-21"), "plan") == "allowed"
    assert amended.says(desk.pay("验收会场租", plan="P8", paid="2025-12-19"), "plan") == "unrelated"


def test_a_line_is_recognised_in_the_accounts_names(desk: Desk) -> None:
    charge = desk.pay("场租", plan=None, account_name="业务活动成本-能力提升专项-标准制定-会议费")
    assert desk.says(charge, "plan") == "allowed"


def test_a_line_is_recognised_in_the_narration(desk: Desk) -> None:
    charge = desk.pay("会员代表大会会场租金(计划P4列明)", plan=None, account_name="业务活动成本-会议费")
    assert desk.says(charge, "plan") == "allowed"


def test_an_account_that_fits_two_lines_fits_none(desk: Desk) -> None:
    twice = replace(desk.award.plan[0], id="P8", name="学术交流（境外）")
    two = desk.with_award(plan=(*desk.award.plan, twice))
    assert two.says(desk.pay("场租", plan=None, account_name="业务活动成本-学术交流"), "plan") == "unknown"


def test_an_overspent_line_is_review_of_the_line(desk: Desk) -> None:
    """P1 has 1,000.00; 700.00 and 400.00 were charged, and an advance that no cost settles yet."""
    small = replace(desk.award.plan[0], amount=Decimal("1000.00"))
    tight = desk.with_award(plan=(small,))
    charges = [
        desk.pay("场租", amount="700.00"),
        desk.pay("印刷费", amount="400.00"),
        desk.pay("预付场租", amount="900.00", kind="prepayment"),
    ]
    (found,) = tight.findings(charges, "plan")
    assert (found.outcome, found.subject, found.amount, found.voucher) == ("review", "plan:P1", None, None)
    assert "超出 100.00" in found.evidence[0].text.zh


def test_what_takes_a_charge_back_gives_its_line_the_room_again(desk: Desk) -> None:
    small = replace(desk.award.plan[0], amount=Decimal("1000.00"))
    spent = desk.pay("场租", amount="1200.00")
    back = desk.pay("退回场租", amount="-300.00", plan=None, account_name="业务活动成本", reduces=spent.id)
    assert desk.with_award(plan=(small,)).findings([spent, back], "plan") == []
