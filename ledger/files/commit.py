"""One commit for many files: after a crash at any point all of them are new, or none.

    .earmark/staged-3f2a/    new contents (0, 1, …) and manifest.json: path, hash before, hash after
    .earmark/ready-3f2a/     the same folder renamed: the commit point

`stage` writes the contents and the manifest aside and renames the folder to `ready`. From then on the commit
holds and `carry_out` does it, now or after a crash, as often as need be: each content is renamed into place
if the file there still is what it was before, and left alone if it is new already. What is neither was edited
meanwhile and is never overwritten. At last `retire` renames the folder back to `staged`, which means rubbish.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ..base.errors import EarmarkError
from ..base.text import Text
from . import disk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST = "manifest.json"

CHANGED = Text("文件在此期间被改动，没有覆盖", "the file was changed meanwhile and was not overwritten")
TRY_AGAIN = Text("请重做刚才的操作", "Do again what you were doing")
PUT_IN_PLACE = Text(
    "上次写入没有完成。请另存您的改动，再把 {content} 复制到此处",
    "An earlier commit is unfinished. Save your change elsewhere, then copy {content} here",
)
DELETE_IT = Text(
    "上次写入没有完成。请另存您的改动，再删除这个文件",
    "An earlier commit is unfinished. Save your change elsewhere, then delete this file",
)
DAMAGED = Text("未完成的写入已损坏", "an unfinished commit is damaged")
FROM_BACKUP = Text("请从备份恢复账簿", "Restore the books from a backup")


class ChangedMeanwhile(EarmarkError):
    """A file is no longer what it was when it was read; it was left as it is."""


class DamagedCommit(EarmarkError):
    """An unfinished commit is not what its manifest says: a fault of the disk or of a hand."""


@dataclass(frozen=True, slots=True)
class Move:
    """One file of a commit: SHA-256 before and after (None: no file), and where its content waits."""

    path: str
    before: str | None
    after: str | None
    content: str


def stage(root: Path, seen: Mapping[str, str | None], new: Mapping[str, bytes | None]) -> Path | None:
    """Write a commit aside and make it hold; give its `ready` folder, or None when nothing changes.

    `seen` has the hash that each path of `new` had when it was read. Raises `OSError`; then nothing holds.
    """
    moves = _moves(seen, new)
    for move in moves:
        _expect_writable(root, move)
    if not moves:
        return None
    staged = root / disk.STATE / f"staged-{secrets.token_hex(4)}"
    ready = staged.with_name(staged.name.replace("staged-", "ready-"))
    try:
        _write_aside(staged, moves, new)
        # The commit point: until this rename there is no commit, after it there is.
        staged.rename(ready)
    except BaseException:
        remove_rubbish(root)
        raise
    return ready


def _moves(seen: Mapping[str, str | None], new: Mapping[str, bytes | None]) -> list[Move]:
    moves = [
        Move(path, seen[path], disk.digest(data), str(number))
        for number, (path, data) in enumerate(new.items())
    ]
    return [move for move in moves if move.before != move.after]


def _expect_writable(root: Path, move: Move) -> None:
    """Find out before the commit point what would otherwise stop the commit half way."""
    folder = disk.inside(root, move.path).parent
    while not folder.exists():
        folder = folder.parent
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _write_aside(staged: Path, moves: list[Move], new: Mapping[str, bytes | None]) -> None:
    staged.mkdir(0o700)
    for move in moves:
        data = new[move.path]
        if data is not None:
            # Synced, or the rename into place could put an empty file under a good name.
            disk.write_new(staged / move.content, data, private=disk.is_private(move.path))
    manifest = {"files": [asdict(move) for move in moves]}
    disk.write_new(staged / MANIFEST, json.dumps(manifest, ensure_ascii=False).encode(), private=True)
    # Their names too: a commit that holds must have all it needs.
    disk.sync_folder(staged)


def carry_out(root: Path, ready: Path) -> None:
    """Do a commit that holds, or what is left of it; doing it twice does nothing more.

    The caller then calls `retire`. Raises `ChangedMeanwhile` when a file is neither as before nor as after
    (if no file of the commit was replaced yet, the commit is retired), `DamagedCommit`, `OSError`.
    """
    # Durable before the first file is replaced, or a power cut could leave some new and no commit to redo.
    disk.sync_folder(ready.parent)
    moves = _manifest(ready)
    todo = [move for move in moves if _present(root, move) != move.after]
    for move in todo:
        if _present(root, move) != move.before:
            raise _conflict(ready, move, begun=len(todo) < len(moves))
    folders = {disk.inside(root, move.path).parent: disk.is_private(move.path) for move in moves}
    for folder, private in folders.items():
        disk.make_folder(folder, private=private)
    for move in todo:
        _put_in_place(root, ready, move)
    for folder in folders:
        # Also of files that were new already: a crash may have come before their folder was synced.
        disk.sync_folder(folder)


def _manifest(ready: Path) -> list[Move]:
    try:
        manifest = json.loads((ready / MANIFEST).read_bytes())
        return [Move(**file) for file in manifest["files"]]
    except (ValueError, KeyError, TypeError, FileNotFoundError):
        raise DamagedCommit(DAMAGED, file=ready, fix=FROM_BACKUP) from None


def _present(root: Path, move: Move) -> str | None:
    return disk.digest(disk.read(disk.inside(root, move.path)))


def _put_in_place(root: Path, ready: Path, move: Move) -> None:
    place = disk.inside(root, move.path)
    if move.after is None:
        place.unlink()
        return
    if disk.digest(disk.read(ready / move.content)) != move.after:
        raise DamagedCommit(DAMAGED, file=move.path, fix=FROM_BACKUP)
    (ready / move.content).rename(place)


def _conflict(ready: Path, move: Move, *, begun: bool) -> ChangedMeanwhile:
    if not begun:
        retire(ready)
        return ChangedMeanwhile(CHANGED, file=move.path, fix=TRY_AGAIN)
    content = f"{disk.STATE}/{ready.name}/{move.content}"
    fix = DELETE_IT if move.after is None else PUT_IN_PLACE.format(content=content)
    return ChangedMeanwhile(CHANGED, file=move.path, fix=fix)


def begun(root: Path, ready: Path) -> bool:
    """Whether a file of a commit was replaced already; if none was, the commit may be retired undone."""
    return any(_present(root, move) == move.after for move in _manifest(ready))


def retire(ready: Path) -> None:
    """Make a commit hold no longer, being done or never begun. Raises `OSError`."""
    staged = ready.with_name(ready.name.replace("ready-", "staged-"))
    ready.rename(staged)
    # Durable, or the commit could come back after a power cut and find files that were edited since.
    disk.sync_folder(ready.parent)


def remove_rubbish(root: Path) -> None:
    """Remove commits that hold no longer or never did, as far as the disk allows; they harm nobody."""
    # A folder that cannot be listed is left alone too: whoever comes here has done, or given up, what counts.
    with suppress(OSError):
        for staged in list((root / disk.STATE).glob("staged-*")):
            with suppress(OSError):
                disk.remove_folder(staged)
