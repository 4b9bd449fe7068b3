"""One row of a bank statement, strictly: every reason to refuse it is a sentence.

In a bank's file 借 is money out: the bank writes from its own side. Amounts stand in a column for money
out and one for money in, in one column beside a side (借/贷), or signed in one column. A negative amount in a
column is a reversal (红字) and goes the other way. Whether a positive amount whose row says that it is a reversal
(冲正标志) does so too, only the running balance can tell (:mod:`.reading`); without one the row is refused.

A row may name both parties (付款人, 收款人): the counterparty is the one that the money went to, or came from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NotAnAmount, parse_date
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..cells.compare import folded
from . import values
from .parties import sided
from .rows import ZERO, BankRow, Refused
from .status import failed

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from earmark.ledger.vouchers.charge import Source

    from ..cells.cells import Cell
    from .profile import Profile
    from .table_rows import Row


NO_DIGITS = re.compile(r"[^0-9]+")
OUT_SIDES = frozenset(map(folded, ("借", "借方", "支", "支出", "付", "往账", "D", "DR", "Debit")))
IN_SIDES = frozenset(map(folded, ("贷", "贷方", "收", "收入", "来账", "C", "CR", "Credit")))
REVERSED = frozenset(
    map(folded, ("C", "R", "Y", "1", "*", "是", "冲", "冲正", "冲账", "红冲", "抹账", "true"))
)


def bank_row(row: Row, profile: Profile, place: Source) -> BankRow:
    """The movement that a row holds.

    Raises:
        EarmarkError: no amount, two amounts, a side that does not go with the column, no date, digits lost.
    """
    amount = signed(row, profile)
    payee, account = _counterparty(row, amount)
    purpose = filter(None, (values.text(row["purpose"]), values.text(row["postscript"])))
    return BankRow(
        place=place,
        date=values.day(row["date"]),
        amount=amount,
        time=values.clock(row["time"]) or _clock_of_day(row["date"]),
        balance=values.amount(row["balance"]),
        serial=values.identifier(row["serial"]) or None,
        payee=payee,
        payee_account=account,
        summary=values.text(row["summary"]),
        purpose=" ".join(dict.fromkeys(purpose)),
    )


def _clock_of_day(cell: Cell) -> datetime.time | None:
    """The time of day behind a date; a number is a day alone."""
    return None if isinstance(cell, int | float) else values.clock(cell)


def _counterparty(row: Row, amount: Decimal) -> tuple[str, str]:
    """Name and account of the other side."""
    name, account = ("receiver", "receiver_account") if amount < 0 else ("payer", "payer_account")
    return (
        _named(row["payee"]) or _named(row[name]),
        values.identifier(row["payee_account"]) or values.identifier(row[account]),
    )


def _named(cell: Cell) -> str:
    """A name; a dash stands for none."""
    said = values.text(cell)
    return "" if said in values.NOTHING else said


def check_day(date: datetime.date, today: datetime.date) -> None:
    """Let a day pass that has come. Raises :class:`Refused`."""
    if date > today:
        message = Text("日期 {date} 在今天 {today} 之后", "the date {date} is after today, {today}")
        raise Refused(message.format(date=date, today=today))


def check_account(row: Row, account: str | None) -> None:
    """Let a row pass that is of the statement's account. Raises :class:`Refused`."""
    own = values.identifier(row["own_account"])
    if account and own and own != account and digits(own) != digits(account):
        message = Text(
            "一个文件里有两个本方账号 {account} 和 {own}", "two own accounts in one file, {account} and {own}"
        )
        fix = Text("请一个账户导出一个文件", "export each account to a file of its own")
        raise Refused(message.format(account=account, own=own), fix=fix)


def digits(account: str) -> str:
    """The digits of an account number: banks group them with spaces and dashes."""
    return NO_DIGITS.sub("", account)


def day_of(cell: Cell) -> datetime.date | None:
    """The day in a cell of text that is a whole date, or a date; None otherwise. No serial numbers."""
    try:
        return parse_date(values.moment(cell)) if isinstance(cell, str | int | float) else values.day(cell)
    except EarmarkError:
        return None


def signed(row: Row, profile: Profile) -> Decimal:
    """The amount that moved, + is into the account. Raises EarmarkError."""
    if "status" in row.columns and failed(row):
        return ZERO
    amount = _of_one_column(row, profile) if "amount" in row.columns else _of_two_columns(row, profile)
    if "reversal" not in row.columns or folded(values.text(row["reversal"])) not in REVERSED:
        return amount
    if profile.flips:
        return -amount
    if "balance" not in row.columns:
        raise Refused(Text("冲正的方向要有余额才看得出", "which way a reversal goes only a balance can tell"))
    return amount


def _of_one_column(row: Row, profile: Profile) -> Decimal:
    amount = values.amount(row["amount"])
    if amount is None:
        raise NotAnAmount(Text("没有金额", "there is no amount"))
    if profile.own_party:
        return sided(row, profile.own_party, amount)
    if "side" not in row.columns or not amount:
        return amount
    said = values.text(row["side"])
    if folded(said) in out_side(profile):
        return -amount
    if folded(said) in in_side(profile):
        return amount
    raise Refused(Text("不知“{side}”是收是支", "is “{side}” money in or out?").format(side=said))


def _of_two_columns(row: Row, profile: Profile) -> Decimal:
    out, into = values.amount(row["out"]) or ZERO, values.amount(row["in"]) or ZERO
    out = -out if profile.minus_out else out
    nothing = not out and not into and not any(map(values.text, (row["out"], row["in"])))
    if nothing or (out and into):
        raise Refused(
            Text("借方、贷方应有且只有一个金额", "exactly one of money out and money in is expected")
        )
    said = values.text(row["side"])
    own, other = (out_side, in_side) if out else (in_side, out_side)
    side = folded(said)
    if (
        side
        and (out or into)
        and side not in own(profile)
        and (not profile.general or side in other(profile))
    ):
        message = Text("“{side}”与金额所在的列不符", "“{side}” is not the side of the column")
        raise Refused(message.format(side=said))
    return into - out


def out_side(profile: Profile) -> frozenset[str]:
    """What stands for money out, folded."""
    return profile.out_side or OUT_SIDES


def in_side(profile: Profile) -> frozenset[str]:
    """What stands for money in, folded."""
    return profile.in_side or IN_SIDES
