"""Stages in order, none skipped."""

from __future__ import annotations

from .conftest import Desk


def test_in_order(desk: Desk) -> None:
    assert desk.told("stages") == {}


def test_a_review_after_the_list_is_a_list_too_early(desk: Desk) -> None:
    said = desk.registered("2024-10-21 application", "2025-02-26 review", "2025-02-24 list")
    assert said.told("stages") == {"stage:list": "violation"}


def test_two_stages_on_one_day_are_in_order(desk: Desk) -> None:
    assert (
        desk.registered("2024-10-21 application", "2025-02-24 review", "2025-02-24 list").told("stages") == {}
    )


def test_a_stage_between_two_others_is_missed(desk: Desk) -> None:
    (found,) = desk.registered("2024-10-21 application", "2025-02-24 list").findings([], "stages")
    assert (found.subject, found.outcome) == ("stage:missing", "unknown")
    assert found.evidence[0].text.zh.endswith("：专家评审")


def test_before_anything_was_spent_nothing_later_is_due(desk: Desk) -> None:
    applied = desk.registered("2024-10-21 application")
    assert applied.told("stages") == {}
    assert applied.told("stages", desk.pay("场租")) == {"stage:missing": "unknown"}
