"""Sealing (签封): the roots of an award's log and of the logs beside it, as a checkpoint in seals/.

Written when a period is closed; signatures come later and elsewhere (see :mod:`.signing`). A seal is never overwritten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import merkle
from .checkpoint import Checkpoint, Head
from .log import read_log

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .desk import Desk
    from .log import LogLine

    Reader = Callable[[str], bytes | None]


def seal_path(award: str, closing: str) -> str:
    """Where the seal of a closing is: awards/WH2025-007/seals/2025-03."""
    return f"awards/{award}/seals/{closing}"


def findings_path(award: str, closing: str) -> str:
    """Where what the audit found at a closing is."""
    return f"{seal_path(award, closing)}.findings.json"


def origin(award: str) -> str:
    """The name of an award's log in its checkpoints."""
    return f"earmark/{award}"


def logs_beside(award: str, programme: str) -> dict[tuple[str, str], str]:
    """The other logs that a seal covers, by kind and id: who judges by what, who owes what, who may act."""
    return {
        ("programme", programme): f"programmes/{programme}.log",
        ("claims", award): f"claims/{award}.log",
        ("people", "books"): "people.log",
    }


def leaves(lines: Sequence[LogLine]) -> list[bytes]:
    """The leaf hashes of a log. Raises ``ValueError`` for a line whose hash is none."""
    return [bytes.fromhex(line.leaf) for line in lines]


def checkpoint_of(read: Reader, award: str, programme: str) -> Checkpoint:
    """The checkpoint of an award's log as it stands, unsigned."""
    own = leaves(read_log(read(f"awards/{award}/log")))
    beside = []
    for (kind, id_), path in logs_beside(award, programme).items():
        other = leaves(read_log(read(path), path))
        beside.append(Head(kind, id_, len(other), merkle.root(other)))
    return Checkpoint(origin=origin(award), size=len(own), root=merkle.root(own), beside=tuple(beside))


def seal(at: Desk, award: str, closing: str, programme: str) -> Checkpoint:
    """Write the seal of a closing, whose line the log has by now."""
    made = checkpoint_of(at.read, award, programme)
    at.write(seal_path(award, closing), str(made).encode())
    return made
