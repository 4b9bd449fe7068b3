"""What an award's books say in figures: received, spent, advances, balance, plan line by plan line. All in CNY.

spent = charges to cost, less reversals, refunds and order restorations, without depreciation (government: the 7xxx
set, and 5xxx where the bank moved without a 7xxx line), + additions to fixed assets where they are not in 7xxx.
Interest, 退还政府补助, advances and prepayments are shown apart. Period-end transfers (``#close``) count nowhere: an imported closing would make a year's spending 0.00.
Drafts count like posted vouchers and are given apart. What was passed on to child awards is spent here, whatever they did with it;
what they have not used is told by :mod:`.subgrants`.

The figures account for the award's account:

    bank = received + interest + other_income + owed
           - spent - timing - advances - prepayments - elsewhere - due_to_award - returned_to_funder
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ..base.amount import NIL
from ..base.record import BUDGET
from ..vouchers.charges import RESERVED, depreciates, is_unbudgeted
from ..vouchers.voucher import CHART, CLOSE, Line, Voucher
from .chart import Chart, code_of, load_chart

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .award import Award


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One award's figures on a day, in CNY. ``by_plan`` has what was spent per plan line id; "" is without a line."""

    received: Decimal
    spent: Decimal
    interest: Decimal
    other_income: Decimal
    """What came in otherwise: the gain of an investment (投资收益)."""
    returned_to_funder: Decimal
    advances: Decimal
    prepayments: Decimal
    due_to_award: Decimal
    """What the recipient's own funds or payees owe the award after an order."""
    owed: Decimal
    """What the award owes: withheld tax, own funds that paid first, the funder, payables."""
    elsewhere: Decimal
    """What lies in cash, other accounts or investments instead of the award's account."""
    timing: Decimal
    """差异项: charged in a government unit's financial set and not in its budget set, which follows the cash.

    Withheld tax that is not paid yet makes it positive, an order whose money is still out negative.
    """
    bank: Decimal
    by_plan: dict[str, Decimal]
    drafts: int
    posted: int


def position(award: Award, vouchers: Iterable[Voucher], day: datetime.date | None = None) -> Position:
    """The figures of an award through ``day`` (all of it when None)."""
    through = [v for v in vouchers if day is None or v.date <= day]
    sums: dict[str, Decimal] = defaultdict(lambda: NIL)
    by_plan: dict[str, Decimal] = defaultdict(lambda: NIL)
    for _, line, figure in counted(award, through):
        sums[figure] += line.amount
        if figure == "spent":
            by_plan[line.plan or ""] += line.amount
    return Position(
        received=-sums["received"],
        spent=sums["spent"],
        interest=-sums["interest"],
        other_income=-sums["income"],
        returned_to_funder=sums["returned"],
        advances=sums["advance"],
        prepayments=sums["prepayment"],
        due_to_award=sums["due"],
        owed=-sums["owed"],
        elsewhere=sums["elsewhere"],
        timing=sums["accrued"] - sums["spent"] if load_chart(award.grant.chart).two_sets else NIL,
        bank=sums["bank"],
        by_plan=dict(by_plan),
        drafts=sum(not v.posted for v in through),
        posted=sum(v.posted for v in through),
    )


def spent_by_month(award: Award, vouchers: Iterable[Voucher]) -> dict[str, Decimal]:
    """What was spent in each month with a voucher (2025-03), in order of months."""
    vouchers = list(vouchers)
    months = dict.fromkeys(sorted({voucher.period for voucher in vouchers}), NIL)
    for voucher, line, figure in counted(award, vouchers):
        if figure == "spent":
            months[voucher.period] += line.amount
    return months


def counted(award: Award, vouchers: Sequence[Voucher]) -> Iterator[tuple[Voucher, Line, str]]:
    """Each line of the vouchers with each figure that it counts in: ``spent``, ``advance``, ``owed`` and the others above."""
    known = {v.id: v for v in vouchers}
    for voucher in vouchers:
        meant = _meant(voucher, known)
        chart = load_chart(award.chart_on(meant.date))
        first = {line.letter: line for line in meant.lines}
        for line in voucher.lines:
            for figure in _figures(meant, first.get(line.letter, line), chart, award.id):
                yield voucher, line, figure


def _meant(voucher: Voucher, known: Mapping[str, Voucher]) -> Voucher:
    """The voucher that a red letter takes back: it counts where that one counted, whatever chart is in force now."""
    # A draft is text: somebody may have made it take itself back.
    passed = {voucher.id}
    while (first := known.get(voucher.reverses or "")) and first.id not in passed:
        voucher = first
        passed.add(voucher.id)
    return voucher


def _figures(voucher: Voucher, line: Line, chart: Chart, award: str) -> list[str]:
    """The figures that a line counts in."""
    if voucher.tags & {CLOSE, CHART}:
        return []
    roles = {chart.role(role, award): figure for role, figure in ROLES if role in chart.roles}
    if line.account in roles:
        figure = roles[line.account]
        return [] if figure == "returned" and not _repays(voucher, chart, award) else [figure]
    if _spends(voucher, line, chart) or _restores(line, chart, award):
        return ["spent"]
    if line.account.startswith("Liabilities:"):
        return ["owed"]
    if line.account.startswith("Income:"):
        return [] if line.currency == BUDGET else ["income"]
    figures = [_held(line, chart)]
    if is_unbudgeted(voucher, line, chart, award):
        figures = ["spent", "accrued"]
    elif not figures[0] and _accrues(voucher, line, chart, award):
        figures = ["accrued"]
    return [one for one in figures if one]


def _held(line: Line, chart: Chart) -> str:
    """What of the award's money somebody else holds, or another account."""
    kind = chart.codes[code_of(line.account)].charge if code_of(line.account) in chart.codes else ""
    if kind == "transfer" or (kind == "investment" and not chart.two_sets):
        return "elsewhere"
    return kind if kind in {"advance", "prepayment"} else ""


def _accrues(voucher: Voucher, line: Line, chart: Chart, award: str) -> bool:
    """A use of money in a government unit's financial set: 5xxx, what was bought, 3501 where an order takes it back."""
    if not chart.two_sets or line.currency == BUDGET or depreciates(voucher, chart):
        return False
    restores = line.reduces is not None and line.account == chart.role("prior_year", award)
    return restores or line.account.startswith(("Expenses:", "Assets:"))


ROLES = (
    ("bank", "bank"),
    ("grant", "received"),
    ("interest", "interest"),
    ("returned_grant", "returned"),
    ("refund_due", "due"),
    ("own_funds_due", "due"),
)


def _repays(voucher: Voucher, chart: Chart, award: str) -> bool:
    """A government unit gives money back out of 3001 累计盈余, which other vouchers touch for other reasons."""
    paid = {chart.role("due_to_funder", award), chart.role("bank", award)}
    return any(line.account in paid and line.amount < 0 for line in voucher.lines)


def _restores(line: Line, chart: Chart, award: str) -> bool:
    """An order takes back a charge of a closed year: no cost account moves, but less was spent."""
    role = "budget_prior_year" if chart.two_sets else "prior_year"
    return line.reduces is not None and line.account == chart.role(role, award)


def _spends(voucher: Voucher, line: Line, chart: Chart) -> bool:
    code = code_of(line.account)
    kind = chart.codes[code].charge if code in chart.codes else ""
    if depreciates(voucher, chart) or line.account.rsplit(":", 1)[-1] in RESERVED:
        return False
    if chart.two_sets:
        return kind == "cost" and line.currency == BUDGET
    return kind in {"cost", "asset"}
