"""A charge that says itself that it is another project's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from earmark.ledger.awards.award import OtherProject

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk


@pytest.fixture
def listed(desk: Desk) -> Desk:
    assert desk.award.parties
    projects = (OtherProject("B2025-017", "科普资源库建设"), OtherProject("K31"))
    return desk.with_award(parties=replace(desk.award.parties, other_projects=projects))


@pytest.mark.parametrize(
    "text", ["B2025-017打印费", "代付Ｂ２０２５－０１７展品运输费", "K31场租", "b2025-017 travel"]
)
def test_a_number_of_the_list_is_a_fact(listed: Desk, text: str) -> None:
    (found,) = listed.findings([listed.pay(text)], "prohibited")
    assert (found.outcome, found.category, found.evidence[0].weight) == ("violation", "unrelated", "fact")


@pytest.mark.parametrize("text", ["K310型展具运输费", "WH2025-007项目审计费会场租", "学术年会场租"])
def test_other_numbers_are_not(listed: Desk, text: str) -> None:
    assert listed.says(listed.pay(text)) == "allowed"


@pytest.mark.parametrize("text", ["科普资源库建设专家评审费", "转列省级课题打印费", "分摊联合项目场租费"])
def test_a_name_or_words_are_review(listed: Desk, text: str) -> None:
    assert listed.says(listed.pay(text)) == "review"


def test_an_unlisted_number_is_told_by_its_year(desk: Desk) -> None:
    assert desk.says(desk.pay("承担项目B2024-017场租")) == "unrelated"
    assert desk.says(desk.pay("承担项目B2025-017场租")) == "review"
