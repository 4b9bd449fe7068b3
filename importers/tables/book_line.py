"""One line of a bookkeeping file, strictly: code and name of the account, debit or credit, what for.

Codes come as 510101, 5101.01, 5101-01 or, from a spreadsheet, 5101.0; they are kept as digits. The set of
books follows from the first digit: 1 to 5 financial (CNY), 6 to 8 budget (CNY.B).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from earmark.ledger.awards.chart import load_chart
from earmark.ledger.base.record import BUDGET, CURRENCY
from earmark.ledger.base.text import Text

from ..cells.compare import folded
from . import values
from .auxiliary import auxiliary
from .rows import ZERO, BookLine, Refused

if TYPE_CHECKING:
    from decimal import Decimal

    from earmark.ledger.vouchers.charge import Source

    from ..cells.cells import Cell
    from .profile import Profile
    from .table_rows import Row

CODE = re.compile(r"\d{4}(?:[.\- ]?\d{1,4})*")
NUMBERED = re.compile(rf"({CODE.pattern})[\s_\-—/:：]*([^\d\s].*)")
"""1002 银行存款: code and name in one cell."""
INVOICE = re.compile(r"发票号?码?[:：]?\s*(\d{8,20})")
PARTED = re.compile(r"[-/\\_:：>－—]")
FLOATED = re.compile(r"(\d{4,})\.0")
BUDGET_CLASSES = frozenset("678")
RESTRICTED = {
    "限定": True,
    "是": True,
    "限定性": True,
    "y": True,
    "非限定": False,
    "非限定性": False,
    "否": False,
    "n": False,
}
"""What a column 是否限定 may say."""
CODE_DECIMALS = re.compile(r"\d+\.(?:\d\d)+")
MORE = {
    "payee": ("payee_name", "payee", "payee_more", "payee_person"),
    "payee_account": ("payee_account", "payee_account_name"),
    "project_code": ("project_code", "own_project_code"),
    "project_name": ("project_name", "own_project_name"),
}


def book_lines(row: Row, place: Source, profile: Profile) -> list[BookLine]:
    """The line that a row holds; two, where it names the account debited and the account credited. Raises the same."""
    if "debit_name" not in row.columns:
        return [book_line(row, place, profile)]
    return [book_line(_facing(row, side), place, profile) for side in ("debit", "credit")]


def _facing(row: Row, side: str) -> Row:
    """A row with two accounts, as one side of it would be written alone."""
    own = {"account_name": f"{side}_name", "account_code": f"{side}_code", side: "amount"}
    columns = {name: at for name, at in row.columns.items() if name != "amount"}
    return replace(
        row, columns=columns | {name: row.columns[of] for name, of in own.items() if of in row.columns}
    )


def book_line(row: Row, place: Source, profile: Profile) -> BookLine:
    """The line that a row holds.

    Raises:
        EarmarkError: no account, no amount or two, another currency, digits lost.
    """
    values.check_yuan(row["currency_name"] or row["currency"])
    code, name = _account(row)
    debit, credit = _amounts(row, profile)
    aux = auxiliary(row)
    more = values.text(row["narration_more"])
    return BookLine(
        place=place,
        account_code=code,
        account_name=name,
        debit=debit,
        credit=credit,
        currency=set_of(code) if code else _set_named(name),
        narration=values.text(row["narration"]),
        more=more,
        payee=_one(row, "payee") or aux.payee,
        payee_account=_one(row, "payee_account"),
        plan=values.text(row["plan"]),
        class_code=values.identifier(row["class_code"]),
        class_name=values.text(row["class_name"]),
        project_code=_one(row, "project_code") or aux.project_code,
        project_name=_one(row, "project_name") or aux.project_name,
        restricted=RESTRICTED.get(folded(values.text(row["restricted"]))),
        invoice=values.identifier(row["invoice"]) or _invoice_in(more),
    )


def _amounts(row: Row, profile: Profile) -> tuple[Decimal, Decimal]:
    """Debit and credit: a column each, or one amount beside its side. Raises an error."""
    debit, credit = values.amount(row["debit"]) or ZERO, values.amount(row["credit"]) or ZERO
    side = folded(values.text(row["side"]))
    if not debit and not credit and side and "amount" in row.columns:
        amount = values.amount(row["amount"]) or ZERO
        debit, credit = (amount, ZERO) if side in profile.in_side else (ZERO, amount)
    if bool(debit) == bool(credit):
        raise Refused(Text("借方、贷方应有且只有一个金额", "exactly one of debit and credit is expected"))
    if side and side not in (profile.in_side if debit else profile.out_side):
        message = Text("“{side}”不是这一行金额的方向", "“{side}” is not the side of this row's amount")
        raise Refused(message.format(side=side[:20]))
    return debit, credit


def _account(row: Row) -> tuple[str, str]:
    """Code and name of the account: a column each, both in one, or the name alone. Raises an error."""
    said, more = values.text(row["account_name"]), values.text(row["account_more"])
    apart = NUMBERED.fullmatch(said)
    if "account_code" in row.columns:
        code = account_code(_whole(row["account_code"]))
    elif apart or not said:
        code = account_code(apart[1] if apart else "")
    else:
        code = ""
    name = apart[2] if apart else said
    return code, f"{name}-{more}" if more else name


def _whole(cell: Cell) -> str:
    """A code's cell. Raises :class:`.values.LostDigits` for 5101.1, a number that was 5101.10 once."""
    said = values.text(cell)
    if isinstance(cell, float) and not cell.is_integer() and not CODE_DECIMALS.fullmatch(said):
        message = Text(
            "科目编码“{said}”是数字单元格，已丢失末尾的 0",
            "account code “{said}” is a number and has lost its last 0",
        )
        fix = Text("请把这一列设为文本后重新导出", "export it again with this column as text")
        raise values.LostDigits(message.format(said=said[:40]), fix=fix)
    return said


def account_code(said: str) -> str:
    """The digits of an account code. Raises :class:`Refused`."""
    floated = FLOATED.fullmatch(said)
    said = floated[1] if floated else said
    if not CODE.fullmatch(said):
        raise Refused(Text("“{said}”不是科目编码", "“{said}” is not an account code").format(said=said[:40]))
    return re.sub(r"\D", "", said)


def set_of(code: str) -> str:
    """The commodity of the set of books that a code belongs to."""
    return BUDGET if code[:1] in BUDGET_CLASSES else CURRENCY


def _set_named(name: str) -> str:
    """The same of an account without a code: 资金结存 and 行政支出 are of 预算会计, whoever writes them."""
    return BUDGET if folded(PARTED.split(name)[0]) in _budget_names() else CURRENCY


@cache
def _budget_names() -> frozenset[str]:
    codes = load_chart("gov").codes.values()
    return frozenset(folded(one.name) for one in codes if one.currency == BUDGET)


def _one(row: Row, field: str) -> str:
    """The first of a field's columns that says something."""
    return next(filter(None, (values.identifier(row[name]) for name in MORE[field])), "")


def _invoice_in(said: str) -> str:
    """The invoice number that a note gives (发票号码25422000000086886674)."""
    match = INVOICE.search(said)
    return match[1] if match else ""
