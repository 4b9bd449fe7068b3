"""The store: all writing to the books goes through here, so that what was acknowledged is on disk (law 8).

    store = Store(root)
    with store.writing(by="chen") as tx:
        log = tx.read("awards/WH2025-007/log")
        tx.write("awards/WH2025-007/log", log + line)
        tx.write("awards/WH2025-007/vouchers/2025-03.beancount", text)

When the block ends without an error all its files are new and durable; otherwise none is, whatever is killed.
Readers take no lock: they call `settle()` once, which finishes what a crash left, and then `read()`.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ..base.errors import EarmarkError
from ..base.reasons import reason
from ..base.text import Text
from . import commit, disk, lock
from .commit import ChangedMeanwhile, DamagedCommit
from .disk import OutsideBooks
from .lock import BooksBusy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "BooksBusy",
    "CannotRead",
    "CannotWrite",
    "ChangedMeanwhile",
    "DamagedCommit",
    "OutsideBooks",
    "Store",
    "Transaction",
]

CANNOT_READ = Text("读不了：{reason}", "cannot be read: {reason}")
NOTHING_WRITTEN = Text("{reason}，什么都没有写入", "{reason}; nothing was written")
UNFINISHED = Text("{reason}，写到一半", "{reason} half way through writing")
MEND = Text("排除后重做刚才的操作", "Mend this and do again what you were doing")
WILL_FINISH = Text("排除后，下一条命令会把它写完", "Mend this; the next command will finish it")


class CannotWrite(EarmarkError):
    """The system does not let the books be written: disk full, read-only, not permitted, faulty."""


class CannotRead(EarmarkError):
    """The system does not let a file of the books be read."""


class Transaction:
    """What one block reads and means to write; nothing reaches the books before the block ends."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.seen: dict[str, str | None] = {}
        self.new: dict[str, bytes | None] = {}

    def read(self, path: str) -> bytes | None:
        """Read a file as this block sees it, its own writes included; None when there is none.

        The commit will expect the file to be as it was at the first touch. Raises `OutsideBooks`.
        """
        data = _read(self._root, path)
        self.seen.setdefault(path, disk.digest(data))
        return self.new.get(path, data)

    def write(self, path: str, data: bytes) -> None:
        """Give a file new content, with the folders above it, when the block ends. Raises `OutsideBooks`."""
        self.read(path)
        self.new[path] = data

    def delete(self, path: str) -> None:
        """Remove a file when the block ends, if it is there. Raises `OutsideBooks`."""
        self.read(path)
        self.new[path] = None


class Store:
    """The files of one set of books below `root`. Paths are relative to it, with `/`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._state = root / disk.STATE

    @contextmanager
    def writing(self, by: str = "") -> Iterator[Transaction]:
        """Hold the lock for a block and commit what it wrote; `by` is named to whoever must wait.

        Raises `BooksBusy`, `ChangedMeanwhile` naming the file, `CannotWrite`, `DamagedCommit`.
        """
        with self._locked(by):
            self._recover()
            tx = Transaction(self.root)
            yield tx
            self._commit(tx)

    def read(self, path: str) -> bytes | None:
        """Read a file without the lock; None when there is none. Raises `OutsideBooks`."""
        return _read(self.root, path)

    def names(self, folder: str) -> list[str]:
        """What stands in a folder, in order; nothing when there is none. Raises `CannotRead`, `OutsideBooks`."""
        try:
            return disk.names(disk.inside(self.root, folder))
        except OSError as error:
            raise CannotRead(CANNOT_READ.format(reason=reason(error)), file=folder) from None

    def settle(self) -> None:
        """Finish a commit that a crash left, if any. To be called before reading; raises as `writing`, and `CannotRead`."""
        try:
            left = any(self._state.glob("ready-*"))
        except OSError as error:
            raise CannotRead(CANNOT_READ.format(reason=reason(error)), file=self._state) from None
        if left:
            self.recover()

    def recover(self) -> None:
        """Finish a commit that a crash left, and remove what never held. Raises as `writing`."""
        with self._locked(""):
            self._recover()

    @contextmanager
    def _locked(self, by: str) -> Iterator[None]:
        handle = self._lock(by)
        try:
            yield
        finally:
            lock.release(handle)

    def _lock(self, by: str) -> int:
        if self._state.is_symlink():
            raise OutsideBooks(Text("不能是链接", "must not be a link"), file=self._state)
        try:
            if not self.root.is_dir():
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            disk.make_folder(self._state, private=True)
            return lock.take(self._state / "lock", by)
        except OSError as error:
            raise self._nothing_written(error) from None

    def _recover(self) -> None:
        try:
            for ready in sorted(self._state.glob("ready-*")):
                commit.carry_out(self.root, ready)
                commit.retire(ready)
        except OSError as error:
            # What stays unfinished is an earlier commit, of which its writer was told; of this one nothing is written.
            raise self._nothing_written(error) from None
        commit.remove_rubbish(self.root)

    def _commit(self, tx: Transaction) -> None:
        try:
            ready = commit.stage(self.root, tx.seen, tx.new)
        except OSError as error:
            raise self._nothing_written(error) from None
        if ready is None:
            return
        try:
            commit.carry_out(self.root, ready)
        except OSError as error:
            raise self._halted(ready, error) from None
        # All is durable. What fails now is only tidying up, which the next writer does.
        with suppress(OSError):
            commit.retire(ready)
        commit.remove_rubbish(self.root)

    def _halted(self, ready: Path, error: OSError) -> CannotWrite:
        """Take a commit back if no file was replaced yet, else leave it to be finished."""
        with suppress(OSError):
            if not commit.begun(self.root, ready):
                commit.retire(ready)
        return self._unfinished(error) if ready.exists() else self._nothing_written(error)

    def _nothing_written(self, error: OSError) -> CannotWrite:
        return CannotWrite(NOTHING_WRITTEN.format(reason=reason(error)), file=self.root, fix=MEND)

    def _unfinished(self, error: OSError) -> CannotWrite:
        return CannotWrite(UNFINISHED.format(reason=reason(error)), file=self.root, fix=WILL_FINISH)


def _read(root: Path, path: str) -> bytes | None:
    try:
        return disk.read(disk.inside(root, path))
    except OSError as error:
        raise CannotRead(CANNOT_READ.format(reason=reason(error)), file=path) from None
