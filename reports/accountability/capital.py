"""Amounts in capital characters (大写), as Chinese papers write them beside the figures so that nobody adds a digit.

By 《支付结算办法》附件一: 零 where digits are skipped; 整 when the amount ends at yuan or jiao; nothing after fen.
Where the rule leaves 零 open (107000.53, 1680.32) it is not written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.amount import CENT

if TYPE_CHECKING:
    from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ((100_000_000, "亿"), (10_000, "万"), (1_000, "仟"), (100, "佰"), (10, "拾"))


def capital_amount(amount: Decimal) -> str:
    """``12000.00`` as 壹万贰仟元整; a negative amount begins with 负."""
    yuan, rest = divmod(int(abs(amount) / CENT), 100)
    if not yuan and not rest:
        return "零元整"
    whole = _whole(yuan) + "元" if yuan else ""
    return ("负" if amount < 0 else "") + whole + _part(rest, after_yuan=bool(yuan))


def _whole(number: int) -> str:
    """A whole number: so many of the greatest unit in it, then the rest, with 零 where a place is skipped."""
    for unit, word in UNITS:
        if number >= unit:
            high, low = divmod(number, unit)
            skipped = DIGITS[0] if 0 < low < unit // 10 else ""
            return _whole(high) + word + (skipped + _whole(low) if low else "")
    return DIGITS[number]


def _part(rest: int, *, after_yuan: bool) -> str:
    """Jiao and fen."""
    jiao, fen = divmod(rest, 10)
    if not rest:
        return "整"
    if not jiao:
        return DIGITS[0] * after_yuan + DIGITS[fen] + "分"
    return DIGITS[jiao] + "角" + (DIGITS[fen] + "分" if fen else "整")
