"""Logs against the roots that checkpoints hold of them, and where they part when they do.

A checkpoint whose root is the log's own root at that size vouches for all lines up to there. So of one that fails, the
largest smaller one that holds tells where the altered line must be sought; and when a larger one holds, it is the
checkpoint that is false and not the log.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ..base.text import Text
from ..books.load import grant_of
from ..books.log import read_log
from . import merkle
from .checking import Fault
from .sealing import leaves, logs_beside, origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..books.books import Books
    from .checkpoint import Checkpoint

CUT = Text(
    "日志只有 {now} 行，{seal} 有 {size} 行：被截短", "the log has {now} lines, {seal} has {size}: it was cut"
)
BETWEEN = Text(
    "日志第 {first}–{last} 行中有改动，与 {seal} 不符",
    "among lines {first}–{last} the log was altered: it contradicts {seal}",
)
FALSE_SEAL = Text(
    "{path} 的根不对：更晚的签封与日志相符，这个签封被改动",
    "its root of {path} is false: a later seal agrees with the log, this one was altered",
)
OF_OTHERS = Text("签封属于 {o}", "it is of {o}")
NOT_ALL = Text("签封没有涵盖应有的日志", "the seal does not cover the logs that it should")


class Roots:
    """The logs of an award, and which sizes of them some checkpoint vouches for."""

    def __init__(self, books: Books, award: str, checkpoints: Iterable[Checkpoint]) -> None:
        """Read the award's log and those beside it. Raises :class:`..books.log.DamagedLog`."""
        self._origin = origin(award)
        self._own = f"{books.award(award)}/log"
        self._beside = logs_beside(award, grant_of(books, award).programme)
        paths = (self._own, *self._beside.values())
        self._lines = {path: leaves(read_log(books.store.read(path), path), path) for path in paths}
        self._good: Mapping[str, set[int]] = defaultdict(set)
        for checkpoint in checkpoints:
            for path, size, root in self._sealed(checkpoint):
                if self._holds(path, size, root):
                    self._good[path].add(size)

    def faults(self, checkpoint: Checkpoint, name: str) -> Iterator[Fault]:
        """What contradicts a checkpoint."""
        if checkpoint.origin != self._origin:
            yield Fault(name, OF_OTHERS.format(o=checkpoint.origin))
            return
        if [(head.kind, head.id) for head in checkpoint.beside] != list(self._beside):
            yield Fault(name, NOT_ALL)
        for path, size, root in self._sealed(checkpoint):
            if not self._holds(path, size, root):
                yield self._fault(path, size, name)

    def _sealed(self, checkpoint: Checkpoint) -> Iterator[tuple[str, int, bytes]]:
        if checkpoint.origin == self._origin:
            yield self._own, checkpoint.size, checkpoint.root
        for head in checkpoint.beside:
            path = self._beside.get((head.kind, head.id))
            if path:
                yield path, head.size, head.root

    def _holds(self, path: str, size: int, root: bytes) -> bool:
        lines = self._lines[path]
        return 0 <= size <= len(lines) and merkle.root(lines[:size]) == root

    def _fault(self, path: str, size: int, name: str) -> Fault:
        now, good = len(self._lines[path]), self._good[path]
        if max(good, default=-1) >= size:
            return Fault(name, FALSE_SEAL.format(path=path))
        if now < size:
            return Fault(path, CUT.format(now=now, size=size, seal=name))
        first = max(good, default=0) + 1
        return Fault(path, BETWEEN.format(first=first, last=size, seal=name))
