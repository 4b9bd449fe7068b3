"""What a table without a running balance leaves open: then names alone decide, and some of them do not.

- amounts in one column with neither side nor sign;
- 借 and 贷: money out and in to a bank, in and out to the unit's own books. A bank's list is known by what only a
  bank knows (the counterparty's account, a serial, the time of day) or by its name above the rows;
- minuses: 借方 -9,000.00 is a reversal. Where as many amounts that go out have one as have none, it may as
  well be the way in which this bank writes money out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..cells.compare import folded
from . import values
from .bank_row import out_side
from .table_rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from ..cells.cells import Cell
    from .header import Header

    Numbered = tuple[int, Sequence[Cell]]

OF_ACCOUNT = re.compile(
    r"科目(?:名称|编码|代码)?[:(][^\s]*|[^\s]*(?:明细账|分类账|总账|日记账|台账|登记簿|备查簿)[^\s]*"
    r"|[^\s]*项目[^\s]*(?:收支|支出|明细)[^\s]*|库存现金"
)
"""What stands above a book of one account: 科目：510101 会议费, 管理费用明细账."""
MONEY = re.compile("银行|存款|账户|账号|货币资金|额度|资金结存|支付宝|微信|财付通|bank|account")
LEDGER = re.compile("日记账|明细账|分类账|序时账|总账|存款账")
BANK = re.compile("银行(?!存款)|信用社|农商|信用联社|支付宝|财付通|微信支付|bank")
BANKS_OWN = frozenset({"payee_account", "receiver_account", "payer_account", "serial", "own_account", "time"})
SIDED = re.compile("[借贷]|debit|credit")
NEITHER = Text("看不出金额是收是支", "nothing tells whether amounts are money in or out")
WHOSE = Text(
    "没有余额，看不出借方是收是支（银行的账上借是支出，单位的账上借是收入）",
    "without a balance nothing tells whether debit is money in or out: out to a bank, in to the unit's own books",
)
OTHER_BOOK = Text(
    "“{said}”是账簿里一个科目的账，不是银行流水",
    "“{said}” is the book of an account that is no bank's",
)
MINUS = Text(
    "支出有负数，又没有余额，看不出是支出还是红字",
    "amounts going out have a minus, and without a balance nothing tells whether it is money out or a reversal",
)


def untold(header: Header, cells: Sequence[Numbered]) -> Text | None:
    """Why the columns do not tell which way money goes; None when they do."""
    if not cells or header.profile.own_party:
        return None
    going_out = list(_going_out(header, cells))
    if not {"out", "in", "side"} & set(header.columns) and not _signed(header, cells):
        return NEITHER
    if _sided(header, cells) and not _banks(header):
        return WHOSE
    minus = sum(1 for amount in going_out if amount < 0)
    if {"out", "side"} & set(header.columns) and minus and minus * 2 >= len(going_out):
        return MINUS
    return None


def _signed(header: Header, cells: Sequence[Numbered]) -> bool:
    """Whether some amounts have a minus, and the others a plus or a balance beside them: a list of costs has refunds."""
    column = header.columns["amount"]
    signs = {values.text(row[column])[:1] for _, row in cells if column < len(row)} - {""}
    return "-" in signs and (signs <= {"-", "+"} or "balance" in header.columns)


def _going_out(header: Header, cells: Sequence[Numbered]) -> Iterator[Decimal]:
    """The amounts of rows that go out, as they stand there; of all rows where no column and no side tells."""
    out = out_side(header.profile)
    field = "amount" if "amount" in header.columns else "out"
    for number, row in cells:
        one = Row(number, list(row), header.columns)
        if field == "amount" and "side" in header.columns and folded(values.text(one["side"])) not in out:
            continue
        try:
            found = values.amount(one[field])
        except EarmarkError:
            continue  # the row is refused by itself
        if found:
            yield -found if header.profile.minus_out and field == "out" else found


def _sided(header: Header, cells: Sequence[Numbered]) -> bool:
    """Whether debit and credit alone tell which way money goes."""
    columns = header.columns
    if "amount" in columns and "side" in columns:
        said = {values.text(row[columns["side"]]) for _, row in cells if columns["side"] < len(row)}
        return any(SIDED.search(folded(one)) for one in said)
    return any(key in columns and SIDED.search(header.names[columns[key]]) for key in ("out", "in"))


def other_book(header: Header) -> Text | None:
    """Why a table is the book of an account that is no bank's; None when nothing above it says so."""
    above = _above(header)
    found = OF_ACCOUNT.search(above)
    return None if found is None or MONEY.search(above) else OTHER_BOOK.format(said=found[0][:30])


def _above(header: Header) -> str:
    """What the lines above the table say."""
    rows = header.sheet.rows[: header.first_row - 1]
    return " ".join(folded(cell) for row in rows for cell in row if isinstance(cell, str))


def _banks(header: Header) -> bool:
    """Whether the table is a bank's, not the unit's own book."""
    above = _above(header)
    return not LEDGER.search(above) and bool(BANKS_OWN & set(header.columns) or BANK.search(above))
