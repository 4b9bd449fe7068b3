"""Rows of the bank and bookings as a bookkeeper writes them down: day, amount, name, words, reference."""

from __future__ import annotations

import datetime
from decimal import Decimal

from earmark.importers.matching.matching import Item, match

MAY = datetime.date(2025, 5, 1)


def items(side: str, *lines: str) -> list[Item]:
    """``"18 | -400 | 专家E27 | 审稿费 | "``: day of May (32 is 1 June), amount, name, words, reference."""
    found = []
    for number, line in enumerate(lines, start=1):
        day, amount, party, words, reference = (*map(str.strip, line.split("|")), "", "", "")[:5]
        date = MAY + datetime.timedelta(int(day) - 1)
        found.append(Item(f"{side}{number}", date, Decimal(amount), party, words, reference))
    return found


def found(bank: list[Item], book: list[Item]) -> dict[tuple[tuple[str, ...], tuple[str, ...]], bool]:
    """Bank ids, book ids → certain."""
    return {(one.bank, one.book): one.certain for one in match(bank, book)}
