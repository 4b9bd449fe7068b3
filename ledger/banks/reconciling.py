"""The two sides of an award's account on a day: what is tied, what is left on either side and why, what the day's balances are.

    bank + legs that the bank has not yet = books + rows that the books have not yet

The bank's side is, of a dedicated account, the statement; of an ordinary account or a quota, the award's shares of its rows: the
statement is then the sum of all awards' shares and what is the recipient's own (parts + rest = row). A row of a draft is not in
the books; only what is posted is. Red letters of legs that the bank never saw cancel them. What is left of the equation is a
statement that begins elsewhere than the books, or does not go on (:mod:`.bankdays`).
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ..awards.award import Outstanding
from ..base.amount import NIL
from .account_legs import Account, Leg, account_of, first_day, is_opening
from .bankdays import DayEnd, day_ends
from .own_funds import others_and_low_days
from .two_sides import Item, Sides, Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..closings.unlogged import Shelf
    from ..vouchers.voucher import Voucher
    from .bank import StoredRow
    from .reconciliation import Explained


def sides(shelf: Shelf, award: str, through: datetime.date) -> Sides:
    """Both sides of an award's account through a day."""
    found = account_of(shelf, award)
    return sides_of(shelf, found, through)


def sides_of(shelf: Shelf, found: Account, through: datetime.date) -> Sides:
    """As :func:`sides`, of an account that was read already."""
    grant = found.grant
    rows = [row for row in found.rows.values() if row.date <= through]
    start = first_day(found)
    legs = [leg for leg in found.legs if leg.voucher.posted and leg.voucher.date <= through]
    before = [leg for leg in legs if is_opening(leg, found, start)]
    opening = sum((leg.left for leg in before), NIL)
    ends = day_ends(rows, [opening])
    kept = [end for end in ends if start and end.day >= start]
    dedicated = grant.mode == "dedicated"
    parts = [one for one in _parts(found, rows, dedicated=dedicated) if not start or one[0].date >= start]
    bank = opening + sum((part for _, part in parts), NIL)
    if dedicated and kept and kept[0].expected is None and kept[0].before == _before(parts, kept[0].day):
        # The bank begins with nothing: what the books have before it is in transit, not an opening balance.
        before, opening, bank = [], NIL, bank - opening
    balance = _balance_items(kept, opening + _before(parts, kept[0].day)) if dedicated and kept else []
    bank += sum((item.amount for item in balance), NIL)
    others, low = others_and_low_days(shelf, found, ends, bank, through) if not dedicated else (NIL, [])
    sunk = [Item(side="balance", id=f"own:{d}", date=d, amount=a, cause="own") for d, a in low]
    items = [*_bank_items(found, parts, through), *_book_items(found, legs, before, through)]
    reasoned = (_reasoned(item, found.reasons) for item in [*items, *balance, *sunk])
    return Sides(
        award=grant.id, bank=grant.bank, mode=grant.mode, through=through,
        statement=ends[-1].balance if ends else None, stated=max((row.date for row in rows), default=None),
        others=others, bank_balance=bank, books_balance=sum((leg.line.amount for leg in legs), NIL),
        ties=tuple(sorted(_ties(found, legs, through), key=lambda t: (t.row.date, t.row.id))), items=tuple(sorted(reasoned, key=lambda x: (x.date, x.id))),
        rows=tuple(sorted(parts, key=lambda one: (one[0].date, one[0].id))), legs=tuple(legs),
    )  # fmt: skip


def _before(parts: Iterable[tuple[StoredRow, Decimal]], day: datetime.date) -> Decimal:
    """What moved before the first day whose balance is known."""
    return sum((part for row, part in parts if row.date < day), NIL)


def _parts(found: Account, rows: Iterable[StoredRow], *, dedicated: bool) -> list[tuple[StoredRow, Decimal]]:
    """What of each row is the award's: of a dedicated account all of it."""
    if dedicated:
        return [(row, row.amount) for row in rows]
    given: dict[str, Decimal] = defaultdict(lambda: NIL)
    for share in found.shares:
        if share.award == found.grant.id:
            given[share.row] += share.amount
    return [(row, given[row.id]) for row in rows if given.get(row.id)]


def _ties(found: Account, legs: Iterable[Leg], through: datetime.date) -> Iterator[Tie]:
    for leg in legs:
        for row, amount in leg.rows.items():
            if row in found.rows and found.rows[row].date <= through:
                yield Tie(found.rows[row], leg, amount)


def _bank_items(
    found: Account, parts: Iterable[tuple[StoredRow, Decimal]], through: datetime.date
) -> Iterator[Item]:
    """Rows through the day that the books of that day have not, or have in part."""
    of_row: dict[str, list[Leg]] = defaultdict(list)
    for leg in found.legs:
        for id_ in leg.rows:
            of_row[id_].append(leg)
    for row, part in parts:
        booked = [leg for leg in of_row[row.id] if leg.voucher.posted and leg.voucher.date <= through]
        left = part - sum((leg.rows[row.id] for leg in booked), NIL)
        if left:
            yield _bank_item(row, left, [leg for leg in of_row[row.id] if leg not in booked])


def _bank_item(row: StoredRow, left: Decimal, later: Sequence[Leg]) -> Item:
    drafts = [leg for leg in later if not leg.voucher.posted]
    shown = (drafts or later)[-1] if later else None
    whole = sum((leg.rows[row.id] for leg in later), NIL) == left
    cause = "unbooked" if not later or not whole else "draft" if drafts else "booked_later"
    if shown is None:
        return Item(side="bank", id=row.id, date=row.date, amount=left, cause=cause)
    voucher, line = shown.voucher, shown.line
    return Item(
        side="bank", id=row.id, date=row.date, amount=left, cause=cause, voucher=voucher.id,
        party=line.bank_payee or voucher.payee, words=line.bank_words or voucher.narration,
        then=None if drafts else voucher.date,
    )  # fmt: skip


def _book_items(
    found: Account, legs: Sequence[Leg], before: Sequence[Leg], through: datetime.date
) -> Iterator[Item]:
    """Posted legs through the day that the bank of that day has not, or has in part."""
    known = {leg.voucher.id for leg in legs}
    opening = {leg.id for leg in before}
    for leg in legs:
        voucher = leg.voucher
        # A row that somebody took out of the bank's book leaves its share behind: check names it, and no row shows the leg.
        gone = sum((amount for row, amount in leg.rows.items() if row not in found.rows), NIL)
        there = {row: amount for row, amount in leg.rows.items() if row in found.rows}
        late = {row: amount for row, amount in there.items() if found.rows[row].date > through}
        left = NIL if leg.id in opening else leg.left + gone + sum(late.values(), NIL)
        red = found.reversed_by.get(voucher.id)
        if not left or (not leg.rows and _cancelled(voucher, red, known, legs)):
            continue
        then = max((found.rows[row].date for row in late), default=None)
        cause = "bank_later" if late and not leg.left + gone else "no_row"
        if red and red.id not in known and not leg.rows:
            cause, then = "reversed_later", red.date
        yield Item(
            side="books", id=leg.id, date=voucher.date, amount=left, cause=cause, party=voucher.payee,
            words=voucher.narration, voucher=voucher.id, then=then,
        )  # fmt: skip


def _cancelled(voucher: Voucher, red: Voucher | None, known: set[str], legs: Sequence[Leg]) -> bool:
    """Whether a leg without rows and its red letter, both through the day, are nothing to the bank."""
    if red is not None:
        return red.id in known
    old = [leg for leg in legs if leg.voucher.id == voucher.reverses]
    return bool(old) and not any(leg.rows for leg in old)


def _balance_items(ends: Sequence[DayEnd], carried: Decimal) -> list[Item]:
    """Where a dedicated account's statement begins elsewhere than the books, or does not go on."""
    found = []
    if ends[0].before != carried:
        day, off = ends[0].day, ends[0].before - carried
        found.append(Item(side="balance", id=f"opening:{day}", date=day, amount=off, cause="opening"))
    return found + [
        Item(side="balance", id=f"jump:{end.day}", date=end.day, amount=end.jump, cause="jump")
        for end in ends
        if end.jump
    ]


def _reasoned(item: Item, reasons: Mapping[str, Explained]) -> Item:
    reason = reasons.get(item.id)
    return replace(item, reason=reason) if reason and reason.amount == item.amount else item


def month_end(period: str) -> datetime.date:
    """The last day of 2025-03."""
    year, month = int(period[:4]), int(period[5:])
    return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)


def unexplained_in(shelf: Shelf, award: str, period: str) -> list[Item]:
    """What a month adds to the differences that nobody explained.

    A month without rows of the bank has nothing to reconcile; what is of months closed before is not asked again.
    """
    account = account_of(shelf, award)
    if not any(f"{row.date:%Y-%m}" == period for row in account.rows.values()):
        return []
    found = sides_of(shelf, account, month_end(period))
    return [item for item in found.unexplained if f"{item.date:%Y-%m}" == period]


def outstanding(shelf: Shelf, award: str, day: datetime.date) -> tuple[Outstanding, ...]:
    """The differences that a person explained and that still stand on a day."""
    return tuple(
        Outstanding(item.id, item.date, item.amount, item.cause, item.reason.reason, item.reason.by)
        for item in sides(shelf, award, day).items
        if item.reason
    )
