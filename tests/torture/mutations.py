"""Books changed by a text editor: whatever changes their meaning is found and named, whatever is only layout passes.

One file of small, closed books is mutated at a time: a byte, sign, line, word or directive is changed, removed, doubled or
moved, a file cut, emptied or removed. What a file means is compared in memory: its directives as parsed for ledgers, lines for
logs, bytes for the rest. `CHECKS` are the functions that must notice; whoever adds one (a proof of seals) adds it there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from beancount.core.data import Open

from earmark.ledger.books import Books, parsed
from earmark.ledger.checking import Fault, check_award, check_main, check_people, check_programme
from earmark.ledger.errors import EarmarkError
from earmark.ledger.log import read_log, typed

from .kit import SEED, Files, Result, lay_out, scratch
from .story import AWARD, standing_clock, steps

SEALED = re.compile(
    r"people\.|policies/|programmes/|claims/|main\.beancount|awards/[^/]+/"
    r"(log|award\.|register\.|answers\.|acts\.|vouchers/|documents/)"
)
"""What check holds against log, hash or generator. Drafts, accounts, bank rows, imports and settings may be written anew."""
ID = re.compile(
    r"[A-Z][A-Z0-9]*-[A-Za-z0-9-]*[0-9][0-9a-f]*|\b(?:chen|zhou|wang|interest|wuhan-2012|npo-2026|P1|2025-03)\b"
)
SIGNS = '0123456789abcxyzABC"\\;:#^*!-. \t会学记\n\r\0\u202e'

Check = Callable[[Books], Iterable[Fault]]
CHECKS: list[Check] = [
    lambda books: check_award(books, AWARD),
    check_main,
    check_people,
    lambda books: [f for p in books.files("programmes") for f in check_programme(books, Path(p).stem)],
]

Mutation = Callable[[random.Random, str], str]


def attack(cases: int) -> list[Result]:
    """So many mutations, and a tenth as many changes of layout."""
    dice = random.Random(SEED)  # noqa: S311 - repeatable on purpose
    files = steps()["reverse"].after
    changed, rest, layout = (
        Result("mutations of what is logged"),
        Result("mutations of the rest"),
        Result("changes of layout"),
    )
    with standing_clock(), scratch() as folder:
        root = lay_out(folder / "books", files)
        books = Books.open(root)
        logged = sorted(path for path in files if SEALED.match(path) and files[path])
        others = sorted(path for path in files if path not in logged and files[path])
        for number in range(cases):
            one(books, files, dice, dice.choice(others if number % 20 == 0 else logged), (changed, rest))
        for _ in range(cases // 10):
            lay_otherwise(books, files, dice, layout)
    return [changed, rest, layout]


def one(books: Books, files: Files, dice: random.Random, path: str, results: tuple[Result, Result]) -> None:
    """Mutate a file, ask all checks, put it back."""
    result = results[0] if SEALED.match(path) else results[1]
    name, data = mutated(dice, files[path])
    try:
        before, after = meaning(path, files[path]), meaning(path, data)
        if before == after:
            result.add("means the same")
            return
        faults = with_file(books, path, data, files[path])
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a promise broken
        result.fail(f"{name} in {path}: {type(error).__name__} {error}: {_where(files[path], data)}")
        return
    if not SEALED.match(path):
        result.add("found" if faults else "not held by a log: may be written anew")
    elif not faults:
        result.fail(f"{name} in {path} unseen: {_where(files[path], data)}")
    elif not named(faults, path, files[path] + (data or b"")):
        result.fail(f"{name} in {path} found but not named: {faults[:2]}")
    else:
        result.add("found and named")


def with_file(books: Books, path: str, data: bytes | None, real: bytes) -> list[str]:
    """What the checks say while a file holds something else (None: is not there)."""
    place = books.root / path
    if data is None:
        place.unlink()
    else:
        place.write_bytes(data)
    try:
        return [f"{fault.place} {fault.message.en}" for check in CHECKS for fault in check(books)]
    finally:
        place.write_bytes(real)


def named(faults: list[str], path: str, text: bytes) -> bool:
    """Whether a fault speaks of the file, or of a directive in it by its id."""
    words = {path, *ID.findall(text.decode(errors="replace"))}
    return any(word in fault for fault in faults for word in words)


def meaning(path: str, data: bytes | None) -> Any:  # noqa: ANN401
    """What a file says; None for a file that is not there, the refusal for one that cannot be read."""
    if data is None:
        return None
    try:
        if path.endswith("log"):
            return [str(line) for line in read_log(data)]
        if path.endswith(".beancount") and not path.endswith(("main.beancount", "award.beancount")):
            # An account is opened without a line in the log: Beancount itself names one that is used and not open.
            return sorted(_said(entry) for entry in parsed(Path(path), data) if not isinstance(entry, Open))
    except EarmarkError as error:
        return f"cannot be read: {error.show('en')}"
    return data


def _said(entry: Any) -> str:  # noqa: ANN401
    fields = {name: getattr(entry, name) for name in entry._fields}
    return f"{type(entry).__name__} " + " ".join(f"{name}={_plain(value)}" for name, value in fields.items())


def _plain(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_plain, value))}]"
    try:
        return repr(typed(value))
    except TypeError:
        return repr(value)


# ---------------------------------------------------------------- mutations


def _byte(dice: random.Random, data: bytes) -> bytes:
    place = dice.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << dice.randrange(8))]) + data[place + 1 :]


def _cut(dice: random.Random, data: bytes) -> bytes:
    return data[: dice.randrange(len(data))]


def _sign(dice: random.Random, text: str) -> str:
    place = dice.randrange(len(text))
    return (
        text[:place]
        + dice.choice((dice.choice(SIGNS), "", text[place] * 2))
        + text[place + dice.randint(0, 1) :]
    )


def _word(dice: random.Random, text: str) -> str:
    """Another number, day or word of the same file in the place of one."""
    words = list(re.finditer(r"[0-9]+(?:\.[0-9]+)?|\w+", text))
    if not words:
        return _sign(dice, text)
    old, new = dice.choice(words), dice.choice(words)
    return text[: old.start()] + new[0] + text[old.end() :]


def _digit(dice: random.Random, text: str) -> str:
    place = dice.choice([m.start() for m in re.finditer("[0-9]", text)] or [0])
    return text[:place] + dice.choice("0123456789") + text[place + 1 :]


def _lines(dice: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    one_, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    line = lines.pop(one_)
    return "".join(
        dice.choice(
            (lines, [*lines[:other], line, *lines[other:]], [*lines[:one_], line, line, *lines[one_:]])
        )
    )


def _entry(dice: random.Random, text: str) -> str:
    """A whole directive removed, doubled or put elsewhere."""
    entries = re.split(r"\n(?=[0-9])", text)
    return "\n".join(_lines(dice, "\x1d\n".join(entries)).replace("\x1d\n", "\x1d").split("\x1d"))


TEXTS: tuple[Mutation, ...] = (_sign, _sign, _word, _word, _digit, _lines, _entry)


def mutated(dice: random.Random, data: bytes) -> tuple[str, bytes | None]:
    """Some other content, and what was done to it."""
    how = dice.randrange(20)
    if how == 0:
        return "removed", None
    if how <= 3:
        return "cut", _cut(dice, data)
    if how <= 7:
        return "byte", _byte(dice, data)
    change = dice.choice(TEXTS)
    try:
        return change.__name__, change(dice, data.decode()).encode()
    except UnicodeDecodeError:
        return "byte", _byte(dice, data)


def _where(old: bytes, new: bytes | None) -> str:
    for row, (one_, other) in enumerate(
        zip(old.splitlines(), (new or b"").splitlines(), strict=False), start=1
    ):
        if one_ != other:
            return f"line {row}: {one_!r} became {other!r}"
    return f"{len(old)} bytes became {len(new) if new is not None else None}"


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
    faults = with_file(books, path, text.encode(), files[path])
    if faults:
        result.fail(f"{path}: {faults[:2]}")
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
