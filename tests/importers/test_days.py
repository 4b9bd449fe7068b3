"""Days that are not written year first, or in columns of their own: read where the table decides, else refused."""

from __future__ import annotations

import datetime

import pytest

from earmark.importers.formats.detect import read_bytes
from earmark.importers.tables import values
from earmark.importers.tables.days import EitherDay
from earmark.importers.tables.rows import Journal, Statement

TODAY = datetime.date(2026, 6, 30)
MARCH = "期间：2025-03-01 至 2025-03-31"


def read(*lines: str) -> Statement:
    found = read_bytes("\n".join(lines).encode(), "a.csv", TODAY)
    assert isinstance(found, Statement)
    return found


def days(said: str, above: str = "") -> list[str]:
    """The days of a statement in which the officer's money grows by one yuan a row."""
    rows = [f'"{day}",,1.00,{n}.00,a' for n, day in enumerate(said.split("|"), start=1)]
    found = read(above, "交易日期,支出,收入,余额,摘要", *rows)
    assert found.problems == ()
    assert all(row.amount == 1 for row in found.rows)
    return [f"{row.date:%y-%m-%d}" for row in found.rows]


@pytest.mark.parametrize(
    ("said", "above", "read_as"),
    [
        ("30/03/2025|31/03/2025", "", ["25-03-30", "25-03-31"]),
        ("03/30/2025|03/31/2025", "", ["25-03-30", "25-03-31"]),
        ("03/04/2025|03/05/2025", MARCH, ["25-03-04", "25-03-05"]),
        ("05/03/2025|06/03/2025", "Period: 01/03/2025 - 31/03/2025", ["25-03-05", "25-03-06"]),
        ("05/03/2025|12/03/2025|01/04/2025", "", ["25-03-05", "25-03-12", "25-04-01"]),
        ("01/01/2025|02/02/2025", "", ["25-01-01", "25-02-02"]),
        ("5-Mar-25|6-Mar-25", "", ["25-03-05", "25-03-06"]),
        ("Mar 5, 2025|Mar 6, 2025", "", ["25-03-05", "25-03-06"]),
        ("05MAR2025 14:05:06|06MAR2025 14:05:06", "", ["25-03-05", "25-03-06"]),
        ("25.03.05|25.03.31", MARCH, ["25-03-05", "25-03-31"]),
        ("3月5日|3月31日", "2025年3月", ["25-03-05", "25-03-31"]),
        ("03-05|03-31", MARCH, ["25-03-05", "25-03-31"]),
        ("0305|0331", "会计年度：2025", ["25-03-05", "25-03-31"]),
        ("12-30|01-05", "2025-12-01 至 2026-01-31", ["25-12-30", "26-01-05"]),
        ("3/5/2025 2:05:06 PM|3/26/2025 11:05 AM", "", ["25-03-05", "25-03-26"]),
    ],
)
def test_the_table_decides(said: str, above: str, read_as: list[str]) -> None:
    assert days(said, above) == read_as


@pytest.mark.parametrize(
    ("said", "above", "message"),
    [
        ("03/04/2025|03/05/2025", "", "“03/04/2025”可以是 2025-04-03 或 2025-03-04"),
        ("05/03/2025|06/03/2025|07/03/2025", "", "“05/03/2025”可以是 2025-03-05 或 2025-05-03"),
        ("03/04/2025|04/04/2025", "2024-03-01 至 2024-03-31", "“03/04/2025”可以是"),
        ("25.03.05", "", "可以是 2025-03-05 或 2005-03-25"),
        ("3.1|3.18", MARCH, "“3.1”可能是丢了末尾 0 的日期"),
        ("03-05|03-31", "账号：2010012345678901", "日期没有年份"),
        ("03-05|03-31", "打印时间：2026-01-05", "日期没有年份"),
        ("03-05|03-31", "2024年12月、2025年3月", "日期没有年份"),
    ],
)
def test_nothing_decides(said: str, above: str, message: str) -> None:
    with pytest.raises(EitherDay, match=message):
        days(said, above)


def test_what_a_spreadsheet_may_have_turned_round_is_refused() -> None:
    found = read("交易日期,支出,收入,余额", "2025-05-03,,1.00,1.00", "31/03/2025,,1.00,2.00")
    assert [one.message.zh for one in found.problems] == ["“31/03/2025”不是日期。请写成 2025-03-18"]


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("2025/3/5 2:05:06 PM", "14:05:06"),
        ("2025-03-05 下午 2:05", "14:05:00"),
        ("2025年3月5日上午9:05", "09:05:00"),
        ("2025年3月5日 09时05分12秒", "09:05:12"),
        ("2025-03-05 星期三 9:05", "09:05:00"),
        ("2025-03-05T09:05:12+08:00", "09:05:12"),
        ("12:05 AM", "00:05:00"),
        ("12:05 pm", "12:05:00"),
        ("中午1:05", "13:05:00"),
        ("13:05 AM", "None"),
        ("晚上12:05", "None"),
    ],
)
def test_halves_of_the_day(said: str, clock: str) -> None:
    assert str(values.clock(said)) == clock


LINES = ("记-0001,拨款,1002,银行存款,借,5.00", "拨款,440102,政府补助收入,贷,5.00", "记-0002,会场,5101,业务活动成本,借,2.00", "会场,1002,银行存款,贷,2.00")  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        "2025年,,凭证号数,摘要,科目编码,科目名称,方向,金额\n月,日,,,,,,",
        ",2025年度\n月,日,凭证号数,摘要,科目编码,科目名称,方向,金额",
        "日期,,凭证,摘要,会计科目,,方向,金额\n月,日,号数,,编码,名称,,".replace("日期", "2025年"),
    ],
)
def test_month_and_day_in_columns_of_their_own(head: str) -> None:
    rows = f"3,5,{LINES[0]}\n,,,{LINES[1]}\n,31,{LINES[2]}\n,,,{LINES[3]}"
    found = read_bytes(f"序时账\n{head}\n{rows}\n".encode(), "a.csv", TODAY)
    assert isinstance(found, Journal)
    assert found.problems == ()
    assert [(str(one.date), len(one.lines)) for one in found.vouchers] == [
        ("2025-03-05", 2),
        ("2025-03-31", 2),
    ]


def test_year_month_and_day_side_by_side() -> None:
    """As printed books carry them on: a year and a month hold until the next."""
    found = read(
        "年,月,日,摘要,支出,收入,结余", "2024,12,30,拨款,,5.00,5.00", ",,31,会场,2.00,,3.00", "2025,1,2,会场,1.00,,2.00"
    )  # fmt: skip
    assert [str(row.date) for row in found.rows] == ["2024-12-30", "2024-12-31", "2025-01-02"]
    assert found.rows[0].place.row == 2
