"""Check a proof of ``earmark verify --prove`` or ``--against … --out`` with Python alone (3.11 or later, no Earmark).

    python -I verify_proof.py proof.json --checkpoint kept-seal --key chen+6f1c9a2b+AW…

It shows what the proof says; ``--checkpoint`` demands that the proof ends in this very seal, ``--key`` (repeatable) that the
seal carries a valid signature by this key (a C2SP verifier key: name, hash, base64). Exit code 0 when all holds, 1 when
something does not, 2 when the file is no proof. Inclusion and consistency by RFC 6962, Ed25519 by RFC 8032.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


class Refuted(Exception):
    """Something in the proof does not hold."""


def sha(data: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(data).digest()


def demand(condition: object, message: str) -> None:
    """Stop unless the condition holds."""
    if not condition:
        raise Refuted(message)


# ---------------------------------------------------------------- RFC 6962


def root_from(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that an audit path leads to (recursively, as section 2.1.1 builds it)."""
    demand(0 <= index < size, "the place lies outside the log")
    if size == 1:
        demand(not path, "the path is too long")
        return leaf
    demand(path, "the path is too short")
    half = 1 << (size - 1).bit_length() - 1
    if index < half:
        return sha(b"\1" + root_from(leaf, index, half, path[:-1]) + path[-1])
    return sha(b"\1" + path[-1] + root_from(leaf, index - half, size - half, path[:-1]))


def roots_from(old: int, size: int, path: list[bytes], known: bytes | None) -> tuple[bytes, bytes]:
    """The older and the newer root that a consistency proof leads to (section 2.1.2); ``known``: the older root."""
    if old == size:
        demand(len(path) == (known is None), "the path has a wrong length")
        found = path[0] if known is None else known
        return found, found
    demand(path, "the path is too short")
    half = 1 << (size - 1).bit_length() - 1
    if old <= half:
        older, newer = roots_from(old, half, path[:-1], known)
        return older, sha(b"\1" + newer + path[-1])
    older, newer = roots_from(old - half, size - half, path[:-1], None)
    return sha(b"\1" + path[-1] + older), sha(b"\1" + path[-1] + newer)


# ---------------------------------------------------------------- RFC 8032


def add(p: Point, q: Point) -> Point:
    """The sum of two points of the curve."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor: int, point: Point) -> Point:
    """A multiple of a point."""
    found: Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            found = add(found, point)
        point, factor = add(point, point), factor >> 1
    return found


def same(p: Point, q: Point) -> bool:
    """Whether two points are one."""
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 == (p[1] * q[2] - q[1] * p[2]) % P


def point(data: bytes) -> Point:
    """The point that 32 bytes stand for."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    demand(y < P, "a point of the signature is not on the curve")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    demand((x * x - square) % P == 0 and (x or not sign), "a point of the signature is not on the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature holds."""
    base = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= Q:  # noqa: PLR2004
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(digest, "little") % Q
    return same(times(s, base), add(point(signature[:32]), times(challenge, point(public))))


# ---------------------------------------------------------------- the proof


def head(checkpoint: str) -> tuple[str, int, bytes]:
    """Origin, size and root of a checkpoint."""
    origin, size, root = checkpoint.split("\n")[:3]
    return origin, int(size), base64.b64decode(root, validate=True)


def check_key(key: str, checkpoint: str) -> str:
    """Demand a valid signature by a verifier key under a checkpoint; the key's name."""
    name, digest, encoded = key.split("+", 2)
    public = base64.b64decode(encoded, validate=True)
    wanted = sha(name.encode() + b"\n" + public)[:4]
    demand(public[:1] == b"\1" and wanted.hex() == digest, f"not an Ed25519 verifier key: {key}")
    text, _, signatures = checkpoint.partition("\n\n")
    for line in signatures.splitlines():
        signer, blob = line.removeprefix("— ").split(" ")
        data = base64.b64decode(blob, validate=True)
        if signer == name and data[:4] == wanted:
            demand(signed(public[1:], f"{text}\n".encode(), data[4:]), f"the signature of {name} is false")
            return name
    raise Refuted(f"no signature of {name}")


def check(proof: dict[str, object]) -> str:
    """Demand that a proof holds; what it shows."""
    checkpoint = str(proof["checkpoint"])
    origin, size, root = head(checkpoint)
    steps = proof["path"]
    demand(isinstance(steps, list), "the path is no list")
    path = [base64.b64decode(step, validate=True) for step in steps]  # type: ignore[attr-defined]
    if "older" in proof:
        whose, old, older = head(str(proof["older"]))
        demand(whose == origin and old <= size, "the older checkpoint is of another log")
        found = (older, root) if old == size and not path else roots_from(old, size, path, older)
        demand(found == (older, root), "the older log is not the beginning of the newer one")
        return f"{origin}: the {old} lines of the older seal begin the {size} lines of the newer one"
    leaf, index = str(proof["leaf"]), int(str(proof["index"]))
    found_root = root_from(sha(b"\0" + leaf.encode()), index, size, path)
    demand(found_root == root, "the voucher is not under this seal")
    said = json.dumps(json.loads(leaf), ensure_ascii=False, indent=2)
    return f"{said}\n{origin}: line {index + 1} of {size}"


def main() -> int:
    """Check the proof named on the command line."""
    parser = argparse.ArgumentParser(description="Check a proof of Earmark with Python alone.")
    parser.add_argument("proof", type=Path)
    parser.add_argument("--checkpoint", type=Path, help="a seal that you kept: the proof must end in it")
    parser.add_argument("--key", action="append", default=[], help="verifier key whose signature is demanded")
    asked = parser.parse_args()
    try:
        proof = json.loads(asked.proof.read_text(encoding="utf-8"))
        said = check(proof)
        text = proof["checkpoint"].partition("\n\n")[0]
        if asked.checkpoint:
            kept = asked.checkpoint.read_text(encoding="utf-8").partition("\n\n")[0]
            demand(kept.strip() == text.strip(), "the proof ends in another seal than the one you kept")
        names = [check_key(key, proof["checkpoint"]) for key in asked.key]
    except Refuted as error:
        sys.stderr.write(f"REFUTED: {error}\n")
        return 1
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        sys.stderr.write(f"not a proof: {error}\n")
        return 2
    sys.stdout.write(f"{said}\nholds; signatures checked: {', '.join(names) or 'none'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
