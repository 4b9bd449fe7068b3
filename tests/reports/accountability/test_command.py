"""``earmark report``: on the terminal, as JSON, as a file that is whole or not there and never replaces another."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest

from earmark.ledger.books.books import Books
from earmark.reports.accountability.value import AccountabilityReport
from earmark.reports.cli import run
from earmark.reports.commands import report as verb
from earmark.reports.outfile import PAGE, WrongFile, write_out


@pytest.fixture
def books(tmp_path: Path, report: AccountabilityReport, monkeypatch: pytest.MonkeyPatch) -> str:
    """Books that hold the small award, as far as the verb can see."""

    def report_of(_books: Books, award: str, as_of: datetime.date) -> AccountabilityReport:
        return replace(report, grant=replace(report.grant, id=award), as_of=as_of)

    monkeypatch.setattr(verb, "report_of", report_of)
    (tmp_path / "earmark.toml").write_text("format = 1\n", encoding="utf-8")
    return f"--books={tmp_path}"


def test_the_terminal_shows_a_summary_and_how_to_print(
    books: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([books, "--lang=zh", "report", "WH2025-007", "--as-of", "2026-01-31"]) == 0
    said = capsys.readouterr()
    assert "学会能力提升专项奖补资金使用情况报告" in said.out
    assert "账户余额        398,452.50" in said.out
    assert "核对相符" in said.out
    assert "经认定的问题 1 · 疑点（拟提请认定） 1 · 疑点（待核实） 1 · 无法判断 1" in said.out
    assert "名单缺失或未声明完整：在职职工、临时人员、职工亲属、关联单位" in said.out
    assert "--out WH2025-007-2026-01-31.html" in said.err


def test_in_english(books: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([books, "--lang=en", "report", "WH2025-007"]) == 0
    said = capsys.readouterr().out
    assert "It holds to the cent." in said
    assert "on no plan line" in said


def test_json(books: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([books, "report", "WH2025-007", "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["schema"] == 1
    assert shown["position"]["received"] == "500000.00"


def test_html_to_the_terminal(books: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([books, "report", "WH2025-007", "--format", "html"]) == 0
    assert capsys.readouterr().out.startswith("<!DOCTYPE html>")


def test_what_is_not_sound_is_exit_1(
    books: str,
    report: AccountabilityReport,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    broken = replace(report, tie_out=replace(report.tie_out, balance=report.tie_out.balance - 1))
    monkeypatch.setattr(verb, "report_of", lambda *_: broken)
    assert run([books, "--lang=zh", "report", "WH2025-007"]) == 1
    assert "核对不符，差额须查明。 −1.00 元" in capsys.readouterr().out


def test_out_writes_the_page_once(books: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "报告.html"
    assert run([books, "--lang=zh", "report", "WH2025-007", "--out", str(place)]) == 0
    written = place.read_text(encoding="utf-8")
    assert written.startswith("<!DOCTYPE html>")
    assert run([books, "--lang=en", "report", "WH2025-007", "--out", str(place)]) == 2
    assert "the file exists" in capsys.readouterr().err
    assert place.read_text(encoding="utf-8") == written
    assert run([books, "--lang=en", "report", "WH2025-007", "--out", str(place), "--force"]) == 0
    assert '<html lang="en">' in place.read_text(encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["earmark.toml", "报告.html"]


@pytest.mark.parametrize("name", ["2025-03.beancount", "earmark.toml", "报告"])
def test_only_a_page_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongFile):
        write_out(tmp_path / name, b"<!DOCTYPE html>", PAGE, force=True)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="写不了"):
        write_out(tmp_path / "no" / "报告.html", b"<!DOCTYPE html>", PAGE)
