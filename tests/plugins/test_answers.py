"""An answer that no rule can read is refused: it would stand as answered and change nothing."""

from __future__ import annotations

import pytest

from earmark.plugins.judging.answers import NoAnswer, check_answer
from earmark.plugins.policy import shipped, shipped_policy


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("late-fee", "fine"),
        ("late-fee", "Fine"),
        ("late-fee", "allowed"),
        ("staff-benefits", "personnel or unrelated"),
        ("single-source", "50,000"),
        ("one-signature", "5000.00"),
        ("notice-days", "自然日 算一头"),
        ("notice-days", "working both"),
        ("balance", "结项时退回"),
        ("ban-years", "满年"),
        ("ban-years", "calendar"),
        ("repeat-exception", "waiver"),
        ("repeat-exception", "允许"),
    ],
)
def test_what_the_rule_reads_is_taken(question: str, answer: str) -> None:
    check_answer(question, answer)


@pytest.mark.parametrize(
    ("question", "answer", "fix"),
    [
        ("late-fee", "不算", "fine 支付罚款"),
        ("late-fee", "banana", "allowed 允许"),
        ("late-fee", "", "allowed"),
        ("single-source", "五万以下", "50000.00"),
        ("single-source", "0", "50000.00"),
        ("notice-days", "随便", "自然日、工作日"),
        ("repeat-exception", "看情况", "waiver 须豁免"),
        ("balance", " ", "funder 退回"),
        ("balance", "退回或留用", "funder 退回"),
        ("ban-years", "三年", "full 满年"),
        ("interest", " ", "写明"),
    ],
)
def test_what_it_cannot_read_is_refused_with_what_it_reads(question: str, answer: str, fix: str) -> None:
    with pytest.raises(NoAnswer) as raised:
        check_answer(question, answer)
    assert fix in raised.value.show("zh")
    assert raised.value.show("en")


@pytest.mark.parametrize("policy", shipped())
def test_every_question_that_a_shipped_policy_asks_has_an_answer(policy: str) -> None:
    for question in shipped_policy(policy).questions:
        takes = [
            said for said in ("allowed", "50000", "自然日 算一头", "funder", "满年") if _taken(question, said)
        ]
        assert takes, question


def _taken(question: str, answer: str) -> bool:
    try:
        check_answer(question, answer)
    except NoAnswer:
        return False
    return True
