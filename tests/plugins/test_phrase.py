"""What a narration pays for, and what it is only about."""

from __future__ import annotations

import pytest

from earmark.plugins.language.phrase import described, phrase


@pytest.mark.parametrize(
    ("narration", "objects"),
    [
        ("新基建论坛场租", ("场租",)),
        ("防范非法集资与理财陷阱科普讲座讲课费", ("讲课费",)),
        ("“工资集体协商与科技工作者权益”座谈会会场费", ("会场费",)),
        ("科普短视频《罚单背后的物理学》制作费", ("制作费",)),
        ("装修工程款", ("装修工程款",)),
        ("会议室装修改造", ("会议室装修改造",)),
        ("学术年会聚餐", ("聚餐",)),
        ("赞助学术论坛", ("赞助学术论坛",)),
        ("学术年会赞助费", ("赞助费",)),
        ("科普展览", ()),
        ("办公用品及论文集印刷费", ("印刷费",)),
        ("打印纸、墨盒", ("打印纸", "墨盒")),
        ("会务费(含伴手礼)", ("会务费",)),
        ("Renovation of secretariat office, phase 2", ("renovation",)),
        ("Payment of staff salaries", ("staff salaries",)),
        ("Venue hire for investment forum", ("venue hire",)),
    ],
)
def test_objects(narration: str, objects: tuple[str, ...]) -> None:
    assert phrase(narration).objects == objects


def test_brackets_are_asides() -> None:
    assert phrase("会员考察活动费（含景区门票、导游）").asides == ("含景区门票、导游",)


@pytest.mark.parametrize("narration", ["报销", "费用报销", "货款", "", "技术服务费", "Reimbursement"])
def test_a_narration_may_say_nothing(narration: str) -> None:
    assert phrase(narration).vague


@pytest.mark.parametrize("narration", ["报销差旅费", "会议尾款结清场租", "论文集印刷"])
def test_a_narration_that_names_a_thing_says_something(narration: str) -> None:
    assert not phrase(narration).vague


@pytest.mark.parametrize(("rest", "only"), [("通知书印刷费", True), ("工程款", False), ("印刷厂装修", False)])
def test_a_lawful_word_at_the_end_makes_what_stands_before_it_a_description(rest: str, *, only: bool) -> None:
    assert described(rest) is only
