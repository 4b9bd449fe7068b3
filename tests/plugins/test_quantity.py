"""Quantities that the narration itself contradicts."""

from __future__ import annotations

import pytest

from earmark.plugins.language.phrase import phrase
from earmark.plugins.signs.quantity import signs


@pytest.mark.parametrize(
    "narration",
    [
        "年会资料袋、代表证3000套(参会180人)",
        "继教班60人讲义：装订1200本、U盘600只",
        "会议资料打印用硒鼓12支、复印纸40箱",
    ],
)
def test_out_of_proportion(narration: str) -> None:
    (sign,) = signs(phrase(narration))
    assert sign.outcome == "review"
    assert sign.clears.zh


@pytest.mark.parametrize(
    "narration",
    [
        "年会论文集印刷300册",
        "培训班80人讲义、笔记本各80本",
        "科普读本3000册(发放32个社区)",
        "复印纸5箱",
        "参观人数2000人次，导览单9000份",
    ],
)
def test_in_proportion_or_nothing_to_compare(narration: str) -> None:
    assert signs(phrase(narration)) == []
