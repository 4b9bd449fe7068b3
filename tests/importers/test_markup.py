"""Web pages and XML workbooks named .xls, merged cells, and the exchange formats as tables."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from earmark.importers.cells.cells import CannotRead, cells_of
from earmark.importers.cells.markup import web_page
from earmark.importers.formats import mt940, ofx

BALANCES = ":20:1\n:25:ICBK/1202021109900088801\n:60F:C250301CNY100,\n{}\n:62F:C250331CNY100,\n-"


def test_a_page_with_tables_in_tables_keeps_what_stands_above() -> None:
    page = """<html><head><title>no</title><script>var a = "<td>";</script></head><body><p>账号：00123</p>
    <table><tr><td><table><tr><th>日期<th>金额</tr><tr><td>2025-03-18<td align=right>1,234.50</table></td></tr></table></body>"""
    assert web_page(page)[0][1] == [["账号：00123"], [None], ["日期", "金额"], ["2025-03-18", "1,234.50"]]


def test_leading_zeros_line_breaks_and_entities_stay() -> None:
    assert web_page("<table><tr><td>00123<td>a<br>b<td>&lt;&nbsp;x &amp; y")[0][1] == [
        ["00123", "a\nb", "< x & y"]
    ]


def test_words_merged_downwards_are_said_on_each_row_and_amounts_once() -> None:
    page = "<table><tr><td rowspan=2>2025-03-18<td rowspan=2>9.00<td colspan=2>a<tr><td>b<td>c</table>"
    assert web_page(page)[0][1] == [["2025-03-18", "9.00", "a", None], ["2025-03-18", None, "b", "c"]]


def test_merged_cells_of_a_workbook() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 2, 0, "会议费")
    sheet.merge_range(0, 1, 2, 1, 9000)
    sheet.write_column(0, 2, ["a", "b", "c"])
    book.close()
    assert cells_of(out.getvalue())[0].rows == [
        ["会议费", 9000, "a"],
        ["会议费", "", "b"],
        ["会议费", "", "c"],
    ]


@pytest.mark.parametrize("root", ["Workbook", "Document"])
def test_a_doctype_is_refused_before_anything_unfolds(root: str) -> None:
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "&b;&b;">]><{root} xmlns="u">&a;</{root}>'
    with pytest.raises(CannotRead):
        assert cells_of(bomb.encode())[0].rows


def test_xml_that_is_no_table_says_so() -> None:
    with pytest.raises(CannotRead, match="XML 里没有表格"):
        cells_of(b'<?xml version="1.0"?><EInvoice/>')


def test_a_booking_day_of_the_year_before() -> None:
    (_, rows) = mt940.read(BALANCES.format(":61:2501021231D9000,5NTRFNONREF//83\nmore"))[0]
    assert rows[3] == ["2024-12-31", "D", "9000.5", "CNY", "83", "", "", "NTRF", ""]


@pytest.mark.parametrize(("mark", "side"), [("C", "C"), ("RC", "RC"), ("RD", "RD"), ("ED", "D")])
def test_marks_of_a_movement(mark: str, side: str) -> None:
    assert mt940.read(BALANCES.format(f":61:250102{mark}1,00NTRFNONREF"))[0][1][3][1] == side


def test_what_is_no_movement_is_left_to_the_reader_of_rows() -> None:
    assert mt940.read(BALANCES.format(":61:x"))[0][1][3][0] == "x"


def test_ofx_of_version_2_and_a_comma() -> None:
    text = "<OFX><STMTRS><CURDEF>CNY</CURDEF><BANKACCTFROM><ACCTID>12</ACCTID></BANKACCTFROM><STMTTRN><DTPOSTED>20250318</DTPOSTED><TRNAMT>-9.00</TRNAMT><NAME>A &amp; B</NAME></STMTTRN></STMTRS></OFX>"
    assert ofx.read(text)[0][1] == [
        ["账号:", "12"],
        ofx.NAMES,
        ["20250318", "-9.00", "CNY", "", "A & B", "", "", ""],
    ]
