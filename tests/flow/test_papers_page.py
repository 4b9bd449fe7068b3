"""docs/papers.md: its commands are typed in the demo's books, in their order; each writes what the page says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.books.desk import Desk

Office = Any
"""The office of conftest, which tests cannot import."""
pytestmark = pytest.mark.xdist_group("demo")

PAGE = (Path(__file__).parents[2] / "docs" / "papers.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]


def letter(path: Path) -> str:
    """The words of a letter, its tables included."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def amounts(path: Path, sheet: str, column: str) -> list[float]:
    """The amounts of a column, the sum last."""
    rows: list[Any] = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    head = next(row for row in rows if column in row)
    at = head.index(column)
    return [float(row[at]) for row in rows[rows.index(head) + 1 :] if isinstance(row[at], int | float)]


def test_the_commands_of_the_page(own_demo: Office) -> None:
    for line in COMMANDS:
        own_demo(line.removeprefix("earmark "))
    own_demo("check")
    notice = letter(own_demo.folder / "通知书.docx")
    assert "收回 12,000.00 元（人民币壹万贰仟元整）" in notice
    assert "1202021109900088801" in notice
    assert "3202019200000017715" in letter(own_demo.folder / "通知书2.docx")
    proposed = letter(own_demo.folder / "通知书（拟）.docx")
    assert "（拟）" in proposed
    assert "O-00" not in proposed
    assert "逾期 46 天" in letter(own_demo.folder / "催办函.docx")
    assert "请于2026年7月15日前办结" in letter(own_demo.folder / "催办函.docx")
    assert "审计取证单" in letter(own_demo.folder / "取证单.docx")
    returned = amounts(own_demo.folder / "整改台账.xlsx", "认定的问题和整改", "已收回")
    assert returned[-1] == sum(returned[:-1])
    ordered = amounts(own_demo.folder / "recovery.xlsx", "By route", "ordered")
    assert ordered[-1] == sum(ordered[:-1]) > 0
    assert "<svg" in (own_demo.folder / "收回进度.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("report WH2025-007 --paper notice", "整改（收回）通知书要写明 --order 或 --finding"),
        ("report WH2025-007 --paper notice --order O-0099", "没有收回决定 O-0099。现有：O-0001"),
        (
            "report WH2025-007 --paper notice --order O-0002 --out a.docx",
            "earmark policy account wuhan-2012 funder",
        ),
        ("report WH2025-007 --paper notice --order O-0001 --out a.xlsx", "只能写成 .docx 或 .html 文件"),
        ("report WH2025-007 --paper register --out a.docx", "只能写成 .xlsx 或 .html 文件"),
        ("report WH2025-007 --paper register --order O-0001", "整改台账不用 --order"),
        ("report WH2025-007 --paper reminder --order O-0001", "O-0001 已经了结"),
        ("report WH2025-007 --paper evidence --finding F-0", "没有疑点 F-0"),
        ("report --paper recovery", "收回汇总要写明资金编号"),
        ("report WH2025-007 --programme wuhan-2012 --paper recovery", "资金编号和 --programme 只写一样"),
        ("report --programme nosuch --paper recovery", "专项 nosuch 没有奖补资金"),
        ("report WH2025-007 --paper recovery --format json", "文书没有 JSON 形式"),
        ("report WH2025-007 --order O-0001", "没有写明要什么"),
        ("report", "没有写明要什么"),
    ],
)
def test_what_cannot_be_written_is_one_sentence_and_no_file(demo: Office, command: str, said: str) -> None:
    ran = demo(command, 2)
    assert said in ran.err
    assert not ran.out
    assert not list(demo.folder.glob("a.*"))


def test_a_paper_never_replaces_a_file(own_demo: Office) -> None:
    place = own_demo.folder / "清单.xlsx"
    place.write_text("mine", encoding="utf-8")
    ran = own_demo("report WH2025-007 --paper problems --out 清单.xlsx", 2)
    assert "文件已存在" in ran.err
    assert place.read_text(encoding="utf-8") == "mine"
    own_demo("report WH2025-007 --paper problems --out 清单.xlsx --force")
    assert place.read_bytes()[:2] == b"PK"


def test_only_the_programmes_own_side_tells_an_account(own_demo: Office) -> None:
    told = "policy account wuhan-2012 funder --holder 某某 --bank 某行 --number {number} --by {by}"
    for by in ("chen", "gao"):
        own_demo(told.format(number="3202019200000017715", by=by), 2)
    assert "不是账号" in own_demo(told.format(number="=1+1", by="zhou"), 2).err
    own_demo(told.format(number="3202019200000017715", by="zhou"))
    own_demo("check")
    path = own_demo.root / "programmes/wuhan-2012.beancount"
    path.write_text(
        path.read_text(encoding="utf-8").replace("3202019200000017715", "3202019200000099999"),
        encoding="utf-8",
    )
    assert own_demo("check", 1).out


def test_a_paper_that_is_handed_out_leaves_its_line_in_each_log(own_demo: Office) -> None:
    own_demo("report --programme wuhan-2012 --paper register --out 看看.xlsx")
    assert "report" not in logged(own_demo)
    own_demo("report --programme wuhan-2012 --paper register --out 台账.xlsx --by zhou")
    own_demo("report WH2025-007 --paper notice --order O-0001 --out 通知书.docx --by zhou")
    assert logged(own_demo).count("report") == 2
    own_demo("check")
    listed = sorted((own_demo.root / "awards/WH2025-007/reports").glob("*.findings.json"))
    assert len(json.loads(listed[0].read_text(encoding="utf-8"))) > 20
    (one,) = json.loads(listed[1].read_text(encoding="utf-8"))
    assert one["finding"] == "F-d1483d808b"


def test_books_that_cannot_be_written_leave_no_paper(
    own_demo: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record comes first: a paper in somebody's hands that no log knows would list findings that can be lost."""

    def full(_: Desk) -> None:
        raise EarmarkError(Text("磁盘已满", "the disk is full"))

    monkeypatch.setattr(Desk, "finish", full)
    assert "磁盘已满" in own_demo("report WH2025-007 --paper problems --out 清单.xlsx --by zhou", 2).err
    assert [p.name for p in own_demo.folder.iterdir()] == ["books"]


def test_a_name_that_is_taken_while_the_record_is_written_is_said(
    own_demo: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, finish = own_demo.folder / "清单.xlsx", Desk.finish

    def slow(at: Desk) -> None:
        finish(at)
        paper.write_text("somebody else's", encoding="utf-8")

    monkeypatch.setattr(Desk, "finish", slow)
    said = own_demo("report WH2025-007 --paper problems --out 清单.xlsx --by zhou", 2).err
    assert "账簿里已登记 RP-0001，文件没有写出" in said
    assert paper.read_text(encoding="utf-8") == "somebody else's"
    assert sorted(p.name for p in own_demo.folder.iterdir()) == ["books", "清单.xlsx"]
    own_demo("check")


def logged(office: Office) -> list[str]:
    """The kinds of the lines in an award's log."""
    lines = (office.root / "awards/WH2025-007/log").read_text(encoding="utf-8").splitlines()
    return [line.split()[1] for line in lines if len(line.split()) > 1]


def test_letters_are_the_audit_sides(own_demo: Office) -> None:
    """The recipient may hand a list out; a notice it may look at, and no more."""
    own_demo("report WH2025-007 --paper problems --out 清单.xlsx --by chen")
    ran = own_demo("report WH2025-007 --paper notice --order O-0001 --out 通知书.docx --by chen", 2)
    assert "无权做这件事" in ran.err
    assert not (own_demo.folder / "通知书.docx").exists()


def test_what_was_done_after_an_order_stands_on_the_papers(own_demo: Office) -> None:
    """Reminded of, referred, struck off: each by its own verb, and the next paper says so."""
    award, day = "WH2025-007", "--date 2026-06-20 --by zhou"
    own_demo(f"order {award} O-0003 --remind --served-how 邮寄 --due 2026-07-15 {day}")
    own_demo(f"decide {award} F-7a47118920 --refer 纪检监察机关 --reason 基建支出混入会议费 {day}")
    own_demo(f"approve {award} closure O-0001 {day}")
    reminder = own_demo(f"report {award} --paper reminder --order O-0003 --as-of 2026-06-30").out
    assert "请于2026年7月15日前办结" in reminder
    register = own_demo(f"report {award} --paper register --as-of 2026-06-30").out
    first, second, third, total = register.split("\n\n")[1:5]
    assert re.search("销号 +2026年6月20日", first)
    assert "销号" not in second
    assert "移送 纪检监察机关" in third
    assert re.search(r"未收回 +18,500\.00", total)
