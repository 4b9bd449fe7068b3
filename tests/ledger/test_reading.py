"""What stands in the place of a file or folder of the books and cannot be read: one clear sentence, and nothing hangs."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from earmark.ledger.awards.opening import init
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.reasons import REASONS, reason, why
from earmark.ledger.books.books import Books
from earmark.ledger.books.load import register_of
from earmark.ledger.persons.parties import read_parties

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

Lay = Callable[[Path], None]


def device(place: Path) -> None:
    place.symlink_to("/dev/zero")


def grown(place: Path) -> None:
    with place.open("wb") as file:
        file.truncate(3 << 30)


def torn(place: Path) -> None:
    place.write_text('format = 1\nlanguage = "zh\n', "utf-8")


def foreign(place: Path) -> None:
    place.write_bytes('by = "陈"\n'.encode("gb18030"))


LAID: dict[str, tuple[Lay, str]] = {
    "pipe": (os.mkfifo, "不是普通文件"),
    "device": (device, "是链接"),
    "folder": (Path.mkdir, "是文件夹，不是文件"),
    "3 GiB": (grown, "超过"),
    "torn": (torn, "第 2 行写法不对"),
    "GB18030": (foreign, "不是 UTF-8 文字"),
}


@pytest.fixture(autouse=True)
def _nothing_waits() -> Iterator[None]:
    """Whoever opens a pipe to read it waits for a writer for ever; then the test must end, not hang."""
    signal.alarm(60)
    yield
    signal.alarm(0)


@pytest.mark.parametrize(("lay", "said"), LAID.values(), ids=LAID)
def test_in_the_place_of_the_settings(books: Books, lay: Lay, said: str) -> None:
    place = books.root / "earmark.toml"
    place.unlink()
    lay(place)
    for open_them in (Books.open, Books.find):
        with pytest.raises(EarmarkError, match=said) as raised:
            open_them(books.root)
        assert str(raised.value.file) == str(place)


@pytest.mark.parametrize(("lay", "said"), LAID.values(), ids=LAID)
def test_in_the_place_of_a_list_of_parties(society: Keeping, lay: Lay, said: str) -> None:
    place = society.books.root / "parties/JCSF.toml"
    place.unlink()
    lay(place)
    with pytest.raises(EarmarkError, match=said) as raised:
        read_parties("JCSF", place)
    assert str(raised.value.file) == str(place)
    with pytest.raises(EarmarkError, match=said):
        register_of(society.books, society.award)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
@pytest.mark.parametrize("folder", ["awards", "awards/WH2025-007", "banks", "awards/WH2025-007/vouchers"])
def test_a_folder_that_cannot_be_listed(
    society: Keeping, monkeypatch: pytest.MonkeyPatch, folder: str, number: int
) -> None:
    """Never taken for an empty one: an award whose months cannot be seen has not spent nothing."""
    society.granted()
    real = os.listdir

    def refuse(place: Path) -> list[str]:
        if Path(place) == society.books.root / folder:
            raise OSError(number, os.strerror(number))
        return real(place)

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(EarmarkError, match=f"^{folder}：读不了：{REASONS[number].zh}"):
        _ = (
            society.books.award_ids(),
            society.books.files("banks"),
            society.books.voucher_files(society.award),
        )


def test_a_folder_that_cannot_be_listed_is_not_made_into_books(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_place: Path) -> list[str]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(EarmarkError, match="读不了文件夹：没有权限"):
        init(tmp_path, [])


def test_a_link_that_leads_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(EarmarkError, match=r"这里没有账簿|读不懂账簿的设置"):
        Books.find(tmp_path / "loop")


def test_what_the_system_says_is_said_in_chinese() -> None:
    assert reason(OSError(errno.ENOENT, "No such file or directory")).zh == "没有这个文件或文件夹"
    assert (
        reason(OSError(errno.EBUSY, "Device or resource busy")).zh == "系统报错 16（Device or resource busy）"
    )
    assert why(ValueError("odd")).zh == "内容读不懂（odd）"
