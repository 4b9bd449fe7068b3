"""The skins: typed cells, text that stays text, letters as GB/T 9704 has them, the same paper the same bytes."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from earmark.ledger.base.text import Lang, Text
from earmark.reports.outgoing.as_document import as_document
from earmark.reports.outgoing.as_html import as_html
from earmark.reports.outgoing.as_workbook import as_workbook
from earmark.reports.outgoing.case import Case
from earmark.reports.outgoing.papers import AWARDS, PAPERS, made, written
from earmark.reports.outgoing.picture import picture
from earmark.reports.outgoing.value import Bar, Column, Facts, Letter, Paragraph, Sheet, Table

DAY = datetime.date(2026, 1, 31)
STRANGE = [
    "=1+1",
    "+86 27 1234",
    "-1",
    "@x",
    '=HYPERLINK("http://x")',
    "http://x.example",
    "00123",
    "<b>&amp;",
]


def sheet_of(*cells: Any) -> Sheet:  # noqa: ANN401 (any cell)
    columns = tuple(
        Column(Text(f"列{n}", f"column {n}"), "money" if isinstance(cell, Decimal) else "words")
        for n, cell in enumerate(cells)
    )
    table = Table(name=Text("表", "table"), columns=columns, rows=(cells,))
    return Sheet(title=Text("题", "title"), day=DAY, about=(), tables=(table,))


def opened(sheet: Sheet) -> Any:  # noqa: ANN401 (openpyxl's sheet)
    return openpyxl.load_workbook(io.BytesIO(as_workbook(sheet, "zh"))).worksheets[0]


# ---------------------------------------------------------------- workbooks


@pytest.mark.parametrize("text", STRANGE)
def test_text_is_never_a_formula_a_number_or_a_link(text: str) -> None:
    cell = opened(sheet_of(text))["A3"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_amounts_are_numbers_and_days_are_days() -> None:
    made = opened(sheet_of(Decimal("12000.05"), DAY, 3, None, Text("文", "text")))
    amount, day, count, empty, words = made[3]
    assert (amount.value, amount.number_format) == (12000.05, "#,##0.00")
    assert day.value == datetime.datetime(2026, 1, 31)  # noqa: DTZ001 (as openpyxl gives a day)
    assert (count.value, empty.value, words.value) == (3, None, "文")


@pytest.mark.parametrize("name", [n for n, p in PAPERS.items() if p.of == AWARDS])
def test_a_workbook_prints_across_with_its_head_on_each_page(case: Case, name: str) -> None:
    paper = made(name, [case])
    assert isinstance(paper, Sheet)
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(paper, "zh")))
    assert len(book.worksheets) == len(paper.tables)
    for page, table in zip(book.worksheets, paper.tables, strict=True):
        head = len(paper.about) + 2
        assert page["A1"].value == paper.title.zh
        assert [cell.value for cell in page[head]] == [column.name.zh for column in table.columns]
        assert page.print_title_rows == f"${head}:${head}"
        assert page.page_setup.orientation == "landscape"
        assert page.oddFooter is not None
        assert page.oddFooter.center.text == "&P / &N"
        assert page.freeze_panes == f"A{head + 1}"


# ---------------------------------------------------------------- letters


def paragraphs(data: bytes) -> list[Any]:
    return list(docx.Document(io.BytesIO(data)).paragraphs)


def test_a_letter_stands_as_gb_t_9704_has_it(case: Case) -> None:
    letter = made("notice", case, order="O-0001")
    assert isinstance(letter, Letter)
    data = as_document(letter, "zh")
    page: Any = docx.Document(io.BytesIO(data)).sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert (round(page.top_margin.mm), round(page.left_margin.mm)) == (37, 28)
    title, number, _, to, body, *_ = paragraphs(data)
    assert (title.text, title.alignment) == ("学会能力提升专项整改（收回）通知书", 1)
    assert number.text == "WH2025-007 O-0001"
    assert (to.text, to.paragraph_format.first_line_indent) == ("江城示例学会：", Pt(0))
    (run,) = body.runs
    assert (run.font.size, body.paragraph_format.line_spacing) == (Pt(16), Pt(28))
    assert body.paragraph_format.first_line_indent == Pt(32)
    assert run._element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"  # noqa: SLF001
    assert title.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"  # noqa: SLF001
    signed = [p.text for p in paragraphs(data) if p.alignment == 2]
    assert signed == ["武汉市科学技术协会", "2025年11月25日"]


def test_a_machine_without_the_fonts_is_told_what_stands_in(case: Case) -> None:
    letter = made("notice", case, order="O-0001")
    assert isinstance(letter, Letter)
    parts = zipfile.ZipFile(io.BytesIO(as_document(letter, "zh")))
    fonts = parts.read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋"><w:altName w:val="FangSong;STFangsong;仿宋_GB2312"/></w:font>' in fonts
    assert 'w:eastAsia="zh-CN"' in parts.read("word/styles.xml").decode()


def test_a_document_says_what_the_page_says(case: Case) -> None:
    """Every fact of the form, in the document's table and on the page."""
    letter = made("notice", case, order="O-0001")
    assert isinstance(letter, Letter)
    (facts,) = [part for part in letter.parts if isinstance(part, Facts)]
    document = docx.Document(io.BytesIO(as_document(letter, "zh")))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["金额", "12,000.00 元（人民币壹万贰仟元整）"]
    assert len(rows) == len(facts.rows)
    html = as_html(letter, "zh")
    assert all(text in html for row in rows for text in row)


@pytest.mark.parametrize("text", STRANGE)
def test_what_the_books_say_is_text_in_a_letter(text: str) -> None:
    letter = Letter(
        title=Text("题", "title"), day=DAY, parts=(Paragraph(text), Facts(((Text("项", "item"), text),)))
    )
    document = docx.Document(io.BytesIO(as_document(letter, "zh")))
    assert document.paragraphs[-3].text == text or text in [p.text for p in document.paragraphs]
    assert document.tables[0].rows[0].cells[1].text == text
    assert "<b>" not in as_html(letter, "zh").split("</style>")[1]


# ---------------------------------------------------------------- pages


@pytest.mark.parametrize("name", PAPERS)
def test_a_page_needs_nothing_from_elsewhere(case: Case, name: str) -> None:
    html = as_html(paper_of(case, name), "zh")
    assert "<script" not in html
    assert not re.findall(r"(?:src|href)=|url\(|@import", html)


def paper_of(case: Case, name: str) -> Sheet | Letter:
    given = {
        "evidence": {"finding": "F-94e7132571"},
        "notice": {"order": "O-0001"},
        "reminder": {"order": "O-0001"},
    }
    return made(name, [case] if PAPERS[name].of == AWARDS else case, **given.get(name, {}))


@pytest.mark.parametrize("name", PAPERS)
def test_the_english_page_marks_what_is_chinese(case: Case, name: str) -> None:
    body = as_html(paper_of(case, name), "en").split("<main")[1]
    rest = re.sub(r'<span lang="zh-CN">.*?</span>', "", body)
    assert not re.search("[\u4e00-\u9fff]", re.sub(r"<title>.*?</title>", "", rest))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PAPERS)
def test_the_same_paper_is_the_same_bytes(case: Case, name: str, lang: Lang) -> None:
    for suffix in PAPERS[name].kinds[:-1]:
        out = Path(f"a{suffix}")
        assert written(paper_of(case, name), out, lang) == written(paper_of(case, name), out, lang)


def test_no_part_of_a_file_says_when_it_was_made(case: Case) -> None:
    for name, suffix in (("register", ".xlsx"), ("notice", ".docx")):
        data = written(paper_of(case, name), Path(f"a{suffix}"), "zh")
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
        assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}


# ---------------------------------------------------------------- the picture


def test_a_bar_is_as_wide_as_what_was_ordered() -> None:
    nil = Decimal(0)
    bars = (
        Bar("A", Decimal(200), Decimal(50), Decimal(50), Decimal(100), Decimal(25)),
        Bar("B", Decimal(100), nil, nil, Decimal(100), nil),
    )
    first, second = picture(bars, "zh").bars
    assert [(p.name, p.x, p.width) for p in first.pieces] == [
        ("returned", "0.0", "100.0"), ("otherwise", "100.0", "100.0"), ("due", "200.0", "150.0"), ("overdue", "350.0", "50.0"),
    ]  # fmt: skip
    assert [(p.name, p.width) for p in second.pieces] == [("due", "200.0")]


def test_of_nothing_ordered_there_is_no_picture(undecided_case: Case) -> None:
    paper = made("progress", [undecided_case])
    assert isinstance(paper, Sheet)
    assert paper.bars == ()
    assert "<svg" not in as_html(paper, "zh")


def test_a_table_without_rows_says_so(undecided_case: Case) -> None:
    paper = made("register", [undecided_case])
    assert isinstance(paper, Sheet)
    assert "没有认定的问题。" in as_html(paper, "zh")
    assert opened(replace(paper, about=()))["A3"].value == "没有认定的问题。"
