"""The gate: reads a ledger file line by line before Beancount's parser may see it.

The parser dies of `1/0`, drops a directive whose key is misspelt, lets `pushtag` and `pushmeta` mark what
follows unseen, and an `include` or `plugin` reads any file or runs any code. So only what `syntax` describes
comes in:

- `open`, `close`, `balance` (always `~ 0`), `note`, `document`, transactions flagged `*` or `!`, and `custom`
  directives whose kind begins with `earmark-`; of these, only what the caller allows for this kind of file
- below a directive its metadata, and below a transaction postings of account, number and commodity
- comments and empty lines; an indented line follows its directive without a gap

The first line that is anything else stops the reading with `GateRefused`: file, row, what is wrong, and what
to do.
"""

from __future__ import annotations

import datetime
import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from ..base.clean import UNSEEN
from ..base.reasons import reason
from . import refusals
from .reading import UnfitFile, read_regular
from .refusals import GateRefused
from .syntax import (
    ACCOUNT,
    AMOUNT,
    CURRENCY,
    DOCUMENT,
    GAP,
    KEY,
    KIND,
    LABEL,
    NUMBER,
    RESERVED_KEYS,
    STRING,
    VALUE,
    is_account,
)

if TYPE_CHECKING:
    from pathlib import Path

    from .refusals import Refusal

__all__ = ["DIRECTIVES", "GateRefused", "check_file", "check_text", "decoded"]

MOST_BYTES = 64 * 1024 * 1024
LONGEST_LINE = 64 * 1024
DIRECTIVES = frozenset({"open", "close", "balance", "note", "document", "transaction", "custom"})

END = r"[ \t]*(?:;.*)?"
LABELS = rf"(?:{GAP}[#^]{LABEL})*"
ON = rf"[0-9-]{{10}}{GAP}"

HEADS = {
    "open": re.compile(rf"{ON}open{GAP}{ACCOUNT}(?:{GAP}{CURRENCY}(?:,[ \t]*{CURRENCY})*)?{END}"),
    "close": re.compile(rf"{ON}close{GAP}{ACCOUNT}{END}"),
    "balance": re.compile(
        rf"{ON}balance{GAP}{ACCOUNT}{GAP}{NUMBER}{GAP}~{GAP}0(?:\.0+)?{GAP}{CURRENCY}{END}"
    ),
    "note": re.compile(rf"{ON}note{GAP}{ACCOUNT}{GAP}{STRING}{LABELS}{END}"),
    "document": re.compile(rf'{ON}document{GAP}{ACCOUNT}{GAP}"{DOCUMENT}"{LABELS}{END}'),
    "custom": re.compile(rf'{ON}custom{GAP}"{KIND}"(?:{GAP}{VALUE})+{END}'),
    "transaction": re.compile(rf"{ON}[*!](?:{GAP}{STRING}){{1,2}}{LABELS}{END}"),
}
KINDS = {"*": "transaction", "!": "transaction"}
WORD = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){GAP}([a-z]+|[*!])")
POSTING = re.compile(rf"{GAP}{ACCOUNT}{GAP}{AMOUNT}{END}")
METADATA = re.compile(rf"{GAP}({KEY}):{GAP}{VALUE}{END}")
REMARK = re.compile(r"[ \t]*;.*")
STRINGS = re.compile(STRING)
ACCOUNTS = re.compile(ACCOUNT)
# Tabs, line feeds, and a carriage return before one are how lines are laid out.
HARMFUL = re.compile(rf"(?!\t|\n|\r\n){UNSEEN.pattern}")


def check_text(text: str, *, file: str, allow: frozenset[str]) -> None:
    """Read `text` through and raise `GateRefused` at its first line that does not belong.

    `file` is named in the message. `allow` holds the kinds of directive for this file, of `DIRECTIVES`.
    """
    if harmful := HARMFUL.search(text):
        row = text.count("\n", 0, harmful.start()) + 1
        _refuse(refusals.UNSEEN_SIGN, file, row, code=f"{ord(harmful[0]):04X}")
    reader = _Reader(file, allow)
    for row, line in enumerate(text.split("\n"), start=1):
        reader.read(row, line.removesuffix("\r"))


def check_file(path: Path, *, root: Path, allow: frozenset[str]) -> str:
    """Read a ledger file below `root` through the gate and return its text.

    The caller goes on with that text: reading the file a second time could give another. Messages name the
    file by its path from `root`. Raises `GateRefused` as `check_text` does, and for what is not a regular
    file below `root`, is larger than 64 MiB, cannot be read, or is not UTF-8.
    """
    name = os.path.relpath(path, root)
    text = decoded(_read(path, root, name), file=name)
    check_text(text, file=name, allow=allow)
    return text


def decoded(data: bytes, *, file: str) -> str:
    """Decode a ledger file's bytes, strictly as UTF-8. Raises `GateRefused` at the first fault."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        _refuse(refusals.NOT_UTF8, file, data.count(b"\n", 0, error.start) + 1)


def _read(path: Path, root: Path, name: str) -> bytes:
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise GateRefused(refusals.OUTSIDE, file=name)
    try:
        return read_regular(path, most=MOST_BYTES)
    except UnfitFile as error:
        raise GateRefused(error.message, file=name) from None
    except OSError as error:
        raise GateRefused(refusals.CANNOT_OPEN.format(why=reason(error)), file=name) from None


class _Reader:
    """Where the reading stands: the directive that an indented line would belong to, and the keys it has."""

    def __init__(self, file: str, allow: frozenset[str]) -> None:
        self.file = file
        self.allow = allow
        self.kind = ""
        self.keys: set[str] = set()

    def read(self, row: int, line: str) -> None:
        if len(line) > LONGEST_LINE:
            _refuse(refusals.LINE_TOO_LONG, self.file, row)
        if not line or line[0] == ";" or not line.strip(" \t"):
            self.kind = ""
        elif line[0] in " \t":
            self._indented(row, line)
        else:
            self._head(row, line)

    def _head(self, row: int, line: str) -> None:
        word = WORD.match(line)
        kind = KINDS.get(word[2], word[2]) if word else ""
        if word is None or kind not in HEADS or not HEADS[kind].fullmatch(line):
            _refuse(refusals.why(line), self.file, row)
        if kind not in self.allow:
            _refuse(refusals.NOT_HERE, self.file, row, kind=kind)
        if not _is_day(word[1]):
            _refuse(refusals.NO_SUCH_DAY, self.file, row, day=word[1])
        self._accounts(row, line)
        self.kind = kind
        self.keys = set()

    def _indented(self, row: int, line: str) -> None:
        if not self.kind:
            _refuse(refusals.ALONE, self.file, row)
        if metadata := METADATA.fullmatch(line):
            self._key(row, metadata[1])
        elif self.kind == "transaction" and POSTING.fullmatch(line):
            self.keys = set()
        elif not REMARK.fullmatch(line):
            _refuse(refusals.why(line), self.file, row)
        self._accounts(row, line)

    def _key(self, row: int, key: str) -> None:
        if key in RESERVED_KEYS:
            _refuse(refusals.RESERVED, self.file, row, key=key)
        # Of two values Beancount takes the last, or the first, depending on the directive.
        if key in self.keys:
            _refuse(refusals.TWICE, self.file, row, key=key)
        self.keys.add(key)

    def _accounts(self, row: int, line: str) -> None:
        if line.isascii():
            return
        for name in ACCOUNTS.findall(STRINGS.sub("", line).partition(";")[0]):
            if not is_account(name):
                _refuse(refusals.ODD_ACCOUNT, self.file, row, name=name)


@lru_cache(maxsize=8192)
def _is_day(written: str) -> bool:
    try:
        datetime.date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _refuse(refusal: Refusal, file: str, row: int, **words: str) -> NoReturn:
    message = refusal.message.format(**words) if words else refusal.message
    raise GateRefused(message, file=file, row=row, fix=refusal.fix)
