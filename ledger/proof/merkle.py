"""The Merkle tree over a log (RFC 6962, section 2.1): its root, and two proofs that an outsider can check.

The leaves are the leaf hashes that a log's lines carry. The tree is kept as levels: level 0 holds the leaves, each next one
the hashes of neighbours, and an odd last node goes up as it is. An inclusion proof shows that a leaf stands in a tree
of a given root; a consistency proof shows that an older tree is the beginning of a newer one. Nothing is varied.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EMPTY = hashlib.sha256().digest()
"""The root of a tree without leaves."""


def node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\1" + left + right).digest()


def _levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        above = [node(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        levels.append(above + below[len(below) & ~1 :])
    return levels


def root(leaves: Sequence[bytes]) -> bytes:
    """The root (Merkle tree hash) of leaf hashes."""
    return _levels(leaves)[-1][0] if leaves else EMPTY


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of the leaf at ``index`` (from 0), from the bottom up. Raises ``IndexError``."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    path = []
    for level in _levels(leaves):
        if index ^ 1 < len(level):
            path.append(level[index ^ 1])
        index >>= 1
    return path


def consistency(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """The proof that the tree of the first ``old`` leaves is the beginning of this one. Raises ``IndexError``."""
    if not 0 <= old <= len(leaves):
        raise IndexError(old)
    return list(_consistency(_levels(leaves), old - 1, len(leaves) - 1)) if 0 < old < len(leaves) else []


def _consistency(levels: Sequence[Sequence[bytes]], old: int, last: int) -> Iterator[bytes]:
    """``old``: the place of the older tree's last node, which is whole on the first level where it is no right child."""
    level = 0
    while old & 1:
        old, last, level = old >> 1, last >> 1, level + 1
    if old:
        yield levels[level][old]
    while last:
        if old & 1:
            yield levels[level][old - 1]
        elif old < last:
            yield levels[level][old + 1]
        old, last, level = old >> 1, last >> 1, level + 1


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], wanted: bytes) -> bool:
    """Whether ``path`` leads from a leaf at ``index`` to the root ``wanted`` of a tree of ``size`` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for step in path:
        if not last:
            return False
        if at & 1 or at == last:
            found = node(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, step)
        at, last = at >> 1, last >> 1
    return last == 0 and found == wanted


def is_consistent(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether ``path`` shows that the tree (old, old_root) is the beginning of (new, new_root) (RFC 9162, 2.1.4.2)."""
    if old in {0, new}:
        return not path and old_root == (new_root if old else EMPTY)
    if not 0 < old < new:
        return False
    # The older tree is a whole subtree of the newer one when its size is a power of two.
    steps = list(path) if old & (old - 1) else [old_root, *path]
    return bool(steps) and _climbs(old - 1, new - 1, (old_root, new_root), steps)


def _climbs(at: int, last: int, roots: tuple[bytes, bytes], steps: Sequence[bytes]) -> bool:
    while at & 1:
        at, last = at >> 1, last >> 1
    older = newer = steps[0]
    for step in steps[1:]:
        if not last:
            return False
        if at & 1 or at == last:
            older, newer = node(step, older), node(step, newer)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            newer = node(newer, step)
        at, last = at >> 1, last >> 1
    return last == 0 and (older, newer) == roots
