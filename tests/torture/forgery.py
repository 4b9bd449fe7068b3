"""Whoever has a program in the place of a text editor: text and log rewritten together, and the seals too.

A directive of sealed books is altered or removed and the logs are written as if it had always been so (`LEVELS` says what
else). `earmark verify` must find it: by the seal, by a signature, or, where every key was forged as well, by a seal that
somebody else kept.
"""

from __future__ import annotations

import base64
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from earmark.ledger.books import Books, parsed
from earmark.ledger.checkpoint import Checkpoint, read_checkpoint
from earmark.ledger.comparing import is_logged, said_of
from earmark.ledger.errors import EarmarkError
from earmark.ledger.log import LogLine, leaf_of, read_log
from earmark.ledger.sealing import checkpoint_of, seal_path
from earmark.ledger.signing import public_of, sign
from earmark.ledger.verifying import verify_award

from .doing import AWARD, private_key
from .editing import TEXTS, where
from .kit import SEED, Files, Result, lay_out, scratch
from .story import SEALED, standing_clock, steps

PROGRAMME = "wuhan-2012"
PEOPLE = "people.beancount"
SEAL = seal_path(AWARD, "2025-03")
SIGNERS = ("chen", "wang")
LEVELS = {
    "the log": "found by the seal",
    "the log, a new seal with the old signatures": "found by the signatures",
    "the log, a new seal signed with other keys": "found by the signatures",
    "the log, a new seal without signatures": "found: signatures are missing",
    "the log, the seal, people and their keys": "found by a seal kept elsewhere",
}


def attack(cases: range) -> list[Result]:
    """So many forgeries, the levels in turn."""
    results = {level: Result(f"rewritten together: text, {level}") for level in LEVELS}
    files = steps()[SEALED].after
    with standing_clock(), scratch() as folder:
        books = Books.open(lay_out(folder / "books", files))
        for number in cases:
            dice = random.Random(f"{SEED} {number}")  # noqa: S311 - repeatable on purpose
            level = list(LEVELS)[number % len(LEVELS)]
            _one(books, files, dice, level, results[level])
    return list(results.values())


def _one(books: Books, files: Files, dice: random.Random, level: str, result: Result) -> None:
    path, data = _altered(dice, files)
    forged = files | {path: data}
    if "keys" in level:
        forged[PEOPLE] = _other_keys(forged[PEOPLE])
    forged |= _logs(forged)
    if "seal" in level:
        forged[SEAL] = str(_sealed(forged, level)).encode()
    against = [read_checkpoint(files[SEAL], "kept")] if "keys" in level else []
    changed = {name for name in forged if forged[name] != files[name]}
    lay_out(books.root, {name: forged[name] for name in changed})
    try:
        verdict = verify_award(books, AWARD, against)
    finally:
        lay_out(books.root, {name: files[name] for name in changed})
    said = [f"{fault.place} {fault.message.en}" for fault in verdict.faults]
    said += [f"{SEAL} lacks {side}" for seal in verdict.seals for side in seal.missing]
    if any(SEAL in told or "--against" in told for told in said):
        result.add(LEVELS[level])
    elif any(path in told for told in said):
        result.add("found: no longer a record")
    else:
        result.fail(f"{where(files[path], data)} in {path} unseen: {said}")


def _altered(dice: random.Random, files: Files) -> tuple[str, bytes]:
    """A file of the books in which a logged directive reads otherwise or is gone; it can still be read."""
    ledgers = sorted({path for paths in _homes(files).values() for path in paths})
    while True:
        path = dice.choice(ledgers)
        data = dice.choice(TEXTS)(dice, files[path].decode()).encode()
        try:
            before, after = (Counter(map(leaf_of, _entries({path: d}, path))) for d in (files[path], data))
        except (EarmarkError, ValueError):
            continue
        if before - after and after.total() <= before.total():
            return path, data


def _entries(files: Files, path: str) -> list[Any]:
    """The directives of a file that have their line in a log. Raises `ValueError` for one that no line can speak of."""
    entries = [entry for entry in parsed(Path(path), files[path]) if is_logged(entry)]
    if any(len(str(word).split()) != 1 for entry in entries for word in said_of(entry)):
        raise ValueError(path)
    return entries


def _homes(files: Files) -> dict[str, list[str]]:
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


def _logs(files: Files) -> Files:
    """The logs as if the directives had always been as they are now."""
    return {
        log: _log(read_log(files[log]), [entry for path in paths for entry in _entries(files, path)])
        for log, paths in _homes(files).items()
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


def _sealed(files: Files, level: str) -> Checkpoint:
    """A new seal over the forged logs."""
    made = checkpoint_of(files.get, AWARD, PROGRAMME)
    if "old signatures" in level:
        return replace(made, signatures=read_checkpoint(files[SEAL], SEAL).signatures)
    for name in SIGNERS if "without" not in level else ():
        made = sign(made, name, _other_key(name))
    return made


def _other_key(name: str) -> Ed25519PrivateKey:
    return private_key(f"not-{name}")


def _other_keys(people: bytes) -> bytes:
    """The people's register with the forger's keys in the place of theirs."""
    for name in SIGNERS:
        old, new = (base64.b64encode(public_of(key)) for key in (private_key(name), _other_key(name)))
        people = people.replace(old, new)
    return people
