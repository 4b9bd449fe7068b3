"""Law 8: what was acknowledged is on disk, whatever is killed; what failed left nothing behind.

The faults are real: a forked process is ended before, and half way through, every operation on files.
"""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.files import lock
from earmark.ledger.files.store import (
    CannotRead,
    CannotWrite,
    ChangedMeanwhile,
    DamagedCommit,
    Store,
)

OPERATIONS = ("open", "write", "fsync", "rename", "mkdir", "unlink", "rmdir", "ftruncate")
VOUCHERS = "awards/A/vouchers/2025-03.beancount"
BEFORE = {"awards/A/log": b"1\n", "drafts": b"draft", "main": b"old"}
AFTER = {"awards/A/log": b"1\n2\n", "main": b"new" * 9, VOUCHERS: b"posted", "parties/S.toml": b"secret"}

Act = Callable[[str, tuple[Any, ...]], None]


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


@contextmanager
def before_each_operation(act: Act) -> Iterator[None]:
    """Call `act(name, arguments)` before each operation on files that this process makes."""
    real = {name: getattr(os, name) for name in OPERATIONS}

    def wrapped(name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever os takes and gives
            act(name, args)
            return real[name](*args, **kwargs)

        return call

    for name in OPERATIONS:
        setattr(os, name, wrapped(name))
    try:
        yield
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def at(count: int, act: Act, *, and_after: bool = False) -> Act:
    """Act at the operation with this number (from 1), once or from there on."""
    done = 0

    def step(name: str, args: tuple[Any, ...]) -> None:
        nonlocal done
        done += 1
        if done == count or (and_after and done > count):
            act(name, args)

    return step


def die(name: str, args: tuple[Any, ...]) -> None:
    """End as kill -9 does; a write is cut in half."""
    if name == "write":
        handle = os.dup(args[0])
        with open(handle, "wb", closefd=True) as file:  # noqa: PTH123 - a handle, not a path
            file.write(bytes(args[1])[: len(args[1]) // 2])
    os._exit(9)


def forked(work: Callable[[], None]) -> int:
    """Do the work in a process of its own; give 0, or how it ended."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            work()
            os._exit(0)
        os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(count: int, work: Callable[[], None]) -> int:
    def run() -> None:
        with before_each_operation(at(count, die)):
            work()

    return forked(run)


def fresh(books: Path, name: str) -> Path:
    """A copy of the books for one case."""
    root = books.parent / name
    for path, data in files(books).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def test_every_name_is_durable_before_it_is_leaned_on(books: Path) -> None:
    """The operations of a commit in their order, as a power cut would find them."""
    post(books)
    seen: list[str] = []

    def note(name: str, args: tuple[Any, ...]) -> None:
        target = Path(f"/proc/self/fd/{args[0]}").readlink() if isinstance(args[0], int) else args[0]
        if name not in {"open", "ftruncate"}:
            seen.append(f"{name} {target.relative_to(books)}".split("-", maxsplit=1)[0])

    with before_each_operation(note), Store(books).writing() as tx:
        tx.write("seals/2025", b"sealed")
        tx.write("main", b"newer")
    assert seen == [
        "write .earmark/lock",
        "mkdir .earmark/staged",
        *("write .earmark/staged", "fsync .earmark/staged") * 3,  # two contents and the manifest
        "fsync .earmark/staged",
        "rename .earmark/staged",
        "fsync .earmark",
        "mkdir seals",
        "fsync .",
        "rename .earmark/ready",
        "rename .earmark/ready",
        "fsync seals",
        "fsync .",
        "rename .earmark/ready",
        "fsync .earmark",
        "unlink .earmark/staged",
        "rmdir .earmark/staged",
    ]


def test_killed_at_any_operation_all_files_are_new_or_none(books: Path) -> None:
    outcomes = set()
    for count in range(1, 200):
        root = fresh(books, f"case{count}")
        ended = killed_at(count, partial(post, root))
        Store(root).settle()
        left = files(root)
        assert left in (BEFORE, AFTER)
        Store(root).recover()
        Store(root).recover()
        assert files(root) == left
        assert not list((root / ".earmark").glob("*-*"))
        outcomes.add(left == AFTER)
        if ended == 0:
            assert left == AFTER
            break
        if left == BEFORE:
            post(root)
            assert files(root) == AFTER
    else:
        pytest.fail("the commit never ended")
    assert outcomes == {True, False}


def test_killed_while_recovering_it_recovers_again(books: Path) -> None:
    for count in range(1, 60):
        root = fresh(books, f"twice{count}")
        leave_ready(root, replaced=1)
        ended = killed_at(count, Store(root).settle)
        Store(root).settle()
        assert files(root) == AFTER
        if ended == 0:
            return
    pytest.fail("the recovery never ended")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("and_after", [False, True])
def test_a_failing_disk_gives_one_clear_error_and_all_or_nothing(
    books: Path, code: int, *, and_after: bool
) -> None:
    def fail(_name: str, _args: tuple[Any, ...]) -> None:
        raise OSError(code, os.strerror(code))

    said = {
        outcome_of_fault(fresh(books, f"case{n}"), at(n, fail, and_after=and_after)) for n in range(1, 90)
    }
    assert said >= {"nothing was written", "will finish", "done"}


def outcome_of_fault(root: Path, fault: Act) -> str:
    """What the writer is told of a commit under a fault; what is left after it must agree."""
    try:
        with before_each_operation(fault):
            post(root)
    except (CannotRead, CannotWrite) as caught:
        return left_by(root, caught)
    assert files(root) == AFTER
    Store(root).settle()
    assert files(root) == AFTER
    return "done"


def left_by(root: Path, error: EarmarkError) -> str:
    nothing = isinstance(error, CannotRead) or "nothing was written" in error.show("en")
    assert nothing != ("the next command will finish it" in error.show("en"))
    assert not nothing or files(root) == BEFORE
    Store(root).settle()
    assert files(root) == (BEFORE if nothing else AFTER)
    return "nothing was written" if nothing else "will finish"


def leave_ready(root: Path, *, replaced: int) -> None:
    """Kill a commit after its commit point, when so many of its files are in place."""
    renames = 0

    def after_renames(name: str, _args: tuple[Any, ...]) -> None:
        nonlocal renames
        renames += name == "rename"
        if renames == replaced + 2:
            os._exit(9)

    def run() -> None:
        with before_each_operation(after_renames):
            post(root)

    assert forked(run) == 9
    assert list((root / ".earmark").glob("ready-*"))


def test_an_edit_before_recovery_gives_up_a_commit_that_had_not_begun(books: Path) -> None:
    leave_ready(books, replaced=0)
    (books / "main").write_bytes(b"by hand")
    with pytest.raises(ChangedMeanwhile, match="main"):
        Store(books).settle()
    Store(books).settle()
    assert files(books) == {**BEFORE, "main": b"by hand"}


def test_an_edit_before_recovery_stops_a_commit_that_had_begun(books: Path) -> None:
    leave_ready(books, replaced=1)
    (books / "main").write_bytes(b"by hand")
    for _ in range(2):
        with pytest.raises(ChangedMeanwhile) as caught:
            Store(books).settle()
    assert files(books)["main"] == b"by hand"
    content = caught.value.show("en").split("copy ")[1].split(" here")[0]
    (books / "main").write_bytes((books / content).read_bytes())
    Store(books).settle()
    assert files(books) == AFTER


def test_a_damaged_commit_is_not_carried_out(books: Path) -> None:
    leave_ready(books, replaced=0)
    (ready,) = (books / ".earmark").glob("ready-*")
    (ready / "0").write_bytes(b"torn")
    with pytest.raises(DamagedCommit):
        Store(books).settle()
    assert files(books)["awards/A/log"] == BEFORE["awards/A/log"]
    (ready / "manifest.json").write_bytes(b"{")
    with pytest.raises(DamagedCommit):
        post(books)


def test_the_lock_of_a_killed_holder_is_free_at_once(books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT", 0)

    def hold() -> None:
        with Store(books).writing():
            os.kill(os.getpid(), signal.SIGKILL)

    assert forked(hold) == -signal.SIGKILL
    post(books)
    assert files(books) == AFTER
