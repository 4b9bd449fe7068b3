"""The tie-out: received + interest − spent − … = balance, exactly, or a visible difference."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from earmark.plugins.judging.run import Audited
from earmark.reports.accountability.build import build
from earmark.reports.accountability.page import page
from earmark.reports.accountability.summary import summary
from earmark.reports.accountability.texts import FIGURES
from earmark.reports.accountability.value import AccountabilityReport

Reported = Callable[..., AccountabilityReport]


def test_a_society_ties_out(report: AccountabilityReport) -> None:
    """500,000.00 + 312.50 − 90,300.00 − 5,000.00 − 7,000.00 + 440.00 = 398,452.50."""
    tie = report.tie_out
    assert {t.name: t.amount for t in tie.terms if t.amount} == {
        "received": Decimal("500000.00"),
        "interest": Decimal("312.50"),
        "spent": Decimal("-90300.00"),
        "advances": Decimal("-5000.00"),
        "due_to_award": Decimal("-7000.00"),
        "owed": Decimal("440.00"),
    }
    assert tie.expected == tie.balance == Decimal("398452.50")
    assert tie.holds


@pytest.mark.parametrize("month", range(3, 13))
def test_it_ties_out_at_every_month_end(small: Audited, reported: Reported, month: int) -> None:
    end = datetime.date(2025, month, 28)
    assert reported(small, end).tie_out.difference == 0


def test_two_sets_tie_out(treasury: Audited, reported: Reported) -> None:
    """Financial: 1,000,000 + 812 − 26,600 − 6,000 − 4,000 + 2,400 + 1,600 = 968,212.

    The last term: the tax is charged and not yet spent (2,400); of what was ordered the charge is gone and the money
    still out (−4,000).
    """
    tie = reported(treasury).tie_out
    terms = {t.name: t.amount for t in tie.terms if t.amount}
    assert terms["spent"] == Decimal("-26600.00")
    assert terms["timing"] == Decimal("1600.00")
    assert tie.balance == Decimal("968212.00")
    assert tie.holds


def test_the_budget_set_ties_out_by_itself(treasury: Audited, reported: Reported) -> None:
    """1,000,812 − 26,600 = 974,212 in 8001."""
    tie = reported(treasury).budget_tie_out
    assert tie is not None
    assert tie.balance == tie.expected == Decimal("974212.00")


def test_a_society_has_no_budget_set(report: AccountabilityReport) -> None:
    assert report.budget_tie_out is None


def test_money_put_elsewhere_is_shown(
    with_words: Callable[[dict[str, str]], Audited], reported: Reported
) -> None:
    """The draft buys 理财 instead of a classroom: nothing is spent, and the balance still ties out."""
    account = "Expenses:WH2025-007:5101业务活动成本:04培训费"
    tie = reported(with_words({account: "Assets:WH2025-007:1101短期投资"})).tie_out
    assert {t.name: t.amount for t in tie.terms}["elsewhere"] == Decimal("-15000.00")
    assert tie.holds


def test_other_income_is_shown(with_words: Callable[[dict[str, str]], Audited], reported: Reported) -> None:
    account = "Expenses:WH2025-007:5301筹资费用:01利息收入"
    report = reported(with_words({account: "Income:WH2025-007:4901其他收入"}))
    assert {t.name: t.amount for t in report.tie_out.terms}["other_income"] == Decimal("312.50")
    assert report.tie_out.holds
    assert "其他收入            312.50" in summary(report, "zh")
    assert '<th scope="row">其他收入</th>' in page(report, "zh")


def test_every_figure_of_the_equation_is_in_the_table(report: AccountabilityReport) -> None:
    assert {term.name for term in report.tie_out.terms} <= set(FIGURES)


def test_an_entry_on_equity_alone_does_not_tie_out(
    with_words: Callable[[dict[str, str]], Audited], reported: Reported
) -> None:
    """Spending booked straight against net assets is in no figure of the report: 800.00 are missing."""
    broken = reported(
        with_words(
            {
                "Expenses:WH2025-007:5101业务活动成本:01会议费           800.00 CNY": (
                    "Equity:WH2025-007:3102限定性净资产           800.00 CNY"
                )
            }
        )
    )
    assert broken.tie_out.difference == Decimal("-800.00")
    assert not broken.sound


@pytest.mark.parametrize("books", ["small", "treasury"])
def test_a_wrong_figure_is_seen(books: str, reported: Reported, request: pytest.FixtureRequest) -> None:
    """Were spending counted one fen short, an equation would say so."""
    audited: Audited = request.getfixturevalue(books)
    right = reported(audited)
    short = replace(right.position, spent=right.position.spent - Decimal("0.01"))
    assert build(audited, short, right.as_of).differences
