"""Why an account does not agree between two books: one cause each, the first that fits (see :mod:`.tying`)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.awards.chart import code_of
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.voucher import CLOSE

from ..tables.rows import ZERO
from .compared import key_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from earmark.ledger.vouchers.voucher import Voucher

    from ..booking.state import AwardState
    from .compared import Compared

RESULT = "4567"
NET = "38"
CAUSES = {
    "opening": Text("期初就不同：先核对上个月", "the opening differs: tie out the month before first"),
    "closing": Text(
        "那边已结转，这里没有（导入含结转的序时账）",
        "closed there and not here: import the journal with its 结转",
    ),
    "closing here": Text("这里已结转，那边没有", "closed here and not there"),
    "moved": Text(
        "与 {account} 的差额相反：科目不同", "the opposite of {account}: booked to another account"
    ),
    "unnumbered": Text("这里有、法定账还没有：{ids}", "here, without a number in the statutory books: {ids}"),
    "month": Text("这里记在别的月份：{ids}", "here in another month: {ids}"),
    "only here": Text("只有这里有：{ids}", "only here: {ids}"),
    "there": Text(
        "法定账有、这里没有：导入那个月的序时账",
        "in the statutory books and not here: import the month's journal",
    ),
    "here": Text(
        "这里多出：核对序时账里改动或删除的凭证", "more here: look for vouchers changed or deleted there"
    ),
}


class Causes:
    """Says why an account does not agree."""

    def __init__(
        self,
        state: AwardState,
        vouchers: Sequence[Voucher],
        first: datetime.date,
        last: datetime.date,
        compared: Sequence[Compared],
        *,
        whole_unit: bool,
    ) -> None:
        self.state = state
        self.inside = [one for one in vouchers if first <= one.date <= last]
        self.outside = [one for one in vouchers if not first <= one.date <= last]
        self.whole_unit = whole_unit
        self.off = {one.account: one.theirs.moved - one.ours.moved for one in compared}
        self.there = {one.account for one in compared}

    def of(self, one: Compared) -> Compared:
        """The account with the cause of its difference, if it has one that counts."""
        name, ids = self._cause(one)
        if not name:
            return one
        other = next(
            (a for a, off in self.off.items() if off == -self.off[one.account] and a != one.account), ""
        )
        cause = CAUSES[name].format(ids="、".join(ids), account=_shown(other))
        return replace(one, cause=cause, vouchers=tuple(ids))

    def _cause(self, one: Compared) -> tuple[str, list[str]]:
        off = one.theirs.moved - one.ours.moved
        if self.whole_unit:
            return self._more_here(one)
        if not off:
            return ("opening" if one.theirs.opening != one.ours.opening else "", [])
        twin = [
            a
            for a, other in self.off.items()
            if other == -off and a != one.account and _alike(a, one.account)
        ]
        if len(twin) == 1:
            return "moved", []
        if closing := self._closing(one, off):
            return closing, []
        return self._by_vouchers(one, off)

    def _more_here(self, one: Compared) -> tuple[str, list[str]]:
        """In a whole unit's balance: whether the award has more of an account than the unit."""
        missing = not one.rows and any(one.ours)
        more = abs(one.ours.moved) > abs(one.theirs.moved) and one.theirs.moved * one.ours.moved >= 0
        if not (missing or (more and len(one.rows) and code_of(one.account)[0] in "57")):
            return "", []
        return self._by_vouchers(one, one.theirs.moved - one.ours.moved)

    def _closing(self, one: Compared, off: Decimal) -> str:
        """Whether one of the two has emptied its income and cost accounts into net assets, and the other not."""
        first, budget = code_of(one.account)[0], _set(one.account)
        if first not in RESULT + NET or not self._net_of(RESULT, budget):
            return ""
        if self._net_of(RESULT, budget) != -self._net_of(NET, budget):
            return ""
        if first in RESULT and off not in {-one.ours.closing, one.theirs.closing}:
            return ""
        return "closing here" if any(CLOSE in voucher.tags for voucher in self.inside) else "closing"

    def _net_of(self, classes: str, budget: bool) -> Decimal:  # noqa: FBT001 (which of two sets)
        offs = (off for a, off in self.off.items() if code_of(a)[0] in classes and _set(a) == budget)
        return sum(offs, ZERO)

    def _by_vouchers(self, one: Compared, off: Decimal) -> tuple[str, list[str]]:
        """The vouchers that stand for the difference, where some do."""
        inside = self._amounts(one.account, self.inside)
        loose = {id_: x for id_, x in inside.items() if not self.state.number_of(id_)}
        if loose and sum(loose.values(), ZERO) == -off:
            return "unnumbered", list(loose)
        single = [id_ for id_, x in loose.items() if x == -off]
        if single:
            return "unnumbered", single[:1]
        late = [id_ for id_, x in self._amounts(one.account, self.outside).items() if x == off]
        if len(late) == 1:
            return "month", late
        alone = [id_ for id_, x in inside.items() if x == -off]
        if len(alone) == 1:
            return "only here", alone
        return ("there" if one.theirs.turnover > one.ours.turnover else "here"), []

    def _amounts(self, account: str, vouchers: Iterable[Voucher]) -> dict[str, Decimal]:
        """What each voucher moves on an account."""
        found: dict[str, Decimal] = {}
        for voucher in vouchers:
            for line in voucher.lines:
                if key_of(line.account, self.there) == account:
                    found[voucher.id] = found.get(voucher.id, ZERO) + line.amount
        return found


def _alike(one: str, other: str) -> bool:
    """Whether two accounts are of one kind, so that the one may be meant for the other."""
    return code_of(one)[0] == code_of(other)[0]


def _set(account: str) -> bool:
    """Whether an account is of the budget set."""
    return code_of(account)[0] in "678"


def _shown(account: str) -> str:
    return "-".join(account.split(":")[2:])
