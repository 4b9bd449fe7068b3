"""Who may apply under 四（二） of the national scheme: associations of provinces and of the cities named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from .conftest import Desk


def named(desk: Desk, name: str) -> Desk:
    return desk.under("cast-2013").with_award(grant=replace(desk.award.grant, recipient_name=name))


@pytest.mark.parametrize(
    "name",
    [
        "湖北省科学技术协会",
        "武汉市科学技术协会",
        "广西壮族自治区科协",
        "新疆生产建设兵团科学技术协会",
        "重庆市科协",
        "廣東省科學技術協會",
    ],
)
def test_these_may_apply(desk: Desk, name: str) -> None:
    assert named(desk, name).told("applicant") == {}


@pytest.mark.parametrize(
    "name", ["江城县科学技术协会", "江城示例学会", "中国科学技术协会", "襄阳市科学技术协会"]
)
def test_these_may_not(desk: Desk, name: str) -> None:
    assert named(desk, name).told("applicant") == {"recipient": "violation"}


def test_a_recipient_without_a_name_cannot_be_told(desk: Desk) -> None:
    assert named(desk, "").told("applicant") == {"recipient": "unknown"}
