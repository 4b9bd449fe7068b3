"""Sealed books changed by a text editor: whatever changes their meaning is found and named, whatever is only layout passes.

One file of small books, closed and signed by both sides, is mutated at a time (:mod:`.editing`): a byte, sign, line, word or
directive is changed, removed, doubled or moved, a file cut, emptied or removed. What a file means is compared in memory: its
directives as parsed for ledgers, lines for logs, bytes for the rest. Both `earmark verify` and `earmark check` are asked.

`MAY_CHANGE` lawfully reads otherwise at any time: drafts are what a person still works at, earmark.toml says how Earmark is
run, and parties/ is the recipient's private list, which is in no log because it may be deleted. A mutation there counts
apart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from earmark.ledger.banks.bank import BOOKED
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.books.books import Books, parsed
from earmark.ledger.books.log import read_log, typed
from earmark.ledger.proof.checking import check_award, check_main, check_people, check_programme
from earmark.ledger.proof.sealing import seal_path
from earmark.ledger.proof.verifying import verify_award

from .doing import AWARD
from .editing import mutated, where
from .kit import SEED, Files, Result, lay_out, scratch
from .story import SEALED, standing_clock, steps

MAY_CHANGE = re.compile(r"earmark\.toml|\.gitignore|parties/|awards/[^/]+/drafts\.")
ID = re.compile(
    r"[A-Z][A-Z0-9]*-[A-Za-z0-9-]*[0-9][0-9a-f]*|\b(?:chen|zhou|wang|interest|wuhan-2012|npo-2026|P1|2025-03)\b"
    r"|[A-Z][a-z]+:[^ \n]+"
)
"""What names a directive: its id, or its account."""

ORIGIN = b"earmark/"
"""How a seal begins."""

Asked = Callable[[Books], Iterator[str]]


def verify(books: Books) -> Iterator[str]:
    """What `earmark verify` says; a seal that lost a signature is no fault, but is said."""
    verdict = verify_award(books, AWARD)
    yield from (f"{fault.place} {fault.message.en}" for fault in verdict.faults)
    yield from (
        f"{seal_path(AWARD, seal.id)} lacks a signature: {side}"
        for seal in verdict.seals
        for side in seal.missing
    )


def check(books: Books) -> Iterator[str]:
    """What `earmark check` says."""
    found = [*check_award(books, AWARD), *check_main(books), *check_people(books)]
    for path in books.files("programmes"):
        found += check_programme(books, Path(path).stem)
    yield from (f"{fault.place} {fault.message.en}" for fault in found)


def attack(cases: range) -> list[Result]:
    """So many mutations, a tenth as many changes of layout."""
    files = steps()[SEALED].after
    changed, rest, layout = (
        Result("mutations of sealed books"),
        Result("mutations of drafts, earmark.toml, parties"),
        Result("changes of layout"),
    )
    with standing_clock(), scratch() as folder:
        books = Books.open(lay_out(folder / "books", files))
        held = sorted(path for path in files if not MAY_CHANGE.match(path) and files[path])
        others = sorted(path for path in files if MAY_CHANGE.match(path) and files[path])
        for number in cases:
            dice = random.Random(f"{SEED} {number}")  # noqa: S311 - repeatable on purpose
            if number % 20:
                one(books, files, dice, dice.choice(held), changed)
            else:
                one(books, files, dice, dice.choice(others), rest)
            if number % 10 == 0:
                lay_otherwise(books, files, dice, layout)
    return [changed, rest, layout]


def one(books: Books, files: Files, dice: random.Random, path: str, result: Result) -> None:
    """Mutate a file, ask all checks, put it back."""
    name, data = mutated(dice, files[path])
    case = f"{name} in {path}: {where(files[path], data)}"
    try:
        if meaning(path, files[path]) == meaning(path, data):
            result.add("means the same")
            return
        said = with_files(books, {path: data}, files)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a promise broken
        result.fail(f"{case}: {type(error).__name__} {error}")
        return
    by = next(
        (ask.__name__ for ask, told in said.items() if named(told, path, files[path] + (data or b""))), ""
    )
    if MAY_CHANGE.match(path):
        result.add("found" if any(said.values()) else "lawful: may be written anew")
    elif by:
        result.add(f"found and named by {by}")
    else:
        result.fail(f"{case}: found but not named: {said}" if any(said.values()) else f"{case}: unseen")


def with_files(books: Books, other: Mapping[str, bytes | None], real: Files) -> dict[Asked, list[str]]:
    """What is said while some files hold something else (None: are not there)."""
    for path, data in other.items():
        if data is None:
            (books.root / path).unlink()
        else:
            (books.root / path).write_bytes(data)
    try:
        return {ask: list(ask(books)) for ask in (verify, check)}
    finally:
        lay_out(books.root, {path: real[path] for path in other})


def named(said: list[str], path: str, text: bytes) -> bool:
    """Whether something speaks of the file, or of a directive in it by its id."""
    words = {path, *ID.findall(text.decode(errors="replace"))}
    return any(word in told for told in said for word in words)


def meaning(path: str, data: bytes | None) -> Any:  # noqa: ANN401
    """What a file says; None for a file that is not there, the refusal for one that cannot be read."""
    if data is None:
        return None
    try:
        if path.endswith("log"):
            return [str(line) for line in read_log(data)]
        if path.endswith(".beancount") and not path.endswith(("main.beancount", "award.beancount")):
            return sorted(_said(entry) for entry in parsed(Path(path), data))
    except EarmarkError as error:
        return f"cannot be read: {error.show('en')}"
    if data.startswith(ORIGIN):
        # In which order signatures stand under a seal says nothing; that there are two of one does.
        text, _, signatures = data.partition(b"\n\n")
        return text, sorted(signatures.splitlines(keepends=True))
    return data


def _said(entry: Any) -> str:  # noqa: ANN401
    fields = {name: getattr(entry, name) for name in entry._fields}
    if fields.get("type") == "earmark-bank-row" and entry.meta.get("fate") in BOOKED:
        # Whether the draft of a row was complete when it came: once it is posted, nothing stands on that.
        fields["meta"] = entry.meta | {"fate": "booked"}
    return f"{type(entry).__name__} " + " ".join(f"{name}={_plain(value)}" for name, value in fields.items())


def _plain(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_plain, value))}]"
    try:
        return repr(typed(value))
    except TypeError:
        return repr(value)


# ---------------------------------------------------------------- layout


def lay_otherwise(books: Books, files: Files, dice: random.Random, result: Result) -> None:
    """Comments, blank lines, spaces and line ends of a ledger change; nothing is found."""
    ledgers = [
        p for p in files if p.endswith(".beancount") and not p.endswith(("main.beancount", "award.beancount"))
    ]
    path = dice.choice(sorted(ledgers))
    text = files[path].decode()
    for change in dice.sample(LAYOUTS, k=dice.randint(1, len(LAYOUTS))):
        text = change(text)
    said = with_files(books, {path: text.encode()}, files)
    if any(said.values()):
        result.fail(f"{path}: {said}")
    else:
        result.add("passes")


LAYOUTS: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace("\n", "\r\n"),
    lambda text: re.sub(r"\n(?=[0-9])", "\n; a comment\n\n", text),
    lambda text: re.sub(r"(?m)(?<=[0-9A-Z\"])$", "   ; remark", text),
    lambda text: re.sub(r"(?m)^  (?=\S)", "        ", text),
    lambda text: re.sub(r" +(?=-?[0-9.]+ CNY(?:\.B)?)", " ", text),
    lambda text: re.sub(r"\n{2,}", "\n", text),
    lambda text: text + "\n\n; the end",
)
