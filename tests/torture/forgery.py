"""Whoever has a program in the place of a text editor: text and log rewritten together, and the seals too.

Something in sealed books is altered or removed, and what proves it is written as if it had always been so (`LEVELS` says how
much of that). `earmark verify` must find it: by the seal, by a signature, or, where every key was forged as well, by a seal
that somebody else kept.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.books.books import Books
from earmark.ledger.books.log import leaf_of
from earmark.ledger.closings.held import held_path
from earmark.ledger.closings.unlogged import Held, things
from earmark.ledger.proof.checkpoint import Checkpoint, read_checkpoint
from earmark.ledger.proof.sealing import checkpoint_of, seal_path
from earmark.ledger.proof.signing import sign
from earmark.ledger.proof.verifying import verify_award

from .doing import AWARD
from .editing import TEXTS, where
from .forging import (
    PEOPLE,
    PROGRAMME,
    SIGNERS,
    closing_with,
    entries_of,
    held_list,
    homes,
    logs,
    other_key,
    other_keys,
)
from .kit import SEED, Files, Result, lay_out, scratch
from .story import SEALED, standing_clock, steps

CLOSING = "2025-03"
SEAL = seal_path(AWARD, CLOSING)
LIST = held_path(AWARD, CLOSING)
ANSWERS = f"awards/{AWARD}/answers.beancount"
UNLOGGED = (f"awards/{AWARD}/accounts.", f"awards/{AWARD}/imports/", f"claims/{AWARD}.beancount", "banks/")


class Level(NamedTuple):
    """What is forged beside the text, and what must give it away: ``seal`` is how a new one is signed."""

    name: str
    found: str
    held: bool = False
    log: bool = True
    seal: str | None = None
    keys: bool = False


LEVELS = (
    Level("text and log", "by the seal"),
    Level("text, log and seal, the signatures kept", "by the signatures", seal="old"),
    Level("text, log and seal, signed with other keys", "by the signatures", seal="other"),
    Level("text, log and seal, not signed", "signatures are missing", seal="none"),
    Level("text, log, seal, people and their keys", "by a seal kept elsewhere", seal="other", keys=True),
    Level("what a closing holds, and its list", "by the closing", held=True, log=False),
    Level("what a closing holds, list, closing and log", "by the seal", held=True),
    Level("what a closing holds, all up to the seal", "by the signatures", held=True, seal="old"),
)


def attack(cases: range) -> list[Result]:
    """So many forgeries, the levels in turn."""
    results = [Result(f"rewritten together: {level.name}") for level in LEVELS]
    with standing_clock(), scratch() as folder:
        books = Books.open(lay_out(folder / "books", steps()[SEALED].after))
        for number in cases:
            at = number % len(LEVELS)
            one(books, LEVELS[at], random.Random(f"{SEED} {number}"), results[at])  # noqa: S311 - repeatable on purpose
    return results


def one(books: Books, level: Level, dice: random.Random, result: Result) -> None:
    """Forge, ask verify, put all back."""
    files = steps()[SEALED].after
    path, forged = _unlogged(books, dice, files) if level.held else _logged(dice, files)
    if level.keys:
        forged[PEOPLE] = other_keys(forged[PEOPLE])
    if level.log:
        forged[ANSWERS] = (
            closing_with(forged[ANSWERS], files[LIST], forged[LIST]) if level.held else forged[ANSWERS]
        )
        forged |= logs(forged)
    if level.seal:
        forged[SEAL] = str(_sealed(forged, level.seal, files[SEAL])).encode()
    said = _verified(books, files, forged, kept=level.keys)
    wanted = {"by the closing": (LIST,), "by a seal kept elsewhere": ("--against",)}.get(level.found, (SEAL,))
    if any(word in told for told in said for word in wanted):
        result.add(f"found: {level.found}")
    elif any(path in told for told in said):
        result.add("found: no longer a record")
    else:
        result.fail(f"{where(files[path], forged[path])} in {path} unseen: {said}")


def _verified(books: Books, files: Files, forged: Files, *, kept: bool) -> list[str]:
    """What verify says of the forged books, with the old seal in hand or without."""
    against = [read_checkpoint(files[SEAL], "kept")] if kept else []
    changed = [name for name in forged if forged[name] != files[name]]
    lay_out(books.root, {name: forged[name] for name in changed})
    try:
        verdict = verify_award(books, AWARD, against)
    finally:
        lay_out(books.root, {name: files[name] for name in changed})
    said = [f"{fault.place} {fault.message.en}" for fault in verdict.faults]
    return said + [f"{SEAL} lacks {side}" for seal in verdict.seals for side in seal.missing]


def _logged(dice: random.Random, files: Files) -> tuple[str, Files]:
    """Books in which a directive of a log reads otherwise or is gone; they can still be read."""
    ledgers = sorted({path for paths in homes(files).values() for path in paths})
    while True:
        path = dice.choice(ledgers)
        data = dice.choice(TEXTS)(dice, files[path].decode()).encode()
        try:
            before, after = (Counter(map(leaf_of, entries_of({path: d}, path))) for d in (files[path], data))
        except (EarmarkError, ValueError):
            continue
        if before - after and after.total() <= before.total():
            return path, files | {path: data}


def _unlogged(books: Books, dice: random.Random, files: Files) -> tuple[str, Files]:
    """Books in which something that a closing holds reads otherwise or is gone, and its list fits."""
    ledgers = sorted(path for path in files if path.startswith(UNLOGGED) and path.endswith(".beancount"))
    before = _held(books)
    while True:
        path = dice.choice(ledgers)
        data = dice.choice(TEXTS)(dice, files[path].decode()).encode()
        lay_out(books.root, {path: data})
        try:
            after = _held(books)
            same_log = logs(files | {path: data}) == logs(files)
        except (EarmarkError, ValueError):
            continue
        finally:
            lay_out(books.root, {path: files[path]})
        if before - after and same_log:
            return path, files | {path: data, LIST: held_list(files[LIST], after)}


def _held(books: Books) -> set[Held]:
    return {thing.held for thing in things(books, AWARD)}


def _sealed(files: Files, signed: str, old: bytes) -> Checkpoint:
    """A new seal over the forged logs, with the old signatures, with those of other keys, or with none."""
    made = checkpoint_of(files.get, AWARD, PROGRAMME)
    if signed == "old":
        return replace(made, signatures=read_checkpoint(old, SEAL).signatures)
    for name in SIGNERS if signed == "other" else ():
        made = sign(made, name, other_key(name))
    return made
