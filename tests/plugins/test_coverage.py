"""Every clause of a shipped policy is checked by a rule, or says why not; its words are those that were hashed."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from earmark.plugins.judging.coverage import coverage
from earmark.plugins.policy import DamagedPolicy, load_policy, shipped, shipped_policy

from .conftest import Desk

SEEDS = ("cast-2013", "wuhan-2012")


@pytest.mark.parametrize("name", shipped())
def test_no_clause_of_a_shipped_policy_is_open(name: str) -> None:
    assert [c.id for c in coverage(shipped_policy(name)) if c.open] == []


@pytest.mark.parametrize("path", shipped().values(), ids=str)
def test_the_words_of_each_clause_are_those_that_were_hashed(path: Path) -> None:
    for clause in tomllib.loads(path.read_text(encoding="utf-8"))["clauses"]:
        assert sha256(clause["text"].encode()).hexdigest() == clause["sha256"], clause["id"]


@pytest.mark.parametrize("name", SEEDS)
def test_what_a_rule_tells_apart_has_a_clause_of_the_policy(name: str) -> None:
    policy = shipped_policy(name)
    assert {clause for rule in policy.rules for clause in rule.cited} <= set(policy.clauses.values())


def test_words_that_do_not_hash_are_refused() -> None:
    data = shipped()["wuhan-2012"].read_bytes()
    with pytest.raises(DamagedPolicy, match="“notice”的原文与其 sha256 不符"):
        load_policy(data.replace("公示十天".encode(), "公示五天".encode()))


def test_a_setting_that_the_rule_does_not_read_is_refused() -> None:
    data = shipped()["wuhan-2012"].read_bytes()
    with pytest.raises(DamagedPolicy, match="规则“notice”没有设置“day”，可用：days"):
        load_policy(data.replace(b'days = "10"', b'day = "10"'))


def test_a_strange_check_of_the_books_is_refused() -> None:
    data = shipped()["wuhan-2012"].read_bytes()
    with pytest.raises(DamagedPolicy, match="不认识“luck”"):
        load_policy(data.replace(b'checked = "segregation"', b'checked = "luck"'))


def test_a_rule_that_earmark_does_not_know_covers_nothing() -> None:
    data = shipped()["wuhan-2012"].read_bytes().replace(b'id = "continuation"', b'id = "clairvoyance"')
    assert [c.id for c in coverage(load_policy(data)) if c.open] == ["dynamic"]


# ---------------------------------------------------------------- a third policy, data alone


@pytest.mark.parametrize(
    ("narration", "payee", "clause"),
    [
        ("购置商务车一辆", "江城汽车销售公司", "listed"),
        ("税务罚款", "税务局", "listed"),
        ("办公楼装修工程款", "江城建筑公司", "listed"),
        ("归还银行贷款", "建设银行", "listed"),
        ("认购理财产品", "江城证券", "listed"),
        ("提取管理费", "江城示例学会", "fees"),
    ],
)
def test_the_third_policy_finds_what_it_prohibits_and_says_review(
    desk: Desk, narration: str, payee: str, clause: str
) -> None:
    third = desk.under("social-organisations-2015")
    (found,) = third.findings([third.pay(narration, payee)], "prohibited")
    assert (found.outcome, found.clause) == ("review", third.policy.clauses[clause])


@pytest.mark.parametrize(
    ("narration", "payee"),
    [
        ("学术年会场租", "江城锦湖会议中心"),
        ("职工工资", "职工A03"),
        ("办公用纸", "江城文具店"),
        ("月饼礼盒", "江城超市"),
    ],
)
def test_what_the_third_policy_does_not_name_is_never_called_prohibited(
    desk: Desk, narration: str, payee: str
) -> None:
    third = desk.under("social-organisations-2015")
    assert third.says(third.pay(narration, payee)) == "allowed"


def test_what_nobody_understands_is_not_allowed_under_any_policy(desk: Desk) -> None:
    third = desk.under("social-organisations-2015")
    assert third.says(third.pay("其他费用", "某某公司")) in {"review", "unknown"}


def test_a_kind_of_use_that_there_is_not_fails_the_rule(desk: Desk) -> None:
    from earmark.plugins.judging import engine

    data = shipped()["social-organisations-2015"].read_bytes().replace(b"office:vehicle", b"office:yacht")
    audit = engine.judge(desk.award, [desk.pay("场租")], load_policy(data))
    (failed,) = audit.failed
    assert failed.message is not None
    assert "office:yacht" in failed.message.zh
