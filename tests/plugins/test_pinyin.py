"""Words spelled in Latin letters are read; English and what cannot be read whole stay as they are."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.plugins.language.phrase import phrase
from earmark.plugins.language.pinyin import FILE, written_out

WORDS = tomllib.loads(FILE.read_text(encoding="utf-8"))["words"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("3月gz", "3月工资"),
        ("支付zxk", "支付装修款"),
        ("bgszxk", "办公室装修款"),
        ("tuanbiao shencha zjzxf (11yue3ri)", "团标审查专家咨询费(11月3日)"),
        ("4jidu dk lx", "4季度贷款利息"),
        ("zhuangxiu gongchengkuan", "装修工程款"),
    ],
)
def test_what_is_spelled_is_read(text: str, read: str) -> None:
    assert written_out(text).text == read


@pytest.mark.parametrize(
    "text",
    [
        "led屏租赁",
        "ppt制作",
        "vip席位",
        "app开发",
        "gift cards for council members",
        "banner printing",
        "venue hire",
        "line rental",
        "open access fee",
        "english abstract polishing, journal 2025 no. 2",
    ],
)
def test_what_is_not_spelled_stays(text: str) -> None:
    assert written_out(text).text == text


def test_a_narration_says_how_it_was_read() -> None:
    assert phrase("3月GZ").read == (("gz", "工资"),)


@pytest.mark.parametrize("word", [w for w, (short, _) in WORDS.items() if len(short) > 3 and w.isalpha()])
def test_each_word_is_read_by_its_initials(word: str) -> None:
    assert written_out(WORDS[word][0]).text == word


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz 0123456789工资装修,()"))
def test_reading_takes_no_character_away(text: str) -> None:
    found = written_out(text).text
    assert all(found.count(c) >= text.count(c) for c in "工资装修0123456789,()")


@given(st.text(alphabet="0123456789工资装修年会场租,，()（）《》 ."))
def test_a_text_without_letters_stays(text: str) -> None:
    assert written_out(text).text == text
