"""The award's account stands in the recipient's own name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from .conftest import Desk


@pytest.mark.parametrize(
    ("holder", "told"),
    [
        ("江城示例学会", {}),
        ("江城示例學會", {}),
        ("江城示例学会服务中心", {"account": "violation"}),
        (None, {"account": "unknown"}),
    ],
)
def test_by_name(desk: Desk, holder: str | None, told: dict[str, str]) -> None:
    assert desk.with_award(holder=holder).told("holder") == told


def test_a_treasury_quota_has_no_account(desk: Desk) -> None:
    quota = replace(desk.award.grant, mode="quota")
    assert desk.with_award(grant=quota, holder=None).told("holder") == {}
