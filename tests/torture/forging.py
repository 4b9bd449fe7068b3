"""What a forger with a program writes: logs, held lists, closings, seals and keys that fit whatever the text says now."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from earmark.ledger.books.books import parsed
from earmark.ledger.books.log import LogLine, leaf_of, read_log
from earmark.ledger.closings.unlogged import Held
from earmark.ledger.proof.comparing import is_logged, said_of
from earmark.ledger.proof.signing import public_of

from .doing import AWARD, private_key
from .kit import Files

PROGRAMME = "wuhan-2012"
PEOPLE = "people.beancount"
SIGNERS = ("chen", "wang")


def entries_of(files: Files, path: str) -> list[Any]:
    """The directives of a file that have their line in a log. Raises `ValueError` for one that no line can speak of."""
    entries = [entry for entry in parsed(Path(path), files[path]) if is_logged(entry)]
    if any(len(str(word).split()) != 1 for entry in entries for word in said_of(entry)):
        raise ValueError(path)
    return entries


def homes(files: Files) -> dict[str, list[str]]:
    """Each log, and the files that it speaks of."""
    folder = f"awards/{AWARD}"
    own = [p for p in sorted(files) if p.startswith(f"{folder}/vouchers/")]
    own += [f"{folder}/{name}.beancount" for name in ("register", "answers", "acts")]
    claims = f"claims/{AWARD}.beancount"
    programme = f"programmes/{PROGRAMME}.beancount"
    return {
        f"{folder}/log": [*own, claims],
        f"claims/{AWARD}.log": [claims],
        f"programmes/{PROGRAMME}.log": [programme],
        "people.log": [PEOPLE],
    }


def logs(files: Files) -> Files:
    """The logs as if the directives had always been as they are now."""
    return {
        log: _log(read_log(files[log]), [entry for path in paths for entry in entries_of(files, path)])
        for log, paths in homes(files).items()
    }


def _log(lines: list[LogLine], entries: list[Any]) -> bytes:
    new = {leaf_of(entry): entry for entry in entries}
    strangers = [entry for leaf, entry in new.items() if leaf not in {line.leaf for line in lines}]
    kept = []
    for line in lines:
        if line.leaf in new:
            kept.append(line)
        elif strangers:
            entry = strangers.pop(0)
            kind, id_, recorded, by = said_of(entry)
            kept.append(LogLine(0, kind, id_, leaf_of(entry), str(recorded), str(by)))
    return "".join(f"{line._replace(sequence=n)}\n" for n, line in enumerate(kept, start=1)).encode()


def held_list(old: bytes, now: Iterable[Held]) -> bytes:
    """The list of a closing as if what it holds had always been as it is now."""
    here = {(held.kind, held.id): held for held in now}
    kept = [Held(**row) for row in json.loads(old)]
    rows = [here[h.kind, h.id]._asdict() for h in kept if (h.kind, h.id) in here]
    return json.dumps(rows).encode()


def closing_with(answers: bytes, old_list: bytes, new_list: bytes) -> bytes:
    """The answers' file with the hash of another list in its closing."""
    old, new = (hashlib.sha256(data).hexdigest().encode() for data in (old_list, new_list))
    assert old in answers
    return answers.replace(old, new)


def other_key(name: str) -> Ed25519PrivateKey:
    return private_key(f"not-{name}")


def other_keys(people: bytes) -> bytes:
    """The people's register with the forger's keys in the place of theirs."""
    for name in SIGNERS:
        old, new = (base64.b64encode(public_of(key)) for key in (private_key(name), other_key(name)))
        people = people.replace(old, new)
    return people
