"""Papers that the application stands on: on file, in time, and not saying the opposite."""

from __future__ import annotations

import pytest

from .conftest import REGISTER, Desk

LINES = REGISTER.strip().splitlines()


def changed(desk: Desk, old: str, new: str) -> Desk:
    lines = [line.replace(old, new) for line in LINES]
    assert lines != LINES
    return desk.registered(*lines)


def test_a_register_without_a_gap(desk: Desk) -> None:
    assert desk.told("eligibility") == {}


def test_missing_papers_are_one_finding_that_names_them(desk: Desk) -> None:
    (found,) = desk.registered("2024-10-21 application").findings([], "eligibility")
    assert (found.subject, found.outcome) == ("paper:missing", "unknown")
    assert "申报前一年年检、申报前第二年年检" in found.evidence[0].text.zh


def test_a_failed_inspection_is_a_violation_of_its_own_clause(desk: Desk) -> None:
    found = {
        f.subject: f
        for f in changed(desk, "申报前第二年年检 result=合格", "申报前第二年年检 result=不合格").findings(
            [], "eligibility"
        )
    }
    assert list(found) == ["paper:inspection-year-before"]
    assert found["paper:inspection-year-before"].clause.number == "三(一)"


def test_an_open_record_is_a_violation_under_its_clause(desk: Desk) -> None:
    found = changed(desk, "result=无", "result=受到通报批评").findings([], "eligibility")
    assert {f.subject: (f.outcome, f.clause.text) for f in found} == {
        "paper:discipline": ("violation", "有违纪违法行为;"),
        "paper:penalty": ("violation", "违反国家相关规定,受到相关部门通报批评或处罚;"),
    }


def test_a_record_that_says_nothing_cannot_be_told(desk: Desk) -> None:
    assert changed(desk, "通报批评或处罚 result=无", "通报批评或处罚").told("eligibility") == {
        "paper:missing": "unknown"
    }


def test_a_paper_of_after_the_application_is_a_violation(desk: Desk) -> None:
    said = changed(desk, "2024-10-15 paper document=承诺书", "2024-10-22 paper document=承诺书").told(
        "eligibility"
    )
    assert said == {"paper:finance-person": "violation", "paper:tasks-done": "violation"}


def test_without_an_application_nothing_is_in_time(desk: Desk) -> None:
    assert changed(desk, "application", "review").told("eligibility") == {"paper:missing": "unknown"}


@pytest.mark.parametrize(("amount", "told"), [("", {"paper:missing": "unknown"}), (" amount=800000", {})])
def test_fiscal_support_states_its_amount(desk: Desk, amount: str, told: dict[str, str]) -> None:
    papers = "责任人,责任部门,工作团队,实施方案,管理办法,资金使用计划,其他政策支持"
    register = (
        f"2024-11-01 paper parts={papers}",
        f"2024-11-01 paper parts=fiscal-support{amount}",
        "2024-11-15 application",
    )
    assert desk.under("cast-2013").registered(*register).told("eligibility") == told
