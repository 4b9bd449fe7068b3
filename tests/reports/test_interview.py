"""``award new`` on a terminal: what was not given is asked for, and a wrong answer is asked again."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from earmark.importers.proposing.projects import Projects
from earmark.importers.tables.rows import BookLine
from earmark.ledger.books.books import Books
from earmark.ledger.books.load import register_of
from earmark.ledger.proof.checking import check_award
from earmark.ledger.vouchers.charge import Source
from earmark.reports.cli import run

AWARD = "WH2025-007"


class Terminal(io.StringIO):
    """Somebody who answers."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("EARMARK_BY", "EARMARK_LANG", "EARMARK_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "books"
    assert run(["init", str(root), "--person", "chen:recipient:JCSF:finance:陈会计"]) == 0
    return root


def interview(
    books: Path, monkeypatch: pytest.MonkeyPatch, answers: Sequence[str], *given: str, award: str = AWARD
) -> int:
    monkeypatch.setattr(sys, "stdin", Terminal("\n".join(answers) + "\n"))
    return run(["--books", str(books), "award", "new", award, *given, "--by", "chen"])


SOUND = [
    "wuhan-2012", "JCSF", "江城示例学会", "武汉市科学技术协会", "500000", "2025-03-01", "2026-02-28", "npo-2004",
    "dedicated", "ICBC-8801", "1202021109900088801",
]  # fmt: skip
PLAN = ["P1=学术交流=300000", "P2＝科普活动＝200000", ""]


def test_all_of_an_award_is_asked_for_the_plan_too(books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert interview(books, monkeypatch, [*SOUND, *PLAN]) == 0
    award = register_of(Books.open(books), AWARD)
    assert [(p.id, p.name, str(p.amount)) for p in award.plan] == [
        ("P1", "学术交流", "300000.00"),
        ("P2", "科普活动", "200000.00"),
    ]
    assert (award.grant.chart, award.grant.bank, str(award.grant.amount)) == (
        "npo-2004",
        "ICBC-8801",
        "500000.00",
    )


WRONG = {
    "programme": ("武汉", "应为 cast-2013"),
    "recipient": ("江城学会", "只能有字母、数字和 -"),
    "recipient_name": ("", "没有回答"),
    "amount": ("五十万", "金额"),
    "start": ("三月一日", "日期"),
    "end": ("2024-02-28", "结束日早于开始日"),
    "chart": ("民非", "应为 gov, gov-quota, npo-2004, npo-2026 之一"),
    "mode": ("专户", "应为 dedicated, pooled, quota 之一"),
    "bank": ("工行", "只能有字母、数字和 -"),
    "account": ("8801（专户）", "应全部是数字"),
}  # fmt: skip
NAMES = ["programme", "recipient", "recipient_name", "funder", "amount", "start", "end", "chart", "mode", "bank", "account"]  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_is_said_and_asked_again(
    books: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    answer, said = WRONG[name]
    place = NAMES.index(name)
    assert interview(books, monkeypatch, [*SOUND[:place], answer, *SOUND[place:], *PLAN]) == 0
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("学术交流 300000", "不是 编号=名称=金额"),
        ("P1=别的=1", "用途编号重复"),
        ("P3=太多=200000.01", "不超过余额"),
        ("P3=没有=0", "应大于零"),
    ],
)
def test_a_wrong_plan_line_is_asked_again(
    books: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    assert interview(books, monkeypatch, [*SOUND, PLAN[0], line, *PLAN[1:]]) == 0
    assert said in capsys.readouterr().err
    assert [p.id for p in register_of(Books.open(books), AWARD).plan] == ["P1", "P2"]


def test_what_does_not_go_together_is_mended_and_the_rest_stays(
    books: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The dedicated account of another award: another account is named, nothing else is typed again."""
    assert interview(books, monkeypatch, [*SOUND, *PLAN]) == 0
    again = [*SOUND[:10], *PLAN, "银行", "bank", "ICBC-8802", "account", "1202021109900088802"]
    assert interview(books, monkeypatch, again, award="WH2025-008") == 0
    said = capsys.readouterr()
    assert "已用专用账户" in said.err
    assert register_of(Books.open(books), "WH2025-008").grant.bank == "ICBC-8802"


def test_an_empty_answer_gives_up_and_nothing_is_written(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert interview(books, monkeypatch, [*SOUND, *PLAN]) == 0
    assert interview(books, monkeypatch, [*SOUND[:10], *PLAN, ""], award="WH2025-008") == 2
    assert Books.open(books).award_ids() == [AWARD]


def test_a_taken_id_is_said_before_anything_is_asked(
    books: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert interview(books, monkeypatch, [*SOUND, *PLAN]) == 0
    capsys.readouterr()
    assert interview(books, monkeypatch, []) == 2
    assert "已经存在" in capsys.readouterr().err


def test_a_units_project_code_is_asked_and_may_come_later(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = [*SOUND[:7], "gov", "pooled", *SOUND[9:]]
    assert interview(books, monkeypatch, [*unit, *PLAN, ""]) == 0
    amend = ["--books", str(books), "award", "amend", AWARD, "--project-code", "420000250000001017"]
    amend += ["--document", "预算批复", "--date", "2025-04-01", "--by", "chen"]
    assert run(amend) == 0
    opened = Books.open(books)
    award = register_of(opened, AWARD)
    line = BookLine(
        place=Source("j.csv", 2), account_code="1002", account_name="银行存款", debit=Decimal(1), credit=Decimal(0),
        project_code="420000250000001017",
    )  # fmt: skip
    assert Projects([line], award).belongs(line)
    assert check_award(opened, AWARD) == []
    assert run(amend) == 2, "the same code twice"
