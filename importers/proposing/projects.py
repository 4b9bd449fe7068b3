"""Whose line it is: the award's own lines among those of a unit's other projects.

A unit's export holds all its projects. Lines are marked by code (预算项目编码, 单位核算自建项目编码) or
name; the award's are those with its project code or its id, and those with a name that such a line has. A
line without a mark (often the bank's) goes with its voucher; where a voucher holds several projects it is
divided, and the bank line is what the award's lines leave open. In a file without any mark everything is
the award's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..cells.compare import folded
from ..formats.journal import imbalance
from ..tables.rows import ZERO, BookVoucher

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from earmark.ledger.awards.award import Award

    from ..tables.rows import BookLine

MONEY = ("1001", "1002", "1011", "8001")


class Projects:
    """What one file calls the award."""

    def __init__(self, lines: Iterable[BookLine], award: Award) -> None:
        """``lines`` are all lines of the file."""
        lines = list(lines)
        self.codes = {folded(code) for code in (*award.project_codes, award.id)}
        mine = [line for line in lines if self._coded(line)]
        self.names = self.codes | {folded(line.project_name) for line in mine if line.project_name}
        self.marked = any(line.project_code or line.project_name for line in lines)
        """Whether the file says of any line whose it is."""

    def _coded(self, line: BookLine) -> bool:
        return any(self._is_ours(folded(said)) for said in (line.project_code, line.project_name) if said)

    def _is_ours(self, said: str) -> bool:
        """Whether a text is the award's code, alone or before a name: ``A01 学会能力提升``."""
        return any(
            said == code or (said.startswith(code) and _ends(said[len(code) :])) for code in self.codes
        )

    def belongs(self, line: BookLine) -> bool | None:
        """Whether a line is the award's; None when it does not say. 非限定 money is no award's."""
        if not self.marked:
            return line.restricted is not False
        if line.project_code:
            return folded(line.project_code) in self.codes
        return folded(line.project_name) in self.names if line.project_name else None

    def own(self, voucher: BookVoucher) -> BookVoucher | None:
        """The award's part of a voucher, balanced; None when no line of it is the award's."""
        said = [self.belongs(line) for line in voucher.lines]
        if True not in said:
            return None
        if False not in said:
            return voucher
        mine = [line for line, own in zip(voucher.lines, said, strict=True) if own]
        shared = [line for line, own in zip(voucher.lines, said, strict=True) if own is None]
        return replace(voucher, lines=tuple(mine + _rest(mine, shared)))


def _ends(rest: str) -> bool:
    """Whether a code ends where this begins: A01 is no part of A012."""
    return not (rest[:1].isascii() and rest[:1].isalnum())


def _rest(mine: Sequence[BookLine], shared: Sequence[BookLine]) -> list[BookLine]:
    """What balances the award's lines in each set: its part of the one shared money line, else a line to classify."""
    rest = []
    for currency, off in sorted(imbalance(tuple(mine)).items()):
        money = [x for x in shared if x.currency == currency and x.account_code[:4] in MONEY]
        if len(money) == 1 and money[0].amount * off < 0 and abs(money[0].amount) >= abs(off):
            rest.append(_with_amount(money[0], -off))
        else:
            role = ("budget_" if currency == "CNY.B" else "") + "pending_out"
            line = replace(mine[0], currency=currency, account_code="", account_name="", role=role)
            rest.append(_with_amount(line, -off))
    return rest


def _with_amount(line: BookLine, amount: Decimal) -> BookLine:
    return replace(line, debit=max(amount, ZERO), credit=max(-amount, ZERO))
