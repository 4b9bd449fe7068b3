"""The picture of 收回进度: a bar an award, in parts: returned, otherwise settled, outstanding, overdue."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.base.text import Lang

    from .value import Bar

WIDTH = 400
PARTS = (
    ("returned", Text("已收回", "returned")),
    ("otherwise", Text("其他了结", "otherwise settled")),
    ("due", Text("未到期", "not due yet")),
    ("overdue", Text("逾期未收回", "overdue")),
)
LABEL = Text("责令收回 {ordered} · 未收回 {outstanding}", "ordered {ordered} · outstanding {outstanding}")


class Piece(NamedTuple):
    """One part of a bar: its class, where it begins and how wide it is, in units of 1/400 of the picture."""

    name: str
    x: str
    width: str


class Drawn(NamedTuple):
    """One bar with its words."""

    label: str
    words: str
    pieces: tuple[Piece, ...]


class Picture(NamedTuple):
    """All bars, and what their parts mean."""

    bars: tuple[Drawn, ...]
    legend: tuple[tuple[str, str], ...]


def picture(bars: Sequence[Bar], lang: Lang) -> Picture:
    """Bars on one scale: the greatest order is as wide as the picture."""
    most = max((bar.ordered for bar in bars), default=Decimal(1))
    drawn = tuple(_drawn(bar, most, lang) for bar in bars)
    seen = {piece.name for bar in drawn for piece in bar.pieces}
    return Picture(drawn, tuple((name, words.show(lang)) for name, words in PARTS if name in seen))


def _drawn(bar: Bar, most: Decimal, lang: Lang) -> Drawn:
    amounts = (bar.returned, bar.otherwise, bar.outstanding - bar.overdue, bar.overdue)
    pieces, at = [], Decimal(0)
    for (name, _), amount in zip(PARTS, amounts, strict=True):
        if amount > 0:
            pieces.append(Piece(name, f"{at * WIDTH / most:.1f}", f"{amount * WIDTH / most:.1f}"))
        at += amount
    words = LABEL.format(ordered=money(bar.ordered), outstanding=money(bar.outstanding)).show(lang)
    return Drawn(bar.label, words, tuple(pieces))
