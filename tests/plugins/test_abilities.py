"""Each plan line serves one of the scheme's abilities."""

from __future__ import annotations

from dataclasses import replace

from .conftest import Desk


def serving(desk: Desk, *abilities: str | None) -> Desk:
    lines = [
        replace(line, ability=ability) for line, ability in zip(desk.award.plan, abilities, strict=False)
    ]
    return desk.with_award(plan=tuple(lines))


def test_the_four_of_the_scheme(desk: Desk) -> None:
    said = serving(desk, "服务创新能力", "服务社会和政府", "服务科技工作者", "学会自我发展", "innovation")
    assert said.told("abilities") == {}


def test_another_one(desk: Desk) -> None:
    assert serving(desk, "服务创新", "机关运行").told("abilities") == {"plan:P2": "violation"}


def test_lines_without_one_are_one_finding(desk: Desk) -> None:
    (found,) = serving(desk, None, "服务创新", None).findings([], "abilities")
    assert (found.subject, found.outcome) == ("plan:abilities", "unknown")
    assert "P1、P3" in found.evidence[0].text.zh


def test_an_amended_line_counts_as_amended(desk: Desk) -> None:
    first = replace(desk.award.plan[0], ability="机关运行")
    later = replace(first, date=first.date.replace(month=9), ability="服务创新")
    assert desk.with_award(plan=(later, first)).told("abilities") == {}
