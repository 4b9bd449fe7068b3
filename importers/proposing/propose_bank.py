"""From a row of the award's bank account to a draft: what a statement alone can tell.

Two things it can: the grant, when the funder pays no more than is still due; and the account's interest,
when the funder has answered that interest belongs to the award. All else needs a person or the bookkeeping:
the draft stands on 待归类 and says what the row looks like. In a government unit's books both sets are
proposed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.awards.chart import load_chart
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.voucher import Line, Voucher

from ..cells.compare import folded
from ..tables.bank_row import digits
from .proposal import Proposal

if TYPE_CHECKING:
    from earmark.ledger.awards.award import Award

    from ..tables.rows import BankRow
    from .accounts import Accounts

TAIL = 4
BRACKETED = re.compile(r"\([^()]*\)$")
INTEREST = ("利息", "结息")
FEE = ("手续费", "工本费", "账户管理费", "年费", "服务费")
TAX = ("个人所得税", "个税")
RESTORED = ("归还", "归垫", "退回", "退还", "退款")
OURS = ("award", "本项目", "归专项", "专项", "归项目")
"""Answers to the question who owns the interest that give it to the award."""


class Side(NamedTuple):
    """The other side of a bank row: roles in the financial and the budget set, and why."""

    role: str
    budget_role: str | None
    reason: Text


def propose_bank(
    row: BankRow, award: Award, accounts: Accounts, due: Decimal, *, corrected: bool = False
) -> Proposal:
    """The draft of one row; ``due`` is what of the grant (CNY) has not come in yet.

    A ``corrected`` row, which a later statement put into days that were covered, always waits for a person.
    """
    side = _corrected(row) if corrected else _side(row, award, due)
    two_sets = load_chart(award.chart_on(row.date)).two_sets
    lines = [
        _line(accounts.role("bank", row.date), row.amount, row),
        _line(accounts.role(side.role, row.date), -row.amount, row),
    ]
    if two_sets and side.budget_role:
        lines += [
            _line(accounts.role("budget_bank", row.date), row.amount, row, "CNY.B"),
            _line(accounts.role(side.budget_role, row.date), -row.amount, row, "CNY.B"),
        ]
    return Proposal(
        Voucher(
            id="",
            date=row.date,
            payee=row.payee,
            narration=row.words,
            lines=tuple(lines),
            payee_account=digits(row.payee_account)[-TAIL:] or None,
            note=side.reason.zh,
        ),
        side.reason,
    )


def _line(account: str, amount: Decimal, row: BankRow, currency: str = "CNY") -> Line:
    return Line(letter="", account=account, amount=amount, currency=currency, sources=(row.place,))


def _side(row: BankRow, award: Award, due: Decimal) -> Side:
    if row.amount < 0:
        return Side("pending_out", "budget_pending_out", _outgoing(row))
    if is_grant(row, award):
        if row.amount <= due:
            return Side(
                "grant",
                "budget_grant",
                Text("拨款单位拨入，在未到账额度之内", "the grant, within what is due"),
            )
        return _waits(Text("拨款单位拨入，超过未到账额度，请核对", "from the funder, but more than is due"))
    if is_interest(row):
        if award.settings.get("interest", "") in OURS:
            return Side(
                "interest", "budget_interest", Text("存款利息，归专项", "interest, which is the award's")
            )
        return _waits(Text("存款利息：归属尚无答复", "interest: whose it is has not been answered"))
    return _waits(_incoming(row))


def _corrected(row: BankRow) -> Side:
    reason = Text(
        "对账单更正：此前的对账单没有这一行", "statement corrected: an earlier one did not have this row"
    )
    return Side("pending_out", "budget_pending_out", reason) if row.amount < 0 else _waits(reason)


def _waits(reason: Text) -> Side:
    return Side("pending_in", None, reason)


def is_grant(row: BankRow, award: Award) -> bool:
    """Whether the funder paid the row into the account."""
    payee = BRACKETED.sub("", folded(row.payee))
    return row.amount > 0 and payee == folded(award.grant.funder)


def is_interest(row: BankRow) -> bool:
    """Whether the bank paid interest on the account: it names no payee, or itself."""
    named = folded(row.payee)
    return row.amount > 0 and any(word in row.words for word in INTEREST) and (not named or "银行" in named)


def _outgoing(row: BankRow) -> Text:
    if any(word in row.words for word in FEE) and (not row.payee or "银行" in row.payee):
        return Text("银行手续费：请定科目和计划用途", "a bank fee: say which account and plan line")
    if "税务" in row.payee or any(word in row.words for word in TAX):
        return Text("缴税：请对应代扣的个税", "tax paid: say which tax withheld it is")
    return Text("付款：请定科目和计划用途", "a payment: say which account and plan line")


def _incoming(row: BankRow) -> Text:
    if any(word in row.words for word in RESTORED):
        return Text("退款或归还：请对应原列支或整改决定", "money back: say for which charge or order")
    return Text("收款：请说明来源", "money in: say where it comes from")
