"""The public notice: its days in every way of counting that is open, and its objections."""

from __future__ import annotations

from dataclasses import replace

import pytest

from earmark.plugins.notice import Reading, counted

from .conftest import Desk, day


def noticed(desk: Desk, begin: str, end: str, answer: str = "", *more: str) -> Desk:
    settings = {"notice-days": answer} if answer else {}
    lines = (f"{begin} notice", f"{end} notice-end result=无异议", *more)
    return desk.registered(*lines).with_award(settings=settings)


@pytest.mark.parametrize(
    ("end", "answer", "told"),
    [
        ("2025-02-24", "", {}),  # eleven working days even without both ends
        ("2025-02-20", "", {"stage:notice": "unknown"}),
        ("2025-02-15", "", {"stage:notice": "violation"}),  # six days in the most generous way
        ("2025-02-20", "自然日 算一头", {}),
        ("2025-02-20", "calendar one", {}),
        ("2025-02-20", "自然日，首尾都不算", {"stage:notice": "violation"}),
        ("2025-02-19", "自然日，首尾都算", {}),
        ("2025-02-20", "工作日", {"stage:notice": "violation"}),
        ("2025-02-20", "自然日", {"stage:notice": "unknown"}),  # the ends are still open
    ],
)
def test_long_enough_as_the_funder_counts(desk: Desk, end: str, answer: str, told: dict[str, str]) -> None:
    begin = "2025-02-07" if end == "2025-02-24" else "2025-02-10"
    assert noticed(desk, begin, end, answer).told("notice") == told


def test_the_question_is_answered_under_its_chinese_name_too(desk: Desk) -> None:
    said = noticed(desk, "2025-02-10", "2025-02-20").with_award(settings={"公示天数算法": "自然日 算一头"})
    assert said.told("notice") == {}


def test_holidays_and_working_weekends_are_the_policys(desk: Desk) -> None:
    rule = desk.policy.rule("notice")
    assert rule is not None
    reading = Reading("working", "both")
    assert counted(day("2025-01-24"), day("2025-02-08"), reading, rule) == 11
    known = replace(
        rule,
        settings={
            "holidays": "2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-02-03 2025-02-04",
            "workdays": "2025-01-26 2025-02-08",
        },
    )
    assert counted(day("2025-01-24"), day("2025-02-08"), reading, known) == 7


def test_without_its_days_it_cannot_be_told(desk: Desk) -> None:
    assert desk.registered("2025-02-10 notice").told("notice") == {"stage:notice": "unknown"}


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ("", {"stage:objection": "violation"}),
        (" result=成立", {"stage:objection": "violation"}),
        (" result=不成立", {}),
    ],
)
def test_an_objection_is_settled_before_the_list(desk: Desk, result: str, told: dict[str, str]) -> None:
    said = noticed(
        desk, "2025-02-10", "2025-02-20", "自然日 算一头", f"2025-02-12 objection{result}", "2025-02-24 list"
    )
    assert said.told("notice") == told


def test_a_notice_that_does_not_say_whether_anybody_objected(desk: Desk) -> None:
    said = desk.registered("2025-02-03 notice", "2025-02-24 notice-end")
    assert said.told("notice") == {"stage:objection": "unknown"}
