"""A disk that forgets: what a write path asked of the disk, and what may be left of it after a power cut.

Data are certain once their file was synced, names once their folder was. Until then a file's data may be there, missing,
cut in half or zeroes, and of the changes of names any choice may be there, in their order. One change of a name is whole
or not at all, as every journalled file system has it; two of them in different folders need not come in their order.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

Tree = dict[str, bytes | None]
"""Path → content; None for a folder."""


class Name(NamedTuple):
    """A change of names: what was made, moved or removed, and in which folders (inodes)."""

    node: int
    source: tuple[int, str] | None
    target: tuple[int, str] | None


class Event(NamedTuple):
    """One thing asked of the disk: data (node, content), sync (node), or a change of names."""

    kind: str
    node: int = 0
    data: bytes = b""
    name: Name | None = None


@dataclass
class Choice:
    """What the power cut spares: data of unsynced files (full, dropped, half, zeroed), and names (all, none, some)."""

    data: str
    names: str
    seed: int


@dataclass
class Recorder:
    """The events of one piece of work below `root`, and the folders and files as they were before it."""

    root: Path
    events: list[Event] = field(default_factory=list)
    nodes: dict[str, int] = field(default_factory=dict)
    start: dict[int, bytes | dict[str, int]] = field(default_factory=dict)
    handles: dict[int, int] = field(default_factory=dict)

    def record(self, work: Callable[[], object]) -> None:
        """Do the work and note what it asks of the disk."""
        self._walk(self.root)
        wrapped = {
            n: getattr(self, f"_{n}")
            for n in ("open", "write", "fsync", "rename", "mkdir", "unlink", "rmdir")
        }
        self.real = {name: getattr(os, name) for name in wrapped}
        with mock.patch.multiple(os, **wrapped):
            work()

    def _walk(self, place: Path) -> int:
        node = self.nodes[str(place)] = len(self.nodes)
        if place.is_dir():
            self.start[node] = {}
            self.start[node] = {entry.name: self._walk(entry) for entry in sorted(place.iterdir())}
        else:
            self.start[node] = place.read_bytes()
        return node

    def _where(self, path: Path | str) -> tuple[int, str] | None:
        place = Path(path)
        parent = self.nodes.get(str(place.parent))
        return None if parent is None else (parent, place.name)

    def _made(self, path: Path | str, *, folder: bool) -> None:
        where = self._where(path)
        if where is not None and str(path) not in self.nodes:
            node = self.nodes[str(path)] = len(self.nodes) + len(self.events)
            self.start[node] = {} if folder else b""
            self.events.append(Event("name", name=Name(node, None, where)))

    def _open(self, path: Any, flags: int, *rest: Any, **more: Any) -> int:  # noqa: ANN401
        handle: int = self.real["open"](path, flags, *rest, **more)
        if flags & os.O_CREAT:
            self._made(path, folder=False)
        if str(path) in self.nodes:
            self.handles[handle] = self.nodes[str(path)]
        return handle

    def _write(self, handle: int, data: bytes) -> int:
        took: int = self.real["write"](handle, data)
        if handle in self.handles:
            self.events.append(Event("data", self.handles[handle], bytes(data)[:took]))
        return took

    def _fsync(self, handle: int) -> None:
        self.real["fsync"](handle)
        if handle in self.handles:
            self.events.append(Event("sync", self.handles[handle]))

    def _mkdir(self, path: Any, *rest: Any) -> None:  # noqa: ANN401
        self.real["mkdir"](path, *rest)
        self._made(path, folder=True)

    def _rename(self, source: Any, target: Any) -> None:  # noqa: ANN401
        self.real["rename"](source, target)
        old, new = str(source), str(target)
        node = self.nodes[old]
        self.events.append(Event("name", name=Name(node, self._where(old), self._where(new))))
        for path in [p for p in self.nodes if p == old or p.startswith(old + "/")]:
            self.nodes[new + path[len(old) :]] = self.nodes.pop(path)

    def _unlink(self, path: Any) -> None:  # noqa: ANN401
        self.real["unlink"](path)
        self._gone(path)

    def _rmdir(self, path: Any) -> None:  # noqa: ANN401
        self.real["rmdir"](path)
        self._gone(path)

    def _gone(self, path: Any) -> None:  # noqa: ANN401
        self.events.append(Event("name", name=Name(self.nodes.pop(str(path)), self._where(path), None)))

    # ---------------------------------------------------------------- after the power cut

    def left(self, after: int, choice: Choice) -> Tree:
        """What is on the disk when the power goes after so many events."""
        dice = random.Random(choice.seed)  # noqa: S311 - repeatable on purpose
        files = {node: what for node, what in self.start.items() if isinstance(what, bytes)}
        folders = {node: dict(what) for node, what in self.start.items() if isinstance(what, dict)}
        certain, pending = dict(files), []
        for event in self.events[:after]:
            if event.kind == "data":
                files[event.node] += event.data
            elif event.name is not None:
                pending.append(event.name)
            else:
                certain |= {event.node: files[event.node]} if event.node in files else {}
                for name in [n for n in pending if _touches(n, event.node)]:
                    _apply(folders, name)
                    pending.remove(name)
        for name in pending:
            if choice.names == "all" or (choice.names == "some" and dice.random() < 0.5):
                _apply(folders, name)
        spared = {node: _spared(certain[node], files[node], choice.data, dice) for node in files}
        return _tree(self.nodes_of_root, folders, spared)

    @property
    def nodes_of_root(self) -> int:
        """The inode of the books themselves."""
        return 0


def _touches(name: Name, folder: int) -> bool:
    return folder in {where[0] for where in (name.source, name.target) if where}


def _apply(folders: dict[int, dict[str, int]], name: Name) -> None:
    if name.source and folders[name.source[0]].get(name.source[1]) == name.node:
        del folders[name.source[0]][name.source[1]]
    if name.target:
        folders[name.target[0]][name.target[1]] = name.node


def _spared(certain: bytes, written: bytes, data: str, dice: random.Random) -> bytes:
    if certain == written:
        return written
    how = dice.choice(("full", "dropped", "half", "zeroed")) if data == "some" else data
    new = written[len(certain) :]
    return (
        certain + {"full": new, "dropped": b"", "half": new[: len(new) // 2], "zeroed": bytes(len(new))}[how]
    )


def _tree(node: int, folders: dict[int, dict[str, int]], files: dict[int, bytes], at: str = "") -> Tree:
    tree: Tree = {}
    for name, inside in folders[node].items():
        path = f"{at}{name}"
        if inside in folders:
            tree[path] = None
            tree |= _tree(inside, folders, files, f"{path}/")
        else:
            tree[path] = files[inside]
    return tree
