"""Which charge a line speaks of: the advance that it settles, the cost that it takes back, the fee it completes.

Imported drafts are linked anew after every import, over all vouchers in order of date, so that the order of
files does not matter; what is posted stays as it is. A link is made only where one charge fits; where
several do, a person says. In a government unit's budget set the tax follows the net fee a month later, for
many fees at once: its line is divided, and each part completes its fee.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.awards.chart import load_chart
from earmark.ledger.base.record import BUDGET
from earmark.ledger.vouchers.charges import kind_in
from earmark.ledger.vouchers.voucher import CHART, CLOSE, Line, Voucher, lettered

from ..cells.compare import folded
from ..tables.rows import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from earmark.ledger.awards.award import Award

ADVANCED = frozenset({"advance", "prepayment"})
SPENT = frozenset({"cost", "asset"})


@dataclass(slots=True)
class Open:
    """A charge that a later line may speak of, and what is left of it (CNY)."""

    charge: str
    account: str
    plan: str | None
    month: str
    left: Decimal


_ByPayee = defaultdict[tuple[str, str], list[Open]]
"""Account and payee → what is open there."""


def linked(vouchers: Iterable[Voucher], award: Award) -> list[Voucher]:
    """All vouchers of an award by date, the imported drafts with the links that follow from the rest."""
    linker = _Linker(award)
    ordered = sorted(vouchers, key=lambda voucher: (voucher.date, voucher.gl or "", voucher.id))
    return [linker.take(voucher) for voucher in ordered]


def unlinked(voucher: Voucher) -> Voucher:
    """A draft as it was before it was linked; parts of one budget line are put together again."""
    lines: list[Line] = []
    for line in voucher.lines:
        plain = replace(line, settles=None, reduces=None, completes=None)
        if lines and line.completes and _same(lines[-1], plain):
            lines[-1] = replace(lines[-1], amount=lines[-1].amount + plain.amount)
        else:
            lines.append(plain)
    return replace(voucher, lines=tuple(lines))


def _same(one: Line, other: Line) -> bool:
    return (one.account, one.currency, one.plan, one.sources) == (
        other.account,
        other.currency,
        other.plan,
        other.sources,
    )


def _payees(voucher: Voucher) -> frozenset[str]:
    return frozenset(map(folded, voucher.payee.split("；"))) - {""}


def _only(fitting: Sequence[Open], amount: Decimal) -> Open | None:
    """The one charge of exactly that amount, or the one that is large enough; None when more fit."""
    exact = [one for one in fitting if one.left == amount] or [one for one in fitting if one.left > amount]
    return exact[0] if len(exact) == 1 else None


class _Linker:
    """Goes through the vouchers in order of date, keeping what is open."""

    def __init__(self, award: Award) -> None:
        self.award = award
        self.charges: dict[str, Open] = {}
        self.advances: _ByPayee = defaultdict(list)
        self.costs: _ByPayee = defaultdict(list)
        self.taxes: list[Open] = []

    def take(self, voucher: Voucher) -> Voucher:
        """One voucher, linked when it is an imported draft; what it opens is kept for later ones."""
        if voucher.tags & {CLOSE, CHART}:
            return voucher
        if not voucher.posted and voucher.import_id and not voucher.reverses and not voucher.order:
            voucher = lettered(self._link(unlinked(voucher)))
        self._open(voucher)
        return voucher

    def _kind(self, voucher: Voucher, line: Line) -> str:
        return kind_in(voucher, line, load_chart(self.award.chart_on(voucher.date)), self.award.id)

    def _link(self, voucher: Voucher) -> Voucher:
        settled = [found for line in voucher.lines if (found := self._settled(voucher, line))]
        lines = [new for line in voucher.lines for new in self._with_links(voucher, line, settled)]
        return replace(voucher, lines=tuple(lines))

    def _with_links(self, voucher: Voucher, line: Line, settled: list[Open]) -> list[Line]:
        if self._kind(voucher, line) not in SPENT:
            return [line]
        if line.amount < 0:
            reduced = _only(self._fitting(self.costs, voucher, line.account), -line.amount)
            return [replace(line, reduces=reduced.charge)] if reduced else [line]
        if len(settled) == 1:
            return [replace(line, settles=settled[0].charge)]
        return self._completing(voucher, line) or [line]

    def _fitting(self, items: _ByPayee, voucher: Voucher, account: str) -> list[Open]:
        found = {one.charge: one for payee in _payees(voucher) for one in items[account, payee]}
        return [one for one in found.values() if one.left > 0]

    def _settled(self, voucher: Voucher, line: Line) -> Open | None:
        """The advance or prepayment that a credit to its account settles."""
        if line.amount >= 0 or self._kind(voucher, line) not in ADVANCED:
            return None
        return _only(self._fitting(self.advances, voucher, line.account), -line.amount)

    # ---------------------------------------------------------------- tax withheld

    def _tax(self, voucher: Voucher) -> Decimal:
        """What a voucher withholds (below zero) or pays (above zero) of tax."""
        account = load_chart(self.award.chart_on(voucher.date)).role("tax", self.award.id)
        return sum((line.amount for line in voucher.lines if line.account == account), ZERO)

    def _completing(self, voucher: Voucher, line: Line) -> list[Line]:
        """A budget line that pays withheld tax, divided among the fees that it completes."""
        if line.currency != BUDGET or self._tax(voucher) != line.amount:
            return []
        fees = self._fees(line)
        parts = [replace(line, amount=fee.left, completes=fee.charge, letter="") for fee in fees]
        for fee in fees:
            self.taxes.remove(fee)
        return [replace(part, letter=line.letter) if part is parts[0] else part for part in parts]

    def _fees(self, line: Line) -> list[Open]:
        """The fees of one month whose tax adds up to the line, or the one fee that does."""
        fitting = [
            one
            for one in self.taxes
            if one.account == line.account and (not line.plan or one.plan == line.plan)
        ]
        single = _only([one for one in fitting if one.left == line.amount], line.amount)
        months: dict[str, list[Open]] = defaultdict(list)
        for one in fitting:
            months[one.month].append(one)
        whole = [fees for fees in months.values() if sum(fee.left for fee in fees) == line.amount]
        return whole[0] if len(whole) == 1 else [single] if single else []

    # ---------------------------------------------------------------- what a voucher opens and uses up

    def _open(self, voucher: Voucher) -> None:
        settled = [found for line in voucher.lines if (found := self._settled(voucher, line))]
        for line in voucher.lines:
            kind = self._kind(voucher, line)
            if line.reduces in self.charges:
                self.charges[line.reduces].left += line.amount
            if line.amount > 0 and kind in ADVANCED | SPENT:
                self._keep(self._opened(voucher, line, line.amount), voucher, kind)
            if line.amount < 0 and kind in ADVANCED and len(settled) == 1:
                settled[0].left += line.amount
        self._withhold(voucher)

    def _keep(self, one: Open, voucher: Voucher, kind: str) -> None:
        self.charges[one.charge] = one
        for payee in _payees(voucher):
            (self.advances if kind in ADVANCED else self.costs)[one.account, payee].append(one)

    def _withhold(self, voucher: Voucher) -> None:
        tax = -self._tax(voucher)
        charged = [
            line
            for line in voucher.lines
            if line.currency == BUDGET and line.amount > 0 and self._kind(voucher, line) in SPENT
        ]
        if tax > 0 and len(charged) == 1:
            self.taxes.append(self._opened(voucher, charged[0], tax))

    def _opened(self, voucher: Voucher, line: Line, left: Decimal) -> Open:
        charge = voucher.id + line.letter
        return Open(charge, line.account, line.plan, voucher.period, left)
