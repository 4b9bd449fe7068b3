"""What the store asks of the disk: few operations, each saying what it has made durable and what not.

Data reach the disk when their file is synced, a name (new, renamed, removed) when its folder is. Without
the first a power cut leaves an empty or torn file under a good name; without the second, a good file under no
name. Each ends in one call of `os`, so that a test can stop the process at any of them.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path, PurePosixPath

from ..base.clean import UNSEEN, quoted
from ..base.errors import EarmarkError
from ..base.text import Text
from .reading import read_regular

STATE = ".earmark"
"""Folder in the books for the lock and for commits under way; nobody's business but the store's."""
PRIVATE = ("parties",)
"""Top folders that only their owner may read: they hold facts about persons."""
MOST_BYTES = 256 * 1024 * 1024
"""No file of the books comes near this size; a larger one would eat the memory of whoever reads it."""


class OutsideBooks(EarmarkError):
    """A path that leads out of the books, or into the store's own folder."""


def inside(root: Path, path: str) -> Path:
    """Give the place of `path` (relative to the books, with `/`) on disk. Raises `OutsideBooks`.

    No component may be a link: it is followed when read and replaced when written, so the two would differ.
    """
    parts = path.split("/")
    if not all(parts) or {".", ".."} & set(parts) or parts[0] == STATE or UNSEEN.search(path) or "\\" in path:
        raise _outside(path)
    place = root
    for part in parts:
        place /= part
        if place.is_symlink():
            raise _outside(path)
    return place


def _outside(path: str) -> OutsideBooks:
    message = Text("不是账簿内的路径：{path}", "not a path in the books: {path}")
    return OutsideBooks(message.format(path=quoted(path)))


def read(place: Path) -> bytes | None:
    """Read a file whole; None when there is none. Raises `OSError`, `UnfitFile`."""
    try:
        return read_regular(place, most=MOST_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return None


def names(folder: Path) -> list[str]:
    """What stands in a folder, in order; nothing when there is none. Raises `OSError`, also when it may not be listed."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 (a glob hides that listing is not permitted)
    except (FileNotFoundError, NotADirectoryError):
        return []


def digest(data: bytes | None) -> str | None:
    """SHA-256 of a file's content in hex; None for no file."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def write_new(place: Path, data: bytes, *, private: bool) -> None:
    """Write a file that is not there yet. Its content is durable, its name is not: see `sync_folder`."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600 if private else 0o666)
    try:
        rest = memoryview(data)
        while rest:
            # The system may take less than it is given.
            rest = rest[os.write(handle, rest) :]
        _sync(handle)
    finally:
        os.close(handle)


def make_folder(place: Path, *, private: bool) -> None:
    """Make a folder and those above it that are missing; their names are durable."""
    if place.is_dir():
        return
    make_folder(place.parent, private=private)
    # Another process may be making it at this moment.
    with suppress(FileExistsError):
        place.mkdir(0o700 if private else 0o777)
    sync_folder(place.parent)


def sync_folder(place: Path) -> None:
    """Make the names in a folder durable: those made, renamed and removed so far."""
    handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _sync(handle)
    finally:
        os.close(handle)


def remove_folder(place: Path) -> None:
    """Remove a folder of files, as far as it is there. Not durable."""
    for entry in sorted(place.iterdir()):
        entry.unlink()
    place.rmdir()


def is_private(path: str) -> bool:
    """Whether a path in the books lies in a private folder."""
    return PurePosixPath(path).parts[0] in PRIVATE


def _sync(handle: int) -> None:
    if sys.platform == "darwin":
        # There fsync leaves the data in the drive's own memory.
        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        os.fsync(handle)
