"""A table that is not known, told once in earmark.toml or on a terminal, and remembered."""

from __future__ import annotations

import datetime
import io
import sys
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from earmark.importers.formats.detect import UnknownFormat, read_file
from earmark.importers.receive import plan_import
from earmark.importers.tables.mapping import columns_of, own_profiles, profile_text
from earmark.importers.tables.profile import BadProfile
from earmark.importers.tables.rows import Journal, Statement
from earmark.ledger.books.books import CONFIG, Books
from earmark.reports.cli import run

TABLE = "日子,付,收,跟谁,干什么\n2025-03-05,,500000.00,武汉市科学技术协会,拨款\n2025-03-18,9000.00,,会议中心,会场\n"
PROFILE = """
[[profiles]]
id = "hankou"
bank = "汉口银行"

[profiles.columns]
date = ["日子"]
out = ["付"]
in = ["收"]
payee = ["跟谁"]
purpose = ["干什么"]
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "bank.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_profile_in_earmark_toml_reads_the_table(books: Books, table: Path, today: datetime.date) -> None:
    with pytest.raises(UnknownFormat):
        read_file(table, today)
    path = books.root / CONFIG
    path.write_text(path.read_text("utf-8") + PROFILE, encoding="utf-8")
    (plan,) = plan_import(Books.open(books.root), [table], "chen", award="WH2025-007", today=today).files
    assert (plan.format, plan.bank, plan.rows, plan.problems) == ("hankou", "汉口银行", 2, [])
    assert plan.control
    assert (plan.control.into, plan.control.out) == (Decimal("500000.00"), Decimal("9000.00"))


@pytest.mark.parametrize(
    ("profiles", "message"),
    [
        ({"id": "x"}, "[[profiles]]"),
        ([{"columns": {}}], "缺 id"),
        ([{"id": "x", "kind": "yth"}], "缺 id"),
        ([{"id": "x", "columns": {"out": ["付"]}}], "缺 date"),
        ([{"id": "x", "columns": {"date": ["日子"], "when": ["y"]}}], "不认识 when"),
        ([{"id": "x", "columns": {"date": "日子"}}], "列不对"),
        ([{"id": "x", "columns": {"date": ["日子"], "out": ["日 子"]}}], "用了两次：日子"),
    ],
)
def test_a_profile_that_says_nothing_is_refused(profiles: object, message: str) -> None:
    with pytest.raises(BadProfile) as caught:
        own_profiles({"profiles": profiles})
    assert message in caught.value.message.zh
    assert caught.value.file == CONFIG


def test_what_is_written_can_be_read_back() -> None:
    text = profile_text(
        "own_1", "bank", '汉口"银行', {"date": "日\\子", "side": "去向"}, {"out": ["去"], "in": ["来"]}
    )
    (found,) = own_profiles(tomllib.loads(text))
    assert (found.bank, found.fields["日\\子"], found.out_side) == (
        '汉口"银行',
        ("date", 0),
        frozenset({"去"}),
    )


def test_columns_are_shown_with_what_they_say(table: Path) -> None:
    first, *_, last = columns_of(table)
    assert (first.name, first.said[0]) == ("日子", "2025-03-05")
    assert last.said == ("拨款", "会场")


# ---------------------------------------------------------------- on a terminal


class Terminal(io.StringIO):
    """Somebody who answers."""

    def isatty(self) -> bool:
        return True


def answer(monkeypatch: pytest.MonkeyPatch, answers: Sequence[str]) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("\n".join(answers) + "\n"))


def imported(books: Books, table: Path) -> int:
    return run(
        ["--books", str(books.root), "import", str(table), "--map", "--award", "WH2025-007", "--by", "chen"]
    )


# kind, bank, then: date time out in amount side balance payee payee_account summary purpose serial own_account currency
ANSWERS = ["bank", "汉口银行", "1", "0", "2", "3", "0", "0", "0", "4", "0", "0", "5", "0", "0", "0"]


def test_a_table_is_told_once_and_remembered(
    books: Books, table: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, ANSWERS)
    assert imported(books, table) == 0
    said = capsys.readouterr()
    assert "1  日子：2025-03-05、2025-03-18" in said.out
    assert "已记在 earmark.toml：own_1" in said.err
    again = read_file(table, own=own_profiles(Books.open(books.root).config))
    assert isinstance(again, Statement)
    assert [str(row.amount) for row in again.rows] == ["500000.00", "-9000.00"]
    answer(monkeypatch, [])
    assert imported(books, table) == 0


TWO_ROWS = "谁家的账\n日子,进出,,剩,跟谁,\n,出去,进来,,名,号\n2025-03-05,,5.00,5.00,科协,6222\n2025-03-18,2.00,,3.00,会议中心,6223\n"
SIDED = "哪天,第几张,干什么,哪个科目,朝哪边,多少\n2025-03-05,1,拨款,1002 银行存款,左,5.00\n2025-03-05,1,拨款,440102 政府补助收入,右,5.00\n"


def test_a_header_of_two_rows_is_told_by_its_joined_names(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "two.csv"
    path.write_text(TWO_ROWS, encoding="utf-8")
    assert [one.name for one in columns_of(path)] == [
        "日子",
        "进出出去",
        "进出进来",
        "剩",
        "跟谁名",
        "跟谁号",
    ]
    answer(monkeypatch, ["bank", "", "1", "0", "2", "3", "0", "0", "4", "5", "6", *"00000"])
    assert imported(books, path) == 0
    found = read_file(path, own=own_profiles(Books.open(books.root).config))
    assert isinstance(found, Statement)
    assert [(str(row.amount), row.payee) for row in found.rows] == [("5.00", "科协"), ("-2.00", "会议中心")]


def test_a_journal_with_one_amount_beside_its_side(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sided.csv"
    path.write_text(SIDED, encoding="utf-8")
    answer(monkeypatch, ["journal", "1", "0", "2", "3", "0", "4", *"000", "6", "5", *"00000", "右"])
    assert imported(books, path) == 0
    found = read_file(path, own=own_profiles(Books.open(books.root).config))
    assert isinstance(found, Journal)
    assert [str(line.amount) for line in found.vouchers[0].lines] == ["5.00", "-5.00"]


def test_a_slip_is_asked_again_in_the_officers_language(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A word for money out that the file writes otherwise would turn money out into money in."""
    path = tmp_path / "odd.csv"
    path.write_text(
        "甲列,乙列,丙列,丁列\n2025-03-05,科协,进,5.00\n2025-03-18,会议中心,出去,9.00\n", encoding="utf-8"
    )
    words = ["出", "出去"]
    answer(
        monkeypatch,
        ["账单", "", "", "x", "9", "1", *"0004306", "0", "2", *"000000", *words],
    )
    assert imported(books, path) == 0
    said = capsys.readouterr()
    for message in (
        "请写 bank、journal、list 之一",
        "请写 1 到 4 的数字",
        "请写 0 到 4 的数字",
        "文件里没有“出”",
    ):
        assert message in said.err
    assert "Error" not in said.out + said.err
    [found] = Books.open(books.root).config["profiles"]
    assert found["sides"] == {"out": ["出去"], "in": ["进"]}


def test_a_file_without_an_account_number_says_how_to_tell_whose_it_is(
    books: Books, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "交易日期,支出,收入,余额,摘要\n2025-03-05,,1.00,1.00,a\n2025-03-06,,1.00,2.00,b\n", encoding="utf-8"
    )
    assert run(["--books", str(books.root), "import", str(path), "--by", "chen"]) == 2
    assert "文件里没有账号，看不出是哪个账户的。请用 --award 写明" in capsys.readouterr().err


def test_a_file_of_many_faults_shows_the_first(
    books: Books, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f"2025-03-{day}th,1.00,,9.00,a\n" for day in range(10, 31))
    path.write_text("交易日期,支出,收入,余额,摘要\n" + rows, encoding="utf-8")
    line = ["--books", str(books.root), "import", str(path), "--by", "chen", "--award", "WH2025-007"]
    assert run(line) == 2
    said = capsys.readouterr().err.splitlines()
    assert sum("不是日期" in one for one in said) == 12
    assert "a.csv：另有 9 处问题，见 --dry-run --format json" in said


def test_answers_that_do_not_read_the_file_are_not_remembered(
    books: Books, table: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (books.root / CONFIG).read_bytes()
    answer(monkeypatch, ["bank", "", "4", *ANSWERS[3:9], "0", *ANSWERS[10:]])
    assert imported(books, table) == 2
    assert "没有记住" in capsys.readouterr().err
    assert (books.root / CONFIG).read_bytes() == before


def test_without_a_terminal_nobody_is_asked(
    books: Books, table: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert imported(books, table) == 2
    assert "没有人可问" in capsys.readouterr().err
