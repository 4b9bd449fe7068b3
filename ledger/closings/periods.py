"""Periods (会计期间): which months are closed, and what a closing, a reopening and a later statutory number say.

    2025-04-08 custom "earmark-closing" "2025-03"
      period: "2025-03"
      vouchers: "8"
      debits: "CNY=512000.00"
      findings: "3"
      findings-sha256: "9d…"
      held-sha256: "3c…"

Months are closed in their order and reopened from the last one backwards, so one day divides closed from open. A period
that was closed anew has the id 2025-03.2, and its own seal beside the first one.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from beancount.core.data import Custom

from ..base.errors import EarmarkError
from ..base.record import PREFIX, Record, from_custom
from ..base.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..books.log import LogLine
    from ..vouchers.voucher import Voucher


class ClosedPeriod(EarmarkError):
    """A date in a period that is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(Record):
    """结账: what the month held when it was closed. ``debits``: per set, exactly, as ``CNY=512000.00``."""

    kind: ClassVar[str] = "closing"

    period: str
    vouchers: str
    debits: tuple[str, ...] = ()
    findings: str
    findings_sha256: str
    """Of seals/<id>.findings.json, which lists what the audit found up to then."""
    held_sha256: str | None = None
    """Of seals/<id>.held.json, which lists what no log holds (see :mod:`.held`); None in closings of an older Earmark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening(Record):
    """反结账: the closing of this id holds no more; by whom approved (``A-0001``), and why."""

    kind: ClassVar[str] = "reopening"

    approval: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryNumber(Record):
    """A posted voucher's number in the statutory books, known later; or why there is none. The id is the voucher's."""

    kind: ClassVar[str] = "gl"

    number: str | None = None
    reason: str | None = None


def closings_in_force(entries: Iterable[Any]) -> list[Closing]:
    """The closings of answers.beancount that no reopening took back, in order of periods."""
    found: list[Closing] = []
    for entry in entries:
        if isinstance(entry, Custom) and entry.type == PREFIX + Closing.kind:
            found.append(from_custom(Closing, entry))
        elif isinstance(entry, Custom) and entry.type == PREFIX + Reopening.kind:
            reopened = from_custom(Reopening, entry).id
            found = [closing for closing in found if closing.id != reopened]
    return found


def closed_through(entries: Iterable[Any]) -> str:
    """The last closed month (2025-03); empty when none is."""
    return max((closing.period for closing in closings_in_force(entries)), default="")


def require_open(entries: Iterable[Any], days: Iterable[tuple[str, datetime.date]]) -> None:
    """Refuse days of closed months, given with the vouchers that they belong to. Raises :class:`ClosedPeriod`."""
    through = closed_through(entries)
    late = [id_ for id_, day in days if f"{day:%Y-%m}" <= through]
    if late:
        message = Text(
            "{period} 及以前已结账，不能再记入：{ids}", "{period} and all before it is closed to {ids}"
        )
        fix = Text(
            "用 --date 记入未结账的月份（付款日另存），或反结账",
            "give a day of an open month with --date (the day of payment is kept), or reopen",
        )
        raise ClosedPeriod(message.format(period=through, ids=", ".join(late)), fix=fix)


def backdated(lines: Iterable[LogLine], vouchers: Iterable[Voucher]) -> Iterator[tuple[LogLine, str]]:
    """The log's lines on vouchers that were posted into a period closed before, and that period."""
    periods = {voucher.id: voucher.period for voucher in vouchers}
    closed: list[str] = []
    for line in lines:
        if line.kind == Closing.kind:
            closed.append(line.id)
        elif line.kind == Reopening.kind:
            closed = [id_ for id_ in closed if id_ != line.id]
        elif line.kind == "voucher" and closed and line.id in periods:
            through = max(id_.partition(".")[0] for id_ in closed)
            if periods[line.id] <= through:
                yield line, through
