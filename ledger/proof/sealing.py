"""Sealing (签封): the roots of an award's log and of the logs beside it, as a checkpoint in seals/.

Written when a period is closed; signatures come later and elsewhere (see :mod:`.signing`). A seal is never overwritten.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..base.text import Text
from ..books.log import DamagedLog, read_log
from ..closings.periods import Closing, closings_in_force
from ..persons.people import PublicKey
from ..persons.sides import require_keeper
from . import merkle
from .checkpoint import Checkpoint, Head, read_checkpoint
from .signing import WrongKey, check_signature, keys_of, public_of, sign

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from ..books.desk import Desk
    from ..books.log import LogLine

    Reader = Callable[[str], bytes | None]


LEAF = re.compile(r"[0-9a-f]{64}")


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


def leaves(lines: Sequence[LogLine], path: str) -> list[bytes]:
    """The leaf hashes of a log. Raises :class:`..books.log.DamagedLog` for a line whose hash is none."""
    for line in lines:
        if not LEAF.fullmatch(line.leaf):
            message = Text("日志第 {row} 行的哈希损坏", "the hash in line {row} of the log is damaged")
            raise DamagedLog(message.format(row=line.sequence), file=path, row=line.sequence)
    return [bytes.fromhex(line.leaf) for line in lines]


def checkpoint_of(read: Reader, award: str, programme: str) -> Checkpoint:
    """The checkpoint of an award's log as it stands, unsigned."""
    path = f"awards/{award}/log"
    own = leaves(read_log(read(path), path), path)
    beside = []
    for (kind, id_), path in logs_beside(award, programme).items():
        other = leaves(read_log(read(path), path), path)
        beside.append(Head(kind, id_, len(other), merkle.root(other)))
    return Checkpoint(origin=origin(award), size=len(own), root=merkle.root(own), beside=tuple(beside))


def seal(at: Desk, award: str, closing: str, programme: str) -> Checkpoint:
    """Write the seal of a closing, whose line the log has by now."""
    made = checkpoint_of(at.read, award, programme)
    at.write(seal_path(award, closing), str(made).encode())
    return made


def sign_seal(at: Desk, award: str, period: str, key: Ed25519PrivateKey) -> tuple[str, Checkpoint]:
    """Sign the seal of a closed month as the person at the desk; its path and what it is now.

    Raises :class:`.signing.WrongKey` when the month has no seal, the key is not registered, or the person signed already;
    :class:`..persons.sides.NotYours` for a recipient of another award.
    """
    if at.books.person(at.by).side == "recipient":
        require_keeper(at, award)
    closing = _closing(at, award, period)
    path = seal_path(award, closing.id)
    if public_of(key) not in keys_of(at.by, at.records(PublicKey, "people.beancount")):
        fix = Text("先登记公钥：earmark users key", "register it first: earmark users key")
        raise WrongKey(Text("这把私钥的公钥没有登记", "its public key is not registered"), fix=fix)
    signed = sign(read_checkpoint(at.read(path) or b"", path), at.by, key)
    at.write(path, str(signed).encode())
    return path, signed


def add_signatures(at: Desk, award: str, period: str, other: Checkpoint) -> tuple[str, Checkpoint]:
    """Take into a seal the signatures that a copy of it was given elsewhere; its path and what it is now.

    Raises :class:`.signing.WrongKey` when it is another seal, or a new signature does not hold.
    """
    closing = _closing(at, award, period)
    path = seal_path(award, closing.id)
    whole = read_checkpoint(at.read(path) or b"", path)
    if other.text != whole.text:
        raise WrongKey(Text("这不是 {p} 的签封", "it is not the seal of {p}").format(p=closing.id))
    keys = at.records(PublicKey, "people.beancount")
    for signature in other.signatures:
        if signature in whole.signatures:
            continue
        signed = check_signature(whole, signature, keys, closing.date)
        if signed.fault:
            message = Text("{name} 的签名：{fault}", "the signature of {name}: {fault}")
            raise WrongKey(message.format(name=signed.name, fault=signed.fault))
        whole = whole.signed(signature)
    at.write(path, str(whole).encode())
    return path, whole


def _closing(at: Desk, award: str, period: str) -> Closing:
    closed = closings_in_force(at.entries(f"{at.books.award(award)}/answers.beancount"))
    found = next((c for c in closed if c.period == period), None)
    if found is None:
        raise WrongKey(Text("{p} 没有结账", "{p} is not closed").format(p=period))
    return found
