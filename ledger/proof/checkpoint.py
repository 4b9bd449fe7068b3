"""A checkpoint (C2SP tlog-checkpoint, a signed note): a log's size and root, and those of the logs beside it.

    earmark/WH2025-007
    42
    kQ1W…=
    programme wuhan-2012 3 8Zb…=
    claims WH2025-007 5 m0c…=
    people books 6 Pq2…=

    — chen ab12…
    — wang 9f3c…

Origin, size, root in base64; extension lines for the other logs; after an empty line the signatures, of which there may
be none yet. What is signed is the text above the empty line, its last line end included.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..base.errors import EarmarkError
from ..base.text import Text

HASH = 32
KEY_HASH = 4
SIGNED = "— "


class DamagedCheckpoint(EarmarkError):
    """A checkpoint that is not well formed."""


class Head(NamedTuple):
    """How long a log was and its root; ``kind`` and ``id`` say which (``claims``, ``WH2025-007``)."""

    kind: str
    id: str
    size: int
    root: bytes

    def __str__(self) -> str:
        """As an extension line."""
        return f"{self.kind} {self.id} {self.size} {_base64(self.root)}"


class Signature(NamedTuple):
    """Who signed, by the key's name; the first four bytes of the key's hash; the signature."""

    name: str
    key_hash: bytes
    value: bytes

    def __str__(self) -> str:
        """As a signature line."""
        return f"{SIGNED}{self.name} {_base64(self.key_hash + self.value)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A log's size and root, those of the logs beside it, and who signed."""

    origin: str
    size: int
    root: bytes
    beside: tuple[Head, ...] = ()
    signatures: tuple[Signature, ...] = ()

    @property
    def text(self) -> str:
        """What is signed."""
        lines = (self.origin, str(self.size), _base64(self.root), *map(str, self.beside))
        return "".join(f"{line}\n" for line in lines)

    def __str__(self) -> str:
        """The whole file."""
        signatures = "".join(f"{signature}\n" for signature in self.signatures)
        return self.text + (f"\n{signatures}" if signatures else "")

    def signed(self, signature: Signature) -> Checkpoint:
        """The checkpoint with a signature more."""
        return replace(self, signatures=(*self.signatures, signature))


def read_checkpoint(data: bytes, file: str) -> Checkpoint:
    """The checkpoint that a file holds, exactly as written. Raises :class:`DamagedCheckpoint`."""
    try:
        text, _, signatures = data.decode().partition("\n\n")
        origin, size, root, *beside = text.removesuffix("\n").split("\n")
        found = Checkpoint(
            origin=origin,
            size=int(size),
            root=_hash(root),
            beside=tuple(_head(line) for line in beside),
            signatures=tuple(_signature(line) for line in signatures.splitlines()),
        )
    except ValueError:
        raise _damaged(file) from None
    if str(found).encode() != data:
        raise _damaged(file)
    return found


def _head(line: str) -> Head:
    kind, id_, size, root = line.split(" ")
    return Head(kind, id_, int(size), _hash(root))


def _signature(line: str) -> Signature:
    name, blob = line.removeprefix(SIGNED).split(" ")
    data = base64.b64decode(blob, validate=True)
    return Signature(name, data[:KEY_HASH], data[KEY_HASH:])


def _hash(text: str) -> bytes:
    found = base64.b64decode(text, validate=True)
    if len(found) != HASH:
        raise binascii.Error
    return found


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _damaged(file: str) -> DamagedCheckpoint:
    message = Text("签封（检查点）格式不对", "the checkpoint is not well formed")
    return DamagedCheckpoint(message, file=file, fix=Text("请从备份恢复", "restore it from a backup"))
