"""Tables of banks that have no profile: each test's docstring is the file."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest

from earmark.importers.formats.detect import read_bytes
from earmark.importers.tables.reading import Undecided
from earmark.importers.tables.rows import Statement

TODAY = datetime.date(2026, 6, 30)
GOOD = [("2025-03-05", "500000.00"), ("2025-03-18", "-9000.00"), ("2025-03-31", "-2.00")]


def read(text: str | None) -> Statement:
    lines = [line.strip() for line in (text or "").strip().splitlines()]
    found = read_bytes("\r\n".join(lines).encode("gb18030"), "bank.csv", TODAY)
    assert isinstance(found, Statement)
    return found


def moves(found: Statement) -> list[tuple[str, str]]:
    assert found.problems == ()
    return [(str(row.date), str(row.amount)) for row in found.rows]


def pingan() -> None:
    """
    平安银行账户明细,,,,,,
    账号:15000100200300,户名:江城示例学会,,,,,
    交易日期,账号,借,贷,账户余额,对方账户,对方账户名称,摘要,冲正标志
    20250305,15000100200300,,500000.00,500000.00,6222000011112222,武汉市科协,拨款,
    20250318,15000100200300,9000.00,,491000.00,6222000011113333,会议中心,会场,
    20250331,15000100200300,2.00,,490998.00,,,手续费,
    """


def zheshang_numbers_as_sides() -> None:
    """
    交易日期,交易时间,收支标志,交易金额,账户余额,对方账号,对方户名,摘要
    2025-03-05,091233,1,500000.00,500000.00,6222000011112222,武汉市科协,拨款
    2025-03-18,100102,2,9000.00,491000.00,6222000011113333,会议中心,会场
    2025-03-31,231508,2,2.00,490998.00,,,手续费
    """


def mof_zero_is_out() -> None:
    """
    记账日期,收付标志,发生额,余额,对方名称
    20250305,1,500000.00,500000.00,武汉市科协
    20250318,0,9000.00,491000.00,会议中心
    20250331,0,2.00,490998.00,
    """


def numbers_the_other_way_round() -> None:
    """
    记账日期,借贷标志,发生额,余额,对方名称
    20250305,2,500000.00,500000.00,武汉市科协
    20250318,1,9000.00,491000.00,会议中心
    20250331,1,2.00,490998.00,
    """


def english() -> None:
    """
    Date|Description|Debit|Credit|Balance
    2025-03-05|Grant||500,000.00|500,000.00
    2025-03-18|Venue|9,000.00||491,000.00
    2025-03-31|Fee|2.00||490,998.00
    """


def the_units_own_bank_book() -> None:
    """
    日期,凭证号,摘要,借方金额,贷方金额,余额
    2025-03-05,记-1,收拨款,500000.00,,500000.00
    2025-03-18,记-2,付会场,,9000.00,491000.00
    2025-03-31,记-3,手续费,,2.00,490998.00
    """


def signed_with_currency_signs() -> None:
    """
    交易日,货币,交易金额,联机余额,交易摘要,对手信息
    2025-03-05,CNY,"+¥500,000.00","CNY 500,000.00",拨款,武汉市科协
    2025-03-18,CNY,"-¥9,000.00","CNY 491,000.00",会场,会议中心
    2025-03-31,CNY,-¥2.00,"CNY 490,998.00",手续费,
    """


def side_and_sign_say_the_same() -> None:
    """
    交易时间,收/支,金额(元),账户余额(元),对方户名,备注
    2025-03-05 09:12:33,收入,500000.00,500000.00,武汉市科协,拨款
    2025-03-18 10:01:02,支出,-9000.00,491000.00,会议中心,会场
    2025-03-31 23:15:08,支出,-2.00,490998.00,,手续费
    """


def red_in_the_other_column() -> None:
    """
    交易日期,支出金额,收入金额,本次余额,对方名称,摘要
    2025-03-05,,500000.00,500000.00,武汉市科协,拨款
    2025-03-18,,-9000.00,491000.00,会议中心,冲正
    2025-03-31,2.00,,490998.00,,手续费
    """


def a_reversal_that_is_only_marked() -> None:
    """
    交易日期,转出金额,转入金额,账户余额,对方户名,摘要,冲正标志
    2025-03-05,,500000.00,500000.00,武汉市科协,拨款,
    2025-03-18,,9000.00,491000.00,会议中心,多收退回,C
    2025-03-31,2.00,,490998.00,,手续费,
    """


def words_that_no_list_has() -> None:
    """
    序号,核心入账日期,本次支取额,本次存入额,账后余额,对方全称,事项
    1,2025年3月5日,,500000.00,500000.00,武汉市科协,拨款
    2,2025年3月18日,9000.00,,491000.00,会议中心,会场
    3,2025年3月31日,2.00,,490998.00,,手续费
    """


def names_that_say_nothing() -> None:
    """
    甲,乙,丙,丁,戊
    2025-03-05,武汉市科协,,500000.00,500000.00
    2025-03-18,会议中心,9000.00,,491000.00
    2025-03-31,手续费,2.00,,490998.00
    """


def pages_with_their_own_heads() -> None:
    """
    江城农村商业银行对账单
    账号：820100001234567，户名：江城示例学会
    期初余额：0.00
    记账日,借方发生额,贷方发生额,余额,对方户名,摘要
    2025-03-05,,500000.00,500000.00,武汉市科协,拨款
    2025-03-18,9000.00,,491000.00,会议中心,会场
    本页小计,9000.00,500000.00,,,
    第1页/共2页
    账号：820100001234567，户名：江城示例学会
    记账日,借方发生额,贷方发生额,余额,对方户名,摘要
    2025-03-31,2.00,,490998.00,,手续费
    本页小计,2.00,0.00,,,
    合计,9002.00,500000.00,,,
    期末余额：490998.00
    打印时间：2025-04-01 08:00:00
    """


def two_rows_of_names_newest_first() -> None:
    """
    交易日期,发生额,,账户余额,对方,,摘要
    ,支出,收入,,账号,户名,
    2025-03-31,2.00,0.00,490998.00,,,手续费
    2025-03-18,9000.00,0.00,491000.00,6222000011113333,会议中心,会场
    2025-03-05,0.00,500000.00,500000.00,6222000011112222,武汉市科协,拨款
    """


def brought_forward_and_summed_up() -> None:
    """
    交易日期,摘要,借方,贷方,方向,余额
    上月结转,,,,贷,0.00
    2025-03-05,拨款,,500000.00,贷,500000.00
    2025-03-18,会场,9000.00,,贷,491000.00
    2025-03-31,手续费,2.00,,贷,490998.00
    2025-03-31,本月合计,9002.00,500000.00,贷,490998.00
    ,本月发生额及余额,9002.00,500000.00,贷,490998.00
    """


def two_balances() -> None:
    """
    付款户名,收款户名,交易日期,支出金额,收入金额,可用余额,账户余额
    武汉市科协,江城示例学会,2025-03-05,,500000.00,400000.00,500000.00
    江城示例学会,会议中心,2025-03-18,9000.00,,391000.00,491000.00
    江城示例学会,,2025-03-31,2.00,,490998.00,490998.00
    """


def one_amount_said_twice() -> None:
    """
    交易日期,交易金额,收入金额,支出金额,手续费,余额,对方账号名称,对方账号
    2025-03-05,500000.00,500000.00,,0.00,500000.00,武汉市科协,6222000011112222
    2025-03-18,9000.00,,9000.00,0.00,491000.00,会议中心,6222000011113333
    2025-03-31,2.00,,2.00,0.00,490998.00,,
    """


@pytest.mark.parametrize(
    "file",
    [
        brought_forward_and_summed_up,
        two_balances,
        one_amount_said_twice,
        pingan,
        zheshang_numbers_as_sides,
        mof_zero_is_out,
        numbers_the_other_way_round,
        english,
        the_units_own_bank_book,
        signed_with_currency_signs,
        side_and_sign_say_the_same,
        red_in_the_other_column,
        a_reversal_that_is_only_marked,
        words_that_no_list_has,
        names_that_say_nothing,
        pages_with_their_own_heads,
        two_rows_of_names_newest_first,
    ],
    ids=lambda one: one.__name__,
)
def test_it_is_read(file: Callable[[], None]) -> None:
    found = read(file.__doc__)
    assert sorted(moves(found)) == GOOD
    assert found.format == "bank_table"


def test_what_stands_above_is_told() -> None:
    found = read(pages_with_their_own_heads.__doc__)
    assert (found.bank, found.account, found.holder) == (
        "江城农村商业银行",
        "820100001234567",
        "江城示例学会",
    )
    assert read(pingan.__doc__).bank == "PAB"


@pytest.mark.parametrize("file", [pingan, two_balances, one_amount_said_twice])
def test_the_counterparty_is_told(file: Callable[[], None]) -> None:
    assert [row.payee for row in read(file.__doc__).rows] == ["武汉市科协", "会议中心", ""]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("期初余额：0.00", "期初余额：1.00", "期初余额 1.00，各行为 0.00"),
        ("期末余额：490998.00", "期末余额：490998.01", "期末余额 490,998.01，各行为 490,998.00"),
        ("合计,9002.00", "合计,9002.01", "合计 9,002.01，各行相加为 9,002.00"),
        ("合计,9002.00,500000.00", "总笔数：4", "总笔数 4，各行为 3"),
        ("合计,9002.00,500000.00", "1 收 500000.01", "收入合计 500,000.01，各行为 500,000.00"),
    ],
)
def test_what_a_file_says_of_itself_must_agree(old: str, new: str, message: str) -> None:
    text = pages_with_their_own_heads.__doc__ or ""
    assert old in text
    assert [one.message.zh for one in read(text.replace(old, new)).problems] == [message]


def test_sides_as_numbers_without_a_balance_are_refused() -> None:
    found = read("交易日期,收支标志,交易金额,摘要\n2025-03-05,1,500000.00,拨款\n2025-03-18,2,9000.00,会场")
    assert [one.message.zh for one in found.problems] == ["不知“1”是收是支", "不知“2”是收是支"]


def test_amounts_without_side_and_sign_are_refused() -> None:
    with pytest.raises(Undecided, match="看不出金额是收是支"):
        read("交易日期,交易金额,交易余额,摘要\n2025-03-05,500000.00,,拨款\n2025-03-18,9000.00,,会场")


def test_a_balance_tells_what_no_sign_says() -> None:
    found = read("交易日期,交易金额,余额,摘要\n2025-03-05,1.00,1.00,a\n2025-03-18,2.00,3.00,b")
    assert moves(found) == [("2025-03-05", "1.00"), ("2025-03-18", "2.00")]


def test_an_account_that_only_pays_needs_no_sign() -> None:
    """Read from below the same rows would be money in; the days decide."""
    text = "交易日期,交易金额,余额,摘要\n2025-03-05,10.00,90.00,a\n2025-03-06,10.00,80.00,b"
    assert moves(read(text)) == [("2025-03-05", "-10.00"), ("2025-03-06", "-10.00")]


def test_two_readings_that_agree_equally_are_refused() -> None:
    """Every amount is the same: read from above it went out, read from below it came in; the days decide."""
    text = "甲,乙,丁\n2025-03-05,5.00,15.00\n2025-03-06,5.00,10.00\n2025-03-07,5.00,5.00"
    assert [row.amount for row in read(text).rows] == [Decimal("-5.00")] * 3
    same = text.replace("-06", "-05").replace("-07", "-05")
    with pytest.raises(Undecided, match="几种读法"):
        read(same)


def test_days_newest_first_and_the_rows_of_a_day_oldest_first() -> None:
    text = "交易日期,支出,收入,余额\n2025-03-06,,1.00,4.00\n2025-03-06,2.00,,2.00\n2025-03-05,,1.00,1.00\n2025-03-05,,2.00,3.00"
    assert len(moves(read(text))) == 4


def test_an_account_number_in_a_numeric_cell_says_what_it_lost() -> None:
    found = read(
        "交易日期,支出,收入,余额,对方账号\n2025-03-05,,1.00,1.00,6.22200001111222E+18\n2025-03-06,,1.00,2.00,6222000011112222333"
    )
    assert [(one.row, "已丢失位数" in one.message.zh) for one in found.problems] == [(2, True)]


def test_days_as_a_spreadsheet_counts_them() -> None:
    found = read("交易日期,支出,收入,余额,摘要\n45721,,1.00,1.00,a\n45722,,1.00,2.00,b")
    assert moves(found) == [("2025-03-05", "1.00"), ("2025-03-06", "1.00")]


def test_a_movement_of_nothing_is_held_against_the_balance_and_not_counted() -> None:
    text = "交易日期,支出,收入,余额,摘要\n2025-03-05,0.00,1.00,1.00,a\n2025-03-06,0.00,0.00,{},利息税\n2025-03-07,0.00,1.00,2.00,b"
    found = read(text.format("1.00"))
    assert (found.data_rows, len(moves(found))) == (2, 2)
    assert [one.row for one in read(text.format("1.50")).problems] == [3]


def test_rows_at_the_end_without_a_balance_are_refused() -> None:
    text = "交易日期,支出,收入,余额,摘要\n2025-03-05,,1.00,1.00,a\n2025-03-06,,1.00,,b\n2025-03-07,,1.00,{},c"
    assert moves(read(text.format("3.00")))
    assert [one.row for one in read(text.format("")).problems] == [3, 4]


def test_a_first_row_before_which_there_was_less_than_nothing_is_refused() -> None:
    found = read(
        "交易日期,支出,收入,余额,摘要\n2025-03-05,,510000.00,500000.00,a\n2025-03-06,,1.00,500001.00,b"
    )
    assert [(one.row, "推算为 -10,000.00" in one.message.zh) for one in found.problems] == [(2, True)]


def test_two_rows_run_together_are_refused() -> None:
    found = read(
        "交易日期,支出,收入,余额,摘要\n2025-03-05,,1.00,1.00,a\n2025-03-06,,1.00,2.00,b2025-03-07,,1.00,3.00,c"
    )
    assert [(one.row, "超出" in one.message.zh) for one in found.problems] == [(3, True)]


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    found = read('交易日期,支出,收入,余额,摘要\n2025-03-05,,1.00,1.00,"a\n2025-03-06,,1.00,2.00,b')
    assert len(moves(found)) == 2


def test_the_other_party_of_a_row_that_names_both() -> None:
    found = read(
        "交易日期,交易金额,余额,付款人名称,收款人名称\n2025-03-05,500000.00,500000.00,武汉市科协,我方\n2025-03-06,-9000.00,491000.00,我方,会议中心"
    )
    assert [row.payee for row in found.rows] == ["武汉市科协", "会议中心"]
    assert found.control.out == Decimal("9000.00")
