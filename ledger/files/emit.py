"""The one way by which directives become text in the books.

clean → print → through the gate → read back with Beancount's parser → exactly the same directives. So no payee,
file name or tag, wherever it came from, adds a directive, changes one or loses one: what cannot be written
faithfully is refused with `CannotEmit` before anything reaches the disk.
"""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from beancount.core import account, data
from beancount.core.amount import Amount
from beancount.parser.grammar import ValueType

from ..base.clean import clean, quoted
from ..base.text import Text
from . import gate
from .printing import CannotEmit, numeral, printed
from .syntax import RESERVED_KEYS

__all__ = ["CannotEmit", "clean", "emit"]

FOLDER = "/books/awards"
"""Where the text is said to stand while it is read back; Beancount makes document names absolute with it."""

AT_ONCE = 1000
"""Directives that are read back together: what the parser makes of them is twenty times their text."""

REFUSED = Text("{why}：{line}", "{why}: {line}")
NOT_THE_SAME = Text("读回的与写出的不同：{line}", "what is read back is not what was written: {line}")


def emit(entries: Iterable[data.Directive]) -> str:
    """Write directives as ledger text, in the order given; "" for none.

    Strings come out cleaned (see `clean`); numbers, tags, links, keys, accounts and document names come out as
    they are or not at all. A document's name is relative to the file that the text is for, as in
    `../documents/x.pdf`. Raises `CannotEmit`, `TooLong`.
    """
    left = iter(entries)
    texts: list[str] = []
    while some := [cleaned(entry) for entry in itertools.islice(left, AT_ONCE)]:
        lines = [printed(entry) for entry in some]
        _read_back(some, lines)
        texts += lines
    return _spaced(texts)


def cleaned(entry: Any) -> Any:  # noqa: ANN401 - one of Beancount's directives
    """The directive as it will be read back: what the log hashes."""
    entry = entry._replace(meta=_clean_values(entry.meta))
    if isinstance(entry, data.Transaction):
        payee = None if entry.payee is None else clean(entry.payee)
        postings = [posting._replace(meta=_clean_values(posting.meta)) for posting in entry.postings]
        return entry._replace(payee=payee, narration=clean(entry.narration or ""), postings=postings)
    if isinstance(entry, data.Note):
        return entry._replace(comment=clean(entry.comment))
    if isinstance(entry, data.Custom):
        return entry._replace(values=[ValueType(_clean(value), dtype) for value, dtype in entry.values or ()])
    return entry


def _clean_values(meta: Mapping[str, Any] | None) -> dict[str, Any]:
    return {key: _clean(value) for key, value in (meta or {}).items()}


def _clean(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _as_read(entry: Any) -> Any:  # noqa: ANN401 - one of Beancount's directives
    """The entry as Beancount's parser gives it where it knows only one form."""
    if isinstance(entry, data.Open):
        return entry._replace(currencies=entry.currencies or [])
    if isinstance(entry, data.Custom):
        return entry._replace(values=[_typed(value, dtype) for value, dtype in entry.values])
    if isinstance(entry, data.Document):
        entry = entry._replace(filename=posixpath.normpath(posixpath.join(FOLDER, entry.filename)))
    if isinstance(entry, data.Document | data.Note | data.Transaction):
        return entry._replace(tags=frozenset(entry.tags or ()), links=frozenset(entry.links or ()))
    return entry


def _typed(value: Any, dtype: Any) -> ValueType:  # noqa: ANN401 - as Beancount has it
    known: Any = account.TYPE
    return ValueType(value, known if dtype is known else type(value))


def _read_back(wanted: list[Any], texts: list[str]) -> None:
    from beancount.parser import parser

    text = "".join(texts)
    try:
        gate.check_text(text, file="", allow=gate.DIRECTIVES)
    except gate.GateRefused as refused:
        line = quoted(text.split("\n")[(refused.row or 1) - 1])
        raise CannotEmit(REFUSED.format(why=refused.message, line=line), fix=refused.fix) from None
    # The gate is passed first: the parser itself dies of some texts.
    entries, _, _ = parser.parse_string(text, report_filename=f"{FOLDER}/x")
    # The parser sorts by date; the caller's order is the order of the lines.
    read = sorted(entries, key=lambda entry: entry.meta["lineno"])
    for entry, other, lines in itertools.zip_longest(wanted, read, texts):
        if _form(_as_read(entry)) != _form(_as_read(other)):
            raise CannotEmit(NOT_THE_SAME.format(line=quoted(lines)))


def _form(value: Any) -> Any:  # noqa: ANN401 - a directive, or anything in it
    """What must be the same, typed: for Python `1.0` is `1.00`, and `True` is `1`."""
    if isinstance(value, Amount):
        return ("Amount", _form(value.number), value.currency)
    if isinstance(value, Decimal):
        return ("Decimal", numeral(value))
    if isinstance(value, Mapping):
        return [(key, _form(item)) for key, item in value.items() if _is_written(key)]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return (type(value).__name__, [_form(item) for item in value])
    return (type(value).__name__, value)


def _is_written(key: str) -> bool:
    return key not in RESERVED_KEYS and not key.startswith("__")


def _spaced(texts: list[str]) -> str:
    """Set entries of several lines apart; lines of one kind stand together."""
    spaced = texts[:1]
    for before, after in itertools.pairwise(texts):
        alone = before.count("\n") > 1 or after.count("\n") > 1 or before.split()[1] != after.split()[1]
        spaced.append(f"\n{after}" if alone else after)
    return "".join(spaced)
