"""Hostile strings through every field that is written: no directive more, none less, each text as it was but for `clean`."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

from beancount.core.data import Document, new_metadata

from earmark.importers.booking import imported
from earmark.importers.receive import receive
from earmark.ledger.awards import programme, register
from earmark.ledger.banks import bank, imports
from earmark.ledger.base.clean import clean
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.record import Record, from_custom, to_custom
from earmark.ledger.books.books import Books, parsed
from earmark.ledger.closings import periods
from earmark.ledger.files.emit import CannotEmit, emit
from earmark.ledger.files.filename import file_name
from earmark.ledger.findings import acts
from earmark.ledger.persons import people
from earmark.ledger.recovery.claims import (
    Order,
    Settlement,
    order_entry,
    orders,
    settlement_entry,
    settlements,
)
from earmark.ledger.vouchers import remembered
from earmark.ledger.vouchers.charge import Source
from earmark.ledger.vouchers.drafts import drafts
from earmark.ledger.vouchers.voucher import Line, Voucher, from_entry, to_entry

from .doing import AWARD, DAY, STATEMENT, TODAY
from .kit import SEED, Result, lay_out, scratch
from .story import sound, standing_clock, steps

MODULES = (acts, bank, imports, imported, people, periods, programme, register, remembered)
PIECES = (
    '"', "\\", '\\"', '"\n', "\n", "\r\n", "\r", "\t", "\x00", "\x0b", "\x0c", "\x1b[2J", "\x85", "\u2028", "\u202e",
    "\ufeff", "\ud800", ";", "#x", "^y", "{", "}", "{0}", "%s", "${x}", "@", "@@", "~", "|", "*", "!", "'", "`",
    "include", 'include "/etc/passwd"', 'plugin "os"', 'option "title" "x"', "pushtag #x", "pushmeta a: 1", "1/0",
    "\n2025-01-01 open Assets:A\n", '\n2025-01-01 * "x"\n  Assets:A 1 CNY\n  Assets:B -1 CNY\n',
    '"\n  plan: "P9"\n  x: "', "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "../../etc/passwd", "/dev/zero",
    "NULL", "TRUE", "NaN", "1e9999", "１２３", "①", "𠮷", "会议费", "学会", " ", "\u3000", "\u00a0", "é", "e\u0301", "\U0010ffff",
    "a" * 300,
)  # fmt: skip
FIXED = {
    "id": "V-1",
    "cls": "记",
    "letter": "a",
    "import_id": "I-1",
    "order": "O-1",
    "number": "2025-03-记-0001",
    "reduces": "V-2b",
}
"""What is also a link or a key: never free text."""
AT_HOME = 100
"""One string in so many goes through a whole import on disk too."""


def attack(cases: range) -> list[Result]:
    """These strings of all, each through all fields."""
    fields, whole = (
        Result("hostile strings, every written field"),
        Result("hostile strings, imported from a file"),
    )
    with standing_clock():
        for number in cases:
            text = string(number)
            one(text, fields)
            if number % AT_HOME == 0:
                imported_whole(text, whole)
    return [fields, whole]


def string(number: int) -> str:
    """The hostile string of this number, always the same one."""
    dice = random.Random(f"{SEED} {number}")  # noqa: S311 - repeatable on purpose
    pieces = dice.choices(PIECES, k=dice.randint(0, 5))
    pieces += [
        chr(dice.choice((dice.randrange(0x300), dice.randrange(0x11_0000))))
        for _ in range(dice.randint(0, 4))
    ]
    dice.shuffle(pieces)
    return "".join(pieces)


def one(text: str, result: Result) -> None:
    """One string through every field of everything that is written."""
    try:
        vouchers(text)
        records(text)
        claims(text)
        documents(text)
        labels(text)
        result.add("read back equal")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a promise broken
        result.fail(f"{text!r}: {type(error).__name__} {error}")


def back(entries: list[Any]) -> list[Any]:
    """Directives written and read as the books are."""
    homes = {"Transaction": "drafts.beancount", "Custom": "acts.beancount", "Document": "imports/x.beancount"}
    home = homes[type(entries[0]).__name__]
    read = parsed(Path("books") / home, emit(entries).encode())
    assert len(read) == len(entries), "directives more or less"
    return read


def filled(cls: type[Any], text: str) -> Any:  # noqa: ANN401 - an instance of cls
    """A value whose every free text is `text`."""
    hints = get_type_hints(cls)
    return cls(**{f.name: _value(f.name, hints[f.name], text) for f in dataclasses.fields(cls)})


def _value(name: str, hint: Any, text: str) -> Any:  # noqa: ANN401
    kinds = {hint, *get_args(hint)}
    if str in kinds and "tuple" not in str(hint) and "frozenset" not in str(hint):
        return FIXED.get(name, text)
    plain = {Decimal: Decimal("1.00"), datetime.date: DAY, bool: True}
    for kind, value in plain.items():
        if kind in kinds:
            return value
    if "Source" in str(hint):
        return (Source(text.replace(":", "："), 7),)
    if "Line" in str(hint):
        line = filled(Line, text)
        return (dataclasses.replace(line, account="Assets:A:1002银行存款", currency="CNY"),)
    if "frozenset" in str(hint):
        return frozenset()
    return (("D-1", Decimal("1.00")),) if "Decimal" in str(hint) else ("a", "b")


def cleaned(value: Any) -> Any:  # noqa: ANN401
    """The value as it must be read back."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Source):
        return Source(clean(value.file), value.row)
    if isinstance(value, tuple):
        return tuple(cleaned(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value, **{f.name: cleaned(getattr(value, f.name)) for f in dataclasses.fields(value)}
        )
    return value


def same(written: Any, read: Any) -> None:  # noqa: ANN401
    """What is read is what was written, cleaned; nothing and an empty text are one."""
    wanted = cleaned(written)
    for field in dataclasses.fields(wanted):
        one_, other = getattr(wanted, field.name), getattr(read, field.name)
        if field.name == "lines":
            same(one_[0], other[0])
        else:
            assert (one_ or None) == (other or None), f"{type(written).__name__}.{field.name}: {other!r}"


def vouchers(text: str) -> None:
    """A draft and a posted voucher."""
    posted = filled(Voucher, text)
    draft = dataclasses.replace(posted, number=None)
    read = [from_entry(entry) for entry in back([to_entry(posted), to_entry(draft)])]
    same(posted, read[0])
    same(draft, read[1])


def kinds(cls: type[Record] = Record) -> Iterator[type[Record]]:
    """Every kind of record."""
    for kind in cls.__subclasses__():
        if hasattr(kind, "kind"):
            yield kind
        yield from kinds(kind)


def records(text: str) -> None:
    """Every kind of record."""
    written = [filled(kind, text) for kind in kinds()]
    written = [dataclasses.replace(record, id=text) for record in written]
    for record, entry in zip(written, back([to_custom(r) for r in written]), strict=True):
        same(record, from_custom(type(record), entry))


def claims(text: str) -> None:
    """An order and a settlement."""
    order = dataclasses.replace(filled(Order, text), award=AWARD, route="restore", basis=text or "x")
    step = dataclasses.replace(
        filled(Settlement, text), award=AWARD, way="returned", route="restore", id="R-1"
    )
    read = back([order_entry(order), settlement_entry(step)])
    same(order, orders(read)[0])
    same(step, settlements(read)[0])


def documents(text: str) -> None:
    """The name under which an imported file is kept."""
    try:
        name = file_name(Path(text))
    except EarmarkError:
        return
    entry = Document(
        new_metadata("", 0), DAY, "Assets:A:1002", f"../documents/I-1-{name}", frozenset(), frozenset()
    )
    (read,) = back([entry])
    assert Path(read.filename).name == f"I-1-{name}"
    assert Path("x", name).parent == Path("x") or name == ""


def labels(text: str) -> None:
    """Tags and links are written whole, or the voucher is refused."""
    voucher = dataclasses.replace(filled(Voucher, "x"), tags=frozenset({text}), order="x" + text)
    try:
        (read,) = back([to_entry(voucher)])
    except CannotEmit:
        return
    assert read.tags == {text}
    assert "x" + text in read.links


def imported_whole(text: str, result: Result) -> None:
    """As payee, purpose and file name of a statement's row: one draft more, or the file is refused with a reason."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    rows = list(csv.reader(io.StringIO(STATEMENT)))
    rows[3][9], rows[3][10] = text, text
    writer.writerows(rows)
    try:
        with scratch() as folder:
            name = "".join(sign for sign in text if sign not in "/\x00")[:40].encode(errors="ignore").decode()
            path = folder / f"x{name}.csv"
            path.write_bytes(out.getvalue().encode(errors="replace"))
            root = lay_out(folder / "books", steps()["award new"].after)
            try:
                receive(Books.open(root), [path], "chen", today=TODAY)
            except EarmarkError:
                result.add("refused")
                return
            assert len(drafts(Books.open(root), AWARD)) == 3
            assert sound(root) == []
            result.add("one draft a row, checks clean")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a promise broken
        result.fail(f"{text!r}: {type(error).__name__} {error}")
