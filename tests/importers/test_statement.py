from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earmark.importers.cells.cells import read_cells
from earmark.importers.formats.detect import SeveralTables, UnknownFormat, read_bytes, read_file
from earmark.importers.tables.rows import Statement

Write = Callable[..., Path]
Make = Callable[..., object]


def read(path: Path, today: datetime.date) -> Statement:
    found = read_file(path, today)
    assert isinstance(found, Statement)
    return found


def spoil(path: Path, old: str, new: str) -> Path:
    text = path.read_bytes().decode("gb18030")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("gb18030"))
    return path


@pytest.fixture
def month(statement: Write, move: Make) -> Path:
    """Grant 500,000.00, a prepayment of 9,000.00, two fees of 2.00 on one day; 合计 below."""
    moves = [
        move("2025-03-05 09:05:12", "500000.00", "奖补资金", "武汉市科学技术协会", "25030500001"),
        move("2025-03-18 09:05:12", "-9000.00", "会场预付款", "江城云汀会议中心", "25031800002"),
        move("2025-03-31 23:15:08", "-2.00", "网银手续费"),
        move("2025-03-31 23:15:08", "-2.00", "网银手续费"),
    ]
    return statement(moves, foot=[["合计", "", "", "", "", "9004.00", "500000.00"], ["以下空白"]])


def test_rows_and_control_total(month: Path, today: datetime.date) -> None:
    found = read(month, today)
    assert (found.format, found.bank, found.account) == ("icbc_04", "ICBC", "1202021109900088801")
    assert (found.data_rows, len(found.rows), found.problems) == (4, 4, ())
    control = found.control
    assert (control.into, control.out) == (Decimal("500000.00"), Decimal("9004.00"))
    assert (str(control.first), str(control.last)) == ("2025-03-05", "2025-03-31")
    second = found.rows[1]
    assert str(second.place) == "icbc.csv:4"
    assert second.amount == Decimal("-9000.00")
    assert second.time == datetime.time(9, 5, 12)
    assert second.purpose == "会场预付款"


@pytest.mark.parametrize(
    ("old", "new", "row", "message"),
    [
        ("9000.00", "九千", 4, "不是金额"),
        ("9000.00", "9e3", 4, "不是金额"),
        ("9000.00", "9000.005", 4, "小数"),
        ("9000.00", "9001.00", 4, "余额 491,000.00，应为 490,999.00"),
        ("491000.00", "491000.01", 4, "应为 491,000.00"),
        ("9000.00,", "9000.00,9000.00", 4, "只有一个金额"),
        ("9000.00,", ",", 4, "只有一个金额"),
        ("借,9000.00", "贷,9000.00", 4, "“贷”与金额所在的列不符"),
        ("2025-03-18 09", "2025-02-30 09", 4, "日历"),
        ("2025-03-18 09", "18/03/25 09", 4, "不是日期"),
        ("2025-03-31 23", "2027-03-31 23", 5, "在今天 2026-06-30 之后"),
        ("1202021109900088801,,2025-03-18", "1202021109900011203,,2025-03-18", 4, "两个本方账号"),
        ("1202021109900088801,,2025-03-18", "1.2020211E+18,,2025-03-18", 4, "已丢失位数"),
        ("9004.00", "9003.00", 7, "合计 9,003.00，各行相加为 9,004.00"),
    ],
)
def test_each_fault_is_one_row_and_one_sentence(
    month: Path, today: datetime.date, old: str, new: str, row: int, message: str
) -> None:
    found = read(spoil(month, old, new), today)
    assert [one.row for one in found.problems] == [row]
    assert message in found.problems[0].message.zh
    assert found.problems[0].message.en


def test_the_rows_beside_a_refused_one_are_still_read(month: Path, today: datetime.date) -> None:
    found = read(spoil(month, "9000.00", "九千"), today)
    assert (found.data_rows, len(found.rows)) == (4, 3)


def test_a_removed_row_shows_in_the_balance(month: Path, today: datetime.date) -> None:
    lines = month.read_bytes().decode("gb18030").splitlines()
    month.write_bytes("\r\n".join(lines[:3] + lines[4:6]).encode("gb18030"))
    assert [one.row for one in read(month, today).problems] == [4]


def test_newest_first_is_as_good(month: Path, today: datetime.date) -> None:
    lines = month.read_bytes().decode("gb18030").splitlines()
    month.write_bytes("\r\n".join(lines[:2] + lines[2:6][::-1]).encode("gb18030"))
    assert read(month, today).problems == ()


def test_another_currency_in_the_preamble_refuses_every_row(month: Path, today: datetime.date) -> None:
    found = read(spoil(month, "[HISTORYDETAIL]", "币种：美元\r\n[HISTORYDETAIL]"), today)
    assert [one.row for one in found.problems] == [4, 5, 6, 7]
    assert "不是人民币" in found.problems[0].message.zh


def test_account_and_holder_stand_above_the_header_too(month: Path, today: datetime.date) -> None:
    head = "账号：1202 0211 0990 0088 801,户名：江城示例学会\r\n[HISTORYDETAIL]"
    found = read(spoil(month, "[HISTORYDETAIL]", head), today)
    assert (found.account, found.holder, found.problems) == ("1202021109900088801", "江城示例学会", ())


def test_numbers_above_the_header_and_words_below_the_rows_do_no_harm(
    month: Path, today: datetime.date
) -> None:
    spoil(month, "[HISTORYDETAIL]", "2025,3\r\n[HISTORYDETAIL]")
    month.write_bytes(month.read_bytes() + "本次查询结束，感谢使用".encode("gb18030"))
    assert read(month, today).problems == ()


def test_a_repeated_header_and_blank_lines_are_passed_over(month: Path, today: datetime.date) -> None:
    lines = month.read_bytes().decode("gb18030").splitlines()
    month.write_bytes("\r\n".join([*lines[:4], "", "第1页", lines[1], *lines[4:6]]).encode("gb18030"))
    found = read(month, today)
    assert [one.place.row for one in found.rows] == [3, 4, 8, 9]


# ---------------------------------------------------------------- formats


def test_an_unknown_format_says_what_was_seen(tmp_path: Path) -> None:
    path = tmp_path / "unknown.csv"
    path.write_text("日子,钱数,干什么\n2025-03-18,1.00,x\n", encoding="utf-8")
    with pytest.raises(UnknownFormat, match=r"unknown\.csv：不认识这种表格，看到的列名：日子、钱数、干什么"):
        read_file(path)


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
    book.close()
    return path


def test_a_month_a_sheet_is_one_statement(month: Path, tmp_path: Path, today: datetime.date) -> None:
    rows = read_cells(month)[0].rows
    later = [
        [cell.replace("2025-03", "2025-05") if isinstance(cell, str) else cell for cell in row]
        for row in rows
    ]
    note = {"说明": [["随便"]]}
    found = read(workbook(tmp_path / "q.xlsx", {"五月": later, **note, "三月": rows}), today)
    assert found.problems == ()
    assert (found.data_rows, found.control.into, str(found.control.last)) == (
        8,
        Decimal("1000000.00"),
        "2025-05-31",
    )
    assert [row.place.row for row in found.rows] == [3, 4, 5, 6, 12, 13, 14, 15]


def test_two_sheets_with_the_same_days_are_refused(month: Path, tmp_path: Path, today: datetime.date) -> None:
    rows = read_cells(month)[0].rows
    with pytest.raises(SeveralTables, match=r"一月.*二月.*同一天"):
        read(workbook(tmp_path / "q.xlsx", {"一月": rows, "二月": rows}), today)


def test_two_sheets_of_two_accounts_or_of_two_kinds_are_refused(
    month: Path, tmp_path: Path, today: datetime.date
) -> None:
    rows = read_cells(month)[0].rows
    other = [
        [cell.replace("88801", "11203") if isinstance(cell, str) else cell for cell in row] for row in rows
    ]
    with pytest.raises(SeveralTables, match="几个账户"):
        read(workbook(tmp_path / "q.xlsx", {"一": rows, "二": other}), today)
    names = ["日期", "凭证号", "摘要", "科目编码", "科目名称", "借方金额", "贷方金额"]
    with pytest.raises(SeveralTables, match="一、二"):
        read(workbook(tmp_path / "q.xlsx", {"一": rows, "二": [list(names)]}), today)


def test_a_journal_with_one_amount_and_a_side_is_not_taken_for_a_list_of_payments() -> None:
    text = "日期,凭证号,科目编码,科目名称,摘要,方向,金额\n2026.01.31,记-0001,1002,银行存款,收款,借,500000\n"
    found = read_bytes(text.encode(), "ufida.csv")
    assert (found.format, found.data_rows) == ("ufida_journal", 1)


# ---------------------------------------------------------------- a statement comes back whole

AMOUNTS = st.integers(1, 10**8).flatmap(
    lambda cents: st.sampled_from([Decimal(cents) / 100, -Decimal(cents) / 100])
)
WORDS = st.text(
    st.characters(codec="gb18030", exclude_categories=["C", "Z"], exclude_characters="合小累总计页\"'`"),
    max_size=12,
)
"""Without the signs that keep a spreadsheet from taking what follows for a number: `0 is 0."""
MOVES = st.tuples(st.dates(datetime.date(2020, 1, 1), datetime.date(2025, 12, 31)), AMOUNTS, WORDS)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, min_size=1, max_size=20))
def test_what_was_written_is_read(
    statement: Write, move: Make, today: datetime.date, moves: list[Any]
) -> None:
    written = [move(f"{day} 09:00:00", str(amount), words) for day, amount, words in sorted(moves)]
    found = read(statement(written), today)
    assert found.problems == ()
    assert [(one.date, one.amount, one.purpose) for one in found.rows] == [
        (day, amount, words.strip()) for day, amount, words in sorted(moves)
    ]
