"""The tie-out: does what the report says explain the balance of the award's account, to the cent?

    received + interest + other income + owed − spent − returned to the funder − advances − prepayments − due to the
    award − other assets − (cost − spent) = balance

The first figures are the report's own; other income, other assets and cost are summed here from the financial set.
(cost − spent) stands only where two sets are kept: a government unit books cost (5xxx) when it arises and spent (7xxx)
when it is paid, so tax withheld and not yet paid is in the one and not in the other. Its budget set ties out by itself:

    budget income − spent − other movements of 8201 = 8001 资金结存

What no term explains is a difference, and the report says so: spending booked straight against net assets, say.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.charges import DEPRECIATION, RESERVED
from earmark.ledger.chart import code_of, load_chart
from earmark.ledger.voucher import CHART, CLOSE

from .value import NIL, Term, TieOut

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable

    from earmark.ledger.award import Award
    from earmark.ledger.chart import Chart
    from earmark.ledger.position import Position
    from earmark.ledger.voucher import Line, Voucher

    Figure = Callable[[Line, Chart, str], str]

COUNTED = ("bank", "grant", "interest", "returned_grant", "refund_due", "own_funds_due")
"""Roles that the position counts already."""


def tie_out(award: Award, vouchers: Iterable[Voucher], position: Position, day: datetime.date) -> TieOut:
    """The equation of an award's books through ``day``."""
    rest = _rest(award, _counted(vouchers, day), _figure, "CNY")
    always = (
        Term("received", position.received),
        Term("interest", position.interest),
        Term("spent", -position.spent),
        Term("returned_to_funder", -position.returned_to_funder),
        Term("advances", -position.advances),
        Term("prepayments", -position.prepayments),
        Term("due_to_award", -position.due_to_award),
        Term("owed", position.owed),
    )
    two_sets = load_chart(award.chart_on(day)).two_sets
    sometimes = (
        Term("other_income", -rest["other_income"]),
        Term("other_assets", -rest["other_assets"]),
        Term("timing", position.spent - rest["cost"] if two_sets else NIL),
    )
    return TieOut((*always, *(term for term in sometimes if term.amount)), position.bank)


def budget_tie_out(
    award: Award, vouchers: Iterable[Voucher], position: Position, day: datetime.date
) -> TieOut | None:
    """The equation of the budget set through ``day``; None in books of one set."""
    if not load_chart(award.chart_on(day)).two_sets:
        return None
    rest = _rest(award, _counted(vouchers, day), _budget_figure, "CNY.B")
    terms = (
        Term("budget_income", -rest["income"]),
        Term("spent", -position.spent),
        Term("budget_other", -rest["other"]),
    )
    return TieOut(terms, rest["cash"])


def _counted(vouchers: Iterable[Voucher], day: datetime.date) -> list[Voucher]:
    return [v for v in vouchers if v.date <= day and not v.tags & {CLOSE, CHART}]


def _rest(award: Award, vouchers: Iterable[Voucher], figure: Figure, currency: str) -> dict[str, Decimal]:
    """The figures of one set that are summed here, debits positive."""
    sums: dict[str, Decimal] = defaultdict(lambda: NIL)
    for voucher in vouchers:
        chart = load_chart(award.chart_on(voucher.date))
        if not _depreciates(voucher, chart):
            for line in voucher.lines:
                if line.currency == currency:
                    sums[figure(line, chart, award.id)] += line.amount
    return sums


def _depreciates(voucher: Voucher, chart: Chart) -> bool:
    codes = DEPRECIATION.get(chart.id, {"1502", "1602"})
    return any(code_of(line.account) in codes for line in voucher.lines)


def _figure(line: Line, chart: Chart, award: str) -> str:
    """The figure that a line of the financial set counts in; liabilities and plain equity count in none here."""
    if line.account in {chart.role(role, award) for role in COUNTED}:
        return ""
    code = chart.codes.get(code_of(line.account))
    kind, root = (code.charge if code else ""), line.account.split(":", 1)[0]
    restored = line.reduces is not None and line.account == chart.role("prior_year", award)
    if (
        restored
        or kind == "asset"
        or (root == "Expenses" and line.account.rsplit(":", 1)[-1] not in RESERVED)
    ):
        return "cost"
    if root == "Income":
        return "other_income"
    return "other_assets" if root == "Assets" and kind not in {"advance", "prepayment"} else ""


def _budget_figure(line: Line, chart: Chart, award: str) -> str:
    """The figure that a line of the budget set counts in; what the position counts as spent counts in none here."""
    root = line.account.split(":", 1)[0]
    restored = line.reduces is not None and line.account == chart.role("budget_prior_year", award)
    return "" if restored else {"Income": "income", "Assets": "cash", "Equity": "other"}.get(root, "")
