"""Fees of experts against 财科教〔2017〕128号: 2,400 after tax for a senior expert, 2,800 before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

FEE = "标准评审专家咨询费"


@pytest.mark.parametrize(
    ("text", "payee", "amount"),
    [
        (FEE, "专家E30", "2800.01"),
        (FEE, "专家E31等3人", "15000.00"),
        (FEE + "(2天)", "专家E30", "5800.00"),
        (FEE + "(半天)", "专家E30", "2000.00"),
        ("中级职称专家咨询费", "专家E30", "2000.00"),
        ("院士专家咨询费", "专家E30", "4300.00"),
        ("学术报告咨询费", "院士E88", "8000.00"),
    ],
)
def test_above_the_band(desk: Desk, text: str, payee: str, amount: str) -> None:
    """Trips it: 标准评审专家咨询费 6,000.00 to one expert."""
    (found,) = desk.findings([desk.pay(text, payee, amount)], "expertfee")
    assert found.outcome == "review"


@pytest.mark.parametrize(
    ("text", "payee", "amount"),
    [
        (FEE, "专家E30", "2800.00"),
        (FEE, "专家E07等5人", "12000.00"),
        (FEE + "(2天)", "专家E30", "5600.00"),
        (FEE + "(6月5日)", "专家E30", "2400.00"),
        ("院士专家咨询费", "专家E30", "4200.00"),
        ("院士报告讲课费", "专家E30", "8000.00"),
        ("学科发展规划咨询费", "江城咨询有限公司", "15000.00"),
        ("代扣代缴专家咨询费个税", "国家税务总局江城税务局", "3000.00"),
        ("Keynote speaker honorarium", "International Expert E61", "6000.00"),
    ],
)
def test_within_the_band_or_no_such_fee(desk: Desk, text: str, payee: str, amount: str) -> None:
    """Near miss: 12,000.00 to 专家E07等5人; 5,600.00 for two days."""
    assert desk.findings([desk.pay(text, payee, amount)], "expertfee") == []


def test_days_that_nobody_names_are_said(desk: Desk) -> None:
    (found,) = desk.findings([desk.pay(FEE, "专家E30", "5600.00")], "expertfee")
    assert "没有写明天数" in found.evidence[0].text.zh
