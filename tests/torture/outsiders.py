"""Programs that share no code with Earmark check what it proves, and refuse what was forged.

Go's packages for transparency logs (golang.org/x/mod/sumdb, see `tests/outsider/outsider.go`) check inclusion, consistency and
signed checkpoints; OpenSSL's command checks the signatures once more. The seal of the story's books and the proofs of its
vouchers come first, then trees of random sizes. Every claim is asked twice: as it is, and forged.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from earmark.ledger.books.books import Books
from earmark.ledger.proof.checkpoint import Checkpoint, Head, read_checkpoint
from earmark.ledger.proof.merkle import consistency, inclusion, root
from earmark.ledger.proof.proving import prove
from earmark.ledger.proof.sealing import seal_path
from earmark.ledger.proof.signing import public_of, sign, verifier_key

from .doing import AWARD, private_key
from .kit import SEED, Result, lay_out, scratch
from .story import SEALED, steps

SIGNERS = ("chen", "wang")
MOST_LEAVES = 3000
PROOFS = 5
"""Inclusion and consistency proofs of each tree."""
PROGRAM = Path(__file__).parents[1] / "outsider" / "outsider.go"
PACKAGES = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb")


class Claim(NamedTuple):
    """As `outsider.go` reads it."""

    Kind: str
    Size: int = 0
    Root: bytes = b""
    At: int = 0
    Hash: bytes = b""
    Path: tuple[bytes, ...] = ()
    Note: str = ""
    Keys: tuple[str, ...] = ()

    def json(self) -> dict[str, object]:
        """Bytes in base64, as Go expects them."""
        return {name: _json(value) for name, value in self._asdict().items()}


def _json(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return [_json(item) for item in value] if isinstance(value, tuple) else value


def attack(cases: range) -> list[Result]:
    """So many trees with their proofs and a signed checkpoint; before the first the story's own."""
    go, ssl = Result("proofs and seals checked by Go's sumdb"), Result("seals checked by OpenSSL")
    claims = [claim for number in cases for claim in _tree(number)]
    claims += _of_the_story() if cases.start == 0 else ()
    if shutil.which("go") and PACKAGES.is_dir():
        _by_go(claims, go)
    else:
        go.skipped = "skipped: golang-go or golang-golang-x-mod-dev is not installed"
    if shutil.which("openssl"):
        _by_openssl([c for c in claims if c.Kind == "note"], ssl)
    else:
        ssl.skipped = "skipped: openssl is not installed"
    return [go, ssl]


def _of_the_story() -> Iterator[Claim]:
    """The seal that both sides signed, and each voucher's proof under it, as `earmark verify --prove` writes it."""
    files = steps()[SEALED].after
    yield _signed(files[seal_path(AWARD, "2025-03")].decode())
    with scratch() as folder:
        books = Books.open(lay_out(folder / "books", files))
        for number in (1, 2, 3):
            proof = json.loads(prove(books, AWARD, f"{AWARD}-V{number:04d}"))
            seal = read_checkpoint(proof["checkpoint"].encode(), "seal")
            path = tuple(map(base64.b64decode, proof["path"]))
            yield Claim(
                "inclusion", seal.size, seal.root, proof["index"], _leaf(proof["leaf"].encode()), path
            )


def _tree(number: int) -> Iterator[Claim]:
    """A tree of random size, some of its proofs, and its signed checkpoint."""
    dice = random.Random(f"{SEED} {number}")  # noqa: S311 - repeatable on purpose
    size = dice.choice((dice.randint(1, 40), dice.randint(1, MOST_LEAVES)))
    leaves = [_leaf(b"%d %d" % (number, n)) for n in range(size)]
    top = root(leaves)
    for _ in range(PROOFS):
        at, old = dice.randrange(size), dice.randint(1, size)
        yield Claim("inclusion", size, top, at, leaves[at], tuple(inclusion(leaves, at)))
        yield Claim("consistency", size, top, old, root(leaves[:old]), tuple(consistency(leaves, old)))
    seal = Checkpoint(
        origin=f"earmark/{AWARD}", size=size, root=top, beside=(Head("claims", AWARD, 1, leaves[0]),)
    )
    for name in SIGNERS:
        seal = sign(seal, name, private_key(name))
    yield _signed(str(seal))


def _leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\0" + data).digest()


def _signed(note: str) -> Claim:
    keys = tuple(verifier_key(name, public_of(private_key(name))) for name in SIGNERS)
    return Claim("note", Note=note, Keys=keys)


def _forged(claim: Claim) -> Claim:
    """The same claim of another leaf, older root or number of lines."""
    if claim.Kind == "note":
        seal = read_checkpoint(claim.Note.encode(), "seal")
        return claim._replace(Note=str(replace(seal, size=seal.size + 1)))
    return claim._replace(Hash=bytes([claim.Hash[0] ^ 1]) + claim.Hash[1:])


def _by_go(claims: list[Claim], result: Result) -> None:
    asked = [claim for honest in claims for claim in (honest, _forged(honest))]
    with scratch() as folder:
        built = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": str(folder / "cache")}
        program = folder / "outsider"
        subprocess.run(["go", "build", "-o", program, PROGRAM], check=True, env=os.environ | built)
        said = subprocess.run(
            [program], input=json.dumps([c.json() for c in asked]), check=True, capture_output=True, text=True
        ).stdout.splitlines()
    for number, (claim, answer) in enumerate(zip(asked, said, strict=True)):
        _note(result, claim, holds=answer == "holds", honest=number % 2 == 0)


def _by_openssl(notes: list[Claim], result: Result) -> None:
    with scratch() as folder:
        for name in SIGNERS:
            public = private_key(name).public_key()
            (folder / name).write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
        for honest in notes:
            for claim in (honest, _forged(honest)):
                holds = [_openssl(folder, claim.Note, name) for name in SIGNERS]
                assert len(set(holds)) == 1, f"one of two signatures holds: {claim.Note}"
                _note(result, claim, holds=holds[0], honest=claim is honest)


def _openssl(folder: Path, note: str, name: str) -> bool:
    """Whether a person's signature holds; the note is taken apart here, by what C2SP says."""
    text, _, lines = note.partition("\n\n")
    (line,) = [line for line in lines.splitlines() if line.startswith(f"— {name} ")]
    (folder / "text").write_text(f"{text}\n", "utf-8")
    (folder / "signature").write_bytes(base64.b64decode(line.rpartition(" ")[2])[4:])
    command = f"openssl pkeyutl -verify -rawin -pubin -inkey {name} -in text -sigfile signature"
    return subprocess.run(command.split(), cwd=folder, check=False, capture_output=True).returncode == 0


def _note(result: Result, claim: Claim, *, holds: bool, honest: bool) -> None:
    if holds == honest:
        result.add("forged, refused" if holds is False else "holds")
    else:
        result.fail(f"{'refused' if honest else 'forged, but held'}: {claim}")
