"""What became of one booking of an export."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from ..proposing.proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from earmark.ledger.vouchers.voucher import Line

DIFFERS = Text(
    "{gl} 与已记账的 {ids} 科目或金额不同：请核对", "{gl} and the posted {ids} are not the same: look at both"
)


@dataclass(frozen=True, slots=True)
class Booked:
    """What became of one booking."""

    proposal: Proposal
    fate: str
    vouchers: tuple[str, ...]
    note: Text | None = None


def totals(lines: Iterable[Line]) -> dict[tuple[str, str], Decimal]:
    """What moves on each account: one voucher says the same as several when these agree."""
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in lines:
        sums[line.account, line.currency] += line.amount
    return dict(sums)
