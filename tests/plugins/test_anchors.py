"""What must stand in a text before a pattern can match: never a match that is not looked for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plugins.conftest import DATA

from earmark.plugins.language.anchors import Anchors, gated, needs
from earmark.plugins.language.lexicon import FOLDER, Words, kinds, payee_classes, phrases


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("装修", ["装修"]),
        ("装修(?!协会)|罚款", ["装修", "罚款"]),
        ("办公(?:室|用房)租金", ["办公"]),
        (r"\brent\b", ["rent"]),
        ("购[买置]?车辆", ["车辆"]),
        ("借款?利息", ["利息"]),
        ("滞纳金+款", ["滞纳金"]),
        ("罚(?:款|金)", ["罚款", "罚金"]),
        ("(?:a|b)c?", ["a", "b"]),
        ("(?:a|b)?c?", None),
        ("罚款|[甲乙]", ["罚款", "甲", "乙"]),
        ("罚款|[^甲乙]", None),
        ("罚款|[甲-乙]", None),
        ("(?:缴纳|支付).{0,6}(?:罚|滞纳金)", ["缴纳", "支付"]),
        ("(?:缴|支付).{0,6}(?:罚款|滞纳金)", ["罚款", "滞纳金"]),
        ("(?<!不)(?:罚(?:款|金))(?=票)", ["罚款", "罚金"]),
        ("(?=罚款).", None),
        ("(?:罚款)?单据*", ["单"]),
        ("罚{2}款", ["罚款"]),
        ("[电话]费", ["电费", "话费"]),
        ("a.?bc?d", ["bd", "cd"]),
        ("罚{0,2}款", ["款"]),
        (r"a\.b(c|d)ef", ["ef"]),
        ("((a)b)cd", ["cd"]),
        ("", None),
        ("(?!)", None),
    ],
)
def test_anchors(pattern: str, found: list[str] | None) -> None:
    said = [first for first, _ in needs(pattern)]
    assert (sorted(one for first in said for one in first) if all(said) else None) == (
        found and sorted(found)
    )


@pytest.mark.parametrize(
    ("pattern", "second"),
    [
        ("装修", []),
        ("会员.{0,6}赞助", ["赞助"]),
        ("(?:缴纳|支付).{0,6}(?:罚|滞纳金)", ["罚", "滞纳金"]),
        ("工资(?:表|单)?", []),
        ("(?:地|墙)面?.{0,3}(?:粉刷|修补)", ["地", "墙"]),
        ("年会(?!费).{0,8}(?:协办)?", []),
    ],
)
def test_an_alternative_may_need_two_things(pattern: str, second: list[str]) -> None:
    assert [sorted(words) for _, words in needs(pattern)] == [sorted(second)]


def test_one_of_two_things_is_not_enough() -> None:
    index = Anchors({"sponsor": "(?:会员|单位).{0,6}(?:赞助|冠名)"})
    assert index.likely("单位会员冠名费") == {"sponsor"}
    assert index.likely("会员活动场租") == index.likely("赞助") == set()


WORDS = [kind.words for kind in kinds()] + list(phrases().values()) + list(payee_classes().values())
INDEX = Anchors({place: words.pattern for place, words in enumerate(WORDS)})
TEXTS = [
    line for name in ("lines.csv", "ordinary.csv") for line in (DATA / name).read_text("utf-8").splitlines()
]


def missing(text: str) -> list[Words]:
    likely = INDEX.likely(text)
    return [p for n, p in enumerate(WORDS) if n not in likely and p.search(text)]


def test_no_kind_is_overlooked_in_what_bookkeepers_write() -> None:
    assert [text for text in TEXTS if missing(text)] == []
    assert sum(len(INDEX.likely(text)) for text in TEXTS) < len(TEXTS) * len(WORDS) / 2


@given(st.text(alphabet=sorted(set("".join(p.pattern for p in WORDS)))))
def test_no_kind_is_overlooked_in_any_text_of_these_letters(text: str) -> None:
    assert missing(text) == []


def lists(data: Any) -> Iterator[list[Any]]:  # noqa: ANN401
    """Every list within a table."""
    if isinstance(data, dict):
        for value in data.values():
            yield from lists(value)
    elif isinstance(data, list):
        yield data
        for value in data:
            yield from lists(value)


RAW = [
    "|".join(words)
    for file in FOLDER.glob("*.toml")
    for words in lists(tomllib.loads(file.read_text("utf-8")))
    if all(isinstance(word, str) for word in words)
]
PAIRS = [(re.compile(raw), re.compile(gated(raw))) for raw in RAW]


def otherwise(text: str) -> list[str]:
    """The patterns that find something else when they are gated."""
    return [
        raw.pattern
        for raw, gate in PAIRS
        if [m.span() for m in raw.finditer(text)] != [m.span() for m in gate.finditer(text)]
    ]


def test_a_gate_changes_nothing_that_bookkeepers_write() -> None:
    assert [text for text in TEXTS if otherwise(text)] == []
    assert sum(raw.pattern != gate.pattern for raw, gate in PAIRS) > 20


@given(st.text(alphabet=sorted(set("".join(RAW)))))
def test_a_gate_changes_nothing_in_any_text_of_these_letters(text: str) -> None:
    assert otherwise(text) == []


def test_what_needs_no_gate_has_none() -> None:
    assert gated("装修|罚款") == "装修|罚款"
    assert gated("装修|(?:罚|贷)款") == "(?=[罚装贷])(?:装修|(?:罚|贷)款)"
    assert gated("装修|.款") == "装修|.款"
    assert gated("(?:a?)b?") == "(?:a?)b?"


def test_the_edge_of_a_word_comes_after_its_first_letter() -> None:
    assert gated(r"\bfee|罚款") == r"f(?<=\bf)ee|罚款"
    assert gated(r"\bs?fee") == r"(?=[fs])(?:\bs?fee)"


LETTERS = st.sampled_from(["a", "b", "c", "[ab]", "[^a]", ".", r"\ba", r"\\b"])
QUANTIFIERS = st.sampled_from(["", "", "", "?", "*", "+", "{0,2}", "{2}"])
PATTERNS = st.recursive(
    LETTERS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("|".join),
        st.tuples(st.sampled_from(["(?:", "(", "(?!", "(?=", "(?<!b)(?:"]), inner).map(
            lambda p: f"{p[0]}{p[1]})"
        ),
        st.tuples(LETTERS, QUANTIFIERS).map("".join),
        st.tuples(inner, QUANTIFIERS).map(lambda p: f"(?:{p[0]}){p[1]}"),
    ),
    max_leaves=8,
)


@given(PATTERNS, st.text("abc \\", max_size=8))
@settings(max_examples=1000, deadline=None)
def test_whatever_the_pattern_a_match_has_an_anchor_and_passes_the_gate(pattern: str, text: str) -> None:
    spans = [match.span() for match in re.finditer(pattern, text)]
    assert not spans or Anchors({"it": pattern}).likely(text)
    assert [match.span() for match in re.finditer(gated(pattern), text)] == spans
