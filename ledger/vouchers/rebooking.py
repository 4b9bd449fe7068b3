"""Reversing a voucher that books bank rows: a red letter, and a draft that books the same rows anew (重新入账).

What the bank moved stays moved, so the parts of each row must still add up to it: the red letter has a share of the row with the
opposite sign, the new draft one with the row's own. The new draft waits for a person, as a fresh bank row does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..banks.bank import Share, StoredRow
from ..banks.undoing import waiting_lines
from ..base.record import to_custom
from ..books.desk import free_ids
from ..books.load import register_of
from ..persons.sides import require_keeper
from .drafts import drafts_at, numbered, write
from .posting import red_of, reversible
from .voucher import Line, Voucher

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from ..awards.award import Award
    from ..books.desk import Desk


def reverse_and_rebook(at: Desk, award: str, voucher: str, day: datetime.date, reason: str) -> list[Voucher]:
    """The red letter of a posted voucher and, if it books bank rows, the draft that books them anew.

    Raises as :func:`.posting.reverse`.
    """
    require_keeper(at, award)
    old = reversible(at, award, voucher, day)
    homes = {row.id: path for path in at.bank_files() for row in at.records(StoredRow, path)}
    legs = {line.letter: line for line in old.lines if line.bank_row in homes}
    proposals = [_red(old, day, reason, legs)]
    if legs:
        proposals.append(_anew(register_of(at.books, award), old, day, legs))
    made = numbered(at, award, proposals)
    write(at, award, [*drafts_at(at, award), *made])
    for one in made:
        _share(at, award, one, homes)
    return made


def _red(old: Voucher, day: datetime.date, reason: str, legs: Mapping[str, Line]) -> Voucher:
    red = red_of(old, day, reason)
    lines = tuple(replace(x, bank_row=legs[x.letter].bank_row) if x.letter in legs else x for x in red.lines)
    return replace(red, lines=lines, paid=_moved(old) if legs else None)


def _anew(award: Award, old: Voucher, day: datetime.date, legs: Mapping[str, Line]) -> Voucher:
    kept = [replace(leg, letter="", reduces=None, settles=None) for leg in legs.values()]
    return Voucher(
        id="",
        date=day,
        payee=old.payee,
        narration=old.narration,
        lines=waiting_lines(award, day, kept),
        cls=old.cls,
        paid=_moved(old),
        payee_account=old.payee_account,
        invoice=old.invoice,
        invoice_total=old.invoice_total,
        note=f"重新入账，替代 {old.number}，待归类",
    )


def _moved(old: Voucher) -> datetime.date:
    """The day on which the bank moved the money."""
    return old.paid or old.date


def _share(at: Desk, award: str, voucher: Voucher, homes: Mapping[str, str]) -> None:
    """Write the shares of a new draft's rows to the banks' books."""
    for line in voucher.lines:
        row = line.bank_row
        if row is None:
            continue
        path = homes[row]
        stored = next(r for r in at.records(StoredRow, path) if r.id == row)
        taken = (share.id for share in at.records(Share, path))
        share = Share(
            date=stored.date,
            id=next(free_ids(f"{row}#", taken, digits=1)),
            row=row,
            award=award,
            amount=line.amount,
            voucher=voucher.id,
            recorded=at.recorded,
            by=at.by,
        )
        at.append(path, [to_custom(share)])
