"""An ordinary account or a quota that several awards share: what is the others', and the days on which own funds were below zero.

    statement = unspent shares of all awards + the recipient's own

Below zero on any day, earmarked money was used for something else (挤占挪用), whatever the vouchers say.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from ..base.amount import NIL
from .account_legs import Account, account_of, first_day, is_opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..closings.unlogged import Shelf
    from .bankdays import DayEnd


def others_and_low_days(
    shelf: Shelf, found: Account, ends: Sequence[DayEnd], bank: Decimal, through: datetime.date
) -> tuple[Decimal, list[tuple[datetime.date, Decimal]]]:
    """The unspent shares of the other awards on the day, and each day on which own funds were below zero."""
    names = {share.award for share in found.shares} - {found.grant.id}
    accounts = [account_of(shelf, name) for name in sorted(names)]
    before = sum((_began(one) for one in accounts), NIL)
    of_others = [share for share in found.shares if share.award in names and share.date <= through]
    others = before + sum((share.amount for share in of_others), NIL)
    moves: dict[datetime.date, Decimal] = defaultdict(lambda: NIL)
    for share in found.shares:
        if share.date <= through:
            moves[share.date] += share.amount
    earmarked, low = others + bank - sum(moves.values(), NIL), []
    days = {end.day: end.balance for end in ends}
    for day in sorted({*moves, *days}):
        earmarked += moves[day]
        if day in days and days[day] < earmarked:
            low.append((day, days[day] - earmarked))
    return others, low


def _began(found: Account) -> Decimal:
    """What an award's books had on the account before its first row."""
    start = first_day(found)
    return sum((leg.left for leg in found.legs if leg.voucher.posted and is_opening(leg, found, start)), NIL)
