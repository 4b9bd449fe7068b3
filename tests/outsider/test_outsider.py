"""What Go's own packages for transparency logs (golang.org/x/mod/sumdb) made: the same roots, proofs and signed note here.

`outsider.go` printed `made.txt`. `make torture ATTACK=outsiders` also runs it the other way round, where Go is installed: it
checks what Earmark made.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from earmark.ledger.proof.checkpoint import Checkpoint, read_checkpoint
from earmark.ledger.proof.merkle import consistency, inclusion, root
from earmark.ledger.proof.signing import sign

TREES, NOTE = Path(__file__).with_name("made.txt").read_text("utf-8").split("\n\n", 1)
LEAVES = [hashlib.sha256(b"\0%d" % n).digest() for n in range(64)]


def digest(proofs: list[list[bytes]]) -> str:
    return hashlib.sha256(b"".join(bytes([len(proof)]) + b"".join(proof) for proof in proofs)).hexdigest()


@pytest.mark.parametrize("line", TREES.splitlines(), ids=lambda line: line.split()[0])
def test_roots_and_all_proofs_are_those_that_go_makes(line: str) -> None:
    size, top, inclusions, consistencies = line.split()
    tree = LEAVES[: int(size)]
    assert root(tree).hex() == top
    assert digest([inclusion(tree, n) for n in range(len(tree))]) == inclusions
    assert digest([consistency(tree, n + 1) for n in range(len(tree))]) == consistencies


def test_a_checkpoint_signed_here_is_byte_for_byte_the_note_that_go_signs() -> None:
    unsigned = Checkpoint(origin="earmark/X-1", size=64, root=root(LEAVES))
    assert str(sign(unsigned, "chen", Ed25519PrivateKey.from_private_bytes(b"k" * 32))) == NOTE
    assert str(read_checkpoint(NOTE.encode(), "seal")) == NOTE
