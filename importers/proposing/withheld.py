"""Tax that was withheld from fees and is owed: which payment to the tax office belongs to which fees.

Net fee and withheld tax leave the account as two rows, weeks apart, and are one charge. A row of exactly the tax
that is still owed, in all or of one month, goes to the account on which it was withheld. In a government unit's books the
budget set is charged with it then, on the lines of the fees (:mod:`.links` says which).
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.awards.chart import load_chart
from earmark.ledger.base.record import BUDGET
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.completing import Part
from earmark.ledger.vouchers.voucher import Line, Voucher

from ..tables.rows import ZERO

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from earmark.ledger.awards.award import Award

MOST = 3
REASON = Text("{ids} 代扣的个税", "the tax withheld in {ids}")


class Withheld(NamedTuple):
    """What one voucher withheld (CNY), and the budget line of its fee."""

    voucher: str
    month: str
    amount: Decimal
    fee: Line | None


class Owed:
    """The tax that an award owes, looked up by the amount of a payment."""

    def __init__(self, vouchers: Iterable[Voucher], award: Award) -> None:
        self.award = award
        charts = {award.grant.chart, *(change.id for change in award.charts)}
        left = _open(vouchers, {load_chart(chart).role("tax", award.id) for chart in charts})
        months: dict[str, list[Withheld]] = defaultdict(list)
        for one in left:
            months[one.month].append(one)
        self.by_amount: dict[Decimal, list[Withheld]] = {}
        """All that is owed, that of a month, that of one fee; the largest group where two have one amount."""
        for group in filter(None, (left, *months.values(), *([one] for one in left))):
            self.by_amount.setdefault(sum((one.amount for one in group), ZERO), group)

    def paid_by(self, day: datetime.date, moved: Decimal) -> tuple[tuple[Part, ...], Text] | None:
        """The parts of a payment of exactly tax that is owed, and why; None when it is something else."""
        fees = self.by_amount.get(-moved)
        if not fees:
            return None
        ids = [one.voucher.rsplit("-", 1)[-1] for one in fees]
        reason = REASON.format(ids="、".join(ids[:MOST]) + ("…" if len(ids) > MOST else ""))
        return tuple(_parts(fees, load_chart(self.award.chart_on(day)).role("tax", self.award.id))), reason


def _open(vouchers: Iterable[Voucher], accounts: set[str]) -> list[Withheld]:
    """What was withheld and not paid since: payments take the oldest first."""
    found: list[Withheld] = []
    paid = ZERO
    for voucher in sorted(vouchers, key=lambda one: (one.date, one.id)):
        tax = sum((line.amount for line in voucher.lines if line.account in accounts), ZERO)
        if tax < 0:
            fees = [x for x in voucher.lines if x.currency == BUDGET and x.account.startswith("Expenses:")]
            found.append(Withheld(voucher.id, voucher.period, -tax, fees[0] if len(fees) == 1 else None))
        paid += max(tax, ZERO)
    return _unpaid(found, paid)


def _unpaid(found: Sequence[Withheld], paid: Decimal) -> list[Withheld]:
    left: list[Withheld] = []
    for one in found:
        used = min(paid, one.amount)
        paid -= used
        if one.amount > used:
            left.append(one._replace(amount=one.amount - used))
    return left


def _parts(fees: Sequence[Withheld], account: str) -> list[Part]:
    """One part for each budget line and plan line that the fees stand on."""
    sums: dict[tuple[str | None, str | None], Decimal] = defaultdict(lambda: ZERO)
    for one in fees:
        sums[(one.fee.account, one.fee.plan) if one.fee else (None, None)] += one.amount
    several = len(sums) > 1
    return [
        Part(account, budget, plan, None, amount if several else None)
        for (budget, plan), amount in sums.items()
    ]
