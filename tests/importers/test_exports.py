"""用友 and 金蝶: the quirks of their exports, file by file."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.importers.exports import (
    ENTRIES,
    Entry,
    as_xls,
    as_xlsx,
    kingdee_cloud,
    kingdee_eas,
    kingdee_jdy,
    kingdee_k3,
    ufida_journal,
    ufida_txt,
)

from earmark.importers.formats.detect import read_bytes
from earmark.importers.formats.sheets import SeveralTables
from earmark.importers.tables.auxiliary import Auxiliary, auxiliary
from earmark.importers.tables.rows import Journal
from earmark.importers.tables.table_rows import Row

Write = Callable[[Sequence[Entry]], bytes]
FORMATS: dict[str, Write] = {
    "ufida_journal": lambda entries: as_xls(ufida_journal(entries)),
    "ufida_txt": lambda entries: ufida_txt(entries).encode("gb18030"),
    "kingdee_k3": lambda entries: as_xlsx(kingdee_k3(entries), "Page1", ["t_Schema"]),
    "kingdee_jdy": lambda entries: as_xlsx(kingdee_jdy(entries)),
    "kingdee_eas": lambda entries: as_xls(kingdee_eas(entries)),
    "kingdee_cloud": lambda entries: as_xlsx(kingdee_cloud(entries)),
}
TODAY = datetime.date(2026, 6, 30)


def read(data: bytes) -> Journal:
    found = read_bytes(data, "export", TODAY)
    assert isinstance(found, Journal)
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_all_lines_come_with_day_number_side_and_amount(name: str) -> None:
    found = read(FORMATS[name](ENTRIES))
    assert (found.format, found.data_rows, found.problems, found.notes) == (name, len(ENTRIES), (), ())
    assert (found.control.into, found.control.out) == (Decimal("509600.00"), Decimal("509600.00"))
    assert [voucher.gl for voucher in found.vouchers] == [f"记-2025-03-000{n}" for n in range(1, 6)]
    assert [voucher.closing for voucher in found.vouchers] == [False, False, False, False, True]
    lines = [(x.account_code, x.amount) for voucher in found.vouchers for x in voucher.lines]
    assert lines == [(x.code, Decimal(x.debit or "0") - Decimal(x.credit or "0")) for x in ENTRIES]


VOUCHERS = st.lists(
    st.tuples(st.integers(1, 28), st.integers(1, 10**9), st.sampled_from(["审稿费", "场租", "a,b；c"])),
    min_size=1,
    max_size=6,
)


@settings(max_examples=4, deadline=None)
@given(VOUCHERS)
@pytest.mark.parametrize("name", FORMATS)
def test_vouchers_come_back_whole(name: str, drawn: list[tuple[int, int, str]]) -> None:
    entries = []
    for number, (day, cents, words) in enumerate(drawn, start=1):
        amount = str(Decimal(cents) / 100)
        said = words.replace(",", "，") if name == "ufida_txt" else words
        entries += [
            Entry(f"2025-03-{day:02d}", number, "510102", "业务活动成本-专家咨询费", said, amount, ""),
            Entry(f"2025-03-{day:02d}", number, "1002", "银行存款", said, "", amount),
        ]
    found = read(FORMATS[name](entries))
    assert found.problems == ()
    assert [(str(v.date), x.amount, x.narration) for v in found.vouchers for x in v.lines] == [
        (x.day, Decimal(x.debit or "0") - Decimal(x.credit or "0"), x.words) for x in entries
    ]


@pytest.mark.parametrize(
    ("row", "cell", "value", "message"),
    [
        (3, 5, "贷", "借贷相差"),
        (3, 5, "平", "不是这一行金额的方向"),
        (3, 8, "五十万", "不是金额"),
        (3, 2, 5101.1, "已丢失末尾的 0"),
        (3, 0, "2027.03.05", "之后"),
    ],
)
def test_what_a_line_cannot_say(row: int, cell: int, value: object, message: str) -> None:
    rows = ufida_journal()
    rows[row][cell] = value
    assert message in read(as_xls(rows)).problems[0].message.zh


def test_a_total_of_one_column_that_fits_nothing_is_a_note() -> None:
    rows = ufida_journal()
    rows[-1][8] = 596000.0
    found = read(as_xls(rows))
    assert found.problems == ()
    assert "第 15 行的合计 596,000.00 不是借方（509,600.00）" in found.notes[0].zh


def test_totals_may_stand_below_each_voucher() -> None:
    header: list[object] = ["日期", "凭证号", "摘要", "科目编码", "科目名称", "借方金额", "贷方金额"]
    rows: list[list[object]] = [header]
    for one in ENTRIES:
        rows.append([one.day, one.number, one.words, one.code, one.name, one.debit, one.credit])
        if (one.credit and one.code != "440102") or one.code == "440102":
            rows.append([None, None, "合计", None, None, one.credit, one.credit])
    assert read(as_xlsx(rows)).problems == ()
    rows[3][5] = "1.00"
    assert "合计 1.00" in read(as_xlsx(rows)).problems[0].message.zh


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("项目---A01---学会能力提升", Auxiliary("A01", "学会能力提升", "")),
        ("部门---01---办公室;供应商---V1---江城印务;项目---A01---提升", Auxiliary("A01", "提升", "江城印务")),
        ("供应商:V1/江城印务；项目：A01/提升", Auxiliary("A01", "提升", "江城印务")),
        ("职员:专家E27", Auxiliary("", "", "专家E27")),
        ("", Auxiliary()),
    ],
)
def test_items_say_project_and_payee(said: str, found: Auxiliary) -> None:
    assert auxiliary(Row(2, [said], {"auxiliary": 0})) == found


def test_chinese_that_is_partly_lost_is_left_alone() -> None:
    rows = ufida_journal()
    rows[3][4] = "捐款".encode("gbk").decode("latin-1")
    found = read(as_xls(rows))
    assert found.vouchers[0].lines[0].narration == "¾è¿î"


def on_sheets(*parts: Sequence[Entry]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, entries in enumerate(parts, start=1):
        sheet = book.create_sheet(f"Page{number}")
        for row in kingdee_k3(entries):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_journal_on_two_sheets_is_one() -> None:
    found = read(on_sheets(ENTRIES[:4], ENTRIES[4:]))
    assert ([voucher.number for voucher in found.vouchers], found.data_rows) == (
        ["1", "2", "3", "4", "5"],
        10,
    )
    rows = [line.place.row for voucher in found.vouchers for line in voucher.lines]
    assert rows == [2, 3, 4, 5, 7, 8, 9, 10, 11, 12]


def test_a_voucher_on_two_sheets_is_refused() -> None:
    with pytest.raises(SeveralTables, match="“Page1”和“Page2”都有凭证 记-2025-03-0001"):
        read(on_sheets(ENTRIES, ENTRIES[:2]))
