from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from earmark.importers.proposing.accounts import Accounts
from earmark.importers.tables.rows import BookVoucher
from earmark.ledger.awards.award import Award
from earmark.ledger.awards.chart import accounts_of, load_chart

Booking = Callable[..., BookVoucher]
OLD, NEW = datetime.date(2025, 6, 18), datetime.date(2026, 2, 1)


def mapped(award: Award, booking: Booking, line: str, day: datetime.date = OLD) -> str:
    accounts = Accounts(award, accounts_of(load_chart(award.grant.chart), award.id))
    return (
        accounts.of(booking(line).lines[0], day).account.removeprefix("Expenses:").replace(f"{award.id}:", "")
    )


@pytest.mark.parametrize(
    ("line", "account"),
    [
        ("1002|银行存款|1.00|", "Assets:1002银行存款"),
        ("100203|银行存款-工行8801|1.00|", "Assets:1002银行存款"),
        ("100201|银行存款-基本户1203|1.00|", "Liabilities:2209其他应付款:09内部垫款"),
        ("510101|业务活动成本-会议费|1.00|", "5101业务活动成本:01会议费"),
        ("510107|业务活动成本-会议费|1.00|", "5101业务活动成本:01会议费"),
        ("510101|会议费|1.00|", "5101业务活动成本:01会议费"),
        ("510105|业务活动成本-印刷出版费|1.00|", "5101业务活动成本:05印刷出版费"),
        ("51010203|业务活动成本-学术交流-场租费（室内）|1.00|", "5101业务活动成本:02学术交流:03场租费室内"),
        ("5101|业务活动成本|1.00|", "5101业务活动成本:00未分明细"),
        ("440102|政府补助收入-限定性||1.00", "Income:4401政府补助收入:02限定性收入"),
        ("4401|政府补助收入||1.00", "Income:4401政府补助收入:02限定性收入"),
        ("112201|其他应收款-职工A04|1.00||职工A04", "Assets:1122其他应收款:01备用金"),
        ("1122|其他应收款|1.00|", "Assets:1122其他应收款:01备用金"),
        ("114101|预付账款-江城云汀|1.00||江城云汀", "Assets:1141预付账款"),
        ("220601|应交税金-代扣个人所得税||1.00", "Liabilities:2206应交税金:01代扣个人所得税"),
        ("4601|投资收益||1.00", "Income:4601投资收益"),
        ("1101|短期投资|1.00|", "Assets:1101短期投资"),
        ("|业务活动成本-学术交流-场租费|1.00|", "5101业务活动成本:05场租费"),
        ("|会议费|1.00|", "5101业务活动成本:01会议费"),
    ],
)
def test_society(society: Award, booking: Booking, line: str, account: str) -> None:
    assert mapped(society, booking, line) == account


@pytest.mark.parametrize(
    ("line", "account"),
    [
        ("100201|银行存款|1.00|", "Assets:1002银行存款"),
        ("8001|资金结存|1.00|", "Assets:8001资金结存:02货币资金"),
        ("800102|货币资金|1.00|", "Assets:8001资金结存:02货币资金"),
        ("800101|零余额账户用款额度|1.00|", "Assets:8001资金结存:01零余额账户用款额度"),
        ("500102|商品和服务费用|1.00|", "5001业务活动费用:02商品和服务费用"),
        ("660101|专项资金收入||1.00", "Income:6601非同级财政拨款预算收入:01专项资金收入"),
        ("210201|代扣个人所得税||1.00", "Liabilities:2102其他应交税费:01代扣个人所得税"),
        ("121801|备用金|1.00|", "Assets:1218其他应收款:01备用金"),
        ("820103|本年收支结转||1.00", "Equity:8201非财政拨款结转:03本年收支结转"),
        ("7101010201|项目支出|1.00|", "7101行政支出:010201项目支出"),
    ],
)
def test_government_unit(unit: Award, booking: Booking, line: str, account: str) -> None:
    assert mapped(unit, booking, line) == account


@pytest.mark.parametrize(
    ("line", "account"),
    [
        ("5201|税金及附加|1.00|", "5201税金及附加"),
        ("5301|管理费用-办公费|1.00|", "5301管理费用:01办公费"),
        ("220601|应交税费-代扣个人所得税||1.00", "Liabilities:2206应交税费:01代扣个人所得税"),
        ("220601|应交税金-代扣个人所得税||1.00", "Liabilities:2206应交税金:01代扣个人所得税"),
    ],
)
def test_after_the_change_of_chart_codes_mean_other_accounts(
    society: Award, booking: Booking, line: str, account: str
) -> None:
    assert mapped(society, booking, line, NEW) == account


@pytest.mark.parametrize(
    "line",
    [
        "5201|税金及附加|1.00|",
        "510101|管理费用-办公费|1.00|",
        "9999|别的|1.00|",
        "1002|库存现金|1.00|",
        "||1.00|",
    ],
)
def test_code_and_name_that_do_not_go_together_wait_with_the_reason(
    society: Award, booking: Booking, line: str
) -> None:
    accounts = Accounts(society, accounts_of(load_chart("npo-2004"), society.id))
    found = accounts.of(booking(line).lines[0], OLD)
    assert found.account.endswith(":99待归类")
    assert found.doubt
    assert "对不上" in found.doubt.zh


def test_a_class_has_one_account_whatever_name_a_row_gives_it(unit: Award, booking: Booking) -> None:
    from dataclasses import replace

    accounts = Accounts(unit, accounts_of(load_chart("gov"), unit.id))
    line = booking("7101010201|项目支出|1.00|").lines[0]
    right = accounts.of(replace(line, class_code="30215", class_name="会议费"), OLD)
    wrong = accounts.of(replace(line, class_code="30215", class_name="培训费"), OLD)
    fresh = accounts.of(replace(line, class_code="30213", class_name="维修（护）费"), OLD)
    assert right.account == wrong.account == "Expenses:CAST2025-017:7101行政支出:30215会议费"
    assert right.doubt is None
    assert wrong.doubt is not None
    assert "30215 应为“会议费”，文件写“培训费”" in wrong.doubt.zh
    assert fresh.account == "Expenses:CAST2025-017:7101行政支出:30213维修护费"
    assert accounts.new == {fresh.account: "CNY.B"}


def test_what_is_new_is_noted_with_its_commodity_and_parents(society: Award, booking: Booking) -> None:
    accounts = Accounts(society, accounts_of(load_chart("npo-2004"), society.id))
    for line in booking("510105|业务活动成本-印刷费|1.00|\n530102|筹资费用-手续费|1.00|").lines:
        accounts.of(line, OLD)
        accounts.of(line, OLD)
    assert accounts.new == {
        "Expenses:WH2025-007:5101业务活动成本:05印刷费": "CNY",
        "Expenses:WH2025-007:5301筹资费用:02手续费": "CNY",
    }
    assert "Expenses:WH2025-007:5301筹资费用" in accounts.headings()
