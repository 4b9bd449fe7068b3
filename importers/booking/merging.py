"""Two sources of one charge in one voucher: a bank row attached to a booking, a draft filled from one.

Ids are given once: a draft that a bank row made keeps its id, and its lines their letters, when the
bookkeeping says what it was for, and so does a draft whose booking was changed. The bank's place stands
last among the sources of the leg, and the bank's own words stay on the leg: bookkeeper and bank may say
different things of one payment (维修, 装修), and rules judge both (``ledger/vouchers/heard.py``). Where the bank's date differs from the booking's it is kept as ``paid``;
rules on dates use it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from earmark.ledger.vouchers.charge import Source
from earmark.ledger.vouchers.voucher import PENDING, Line, Voucher, lettered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class BankSide:
    """What a bank row adds to a leg. ``id`` is the row's in the bank's book; ``tail`` four digits, where known.

    ``payee`` and ``words`` are what the row says; None where only day and amount were kept.
    """

    id: str
    date: datetime.date
    place: Source | None
    tail: str | None = None
    payee: str | None = None
    words: str | None = None


def bank_side(voucher: Voucher, line: Line) -> BankSide | None:
    """What the bank row at a leg had added to it; None when there is none."""
    if line.bank_row is None:
        return None
    place = line.sources[-1] if line.sources else None
    day, tail = voucher.paid or voucher.date, voucher.payee_account
    return BankSide(line.bank_row, day, place, tail, line.bank_payee, line.bank_words)


def attach(voucher: Voucher, letter: str, side: BankSide) -> Voucher:
    """The voucher with a bank row at one leg; the first row's date is the day that it was paid."""
    first = not any(line.bank_row for line in voucher.lines)
    lines = tuple(_with_row(line, side) if line.letter == letter else line for line in voucher.lines)
    return replace(_paid(voucher, [side]) if first else voucher, lines=lines)


def detach(voucher: Voucher, side: BankSide) -> Voucher:
    """The voucher without a bank row: as it was before :func:`attach`, but for the payee's account."""
    lines = tuple(_without_row(line, side) if line.bank_row == side.id else line for line in voucher.lines)
    others = any(line.bank_row for line in lines)
    return replace(voucher, lines=lines, paid=voucher.paid if others else None)


def fill(draft: Voucher, proposal: Voucher, sides: Mapping[int, BankSide]) -> Voucher:
    """A booking in the place of a draft, whose id and letters stay; ``sides``: place of a leg → its bank row."""
    lines = [_with_row(line, sides[n]) if n in sides else line for n, line in enumerate(proposal.lines)]
    heirs = _heirs(draft, lines)
    whole = replace(
        proposal,
        id=draft.id,
        lines=tuple(_inherit(line, heirs.get(n)) for n, line in enumerate(lines)),
        recorded=draft.recorded,
        by=draft.by,
    )
    return lettered(_paid(whole, list(sides.values())))


def with_sources(booking: Voucher, legs: Mapping[int, tuple[Voucher, Line]]) -> Voucher:
    """The booking, its legs with the rows of the legs that they meet; ``legs``: place → voucher and leg."""
    lines = [
        replace(line, sources=tuple(dict.fromkeys((*line.sources, *legs[n][1].sources))))
        if n in legs
        else line
        for n, line in enumerate(booking.lines)
    ]
    return replace(booking, lines=tuple(lines))


def _with_row(line: Line, side: BankSide) -> Line:
    sources = (*line.sources, *((side.place,) if side.place else ()))
    whole = replace(line, bank_row=side.id, bank_payee=side.payee, bank_words=side.words)
    return replace(whole, sources=tuple(dict.fromkeys(sources)))


def _without_row(line: Line, side: BankSide) -> Line:
    plain = replace(line, bank_row=None, bank_payee=None, bank_words=None)
    return replace(plain, sources=tuple(one for one in line.sources if one != side.place))


def _paid(voucher: Voucher, sides: Sequence[BankSide]) -> Voucher:
    if not sides:
        return voucher
    day = min(side.date for side in sides)
    tail = voucher.payee_account or next((side.tail for side in sides if side.tail), None)
    return replace(voucher, paid=day if day != voucher.date else None, payee_account=tail)


def _heirs(draft: Voucher, lines: Sequence[Line]) -> dict[int, Line]:
    """Place of a new line → the draft's line whose part it takes; lines that were to classify come last."""
    heirs: dict[int, Line] = {}
    for old in sorted(draft.lines, key=_pending):
        takers = [n for n, line in enumerate(lines) if n not in heirs and _takes(line, old)]
        if takers:
            closest = max(takers, key=lambda n: (lines[n].bank_row == old.bank_row, abs(lines[n].amount)))
            heirs[closest] = old
    return heirs


def _pending(line: Line) -> bool:
    return line.account.endswith(":" + PENDING)


def _takes(line: Line, old: Line) -> bool:
    """Whether a line can stand for one of the draft: the same account, or anything for what was to classify."""
    fits = line.account == old.account or (_pending(old) and line.amount * old.amount > 0)
    return line.currency == old.currency and fits


def _inherit(line: Line, old: Line | None) -> Line:
    """A line with the letter of the one before it, and with what a person had said of the same account."""
    if old is None:
        return replace(line, letter="")
    if old.account != line.account:
        return replace(line, letter=old.letter)
    kept = {name: getattr(line, name) or getattr(old, name) for name in ("plan", "party", "reduces")}
    return replace(line, letter=old.letter, **kept)
