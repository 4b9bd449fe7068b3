"""The table of ``earmark audit``: as wide as the terminal, with the row of the source whole and words for ids."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest

from earmark.ledger.base.text import Lang, Text, width
from earmark.ledger.vouchers.charge import Source
from earmark.plugins.judging.finding import Clause, Evidence, Finding
from earmark.reports.findings_list import about, findings_list
from earmark.reports.tables import cut_middle, table
from earmark.reports.unknown import also_questioned

FINDING = Finding(
    id="F-1a2b3c4d5e",
    rule="prohibited",
    category="unrelated",
    outcome="violation",
    subject="WH2025-007-V0001a",
    amount=Decimal("500000.00"),
    currency="CNY",
    date=datetime.date(2025, 4, 25),
    voucher="WH2025-007-V0001",
    sources=(Source("icbc-8801-20250301-20251012.xlsx", 12345),),
    clause=Clause("实施方案", "五(三)", ""),
    evidence=(
        Evidence(Text("付款内容“提货卡”：购物卡、储值卡，共十二张" * 3, "gift cards " * 12), "object"),
    ),
    clears=Text("", ""),
)


@pytest.mark.parametrize("lang", get_args(Lang))
@pytest.mark.parametrize("columns", [100, 120, 160])
def test_it_fits_the_terminal_and_keeps_the_row(lang: Lang, columns: int) -> None:
    head, rows = findings_list([FINDING], lang, columns)
    shown = table([word.show(lang) for word in head], rows)
    assert max(width(line) for line in shown.splitlines()) <= columns
    assert ":12345" in shown


def test_the_wider_the_terminal_the_more_of_the_evidence() -> None:
    shown = [str(findings_list([FINDING], "zh", columns)[1][0][-1]) for columns in (100, 120, 160)]
    assert width(shown[0]) < width(shown[1]) < width(shown[2])


def test_a_name_is_cut_in_the_middle() -> None:
    assert cut_middle("icbc-8801-20250301-20251012.xlsx:29", 18) == "icbc-…1012.xlsx:29"
    assert cut_middle("a.xlsx:29", 18) == "a.xlsx:29"


@pytest.mark.parametrize("rule", ["prohibited", "plan", "period", "negative", "duplicate", "segregation"])
def test_a_finding_without_category_is_named_by_its_rule(rule: str) -> None:
    said = about(replace(FINDING, category="", rule=rule))
    assert not said.zh.isascii()
    assert said.en != ""


def test_a_charge_that_another_finding_questions_counts_there() -> None:
    """A is unknown alone; B is questioned as well; C was decided."""
    a = replace(FINDING, id="F-1", subject="A", outcome="unknown")
    b = replace(FINDING, id="F-2", subject="B", outcome="unknown")
    c = replace(FINDING, id="F-3", subject="C", outcome="unknown")
    other = replace(FINDING, id="F-4", subject="B", outcome="review")
    assert also_questioned([a, b, c, other], {"F-3"}) == 2
    assert also_questioned([a, b, c], ()) == 0
