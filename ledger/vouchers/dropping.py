"""Dropping a draft that a verb made: of an order, a return, a red letter, an opening balance, a part of a shared row.

What an import brought is taken back with the import (:mod:`..banks.undoing`). A red letter and the draft that books its bank row anew
go together: what is left of the row's shares must still be the row.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from ..banks.sharing import give_back, is_by_hand
from ..banks.undoing import PAPERS_ON, forget, papers_on, spoken_of
from ..base.errors import EarmarkError
from ..base.text import Text
from ..persons.sides import require_keeper
from .drafts import draft_at, drafts_at, write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..books.desk import Desk
    from .voucher import Voucher


class CannotDrop(EarmarkError):
    """A draft that stays."""


def drop(at: Desk, award: str, draft: str) -> list[Voucher]:
    """Drop a draft, and with a red letter the draft that books its bank row anew; what went.

    Raises :class:`.drafts.NoSuchDraft`, :class:`CannotDrop`, :class:`..persons.sides.NotYours`.
    """
    require_keeper(at, award)
    drafts, one = drafts_at(at, award), draft_at(at, award, draft)
    going = [v for v in drafts if v.id == one.id or (rows_of(v) & rows_of(one) and not v.import_id)]
    why = _why_not(at, award, one, going)
    if why:
        message = Text("草稿 {id} 不能撤：{why}", "draft {id} cannot be dropped: {why}")
        raise CannotDrop(message.format(id=one.id, why=why))
    ids = {v.id for v in going}
    write(at, award, [v for v in drafts if v.id not in ids])
    forget(at, set(), ids)
    give_back(at, {row for v in going for row in rows_of(v)})
    return going


def rows_of(voucher: Voucher) -> set[str]:
    """The bank rows that a voucher's legs cite."""
    return {line.bank_row for line in voucher.lines if line.bank_row}


def _why_not(at: Desk, award: str, one: Voucher, going: Iterable[Voucher]) -> Text | None:
    if one.import_id:
        return Text("由导入而来，用 earmark undo", "an import brought it: earmark undo")
    if any(not is_by_hand(at, row) for row in _explained(going)):
        return Text("它说明着银行流水", "it books a bank row")
    if spoken_of(at, award, going):
        return Text("已有认定引用它", "a decision speaks of it")
    if papers_on(at, award, going):
        return PAPERS_ON
    return None


def _explained(vouchers: Iterable[Voucher]) -> list[str]:
    """The bank rows that would be left with another sum booked than now."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for voucher in vouchers:
        for line in voucher.lines:
            if line.bank_row:
                sums[line.bank_row] += line.amount
    return [row for row, total in sums.items() if total]
