from __future__ import annotations

from collections.abc import Callable

import pytest

from earmark.importers.tables.closing import is_closing
from earmark.importers.tables.rows import BookVoucher

Booking = Callable[..., BookVoucher]

CLOSINGS = {
    "income to net assets": "440102|政府补助收入-限定性收入|400.00|\n3102|限定性净资产||400.00",
    "cost, with interest that reduces it": "3101|非限定性净资产|300.00|\n5301|筹资费用|12.50|\n510101|会议费||312.50",
    "release of the restriction in the year of the income": "440102|限定|80.00|\n440101|非限定||80.00",
    "release of an earlier year's restriction": "3102|限定性净资产|80.00|\n3101|非限定性净资产||80.00",
    "government, financial": "4601|拨款收入|900.00|\n500102|业务活动费用||500.00\n3301|本期盈余||400.00",
    "government, budget": "660101|专项|900.00|\n710101|项目支出||500.00\n820103|本年收支结转||400.00",
    "government, details of 8201": "820103|本年收支结转|400.00|\n820104|累计结转||400.00",
}
PAYMENTS = {
    "a cost on a 转账凭证": "510101|会议费|90.00|\n1141|预付账款||90.00",
    "a cost straight against net assets": "510101|会议费|90.00|\n3101|非限定性净资产||90.00",
    "one cost moved to another": "510101|会议费|90.00|\n510102|咨询费||90.00",
    "cash in the budget set": "710101|项目支出|90.00|\n8001|资金结存||90.00",
    "a prior year's adjustment": "3201|以前年度净资产调整|30.00|\n3102|限定性净资产||30.00",
    "income booked against a cost": "510101|会议费|90.00|\n4401|政府补助收入||90.00",
}


@pytest.mark.parametrize("lines", CLOSINGS.values(), ids=CLOSINGS)
def test_a_period_end_transfer_is_told_by_its_lines(booking: Booking, lines: str) -> None:
    assert is_closing(booking(lines).lines)


@pytest.mark.parametrize("lines", PAYMENTS.values(), ids=PAYMENTS)
def test_nothing_that_spends_hides_behind_the_word(booking: Booking, lines: str) -> None:
    assert not is_closing(booking(lines, cls="转", words="期末结转").lines)
