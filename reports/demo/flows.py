"""How each flow is booked: its legs in the financial set, and what moves on the bank account.

    fee   Dr cost 3,000.00   Cr bank 2,560.00   Cr tax withheld 440.00

The legs of a case balance. A refund is booked red (红字): a negative debit of the cost that it takes back.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .cases import Case

ZERO = Decimal("0.00")


class Codes(NamedTuple):
    """The codes that a set of books has for what every flow touches."""

    bank: str
    tax: str
    lent: str
    """Owed to own funds that paid first (内部垫款)."""


class Leg(NamedTuple):
    """One line of a voucher: code, debit and credit in CNY, one of them zero."""

    code: str
    debit: Decimal
    credit: Decimal

    @property
    def amount(self) -> Decimal:
        """Debit less credit."""
        return self.debit - self.credit


def debit(code: str, amount: Decimal) -> Leg:
    """A leg on the debit side; negative when it is red."""
    return Leg(code, amount, ZERO)


def credit(code: str, amount: Decimal) -> Leg:
    """A leg on the credit side."""
    return Leg(code, ZERO, amount)


def side(code: str, amount: Decimal) -> Leg:
    """A leg on the side that the sign of the amount asks for."""
    return debit(code, amount) if amount > 0 else credit(code, -amount)


def legs(case: Case, codes: Codes, settled: Case | None) -> list[Leg]:
    """The legs of a case; ``settled`` is the advance or prepayment that a ``settle`` clears."""
    use = debit(case.account, case.amount)
    if case.flow == "in":
        return [debit(codes.bank, case.amount), credit(case.account, case.amount)]
    if case.flow == "own":
        return [use, credit(codes.lent, case.amount)]
    if settled is not None and case.flow == "settle":
        rest = side(codes.bank, settled.amount - case.amount)
        return [use, credit(settled.account, settled.amount), rest]
    paid = side(codes.bank, case.tax - case.amount)
    return [use, paid, credit(codes.tax, case.tax)] if case.tax else [use, paid]
