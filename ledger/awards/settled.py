"""What is left of advances, prepayments and cash drawn: how much of each nobody has settled or paid back.

A credit to the account goes, in this order: to what a line of its voucher settles or reduces, then to the oldest open
one of the same payee (of cash: to the oldest, whoever was paid from it). What comes back in cash settles, too.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ..base.amount import NIL
from .chart import code_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..vouchers.charge import Charge
    from ..vouchers.voucher import Line, Voucher

GIVEN = {"advance", "prepayment"}
CASH = "1001"


def with_left(charges: Sequence[Charge], vouchers: Iterable[Voucher]) -> list[Charge]:
    """The charges, advances and the like with what is left of them. Vouchers come by date."""
    given = {c.id: c for c in charges if c.amount > 0 and (c.kind in GIVEN or c.code == CASH)}
    if not given:
        return list(charges)
    book = _Open(given)
    for voucher in vouchers:
        book.take(voucher)
    return [replace(c, left=book.left[c.id]) if c.id in given else c for c in charges]


class _Open:
    """Goes through the vouchers in order of date, keeping what is open."""

    def __init__(self, given: dict[str, Charge]) -> None:
        self.given = given
        self.left: dict[str, Decimal] = {}
        self._queues: dict[tuple[str, str], deque[str]] = defaultdict(deque)
        self._accounts = {charge.account for charge in given.values()}

    def take(self, voucher: Voucher) -> None:
        """One voucher: what it gives is open from now on, what it credits settles."""
        for line in voucher.lines:
            id_ = voucher.id + line.letter
            if id_ in self.given:
                self.left[id_] = self.given[id_].amount
                self._queues[_key(line, voucher)].append(id_)
            elif line.amount < 0 and line.account in self._accounts:
                self._settle(voucher, line)

    def _settle(self, voucher: Voucher, line: Line) -> None:
        rest = -line.amount
        for id_ in self._fitting(voucher, line):
            part = min(rest, self.left[id_])
            self.left[id_] -= part
            rest -= part
            if rest == NIL:
                return

    def _fitting(self, voucher: Voucher, line: Line) -> Iterator[str]:
        """What a credit may settle: what its voucher cites, then the oldest of the same payee."""
        cited = (id_ for one in voucher.lines for id_ in (one.settles, one.reduces) if id_ in self.left)
        yield from (id_ for id_ in cited if id_ and self.given[id_].account == line.account)
        queue = self._queues[_key(line, voucher)]
        while queue:
            yield queue[0]
            if self.left[queue[0]] != NIL:
                return
            queue.popleft()


def _key(line: Line, voucher: Voucher) -> tuple[str, str]:
    return line.account, "" if code_of(line.account) == CASH else voucher.payee
