"""The days of acts: none lies before what it rests on: charge ≤ decision ≤ order ≤ money back, order ≤ its due day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.text import Text
from ..vouchers.charge import voucher_of
from ..vouchers.drafts import drafts_at, posted_at

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from ..base.errors import EarmarkError
    from ..books.desk import Desk


def not_before(day: datetime.date, earlier: Mapping[str, datetime.date], error: type[EarmarkError]) -> None:
    """Refuse, as ``error``, a day before any of those that an act rests on (id → day)."""
    for id_, first in earlier.items():
        if day < first:
            message = Text("日期 {day} 早于 {id}（{first}）", "{day} is before {id} ({first})")
            raise error(message.format(day=day, id=id_, first=first))


def charged(at: Desk, award: str, subject: str) -> dict[str, datetime.date]:
    """The voucher of a charge with the day it was paid or booked, the earlier one; empty where no voucher is meant."""
    vouchers = posted_at(at, award) + drafts_at(at, award)
    return {v.id: min(v.date, v.paid or v.date) for v in vouchers if v.id == voucher_of(subject)}
