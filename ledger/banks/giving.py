"""Giving rows of the bank to legs of vouchers, and taking them back: what ties (:mod:`.tying`) and their undoing are made of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..base.record import to_custom
from ..books.desk import free_ids
from ..vouchers.heard import Heard
from ..vouchers.voucher import Line, Voucher, lettered, source_of
from .bank import Share
from .sharing import refated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..books.desk import Desk
    from .tieable import Free


def attached(voucher: Voucher, letter: str, these: Sequence[Free]) -> Voucher:
    """A draft whose leg takes the rows; of several each has a line of its own."""
    lines: list[Line] = []
    for line in voucher.lines:
        if line.letter != letter:
            lines.append(line)
            continue
        for n, one in enumerate(these):
            amount = one.amount if len(these) > 1 else line.amount
            lines.append(_with_row(replace(line, letter=letter if n == 0 else "", amount=amount), one))
    first = not any(line.bank_row for line in voucher.lines)
    day = min(one.row.date for one in these)
    paid = (day if day != voucher.date else None) if first else voucher.paid
    return lettered(replace(voucher, lines=tuple(lines), paid=paid))


def _with_row(line: Line, one: Free) -> Line:
    said = one.waiting.line if one.waiting else None
    places = (source_of(one.row.source),) if one.row.source else ()
    sources = tuple(dict.fromkeys((*line.sources, *places)))
    payee, words = (said.bank_payee, said.bank_words) if said else (None, None)
    return replace(line, bank_row=one.row.id, sources=sources, bank_payee=payee, bank_words=words)


def heard_of(at: Desk, leg: str, told: Sequence[Free]) -> list[Heard]:
    """What the bank says of a leg; of several rows all of it for the leg, and each row's own for an undoing."""
    each = [hear(at, leg, one) for one in told]
    if len(each) < 2:  # noqa: PLR2004 (one row says all there is)
        return each
    payees = dict.fromkeys(one.payee for one in each if one.payee)
    words = dict.fromkeys(one.words for one in each if one.words)
    whole = replace(each[0], payee="；".join(payees) or None, words=" ".join(words) or None)
    return [whole, *(replace(one, id=heard_at(leg, one.row)) for one in each)]


def heard_at(leg: str, row: str) -> str:
    """The id of what one of several rows of a leg says."""
    return f"{leg}/{row}"


def hear(at: Desk, leg: str, one: Free) -> Heard:
    """The bank's words for a leg of a posted voucher; none, where no draft waited."""
    said = one.waiting.line if one.waiting else None
    return Heard(
        date=one.row.date, id=leg, row=one.row.id, payee=said.bank_payee if said else None,
        words=said.bank_words if said else None, recorded=at.recorded, by=at.by,
    )  # fmt: skip


def give(at: Desk, award: str, one: Free, voucher: str) -> None:
    """A row, or a part of it, to a voucher."""
    path = f"banks/{one.row.id.rpartition(':')[0]}.beancount"
    share = share_of(at, award, one, voucher, [share.id for share in at.records(Share, path)])
    refated(at, path, one.row, "new")
    at.append(path, [to_custom(share)])


def share_of(
    at: Desk, award: str, one: Free, voucher: str, taken: Sequence[str], line: str | None = None
) -> Share:
    """The share by which a voucher has a row or a part of it; ``taken``: ids of the row's other shares."""
    return Share(
        date=one.row.date, id=next(free_ids(f"{one.row.id}#", taken, digits=1)), row=one.row.id, award=award,
        amount=one.amount, voucher=voucher, line=line, recorded=at.recorded, by=at.by,
    )  # fmt: skip


def take_back(at: Desk, wanted: Callable[[Share], bool]) -> None:
    """Shares of rows go."""
    for path in at.bank_files():
        going = {share.id for share in at.records(Share, path) if wanted(share)}
        if going:
            kept = [
                e for e in at.entries(path) if not (e.type == "earmark-share" and e.values[0].value in going)
            ]
            at.replace(path, kept)
