"""How the funder's answers are read where no rule asks: the years of a ban, money unspent at the end."""

from __future__ import annotations

import datetime

import pytest

from earmark.plugins.judging.readings import answered, ban_until
from earmark.plugins.policy import shipped_policy

day = datetime.date.fromisoformat


@pytest.mark.parametrize(
    ("revoked", "answer", "until"),
    [
        ("2025-11-10", None, "2028-11-09"),
        ("2025-11-10", "满年", "2028-11-09"),
        ("2025-11-10", "自然年度", "2028-12-31"),
        ("2024-02-29", "full", "2027-02-28"),
    ],
)
def test_three_years_without_applying(revoked: str, answer: str | None, until: str) -> None:
    given = {"ban-years": answer} if answer else {}
    assert ban_until(shipped_policy("wuhan-2012"), day(revoked), given) == day(until)


def test_a_scheme_without_such_a_clause_bars_nobody() -> None:
    assert ban_until(shipped_policy("cast-2013"), day("2025-11-10"), {}) is None


@pytest.mark.parametrize(
    ("answer", "read"),
    [("结项时退回", "funder"), ("可留用", "keep"), ("退回或留用", None), ("另行研究", None)],
)
def test_what_becomes_of_money_unspent(answer: str, read: str | None) -> None:
    assert answered(shipped_policy("wuhan-2012"), "balance", {"结余": answer}) == read
    assert answered(shipped_policy("wuhan-2012"), "balance", {}) is None
