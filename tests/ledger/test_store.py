"""The store: one commit for many files, one writer at a time, nothing outside the books."""

from __future__ import annotations

import errno
import json
import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.files import lock
from earmark.ledger.files.store import (
    BooksBusy,
    CannotRead,
    CannotWrite,
    ChangedMeanwhile,
    OutsideBooks,
    Store,
)

VOUCHERS = "awards/A/vouchers/2025-03.beancount"
BEFORE = {"awards/A/log": b"1\n", "drafts": b"draft", "main": b"old"}
AFTER = {"awards/A/log": b"1\n2\n", "main": b"new" * 9, VOUCHERS: b"posted", "parties/S.toml": b"secret"}


@pytest.fixture
def books(tmp_path: Path) -> Path:
    root = tmp_path / "books"
    for path, data in BEFORE.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def files(root: Path) -> dict[str, bytes]:
    """All files of the books but those of the store itself."""
    found = (path for path in root.rglob("*") if path.is_file() and ".earmark" not in path.parts)
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


def post(root: Path) -> None:
    """The commit that all faults are tried on: two files changed, two made in new folders, one removed."""
    with Store(root).writing() as tx:
        for path in ("awards/A/log", "main"):
            assert tx.read(path) == BEFORE[path]
        for path, data in AFTER.items():
            tx.write(path, data)
        tx.delete("drafts")


def test_a_block_reads_its_own_writes_and_commits_at_its_end(books: Path) -> None:
    with Store(books).writing() as tx:
        assert tx.read("new") is None
        tx.write("new", b"1")
        assert tx.read("new") == b"1"
        tx.delete("new")
        assert tx.read("new") is None
        tx.write("main", b"new")
        assert files(books) == BEFORE
    assert files(books) == {**BEFORE, "main": b"new"}
    assert Store(books).read("main") == b"new"
    assert Store(books).read("none/at/all") is None


def test_all_files_of_a_commit_are_new(books: Path) -> None:
    post(books)
    assert files(books) == AFTER
    assert sorted(path.name for path in (books / ".earmark").iterdir()) == ["lock"]


def test_an_error_in_the_block_leaves_nothing(books: Path) -> None:
    def fail() -> None:
        with Store(books).writing() as tx:
            tx.write("main", b"new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert files(books) == BEFORE
    post(books)


def test_parties_are_for_their_owner_only(books: Path) -> None:
    post(books)
    assert stat.S_IMODE((books / "parties").stat().st_mode) == 0o700
    assert stat.S_IMODE((books / "parties/S.toml").stat().st_mode) == 0o600
    assert stat.S_IMODE((books / ".earmark").stat().st_mode) == 0o700


def test_a_file_edited_between_read_and_commit_is_not_overwritten(books: Path) -> None:
    def edited() -> None:
        with Store(books).writing() as tx:
            tx.read("main")
            (books / "main").write_bytes(b"by hand")
            tx.write("main", b"new")
            tx.write("drafts", b"new")

    with pytest.raises(ChangedMeanwhile) as caught:
        edited()
    assert caught.value.show("zh") == "main：文件在此期间被改动，没有覆盖。请重做刚才的操作"
    assert files(books) == {**BEFORE, "main": b"by hand"}


def test_a_file_made_meanwhile_is_not_overwritten(books: Path) -> None:
    def made() -> None:
        with Store(books).writing() as tx:
            tx.write("new", b"1")
            (books / "new").write_bytes(b"by hand")

    with pytest.raises(ChangedMeanwhile):
        made()
    assert files(books) == {**BEFORE, "new": b"by hand"}


def test_two_processes_lose_nothing(books: Path) -> None:
    def add(who: bytes) -> None:
        for _ in range(25):
            with Store(books).writing() as tx:
                tx.write("awards/A/log", (tx.read("awards/A/log") or b"") + who + b"\n")

    first = os.fork()
    if first == 0:
        with suppress(BaseException):
            add(b"a")
            os._exit(0)
        os._exit(1)
    add(b"b")
    assert os.waitpid(first, 0)[1] == 0
    lines = (books / "awards/A/log").read_bytes().split()
    assert (lines.count(b"a"), lines.count(b"b"), len(lines)) == (25, 25, 51)


def test_who_must_wait_is_told_for_whom(books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT", 0.05)
    with Store(books).writing(by="chen"):
        with pytest.raises(BooksBusy) as caught, Store(books).writing():
            pytest.fail("two writers")
        assert (
            caught.value.show("en")
            == f"chen is writing to the books (process {os.getpid()}). Try again in a moment"
        )
        (books / ".earmark/lock").write_bytes(b"")
        with pytest.raises(BooksBusy, match="有人"), Store(books).writing():
            pytest.fail("two writers")
        Store(books).settle()


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../x",
        "a/../../x",
        "a//b",
        "",
        ".",
        "a/",
        ".earmark/lock",
        "a\\b",
        "a\nb",
        "link",
        "link/x",
    ],
)
def test_paths_stay_inside_the_books(books: Path, path: str) -> None:
    (books / "link").symlink_to(books.parent)
    with pytest.raises(OutsideBooks), Store(books).writing() as tx:
        tx.write(path, b"x")
    with pytest.raises(OutsideBooks):
        Store(books).read(path)


def test_what_cannot_be_read_is_one_clear_error(books: Path) -> None:
    with pytest.raises(CannotRead, match="awards"):
        Store(books).read("awards")
    os.mkfifo(books / "pipe")
    with pytest.raises(EarmarkError, match="pipe"):
        Store(books).read("pipe")


def test_books_that_are_not_there_are_not_made(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite), Store(tmp_path / "none").writing():
        pytest.fail("no books")
    assert not list(tmp_path.iterdir())


def test_the_stores_own_folder_must_not_be_a_link(books: Path, tmp_path: Path) -> None:
    (books / ".earmark").symlink_to(tmp_path)
    with pytest.raises(OutsideBooks):
        post(books)


def test_a_read_only_folder_is_one_clear_error(books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post(books)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(CannotWrite) as caught, Store(books).writing() as tx:
        tx.write("seals/2025", b"sealed")
    assert caught.value.show("en").startswith(f"{books}: permission is missing; nothing was written")
    assert files(books) == AFTER


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_no_remains(books: Path) -> None:
    Store(books).recover()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(CannotWrite, match="磁盘已满，什么都没有写入"):
            post(books)
    assert files(books) == BEFORE
    assert [path.name for path in (books / ".earmark").iterdir()] == ["lock"]


def test_no_room_for_a_folder_takes_the_commit_back(books: Path) -> None:
    real = os.mkdir
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "mkdir", lambda path, mode: (full if path.name == "parties" else real)(path, mode))
        with pytest.raises(CannotWrite, match="磁盘已满，什么都没有写入"):
            post(books)
    Store(books).settle()
    assert files(books) == BEFORE


def test_a_system_that_takes_a_few_bytes_at_a_time_gets_them_all(books: Path) -> None:
    real = os.write
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", lambda handle, data: real(handle, bytes(data)[:3]))
        post(books)
    assert files(books) == AFTER


def test_nothing_changed_is_no_commit(books: Path) -> None:
    with Store(books).writing() as tx:
        tx.write("main", BEFORE["main"])
        tx.delete("none")
    assert files(books) == BEFORE
    assert json.loads((books / ".earmark/lock").read_bytes())["pid"] == os.getpid()
