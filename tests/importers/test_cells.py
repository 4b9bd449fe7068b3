from __future__ import annotations

import datetime
import errno
import io
import os
import pickle
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from tests.torture.bombs import BOMBS

from earmark.importers.cells import archive, cells
from earmark.importers.cells.archive import Overblown
from earmark.importers.cells.cells import CannotRead, cells_of, read_cells
from earmark.importers.cells.speech import Speaker, Unheard, heard
from earmark.ledger.base.errors import EarmarkError

GOLDEN = Path(__file__).parent / "golden"


def xlsx(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("明细")
    sheet.write_string(2, 1, "日期")
    sheet.write_datetime(3, 1, datetime.datetime(2025, 3, 18), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
    sheet.write_number(3, 2, 1234.5)
    sheet.write_string(3, 3, "00123")
    book.add_worksheet("空")
    book.close()
    return path


def test_rows_are_numbered_as_in_the_workbook(tmp_path: Path) -> None:
    first, second = read_cells(xlsx(tmp_path / "named.csv"))
    assert first.name == "明细"
    assert first.rows[0] == ["", "", "", ""]
    assert first.rows[2] == ["", "日期", "", ""]
    assert first.rows[3] == ["", datetime.date(2025, 3, 18), 1234.5, "00123"]
    assert second.rows == []


def test_an_old_workbook_is_read_too(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    sheet.write(0, 0, "科目编码")
    sheet.write(1, 0, 1002)
    book.save(str(tmp_path / "old.xls"))
    assert read_cells(tmp_path / "old.xls")[0].rows == [["科目编码"], [1002]]


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
def test_the_sign_that_parts_the_names_parts_the_rows(sign: str) -> None:
    text = sign.join(["日期", "摘要", "金额"]) + "\n" + sign.join(["2025-03-18", "会议费", '"1,234,567.00"'])
    assert cells_of(text.encode())[0].rows[1] == ["2025-03-18", "会议费", "1,234,567.00"]


def test_a_blank_line_and_a_quoted_line_break_count_as_in_a_spreadsheet() -> None:
    rows = cells_of('日期,摘要\n\n2025-03-18,"两行\n摘要"\n2025-03-19,x\n'.encode())[0].rows
    assert rows == [["日期", "摘要"], [], ["2025-03-18", "两行\n摘要"], ["2025-03-19", "x"]]


def test_a_missing_file_a_folder_and_a_huge_file_are_one_message_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "MOST_BYTES", 10)
    (tmp_path / "huge.csv").write_bytes(b"x" * 11)
    for name in ("missing.csv", "", "huge.csv"):
        with pytest.raises(CannotRead) as caught:
            read_cells(tmp_path / name)
        assert caught.value.message.en


# ---------------------------------------------------------------- what must not get through


def test_a_bomb_is_refused_by_its_directory() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * (20 * 1024 * 1024))
    with pytest.raises(Overblown, match="20 MiB"):
        cells_of(packed.getvalue())


def test_too_many_entries_and_a_damaged_directory_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as many:
        for number in range(5):
            many.writestr(str(number), b"")
    monkeypatch.setattr(archive, "MOST_ENTRIES", 4)
    with pytest.raises(Overblown):
        cells_of(packed.getvalue())
    with pytest.raises(Overblown, match="损坏"):
        cells_of(b"PK\x03\x04 and nothing after it")


@pytest.mark.parametrize("cut", [600, 2000, 3000])
def test_a_damaged_workbook_is_one_clear_message(cut: int) -> None:
    data = bytearray((GOLDEN / "icbc_04.xls").read_bytes())
    data[cut : cut + 400] = b"\xff" * 400
    said = ""
    try:
        assert cells_of(bytes(data))
    except EarmarkError as error:
        said = error.message.zh
    assert not said or "工作簿" in said


@pytest.mark.parametrize(
    ("fault", "chinese", "english"),
    [
        (errno.ENOENT, "x.csv：没有这个文件", "x.csv: there is no such file"),
        (errno.EACCES, "x.csv：没有权限读这个文件", "x.csv: there is no permission to read this file"),
        (errno.EIO, "x.csv：系统读不出这个文件", "x.csv: the system cannot read this file"),
    ],
)
def test_a_file_that_cannot_be_read_says_so_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int, chinese: str, english: str
) -> None:
    def refuse(_path: Path) -> bytes:
        raise OSError(fault, os.strerror(fault))

    (tmp_path / "x.csv").touch()
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(CannotRead) as caught:
        read_cells(tmp_path / "x.csv")
    assert (caught.value.show("zh"), caught.value.show("en")) == (chinese, english)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match=r"^没有\.csv：没有这个文件$"):
        read_cells(tmp_path / "没有.csv")


def test_a_child_that_dies_in_the_middle_gives_no_half_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child says ``True`` at the end; without it nothing that it said counts."""

    def dying(*_: object, stdout: io.BufferedWriter, **__: object) -> None:
        stdout.write(pickle.dumps("Sheet1") + pickle.dumps([["a"]]) + pickle.dumps([["b"]])[:-3])
        stdout.flush()

    monkeypatch.setattr("earmark.importers.cells.cells.subprocess.run", dying)
    with pytest.raises(CannotRead):
        cells_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def test_rows_beyond_all_number_are_refused_before_they_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A cell in row 4294967295 claims as many rows above it; the child stops, and what it said is not taken either."""
    with pytest.raises(CannotRead):
        cells_of(BOMBS["a row number beyond all"]())

    def boundless(*_: object, stdout: io.BufferedWriter, **__: object) -> None:
        stdout.write(pickle.dumps("Sheet1") + pickle.dumps([[]] * 1000) * 3000 + pickle.dumps(True))  # noqa: FBT003
        stdout.flush()

    monkeypatch.setattr("earmark.importers.cells.cells.subprocess.run", boundless)
    with pytest.raises(CannotRead):
        cells_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def test_the_child_runs_under_limits() -> None:
    from earmark.importers.parsing import child

    code = "import resource,earmark.importers.parsing.child as c; c.limit(); print(resource.getrlimit(resource.RLIMIT_AS)[0])"
    import subprocess

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert int(found.stdout) == child.MEMORY


def test_a_workbook_behind_a_password_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, stdout: io.BufferedWriter, **__: object) -> None:
        stdout.write(pickle.dumps(obj=False))
        stdout.flush()

    monkeypatch.setattr("earmark.importers.cells.cells.subprocess.run", refused)
    with pytest.raises(CannotRead, match="密码"):
        cells_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


class _Runs:
    """Runs a command where it is loaded as a pickle."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch ran",)


def test_what_the_child_says_can_run_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Unheard):
        list(heard(io.BytesIO(pickle.dumps([[_Runs()]]))))
    assert not (tmp_path / "ran").exists()


def test_cells_are_heard_as_they_were_said() -> None:
    said = [
        "表",
        [["会议费", 9, 1.5, True, None, "\ud800"], [datetime.date(2025, 3, 18), datetime.time(9, 5)]],
    ]
    file = io.BytesIO()
    Speaker(file).dump([said, datetime.timedelta(hours=30), Decimal("1.50")])
    assert next(heard(io.BytesIO(file.getvalue()))) == [said, "1 day, 6:00:00", "1.50"]
