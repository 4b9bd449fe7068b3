"""Texts are compared in one form, and kept as they came."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.plugins.words import normal


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("第１２期青年科学家论坛场租　２０２６", "第12期青年科学家论坛场租2026"),
        ("會議室裝修改造", "会议室装修改造"),
        ("会 议\u200b室　装 修", "会议室装修"),
        ("办·公·用·品", "办公用品"),
        ("Gift  Cards for\tcouncil", "gift cards for council"),
        ("代理記帳", "代理记账"),
        ("专著出版费", "专著出版费"),
        ("ETC 通行费", "etc通行费"),
        ("", ""),
    ],
)
def test_one_form(written: str, compared: str) -> None:
    assert normal(written) == compared


@given(st.text(alphabet="会議室裝修改造费用ＡＢab12 　()（）", max_size=20))
@settings(max_examples=50, deadline=None)
def test_the_one_form_is_its_own_form(text: str) -> None:
    assert normal(normal(text)) == normal(text)
