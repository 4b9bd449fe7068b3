"""A paper as text for the terminal."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text, width

from ..tables import table
from .value import Box, Facts, Letter, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.base.text import Lang

    from .value import Cell, Part, Sheet, Table

LINE, WIDEST = 78, 140
"""Columns of a letter; of a table, which is told row by row when it is wider."""


def as_text(paper: Sheet | Letter, lang: Lang) -> str:
    """The paper, line by line."""
    lines = _letter(paper, lang) if isinstance(paper, Letter) else _sheet(paper, lang)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def shown(cell: Cell, lang: Lang) -> str:
    """A cell in words."""
    match cell:
        case Text():
            return cell.show(lang)
        case Decimal():
            return money(cell)
        case datetime.date():
            return cell.isoformat()
        case None:
            return ""
        case _:
            return str(cell)


def _sheet(sheet: Sheet, lang: Lang) -> Iterator[str]:
    yield _centred(sheet.title.show(lang))
    yield from (_centred(shown(line, lang)) for line in sheet.about)
    for one in sheet.tables:
        yield ""
        yield one.name.show(lang)
        yield from _table(one, lang)
    yield ""
    yield "    ".join(place.show(lang) for place in sheet.signed)


def _table(one: Table, lang: Lang) -> Iterator[str]:
    if not one.rows:
        yield one.empty.show(lang)
        return
    head = [column.name.show(lang) for column in one.columns]
    rows = [[_typed(cell, lang) for cell in row] for row in (*one.rows, *filter(None, (one.sums,)))]
    lines = table(head, rows).split("\n")
    yield from lines if max(map(width, lines)) <= WIDEST else _cards(head, rows)
    if one.note:
        yield one.note.show(lang)


def _cards(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Each row as lines of name and value; empty ones are left out."""
    widest = max(map(width, head))
    for n, row in enumerate(rows):
        yield from [""] * bool(n)
        for name, cell in zip(head, row, strict=True):
            said = money(cell) if isinstance(cell, Decimal) else str(cell)
            if said:
                yield f"  {name}{' ' * (widest - width(name))}  {said}"


def _typed(cell: Cell, lang: Lang) -> object:
    """Numbers stay numbers, so that they stand to the right."""
    return cell if isinstance(cell, Decimal | int) else shown(cell, lang).replace("\n", "；")


def _letter(letter: Letter, lang: Lang) -> Iterator[str]:
    yield _centred(letter.title.show(lang))
    if letter.number:
        yield _centred(shown(letter.number, lang))
    for part in letter.parts:
        yield ""
        yield from _part(part, lang)
    yield ""
    yield from (_right(line) for line in (letter.sender, shown(letter.dated, lang)) if line)
    yield from (line.show(lang) for line in letter.foot)


def _part(part: Part, lang: Lang) -> Iterator[str]:
    match part:
        case Paragraph():
            indent = "" if part.flush or lang == "en" else "　　"
            yield indent + shown(part.text, lang)
        case Facts():
            for name, said in part.rows:
                value = shown(said, lang).replace("\n", "\n    ")
                yield Text("{name}：{value}", "{name}: {value}").format(name=name, value=value).show(lang)
        case Box():
            yield f"【{part.label.show(lang)}】" if lang == "zh" else f"[{part.label.show(lang)}]"
            yield from (place.show(lang) for place in part.signed)
        case _:
            yield part.name.show(lang)
            yield from _table(part, lang)


def _centred(text: str) -> str:
    return " " * max((LINE - width(text)) // 2, 0) + text


def _right(text: str) -> str:
    return " " * max(LINE - width(text), 0) + text
