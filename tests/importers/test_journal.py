from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from earmark.importers.formats.detect import read_bytes, read_file
from earmark.importers.formats.journal import voucher_number
from earmark.importers.tables.rows import Journal, Refused

Write = Callable[..., Path]

MARCH = """
    2025-03-05,记-0001,收到奖补资金,1002,银行存款,500000.00,,武汉市科学技术协会,,
    2025-03-05,记-0001,收到奖补资金,440102,政府补助收入-限定性收入,,500000.00,武汉市科学技术协会,,
    2025-03-31,记-0002,会刊审稿费,5101.02,业务活动成本-专家咨询费,400.00,,专家E27,P5,
    ,,会刊审稿费,1002,银行存款,,400.00,专家E27,,
    合计,,,,,500400.00,500400.00,,,
"""


def read(path: Path, today: datetime.date) -> Journal:
    found = read_file(path, today)
    assert isinstance(found, Journal)
    return found


def test_vouchers_by_number_lines_with_their_rows(journal: Write, today: datetime.date) -> None:
    found = read(journal(MARCH), today)
    assert (found.format, found.data_rows, found.problems) == ("table_journal", 4, ())
    assert [voucher.gl for voucher in found.vouchers] == ["记-2025-03-0001", "记-2025-03-0002"]
    cost, bank = found.vouchers[1].lines
    assert (cost.account_code, cost.account_name) == ("510102", "业务活动成本-专家咨询费")
    assert (str(cost.place), str(bank.place)) == ("journal.csv:4", "journal.csv:5")
    assert (cost.amount, bank.amount) == (Decimal("400.00"), Decimal("-400.00"))
    assert (found.control.into, found.control.out) == (Decimal("500400.00"), Decimal("500400.00"))


def test_numbers_begin_again_each_month(journal: Write, today: datetime.date) -> None:
    text = MARCH.replace("2025-03-31,记-0002", "2025-04-30,记-0001")
    assert [voucher.gl for voucher in read(journal(text), today).vouchers] == [
        "记-2025-03-0001",
        "记-2025-04-0001",
    ]


@pytest.mark.parametrize(
    ("old", "new", "row", "message"),
    [
        ("400.00,,专家E27", "401.00,,专家E27", 4, "记-2025-03-0002（CNY）借贷相差 1.00"),
        ("400.00,,专家E27", "四百,,专家E27", 4, "不是金额"),
        ("400.00,,专家E27", "400.00,400.00,专家E27", 4, "只有一个金额"),
        ("5101.02", "会议费", 4, "不是科目编码"),
        ("记-0002", "第二张", 4, "不是凭证号"),
        ("2025-03-31", "2027-03-31", 4, "之后"),
        ("500400.00,500400.00", "500400.00,500300.00", 6, "合计 500,300.00"),
    ],
)
def test_each_fault_names_its_row(
    journal: Write, today: datetime.date, old: str, new: str, row: int, message: str
) -> None:
    problems = read(journal(MARCH.replace(old, new)), today).problems
    assert problems[0].row == row
    assert message in problems[0].message.zh


def test_a_bad_line_refuses_its_voucher_and_no_other(journal: Write, today: datetime.date) -> None:
    found = read(journal(MARCH.replace("400.00,,专家E27", "四百,,专家E27")), today)
    assert [voucher.number for voucher in found.vouchers] == ["1"]


def test_lines_below_an_unreadable_one_join_no_other_voucher(journal: Write, today: datetime.date) -> None:
    found = read(journal(MARCH.replace("2025-03-31,记-0002", "那天,记-0002")), today)
    assert [len(voucher.lines) for voucher in found.vouchers] == [2]
    assert [one.row for one in found.problems] == [4, 5]


def test_one_number_with_two_dates_is_refused(journal: Write, today: datetime.date) -> None:
    text = MARCH.replace("2025-03-31,记-0002", "2025-03-06,记-0001")
    assert "记-2025-03-0001 有两个日期" in read(journal(text), today).problems[0].message.zh


def test_both_sets_must_balance_each_by_itself(journal: Write, today: datetime.date) -> None:
    text = """
        2025-05-12,记-0019,场地租金,500102,商品和服务费用,80000.00,,,,
        2025-05-12,记-0019,场地租金,8001,资金结存,,80000.00,,,
    """
    found = read(journal(text), today)
    assert "（CNY）借贷相差 80,000.00" in found.problems[0].message.zh


def test_accounts_without_codes_are_of_the_set_that_their_names_are_of() -> None:
    rows = ["业务活动费用,5.00,", "银行存款,,5.00", "行政支出-会议费,5.00,", "资金结存,,5.00"]
    text = "日期,凭证号,科目,借方,贷方\n" + "\n".join(f"2025-03-05,记1,{row}" for row in rows)
    found = read_bytes(text.encode(), "a.csv")
    assert isinstance(found, Journal)
    assert [line.currency for line in found.vouchers[0].lines] == ["CNY", "CNY", "CNY.B", "CNY.B"]
    assert str(found.control.into) == "5.00"


@pytest.mark.parametrize(
    ("cls", "number", "found"),
    [
        ("", "记-0001", ("记", "1")),
        ("记账", "0012", ("记", "12")),
        ("转账凭证", "3", ("转", "3")),
        ("", "银付字第12号", ("银付", "12")),
        ("", "第12号", ("记", "12")),
        ("", "7", ("记", "7")),
        ("", "记-2025-03-0012", ("记", "12")),
        ("记字", "7", ("记", "7")),
    ],
)
def test_class_and_number(cls: str, number: str, found: tuple[str, str]) -> None:
    assert voucher_number(cls, number) == found


def test_no_number_is_refused() -> None:
    with pytest.raises(Refused):
        voucher_number("记", "")


# ---------------------------------------------------------------- lists of expenditures

LIST = "日期,对方,摘要,科目,金额,代扣个税,计划用途"


def test_a_payment_becomes_cost_bank_and_tax(journal: Write, today: datetime.date) -> None:
    path = journal("2025-06-18,专家E07,评审专家咨询费,业务活动成本-专家咨询费,1500.00,140.00,P3", header=LIST)
    found = read(path, today)
    (voucher,) = found.vouchers
    assert [(line.role, line.amount) for line in voucher.lines] == [
        ("", Decimal("1500.00")),
        ("bank", Decimal("-1360.00")),
        ("tax", Decimal("-140.00")),
    ]
    assert (found.format, found.data_rows, found.control.count, voucher.gl) == ("table_list", 1, 1, None)


def test_a_refund_stands_with_a_minus(journal: Write, today: datetime.date) -> None:
    (voucher,) = read(journal("2025-07-01,江城云汀,退押金,会议费,-500.00,,P1", header=LIST), today).vouchers
    assert [line.amount for line in voucher.lines] == [Decimal("-500.00"), Decimal("500.00")]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2025-06-18,专家E07,咨询费,咨询费,1500.00,1600.00,P3", "代扣个税比金额还大"),
        ("2025-06-18,专家E07,咨询费,咨询费,0.00,,P3", "没有金额"),
        ("六月,专家E07,咨询费,咨询费,1500.00,,P3", "不是日期"),
        ("合计,,,,1500.00,,", "各行相加为 0.00"),
    ],
)
def test_a_bad_payment_names_its_row(journal: Write, today: datetime.date, row: str, message: str) -> None:
    (problem,) = read(journal(row, header=LIST), today).problems
    assert problem.row == 2
    assert message in problem.message.zh
