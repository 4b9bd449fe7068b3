"""A list of expenditures: one row, one payment, a positive amount is money used.

It has no second side: the money came from the award's account, and tax withheld (代扣个税) is still owed.
Each row becomes a voucher of two or three lines; the lines that the row does not write have a ``role`` in
place of a code.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Source

from ..tables import values
from ..tables.bank_row import check_day
from ..tables.book_line import account_code
from ..tables.footer import is_total
from ..tables.rows import ZERO, BookLine, BookVoucher, Journal, Problem, Refused, said
from ..tables.table_rows import Row, body
from .journal import voucher_number
from .statement import wrong_total

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from ..tables.header import Header


def read_list(header: Header, file: str, today: datetime.date) -> Journal:
    """The payments below a header, each as a voucher. Problems are values, nothing is raised."""
    rows, footers = body(header)
    vouchers: list[BookVoucher] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            vouchers.append(_voucher(row, Source(file, row.number), today))
        except EarmarkError as error:
            problems.append(Problem(row.number, said(error)))
    if not problems:
        total = sum((voucher.lines[0].amount for voucher in vouchers), ZERO)
        totals = [footer for footer in footers if is_total(footer.cells)]
        problems = [problem for footer in totals for problem in wrong_total(footer, "amount", total)]
    return Journal(
        format=header.profile.id,
        vouchers=tuple(vouchers),
        data_rows=len(rows),
        problems=tuple(problems),
        whole=False,
    )


def _voucher(row: Row, place: Source, today: datetime.date) -> BookVoucher:
    """The payment of one row. Raises EarmarkError."""
    values.check_yuan(row["currency"])
    date = values.day(row["date"])
    check_day(date, today)
    said_number = values.text(row["number"])
    cls, number = voucher_number("", said_number) if said_number else ("", "")
    return BookVoucher(date=date, cls=cls, number=number, lines=_lines(row, place))


def _lines(row: Row, place: Source) -> tuple[BookLine, ...]:
    used, tax = values.amount(row["amount"]), values.amount(row["tax"]) or ZERO
    if not used:
        raise Refused(Text("没有金额", "there is no amount"))
    if not 0 <= tax * (1 if used > 0 else -1) <= abs(used):
        raise Refused(Text("代扣个税比金额还大", "the tax withheld is more than the amount"))
    cost = _cost(row, place, used)
    other = replace(cost, account_code="", account_name="", plan="", invoice="")
    bank = _credited(replace(other, role="bank"), used - tax)
    withheld = _credited(replace(other, role="tax"), tax)
    return (cost, *(line for line in (bank, withheld) if line.credit))


def _cost(row: Row, place: Source, used: Decimal) -> BookLine:
    code = values.text(row["account_code"])
    return BookLine(
        place=place,
        account_code=account_code(code) if code else "",
        account_name=values.text(row["account_name"]),
        debit=used,
        credit=ZERO,
        narration=values.text(row["narration"]),
        payee=values.text(row["payee"]),
        plan=values.text(row["plan"]),
        project_code=values.identifier(row["project_code"]),
        project_name=values.text(row["project_name"]),
        invoice=values.identifier(row["invoice"]),
    )


def _credited(line: BookLine, amount: Decimal) -> BookLine:
    return replace(line, debit=ZERO, credit=amount)
