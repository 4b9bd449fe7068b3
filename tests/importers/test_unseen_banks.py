"""Habits of banks and payment houses that no profile describes: each test's docstring is the file."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from earmark.importers.formats.detect import UnknownFormat, read_bytes
from earmark.importers.tables.reading import Undecided
from earmark.importers.tables.rows import Statement
from earmark.importers.tables.units import NotInYuan
from earmark.ledger.base.errors import EarmarkError

TODAY = datetime.date(2026, 6, 30)
GOOD = [("2025-03-05", "500000.00"), ("2025-03-18", "-9000.00"), ("2025-03-31", "-2.00")]


def read(text: str | None, encoding: str = "gb18030") -> Statement:
    lines = [line.strip() for line in (text or "").strip().splitlines()]
    found = read_bytes("\r\n".join(lines).encode(encoding), "bank.csv", TODAY)
    assert isinstance(found, Statement)
    return found


def messages(found: Statement) -> list[tuple[int | None, str]]:
    return [(one.row, one.message.zh) for one in found.problems]


def side_named_by_both_words() -> None:
    """
    入账日期,入账时间,交易类型,收入/支出,交易金额(元),账户余额(元),对方户名,附言
    2025/3/5,09:12:33,转账,收入,"500,000.00","500,000.00",武汉市科协,拨款
    2025/3/18,10:01:02,转账,支出,"9,000.00","491,000.00",会议中心,会场
    2025/3/31,23:15:08,收费,支出,2.00,"490,998.00",,手续费
    """


def side_of_debit_and_credit() -> None:
    """
    序号,交易日期,摘要,借方/贷方,交易金额,余额方向,余额,对方户名
    1,2025-03-05,拨款,贷方,500000.00,贷,500000.00,武汉市科协
    2,2025-03-18,会场,借方,9000.00,贷,491000.00,会议中心
    3,2025-03-31,手续费,借方,2.00,贷,490998.00,
    """


def side_within_words() -> None:
    """
    交易日期,交易类型,金额,余额,对方户名,摘要
    2025-03-05,转账收入,500000.00,500000.00,武汉市科协,拨款
    2025-03-18,网银转账支出,9000.00,491000.00,会议中心,会场
    2025-03-31,收费支出,2.00,490998.00,,手续费
    """


def side_of_the_balance() -> None:
    """
    武汉农村商业银行单位存款分户账
    承前页,,,,,,0.00
    记账日期,起息日,摘要,借方发生额,贷方发生额,借贷标志,余额,对方户名
    2025-03-05,2025-03-05,拨款,,"500,000.00",贷,"500,000.00",武汉市科协
    2025-03-18,2025-03-18,会场,"9,000.00",,贷,"491,000.00",会议中心
    2025-03-31,2025-03-31,手续费,2.00,,贷,"490,998.00",
    """


def money_out_with_a_minus() -> None:
    """
    #账务明细列表
    账务流水号,发生时间,收入金额（+元）,支出金额（-元）,账户余额（元）,对方名称,备注
    A1,2025-03-05 09:12:33,500000.00,0.00,500000.00,武汉市科协,拨款
    A2,2025-03-18 10:01:02,0.00,-9000.00,491000.00,会议中心,会场
    A3,2025-03-31 23:15:08,0.00,-2.00,490998.00,,手续费
    #支出合计：2笔，共-9002.00元
    #收入合计：1笔，共500000.00元
    """


def money_out_with_a_minus_and_no_balance() -> None:
    """
    账务流水号,发生时间,收入金额（+元）,支出金额（-元）,对方名称,备注
    A1,2025-03-05 09:12:33,500000.00,,武汉市科协,拨款
    A2,2025-03-18 10:01:02,,-9000.00,会议中心,会场
    A3,2025-03-31 23:15:08,,-2.00,,手续费
    """


def sums_named_beside_counts() -> None:
    """
    中国民生银行对公账户对账单,,,,,
    交易日期,借方发生额,贷方发生额,账户余额,摘要,对方账号名称
    2025-03-05,,500000.00,500000.00,拨款,武汉市科协
    2025-03-18,9000.00,,491000.00,会场,会议中心
    2025-03-31,2.00,,490998.00,手续费,
    支出笔数,2,支出金额,9002.00,,
    收入笔数,1,收入金额,500000.00,,
    """


def signs_that_force_text() -> None:
    """
    记账时间,资金流水单号,业务名称,收支类型,收支金额(元),账户结余(元),备注
    `2025-03-05 09:12:33,`1001,`交易,`收入,`500000.00,`500000.00,`武汉市科协拨款
    `2025-03-18 10:01:02,`1002,`提现,`支出,`9000.00,`491000.00,`会场
    `2025-03-31 23:15:08,`1003,`收费,`支出,`2.00,`490998.00,`手续费
    资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额
    `3,`1,`500000.00,`2,`9002.00
    """


def numbers_as_formulas() -> None:
    """
    交易日期,支出,收入,余额,对方户名,对方账号,摘要
    ="2025-03-05",,500000.00,500000.00,武汉市科协,="6222000011112222333",拨款
    ="2025-03-18",9000.00,,491000.00,会议中心,'6222000011113333444,会场
    ="2025-03-31",2.00,,490998.00,,,手续费
    """


def orders_that_failed() -> None:
    """
    交易时间,支出金额,收入金额,余额,对方户名,对方账号,摘要,交易状态
    2025-03-05 09:12:33,,500000.00,500000.00,武汉市科协,6222000011112222333,拨款,交易成功
    2025-03-07 10:01:02,77.00,,,某某,6222000011115555666,转账,交易失败
    2025-03-18 10:01:02,9000.00,,491000.00,会议中心,6222000011113333444,会场,交易成功
    2025-03-19 10:01:02,88.00,,491000.00,某某,6222000011115555666,转账,已撤销
    2025-03-31 23:15:08,2.00,,490998.00,,,手续费,交易成功
    """


def orders_that_failed_without_a_balance() -> None:
    """
    共4笔记录
    交易时间,支出金额,收入金额,对方户名,对方账号,摘要,交易状态
    2025-03-05 09:12:33,,500000.00,武汉市科协,6222000011112222333,拨款,交易成功
    2025-03-07 10:01:02,77.00,,某某,6222000011115555666,转账,交易失败
    2025-03-18 10:01:02,9000.00,,会议中心,6222000011113333444,会场,交易成功
    2025-03-31 23:15:08,2.00,,,,手续费,交易成功
    """


def a_failure_that_the_balance_denies() -> None:
    """
    交易时间,支出金额,收入金额,余额,对方户名,摘要,状态
    2025-03-05 09:12:33,,500000.00,500000.00,武汉市科协,拨款,成功
    2025-03-18 10:01:02,9000.00,,491000.00,会议中心,会场,失败
    2025-03-31 23:15:08,2.00,,490998.00,,手续费,成功
    """


def counts_below_sums_in_the_header() -> None:
    """
    交易日期,收入,,支出,,余额,摘要
    ,金额,笔数,金额,笔数,,
    2025-03-05,500000.00,1,,,500000.00,拨款
    2025-03-18,,,9000.00,1,491000.00,会场
    2025-03-31,,,2.00,1,490998.00,手续费
    """


def a_column_twice() -> None:
    """
    日期,日期,支出,收入,余额,摘要
    2025-03-05,2025-03-05,,500000.00,500000.00,拨款
    2025-03-18,2025-03-18,9000.00,,491000.00,会场
    2025-03-31,2025-03-31,2.00,,490998.00,手续费
    """


def kinds_of_vouchers() -> None:
    """
    记账日,交易时间,交易日,凭证类型,交易类型,借贷,借方金额,贷方金额,余额,收(付)方名称,收(付)方账号,摘要
    20250305,091233,20250305,,转账,贷,0.00,500000.00,500000.00,武汉市科协,6222000011112222,拨款
    20250318,100102,20250318,,转账,借,9000.00,0.00,491000.00,会议中心,6222000011113333,会场
    20250331,231508,20250331,,收费,借,2.00,0.00,490998.00,,,手续费
    """


def receipts_that_name_both_parties() -> None:
    """
    回单编号,交易日期,付款人账号,付款人户名,收款人账号,收款人户名,金额,币种,用途
    1,2025-03-05,6222000011112222333,武汉市科协,8201000012345,江城示例学会,"500,000.00",人民币,拨款
    2,2025-03-18,8201000012345,江城示例学会,6222000011113333444,会议中心,"9,000.00",人民币,会场
    3,2025-03-31,8201000012345,江城示例学会,,,2.00,人民币,手续费
    """


def parties_by_name_proven_by_the_balance() -> None:
    """
    交易日期,付款方,收款方,交易金额,结存,用途
    2025-03-05,武汉市科协,江城示例学会,500000.00,500000.00,拨款
    2025-03-18,江城示例学会,会议中心,9000.00,491000.00,会场
    2025-03-31,江城示例学会,,2.00,490998.00,手续费
    """


def side_as_a_mark() -> None:
    """
    交易日期,借/贷标志,金额,余额,对方户名,摘要
    2025-03-05,C,500000.00,500000.00,武汉市科协,拨款
    2025-03-18,D,9000.00,491000.00,会议中心,会场
    2025-03-31,D,2.00,490998.00,,手续费
    """


def quota_of_the_treasury() -> None:
    """
    零余额账户用款额度对账单
    日期,摘要,授权额度,支付金额,额度余额,收款人
    2025-03-05,下达额度,"500,000.00",,"500,000.00",
    2025-03-18,会场,,"9,000.00","491,000.00",会议中心
    2025-03-31,手续费,,2.00,"490,998.00",
    """


@pytest.mark.parametrize(
    "file",
    [
        side_named_by_both_words,
        side_of_debit_and_credit,
        side_within_words,
        side_of_the_balance,
        money_out_with_a_minus,
        money_out_with_a_minus_and_no_balance,
        sums_named_beside_counts,
        signs_that_force_text,
        numbers_as_formulas,
        orders_that_failed,
        orders_that_failed_without_a_balance,
        a_failure_that_the_balance_denies,
        counts_below_sums_in_the_header,
        a_column_twice,
        kinds_of_vouchers,
        quota_of_the_treasury,
        receipts_that_name_both_parties,
        parties_by_name_proven_by_the_balance,
        side_as_a_mark,
    ],
    ids=lambda one: one.__name__,
)
def test_it_is_read(file: Callable[[], None]) -> None:
    found = read(file.__doc__)
    assert messages(found) == []
    assert sorted((str(row.date), str(row.amount)) for row in found.rows) == GOOD
    assert found.data_rows == len(GOOD)


def test_numbers_as_formulas_keep_their_digits() -> None:
    found = read(numbers_as_formulas.__doc__)
    assert [row.payee_account for row in found.rows] == ["6222000011112222333", "6222000011113333444", ""]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            sums_named_beside_counts,
            "支出金额,9002.00",
            "支出金额,9002.01",
            "支出合计 9,002.01，各行为 9,002.00",
        ),
        (sums_named_beside_counts, "收入笔数,1", "收入笔数,2", "收入笔数 2，各行为 1"),
        (money_out_with_a_minus, "2笔，共-9002.00", "3笔，共-9002.00", "支出笔数 3，各行为 2"),
        (orders_that_failed_without_a_balance, "共4笔", "共5笔", "总笔数 5，各行为 3"),
    ],
)
def test_what_a_sentence_says_is_held_against_the_rows(
    file: Callable[[], None], old: str, new: str, message: str
) -> None:
    text = file.__doc__ or ""
    assert old in text
    assert [one for _, one in messages(read(text.replace(old, new)))] == [message]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("支出,收入,余额", "支出(万元),收入(万元),余额(万元)"),
        ("支出,收入,余额", "支出(美元),收入(美元),余额(美元)"),
        ("支出,收入,余额", "支出/USD,收入/USD,余额/USD"),
        ("支出,收入,余额", "支出（分）,收入（分）,余额（分）"),
        ("交易日期", "账户明细,,,单位：万元\n交易日期"),
        ("交易日期", "金额单位：人民币千元\n交易日期"),
    ],
)
def test_another_unit_than_yuan_is_refused(old: str, new: str) -> None:
    text = "交易日期,支出,收入,余额,摘要\n2025-03-05,,1.00,1.00,a\n2025-03-06,,1.00,2.00,b"
    assert len(read(text).rows) == 2
    with pytest.raises(NotInYuan, match="不是以人民币元计"):
        read(text.replace(old, new))


@pytest.mark.parametrize(
    "above", ["单位：江城示例学会", "单位名称：万元科技有限公司", "单位：元", "单位：分公司"]
)
def test_a_unit_that_is_a_body_or_the_yuan_passes(above: str) -> None:
    text = "交易日期,支出,收入,余额,摘要\n2025-03-05,,1.00,1.00,a\n2025-03-06,,1.00,2.00,b"
    assert len(read(f"{above}\n{text}").rows) == 2


@pytest.mark.parametrize(
    "text",
    [
        "日期,摘要,借方金额,贷方金额,对方户名\n2025-03-05,拨款,500000.00,,科协\n2025-03-18,会场,,9000.00,会议中心",
        "日期,摘要,借/贷,金额\n2025-03-05,拨款,借,500000.00\n2025-03-18,会场,贷,9000.00",
        "汉口银行存款日记账\n日期,对方账号,摘要,借方,贷方\n2025-03-05,62220000,拨款,500000.00,\n2025-03-18,62220001,会场,,9000.00",
    ],
)
def test_debit_and_credit_of_nobody_knows_whose_book_are_refused(text: str) -> None:
    with pytest.raises(Undecided, match="看不出借方是收是支"):
        read(text)


def test_what_only_a_bank_knows_tells_whose_book_it_is() -> None:
    found = read(
        "日期,对方账号,摘要,借方,贷方\n2025-03-05,62220000,拨款,,500000.00\n2025-03-18,62220001,会场,9000.00,"
    )
    assert [str(row.amount) for row in found.rows] == ["500000.00", "-9000.00"]


@pytest.mark.parametrize(
    "text",
    [
        "交易时间,支出金额,收入金额,摘要\n2025-03-05 09:00:00,,1.00,a\n2025-03-06 09:00:00,-1.00,,b\n2025-03-07 09:00:00,-2.00,,c",
        "交易时间,收支,金额,摘要\n2025-03-05 09:00:00,收,1.00,a\n2025-03-06 09:00:00,支,1.00,b\n2025-03-07 09:00:00,支,-2.00,c",
    ],
)
def test_a_minus_that_may_be_either_is_refused_without_a_balance(text: str) -> None:
    with pytest.raises(Undecided, match="支出还是红字"):
        read(text)


def test_one_reversal_among_many_payments_is_one() -> None:
    found = read(
        "交易时间,支出金额,收入金额,摘要\n2025-03-05 09:00:00,3.00,,a\n2025-03-06 09:00:00,-1.00,,b\n2025-03-07 09:00:00,2.00,,c"
    )
    assert [str(row.amount) for row in found.rows] == ["-3.00", "1.00", "-2.00"]


def test_an_order_under_way_is_refused_without_a_balance() -> None:
    text = (orders_that_failed_without_a_balance.__doc__ or "").replace("交易失败", "处理中")
    assert messages(read(text)) == [(4, "状态“处理中”看不出钱动了没有。请只导出成功的交易")]


def test_a_moment_that_cannot_be_read_is_named() -> None:
    found = read("交易时间,支出,收入,余额,摘要\n2025-03-05 25:00:00,,1.00,1.00,a")
    assert messages(found) == [(2, "“2025-03-05 25:00:00”不是日期。请写成 2025-03-18")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
def test_utf16_that_lost_its_mark_is_known_whatever_signs_are_in_it(encoding: str) -> None:
    """退 is U+9000 and 开 U+5F00: their zeros stand on the other side than those of ASCII."""
    text = (numbers_as_formulas.__doc__ or "").replace("会场", "退款开户一").replace(",", "\t")
    assert [str(row.amount) for row in read(text, encoding).rows] == [amount for _, amount in GOOD]


def test_receipts_name_the_other_party() -> None:
    found = read(receipts_that_name_both_parties.__doc__)
    assert [(row.payee, row.payee_account[-4:]) for row in found.rows] == [
        ("武汉市科协", "2333"),
        ("会议中心", "3444"),
        ("", ""),
    ]


def test_receipts_between_the_same_two_are_refused() -> None:
    text = "\n".join((receipts_that_name_both_parties.__doc__ or "").splitlines()[:3])
    with pytest.raises(Undecided, match="看不出金额是收是支"):
        read(text)


def test_a_list_of_orders_is_no_statement() -> None:
    text = (receipts_that_name_both_parties.__doc__ or "").replace("币种", "指令状态")
    with pytest.raises(UnknownFormat):
        read(text)


def test_rows_above_the_names_are_not_passed_over() -> None:
    """Sorted in a spreadsheet with the header among the rows."""
    found = read("2025-03-05,,5.00,5.00,a\n日期,支出,收入,余额,摘要\n2025-03-06,1.00,,4.00,b")
    assert [(row, "列名上面" in said) for row, said in messages(found)] == [(1, True)]


def test_a_page_that_says_its_names_twice_hides_no_rows() -> None:
    text = "日期,支出,收入,余额,摘要\n2025-03-05,,5.00,5.00,a\n2025-03-06,1.00,,4.00,b"
    again = "日期,支出,收入,余额,摘要\n" * 2 + "2025-03-07,1.00,,3.00,c"
    assert len(read(f"{text}\n{again}").rows) == 3


def test_every_refusal_names_its_fix() -> None:
    for text in (
        "日期,摘要,借/贷,金额\n2025-03-05,拨款,借,5.00",
        "日期,摘要,支出(万元),余额\n2025-03-05,a,5.00,5.00",
    ):
        with pytest.raises(EarmarkError) as error:
            read(text)
        assert error.value.fix
