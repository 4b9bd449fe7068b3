"""One line of a bookkeeping file, strictly: code and name of the account, debit or credit, what for.

Codes come as 510101, 5101.01, 5101-01 or, from a spreadsheet, 5101.0; they are kept as digits. The set of
books follows from the first digit: 1 to 5 financial (CNY), 6 to 8 budget (CNY.B).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from earmark.ledger.record import BUDGET, CURRENCY
from earmark.ledger.text import Text

from . import values
from .rows import ZERO, BookLine, Refused

if TYPE_CHECKING:
    from earmark.ledger.charge import Source

    from .table_rows import Row

CODE = re.compile(r"\d{4}(?:[.\- ]?\d{1,4})*")
INVOICE = re.compile(r"发票号?码?[:：]?\s*(\d{8,20})")
FLOATED = re.compile(r"(\d{4,})\.0")
BUDGET_CLASSES = "678"
MORE = {
    "payee": ("payee_name", "payee"),
    "payee_account": ("payee_account", "payee_account_name"),
    "project_code": ("project_code", "own_project_code"),
    "project_name": ("project_name", "own_project_name"),
}


def book_line(row: Row, place: Source) -> BookLine:
    """The line that a row holds.

    Raises:
        EarmarkError: no account code, no amount or two, another currency, digits lost.
    """
    values.check_yuan(row["currency"])
    code = account_code(values.text(row["account_code"]))
    debit, credit = values.amount(row["debit"]) or ZERO, values.amount(row["credit"]) or ZERO
    if bool(debit) == bool(credit):
        raise Refused(Text("借方、贷方应有且只有一个金额", "exactly one of debit and credit is expected"))
    more = values.text(row["narration_more"])
    return BookLine(
        place=place,
        account_code=code,
        account_name=values.text(row["account_name"]),
        debit=debit,
        credit=credit,
        currency=set_of(code),
        narration=values.text(row["narration"]),
        more=more,
        payee=_one(row, "payee"),
        payee_account=_one(row, "payee_account"),
        plan=values.text(row["plan"]),
        class_code=values.identifier(row["class_code"]),
        class_name=values.text(row["class_name"]),
        project_code=_one(row, "project_code"),
        project_name=_one(row, "project_name"),
        invoice=values.identifier(row["invoice"]) or _invoice_in(more),
    )


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


def _one(row: Row, field: str) -> str:
    """The first of a field's columns that says something."""
    return next(filter(None, (values.identifier(row[name]) for name in MORE[field])), "")


def _invoice_in(said: str) -> str:
    """The invoice number that a note gives (发票号码25422000000086886674)."""
    match = INVOICE.search(said)
    return match[1] if match else ""
