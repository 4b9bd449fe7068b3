"""What stands on a paper, as frozen values in both languages: a :class:`Sheet` of tables, or a :class:`Letter`.

A ``str`` is what the books say and stays as it is in either language; a :class:`Text` is ours. Amounts are ``Decimal``
in CNY, days ``datetime.date``: each skin writes them as its readers expect.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NONE = Text("没有。", "None.")
Words = Text | str
Cell = Text | str | Decimal | int | datetime.date | None


class Column(NamedTuple):
    """A column: its head, what it holds (``words``, ``code``, ``money``, ``day``, ``count``), its width in signs.

    A code (an id) is never broken.
    """

    name: Text
    kind: str = "words"
    width: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a head. ``sums`` is the last line, empty where nothing adds up; ``empty`` is said where no row is."""

    name: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[Cell, ...] = ()
    empty: Text = NONE
    note: Text | None = None


def total(rows: Iterable[Sequence[Cell]], at: int) -> Decimal:
    """What the amounts of a column add up to, in CNY."""
    return sum((cell for row in rows if isinstance(cell := row[at], Decimal)), NIL)


class Bar(NamedTuple):
    """One bar of the picture, in CNY: ordered = returned + otherwise settled + outstanding; ``overdue`` is of what is outstanding."""

    label: str
    ordered: Decimal
    returned: Decimal
    otherwise: Decimal
    outstanding: Decimal
    overdue: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A paper of tables. ``about``: lines under the title; ``day`` is the day that it speaks of."""

    title: Text
    day: datetime.date
    about: tuple[Words, ...]
    tables: tuple[Table, ...]
    bars: tuple[Bar, ...] = ()
    signed: tuple[Text, ...] = ()
    """The places for names and dates at its end."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``heading`` stands in 黑体, ``flush`` without the indent of two signs (the addressee)."""

    text: Words
    heading: bool = False
    flush: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """A form: a label and what stands beside it, line by line."""

    rows: tuple[tuple[Text, Words], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """An empty place for what a person writes, with the lines to sign below it."""

    label: Text
    signed: tuple[Text, ...]


Part = Paragraph | Facts | Box | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A paper to sign. ``number`` is left out of what is only proposed."""

    title: Text
    number: Words = ""
    day: datetime.date
    """The day that the paper is dated, or that it speaks of."""
    parts: tuple[Part, ...]
    sender: str = ""
    """The office that signs on the right; empty where boxes are signed."""
    dated: Text | None = None
    foot: tuple[Text, ...] = ()
    """What is filled in below the signature: service, receipt."""
