"""What reconciling an award's account reads: rows of the bank, shares, and the legs of vouchers with the rows behind each."""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..awards.chart import load_chart
from ..awards.register import ChartChange, Grant, only_grant
from ..base.amount import NIL
from ..base.record import CURRENCY, records
from ..vouchers.charges import vouchers_of
from ..vouchers.heard import heard_in, with_heard
from ..vouchers.voucher import CHART, CLOSE, Line, Voucher
from .bank import Share, StoredRow
from .reconciliation import Explained, explained_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..closings.unlogged import Shelf


class Leg(NamedTuple):
    """A line of a voucher on the award's account, and the rows that it has: row id → amount."""

    voucher: Voucher
    line: Line
    rows: dict[str, Decimal]

    @property
    def id(self) -> str:
        """The voucher's id and the line's letter."""
        return self.voucher.id + self.line.letter

    @property
    def left(self) -> Decimal:
        """What of it no row stands behind."""
        return self.line.amount - sum(self.rows.values(), NIL)


class Account(NamedTuple):
    """What one award's reconciliation reads, all days of it."""

    grant: Grant
    rows: dict[str, StoredRow]
    shares: list[Share]
    legs: list[Leg]
    reversed_by: dict[str, Voucher]
    reasons: dict[str, Explained]


def account_of(shelf: Shelf, award: str) -> Account:
    """Read an award's account: rows, shares, legs with their rows."""
    register = shelf.entries(f"awards/{award}/register.beancount")
    grant = only_grant(records(Grant, register), award)
    entries = shelf.entries(f"banks/{grant.bank}.beancount")
    rows = {row.id: row for row in records(StoredRow, entries)}
    # A share of a row that somebody removed ties nothing; `check` names it.
    shares = [share for share in records(Share, entries) if share.row in rows]
    answers = shelf.entries(f"awards/{award}/answers.beancount")
    heard = heard_in(answers)
    charts = {grant.chart, *(change.id for change in records(ChartChange, register))}
    accounts = {load_chart(chart).role("bank", award) for chart in charts}
    vouchers = [with_heard(v, heard) for v in _vouchers(shelf, award)]
    legs = list(_legs(vouchers, accounts, [share for share in shares if share.award == award]))
    reds = {v.reverses: v for v in vouchers if v.reverses and v.posted}
    return Account(grant, rows, shares, legs, reds, explained_in(answers))


def _vouchers(shelf: Shelf, award: str) -> list[Voucher]:
    paths = [*shelf.files(f"awards/{award}/vouchers"), f"awards/{award}/drafts.beancount"]
    return [v for path in paths for v in vouchers_of(shelf.entries(path), award)]


def _legs(vouchers: Iterable[Voucher], accounts: set[str], shares: Iterable[Share]) -> Iterator[Leg]:
    """The legs on the account with the rows behind each: its own row, a share that names it, or one of its amount."""
    given: dict[str, list[Share]] = defaultdict(list)
    for share in shares:
        given[share.voucher].append(share)
    for voucher in vouchers:
        if voucher.tags & {CHART, CLOSE}:
            continue
        lines = [x for x in voucher.lines if x.account in accounts and x.currency == CURRENCY]
        rows: dict[str, dict[str, Decimal]] = {line.letter: {} for line in lines}
        for share in given.get(voucher.id, ()):
            home = _home(lines, rows, share)
            if home:
                rows[home.letter][share.row] = share.amount
        yield from (Leg(voucher, line, rows[line.letter]) for line in lines)


def _home(lines: Sequence[Line], taken: Mapping[str, Mapping[str, Decimal]], share: Share) -> Line | None:
    if share.line:
        return next((x for x in lines if x.letter == share.line), None)
    named = [x for x in lines if (x.bank_row, x.amount) == (share.row, share.amount)]
    plain = [x for x in lines if x.bank_row is None and x.amount == share.amount]
    return next((x for x in (*named, *plain) if not taken[x.letter]), None)


def first_day(found: Account) -> datetime.date | None:
    """The first day that is reconciled: of the first row, or the opening of an award taken over."""
    first = min((row.date for row in found.rows.values()), default=None)
    opening = found.grant.opening
    return max(first, opening) if first and opening else first


def is_opening(leg: Leg, found: Account, start: datetime.date | None) -> bool:
    """Whether a leg is of the time before the first row: the balance that the award began with."""
    day = leg.voucher.paid or leg.voucher.date
    opened = found.grant.opening is not None and day <= found.grant.opening and not leg.voucher.import_id
    return not leg.rows and (start is None or day < start or opened)
