"""Account and economic class: read in their chart and year, a fact only when verified and named alike."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from earmark.plugins.signs.chartcodes import account_of, class_of, signs

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

    from earmark.ledger.awards.award import Award

WORD = "某某款项"


def government(desk: Desk) -> Desk:
    return desk.with_award(grant=replace(desk.award.grant, chart="gov"), charts=())


def budget(**facts: Any) -> dict[str, Any]:  # noqa: ANN401 (any field of a charge)
    return {
        "code": "7101",
        "account_name": "行政支出",
        "account": "Expenses:WH2025-007:7101行政支出",
        **facts,
    }


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("1101", "短期投资-国债", "investment"),
        ("1505", "在建工程-消防", "construction"),
        ("2501", "长期借款", "loan_repayment"),
        ("5201", "管理费用-其他", "review"),
        ("1505", "固定资产清理", "review"),  # name and code disagree
        ("", "在建工程-消防", "construction"),
    ],
)
def test_an_account_of_the_2004_chart(desk: Desk, code: str, name: str, said: str) -> None:
    assert desk.says(desk.pay(WORD, code=code, account_name=name, account="")) == said


def test_a_code_is_read_in_the_chart_of_its_day(desk: Desk) -> None:
    """5201 is 管理费用 in 2004 and 税金及附加 in 2026."""
    old = desk.pay(WORD, code="5201", account_name="管理费用")
    assert account_of(old, "npo-2004") is not None
    assert account_of(old, "npo-2026") is None
    award: Award = desk.award
    assert signs(replace(old, date=datetime.date(2026, 1, 5)), award) == []


@pytest.mark.parametrize(
    ("economic", "name", "said"),
    [
        ("30101", "基本工资", "personnel"),
        ("30201", "办公费", "office"),
        ("30905", "基础设施建设", "construction"),
        ("39909", "经常性赠与", "review"),  # a row from memory
        ("30101", "专家咨询费", "review"),  # the class's name says otherwise
    ],
)
def test_an_economic_class_is_a_fact(desk: Desk, economic: str, name: str, said: str) -> None:
    charge = desk.pay(WORD, **budget(economic_class=economic, economic_class_name=name))
    assert government(desk).says(charge) == said


def test_against_a_lawful_object_a_code_is_review(desk: Desk) -> None:
    facts = budget(economic_class="30207", economic_class_name="邮电费")
    assert government(desk).says(desk.pay("科普宣传册寄送费", "江城顺达速运", **facts)) == "review"


def test_staff_coded_as_outside_labour_are_staff(desk: Desk) -> None:
    facts = budget(economic_class="30226", economic_class_name="劳务费")
    assert government(desk).says(desk.pay("学会评估会务劳务", "职工A03", **facts)) == "personnel"


@pytest.mark.parametrize(("year", "name"), [(2017, "住房公积金(旧)"), (2021, "代缴社会保险费")])
def test_a_class_is_read_in_its_year(year: int, name: str) -> None:
    row = class_of("30311", year)
    assert row is not None
    assert row.name == name


def test_a_longer_code_is_read_by_its_first_five_digits() -> None:
    row = class_of("3020101", 2025)
    assert row is not None
    assert row.code == "30201"
    assert class_of("99999", 2025) is None
    assert class_of("30305", 2010) is None


@pytest.mark.parametrize("kind", ["transfer", "liability"])
def test_money_put_elsewhere_is_review(desk: Desk, kind: str) -> None:
    assert desk.says(desk.pay(WORD, kind=kind, code="", account_name="其他")) == "review"
    assert desk.says(desk.pay(WORD, code="", account_name="其他")) == "unknown"
