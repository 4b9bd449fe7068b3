"""Period-end transfers (结转): told by their lines, not by what the voucher calls itself.

They empty income and cost accounts into net assets and spend nothing; counted, they would make a year's
spending 0.00. A voucher type 转 or the word 结转 is no proof: a 转账凭证 may book a cost, and a cost must
not hide behind a word. So every line must be income, cost or net assets (in the budget set: not 8001
资金结存), cost must be credited on the whole, and one side must be a net-assets account that periods are
closed to. So is a transfer among those accounts alone, and one of income inside its own account (限定 to
非限定).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .rows import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from .rows import BookLine

INCOME, COST, NET = "46", "57", "38"
CLOSED_TO = frozenset(
    {"3101", "3102", "3001", "3301", "3302", "8101", "8102", "8201", "8202", "8301", "8401", "8501", "8701"}
)
MONEY = "8001"


def is_closing(lines: Sequence[BookLine]) -> bool:
    """Whether the lines of a voucher do nothing but close a period."""
    codes = [line.account_code for line in lines]
    if not all(code[:1] in set(INCOME + COST + NET) and not code.startswith(MONEY) for code in codes):
        return False
    if all(code[:4] in CLOSED_TO for code in codes) or _inside_one_income(codes):
        return True
    result = any(code[:1] in INCOME + COST for code in codes)
    closed_to = any(code[:4] in CLOSED_TO for code in codes)
    return result and closed_to and _total(lines, COST) <= 0 <= _total(lines, INCOME)


def _total(lines: Sequence[BookLine], classes: str) -> Decimal:
    return sum((line.amount for line in lines if line.account_code[:1] in classes), ZERO)


def _inside_one_income(codes: Sequence[str]) -> bool:
    return len({code[:4] for code in codes}) == 1 and codes[0][:1] in INCOME
