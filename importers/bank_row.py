"""One row of a bank statement, strictly: every reason to refuse it is a sentence.

In a bank's file 借 is money out: the bank writes from its own side. Amounts stand in a column for money
out and one for money in, or in one column beside a side (借/贷).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from earmark.ledger.amount import NotAnAmount
from earmark.ledger.text import Text

from . import values
from .rows import ZERO, BankRow, Refused

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from earmark.ledger.charge import Source

    from .profile import Profile
    from .table_rows import Row


NO_DIGITS = re.compile(r"[^0-9]+")


def bank_row(row: Row, profile: Profile, place: Source, names: tuple[str, ...]) -> BankRow:
    """The movement that a row holds; ``names`` are the columns' names as the file writes them.

    Raises:
        EarmarkError: no amount, two amounts, a side that does not go with the column, no date, digits lost.
    """
    purpose = filter(None, (values.text(row["purpose"]), values.text(row["postscript"])))
    return BankRow(
        place=place,
        date=values.day(row["date"]),
        amount=_signed(row, profile),
        time=values.clock(row["time"]) or values.clock(row["date"]),
        balance=values.amount(row["balance"]),
        serial=values.identifier(row["serial"]) or None,
        payee=values.text(row["payee"]),
        payee_account=values.identifier(row["payee_account"]),
        summary=values.text(row["summary"]),
        purpose=" ".join(dict.fromkeys(purpose)),
        names=names,
        cells=tuple(row.cells),
    )


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


def _signed(row: Row, profile: Profile) -> Decimal:
    side = values.text(row["side"])
    if "amount" in row.columns:
        return _by_side(values.amount(row["amount"]), side, profile)
    out, into = values.amount(row["out"]) or ZERO, values.amount(row["in"]) or ZERO
    if bool(out) == bool(into):
        raise Refused(
            Text("借方、贷方应有且只有一个金额", "exactly one of money out and money in is expected")
        )
    if side and side not in (profile.out_side if out else profile.in_side):
        message = Text("“{side}”与金额所在的列不符", "“{side}” is not the side of the column")
        raise Refused(message.format(side=side))
    return into - out


def _by_side(amount: Decimal | None, side: str, profile: Profile) -> Decimal:
    if not amount:
        raise NotAnAmount(Text("没有金额", "there is no amount"))
    if side in profile.out_side:
        return -amount
    if side in profile.in_side:
        return amount
    raise Refused(Text("不知“{side}”是收是支", "is “{side}” money in or out?").format(side=side))
