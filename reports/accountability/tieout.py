"""The tie-out: do the figures of the report explain the balance of the award's account, to the cent?

    received + interest + other income − spent − returned to the funder − advances − prepayments − due to the award
    + owed − elsewhere − timing = balance

All but other income are the report's own figures (see :mod:`earmark.ledger.awards.position`); other income is what came in as
neither grant nor interest. A government unit's budget set ties out by itself:

    budget income − spent − other movements of 8201 = 8001 资金结存

What no term explains is a difference, and the report says so: spending booked straight against net assets, say.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from earmark.ledger.awards.chart import load_chart
from earmark.ledger.base.amount import NIL
from earmark.ledger.base.record import BUDGET, CURRENCY
from earmark.ledger.vouchers.voucher import CHART, CLOSE

from .value import Term, TieOut

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from decimal import Decimal

    from earmark.ledger.awards.award import Award
    from earmark.ledger.awards.chart import Chart
    from earmark.ledger.awards.position import Position
    from earmark.ledger.vouchers.voucher import Line, Voucher


def tie_out(award: Award, vouchers: Iterable[Voucher], position: Position, day: datetime.date) -> TieOut:
    """The equation of an award's books through ``day``."""
    terms = (
        Term("received", position.received),
        Term("interest", position.interest),
        Term("other_income", -_sums(award, vouchers, day, CURRENCY)["Income"]),
        Term("spent", -position.spent),
        Term("returned_to_funder", -position.returned_to_funder),
        Term("advances", -position.advances),
        Term("prepayments", -position.prepayments),
        Term("due_to_award", -position.due_to_award),
        Term("owed", position.owed),
        Term("elsewhere", -position.elsewhere),
        Term("timing", -position.timing),
    )
    return TieOut(terms, position.bank)


def budget_tie_out(
    award: Award, vouchers: Iterable[Voucher], position: Position, day: datetime.date
) -> TieOut | None:
    """The equation of the budget set through ``day``; None in books of one set."""
    if not load_chart(award.chart_on(day)).two_sets:
        return None
    sums = _sums(award, vouchers, day, BUDGET)
    terms = (
        Term("budget_income", -sums["Income"]),
        Term("spent", -position.spent),
        Term("budget_other", -sums["Equity"]),
    )
    return TieOut(terms, sums["Assets"])


def _sums(award: Award, vouchers: Iterable[Voucher], day: datetime.date, currency: str) -> dict[str, Decimal]:
    """What one set holds under each root that the position does not count already; debits positive."""
    sums: dict[str, Decimal] = defaultdict(lambda: NIL)
    for voucher in vouchers:
        if voucher.date <= day and not voucher.tags & {CLOSE, CHART}:
            chart = load_chart(award.chart_on(voucher.date))
            for line in voucher.lines:
                if line.currency == currency and not _counted(line, chart, award.id):
                    sums[line.account.split(":", 1)[0]] += line.amount
    return sums


def _counted(line: Line, chart: Chart, award: str) -> bool:
    """Whether the position has the line already: the grant, interest, what an order took back from a closed year."""
    if line.currency == BUDGET:
        return line.reduces is not None and line.account == chart.role("budget_prior_year", award)
    return line.account in {chart.role("grant", award), chart.role("interest", award)}
