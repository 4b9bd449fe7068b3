"""Texts are compared in one form, and kept as they came."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import zhconv
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.plugins.language.words import TRADITIONAL, normal


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


def test_the_letters_that_may_change_are_those_of_zhconv() -> None:
    """Only a text with one of them is given to zhconv; where zhconv learns new ones, write them into the file."""
    table = json.loads(Path(zhconv.__file__).with_name("zhcdict.json").read_text("utf-8"))["zh2Hans"]
    changed = {old for key, value in table.items() for old, new in zip(key, value, strict=True) if old != new}
    assert set(TRADITIONAL.read_text("utf-8")) - {"\n"} == changed
