"""The single bookings inside a voucher of somebody's books.

A bookkeeper writes one voucher for five experts: cost and bank, cost and bank … Each pair is a charge of
its own, with its own payee and its own bank row, so each becomes a voucher here; all keep the one number
that finds them in the statutory books. A voucher is parted where its lines add up to zero and money has
moved; both sets are parted alike or not at all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..formats.journal import imbalance
from ..tables.rows import ZERO, BookLine, BookVoucher

if TYPE_CHECKING:
    from collections.abc import Sequence

MONEY = frozenset({"1001", "1002", "1011", "4001", "6001", "8001"})
Lines = tuple[BookLine, ...]


def parts(voucher: BookVoucher) -> list[BookVoucher]:
    """The bookings of a voucher, each balanced in each set; the voucher itself when it cannot be parted."""
    if voucher.closing:
        return [voucher]
    found = _by_sums(voucher.lines) or _by_payee(voucher.lines)
    return [replace(voucher, lines=lines) for lines in found] if len(found) > 1 else [voucher]


def _by_sums(lines: Lines) -> list[Lines]:
    """Both sets cut where they add up to zero, piece by piece put together; nothing when they do not match."""
    financial = _cut([line for line in lines if line.currency == "CNY"])
    budget = _cut([line for line in lines if line.currency != "CNY"])
    if not budget:
        return financial
    if len(financial) != len(budget):
        return []
    pairs = list(zip(financial, budget, strict=True))
    return [one + other for one, other in pairs] if all(_one_payee(*pair) for pair in pairs) else []


def _cut(lines: Sequence[BookLine]) -> list[Lines]:
    pieces: list[Lines] = []
    piece: list[BookLine] = []
    for line in lines:
        piece.append(line)
        if sum((one.amount for one in piece), ZERO) == 0 and _moves_money(piece):
            pieces.append(tuple(piece))
            piece = []
    if piece and pieces:
        pieces[-1] += tuple(piece)
    return pieces or ([tuple(piece)] if piece else [])


def _moves_money(lines: Sequence[BookLine]) -> bool:
    return any(line.role == "bank" or line.account_code[:4] in MONEY for line in lines)


def _one_payee(one: Lines, other: Lines) -> bool:
    names, others = {line.payee for line in one} - {""}, {line.payee for line in other} - {""}
    return not names or not others or bool(names & others)


def _by_payee(lines: Lines) -> list[Lines]:
    """The lines of each payee; nothing when they do not balance by themselves."""
    groups: dict[str, list[BookLine]] = {}
    for line in lines:
        groups.setdefault(line.payee, []).append(line)
    found = [tuple(group) for group in groups.values()]
    return [] if any(imbalance(group) for group in found) else found
