"""The harness itself is tried: each mutant takes one precaution out of the store, and an attack must notice.

A mutant that nothing notices is a precaution that nobody needs, or an attack that does not look.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any
from unittest import mock

from earmark.ledger.files import commit, disk, lock, store
from earmark.ledger.files.commit import Move
from earmark.ledger.files.store import DamagedCommit, Store, Transaction

from . import faults, powercut, together
from .kit import SEED, Result, files_of, lay_out, scratch
from .operations import before_each, forked
from .story import standing_clock, steps

Mutant = Callable[[], AbstractContextManager[Any]]
Noticed = Callable[[], Result]
TRIED = ("award new", "undo", "post", "order")
MOST_CUTS = 1500

# ---------------------------------------------------------------- what is taken out


def no_sync(caller: str, where: Callable[[Path], bool] = lambda _: True) -> Mutant:
    """A folder is not synced where `caller` asks for it."""
    real = disk.sync_folder

    def sync_folder(place: Path) -> None:
        if sys._getframe(1).f_code.co_name != caller or not where(place):  # noqa: SLF001 - who asks is the mutant
            real(place)

    return lambda: mock.patch.object(disk, "sync_folder", sync_folder)


def _is_state(place: Path) -> bool:
    return place.name == disk.STATE


def write_without_sync(place: Path, data: bytes, *, private: bool) -> None:
    """`disk.write_new` without its sync."""
    with mock.patch.object(disk, "_sync", return_value=None):
        disk_write_new(place, data, private=private)


def write_once(place: Path, data: bytes, *, private: bool) -> None:
    """`disk.write_new`, trusting that the system takes all it is given."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666)
    os.write(handle, data)
    os.fsync(handle)
    os.close(handle)


disk_write_new = disk.write_new


def written_in_place(root: Path, ready: Path, move: Move) -> None:
    """`commit._put_in_place` by writing over the old file."""
    place = disk.inside(root, move.path)
    if move.after is None:
        place.unlink()
        return
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    rest = (ready / move.content).read_bytes()
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fsync(handle)
    os.close(handle)


def unlooked_at(root: Path, ready: Path, move: Move) -> None:
    """`commit._put_in_place` without comparing the content with the manifest."""
    place = disk.inside(root, move.path)
    if move.after is None:
        place.unlink()
    else:
        (ready / move.content).rename(place)


def ready_before_written(
    root: Path, seen: Mapping[str, str | None], new: Mapping[str, bytes | None]
) -> Path | None:
    """`commit.stage` with the commit point before the contents."""
    moves = commit._moves(seen, new)  # noqa: SLF001 - the mutant is inside
    if not moves:
        return None
    ready: Path = root / disk.STATE / "ready-1"
    commit._write_aside(ready, moves, new)  # noqa: SLF001
    return ready


def unlink_when_freed(handle: int) -> None:
    """`lock.release` that tidies up the lock file."""
    with suppress(OSError):
        Path(f"/proc/self/fd/{handle}").readlink().unlink()
    os.close(handle)


def recover_torn(self: Store) -> None:
    """`Store._recover` that takes whatever was staged for a commit."""
    for ready in sorted(self._state.glob("*-*")):
        commit.carry_out(self.root, ready)
        ready.rename(ready.with_name("staged-0"))
        commit.remove_rubbish(self.root)


def seen_last(self: Transaction, path: str) -> bytes | None:
    """`Transaction.read` that expects a file as it was at the last touch, not at the first."""
    data = store._read(self._root, path)  # noqa: SLF001
    self.seen[path] = disk.digest(data)
    return self.new.get(path, data)


def _put(target: object, name: str, value: object) -> Mutant:
    return lambda: mock.patch.object(target, name, value)


_present = commit._present  # noqa: SLF001


def never_new(root: Path, move: Move) -> str | None:
    """`commit._present` that does not recognise what is in place already."""
    found = _present(root, move)
    return move.before if found == move.after else found


def never_changed(root: Path, move: Move) -> str | None:
    """`commit._present` that does not recognise what a hand changed."""
    return move.after if _present(root, move) == move.after else move.before


# ---------------------------------------------------------------- who must notice


def power() -> Result:
    """Power cuts on a few steps, until one is noticed."""
    result = Result("power cut")
    powercut.recorded.cache_clear()
    cuts = [cut for name in TRIED for cut in powercut.cuts(name, SEED)]
    random.Random(SEED).shuffle(cuts)  # noqa: S311 - repeatable on purpose
    for cut in cuts[:MOST_CUTS]:
        powercut.one(cut, result)
        if result.failures:
            break
    return result


def fault() -> Result:
    """Faults at every operation of a few steps, until one is noticed."""
    result = Result("fault")
    for name in TRIED[1:3]:
        for count in range(1, faults.operations_of(steps()[name]) + 1):
            for kind in ("kill", "short", "EIO"):
                faults.one(faults.Case(name, count, kind), result)
                if result.failures:
                    return result
    return result


def processes() -> Result:
    """Four processes at once."""
    return together.four_processes(60)


def editor() -> Result:
    """A hand at work between read and commit."""
    return together.editor_at_work(60)


def damage() -> Result:
    """A commit that the disk damaged after it held: it must not be carried out."""
    result, step = Result("damage"), steps()["post"]
    with scratch() as folder:
        root = lay_out(folder / "books", step.before)

        def killed() -> None:
            with before_each(lambda name, _: os._exit(9) if name == "rename" and ready(root) else None):
                step.act(root)

        forked(killed)
        for content in next(iter(ready(root))).glob("[0-9]*"):
            content.write_bytes(b"torn")
        with suppress(DamagedCommit):
            Store(root).settle()
        if files_of(root) == step.before:
            result.add("refused")
        else:
            result.fail("damaged contents were put in place")
    return result


def ready(root: Path) -> list[Path]:
    """The commits that hold."""
    return list((root / disk.STATE).glob("ready-*"))


MUTANTS: dict[str, tuple[Mutant, Noticed]] = {
    "a content is not synced": (_put(disk, "write_new", write_without_sync), power),
    "the names of the staged contents are not synced": (no_sync("_write_aside"), power),
    "the commit point is not synced before files are replaced": (no_sync("carry_out", _is_state), power),
    "the new names are not synced": (no_sync("carry_out", lambda p: not _is_state(p)), power),
    "a new folder's name is not synced": (no_sync("make_folder"), power),
    "the end of a commit is not synced": (no_sync("retire"), power),
    "no lock": (_put(lock, "_wait_for", lambda *_: None), processes),
    "the lock file is removed when freed": (_put(lock, "release", unlink_when_freed), processes),
    "no recovery": (_put(Store, "_recover", lambda _: None), fault),
    "the commit point is before the contents": (_put(commit, "stage", ready_before_written), fault),
    "staged contents are taken for a commit": (_put(Store, "_recover", recover_torn), fault),
    "written in place instead of renamed": (_put(commit, "_put_in_place", written_in_place), fault),
    "one call of write": (_put(disk, "write_new", write_once), fault),
    "a commit half way is taken back": (_put(commit, "begun", lambda *_: False), fault),
    "what is in place already is not recognised": (_put(commit, "_present", never_new), fault),
    "what a hand changed is not recognised": (_put(commit, "_present", never_changed), editor),
    "expected as at the last touch": (_put(Transaction, "read", seen_last), editor),
    "contents are not compared with the manifest": (_put(commit, "_put_in_place", unlooked_at), damage),
}


def attack(cases: range) -> list[Result]:
    """Some of the mutants, each to be noticed. That nothing is noticed without a mutant is what the other attacks show."""
    result = Result("mutants of the store")
    with standing_clock():
        for name, (mutant, noticed) in list(MUTANTS.items())[::-1][cases.start : cases.stop]:
            with mutant():
                found = noticed()
            if found.failures:
                result.add(f"noticed by {noticed.__name__}")
            else:
                result.fail(f"not noticed by {noticed.__name__}: {name}")
        powercut.recorded.cache_clear()
    return [result]
