"""Policies are data: read whole, known by the hash of their bytes, refused with a reason."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from earmark.plugins.judging import engine
from earmark.plugins.judging.finding import CATEGORIES
from earmark.plugins.policy import DamagedPolicy, Policy, UnknownPolicy, load_policy, shipped, shipped_policy

SMALL = """
format = 1
id = "small"
document = "某某办法"
verified = true
[title]
zh = "某某办法"
en = "Some measures"
[[clauses]]
id = "c"
number = "三"
text = "不得用于捐款"
[[rules]]
id = "prohibited"
scope = "award"
severity = "violation"
clause = "c"
[rules.categories]
donation = "c"
[[questions]]
id = "late-fee"
zh = "滞纳金"
en = "late fees"
asks_zh = "算不算罚款"
asks_en = "Is it a fine?"
"""


@pytest.mark.parametrize("name", ["cast-2013", "wuhan-2012"])
def test_a_shipped_policy_prohibits_the_nine_uses_in_its_documents_words(name: str) -> None:
    policy = shipped_policy(name)
    rule = policy.rule("prohibited")
    assert rule is not None
    assert tuple(rule.categories) == CATEGORIES
    assert rule.clause_of("fine").text == "不得用于捐款、赞助、支付罚款、还贷、对外投资、基建等支出"
    assert rule.clause_of("office").text == "不得用于人员、日常办公经费支出"
    assert rule.clause_of("unrelated").text == "不得用于与本项目无关的其他支出"
    assert policy.verified


@pytest.mark.parametrize("name", ["cast-2013", "wuhan-2012"])
def test_a_shipped_policy_asks_only_for_rules_that_there_are(name: str) -> None:
    policy = shipped_policy(name)
    assert {rule.id for rule in policy.rules} <= set(engine.ABOUTS)
    assert len({rule.id for rule in policy.rules}) == len(policy.rules)


def test_a_policy_is_known_by_the_hash_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    assert load_policy(path).sha256 == sha256(path.read_bytes()).hexdigest()
    assert load_policy(SMALL.encode()).sha256 == load_policy(path).sha256


def test_the_policies_shipped() -> None:
    assert list(shipped()) == ["cast-2013", "social-organisations-2015", "wuhan-2012"]
    with pytest.raises(UnknownPolicy, match="cast-2013, social-organisations-2015, wuhan-2012"):
        shipped_policy("nowhere")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format = 1", "format = 2", "格式是 2，应为 1"),
        ('clause = "c"', 'clause = "d"', "没有条款“d”"),
        ('donation = "c"', 'bribe = "c"', "不认识“bribe”"),
        ('scope = "award"', 'scope = "world"', "不认识“world”"),
        ('number = "三"', "number = 3", "缺少“number”"),
        ('id = "small"', "", "缺少“id”"),
        ("[title]", "[title", "读不懂"),
        ("format = 1", 'format = "1"', "格式是 '1'，应为 1"),
        ("format = 1", "format = true", "格式是 True，应为 1"),
        ("verified = true", 'verified = "yes"', "“verified”应为 true 或 false"),
        ('id = "small"', 'id = "../small"', "编号“../small”只能有字母、数字和 -"),
        (
            '[title]\nzh = "某某办法"\nen = "Some measures"',
            'title = "某某办法"',
            r"“title”应为 \[title\] 一节",
        ),
        ('donation = "c"', 'donation = ["c"]', "缺少“donation”，或不是文字"),
        ("[rules.categories]", "[rules.Categories]", "不认识“Categories”"),
        ('clause = "c"', 'clause = "c"\ncategory = ["fine"]', "不认识“\\['fine'\\]”"),
        ("[[questions]]", "[[question]]", "不认识“question”"),
        ("[[rules]]", "[rules]", r"“rules”应写成 \[\[rules\]\]"),
        (
            "[[rules]]",
            '[[clauses]]\nid = "c"\nnumber = "四"\ntext = "另"\n[[rules]]',
            "“clauses”里“c”出现两次",
        ),
        ("format = 1", f"format = 1\nid2 = {'[' * 5000}", "嵌套太深"),
        ("format = 1", f"format = 1 # {'x' * (1 << 20)}", "文件超过 1048576 字节"),
    ],
)
def test_a_damaged_policy_names_file_and_fault(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "small.toml"
    path.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DamagedPolicy, match=said) as raised:
        load_policy(path)
    assert raised.value.file == path
    assert raised.value.show("en")


@pytest.mark.parametrize("value", ["seven", "-7", "7.5", "1e9", "99999999999", "７"])
def test_a_number_that_is_none_is_refused_when_the_file_is_read(value: str) -> None:
    """Not when the rule runs: by then the policy has been adopted, and no award can be audited."""
    rule = 'id = "notice"\nscope = "award"\nseverity = "review"\nclause = "c"\nsettings = { days = "DAYS" }\n'
    load_policy(
        SMALL.replace("[[questions]]", f"[[rules]]\n{rule}[[questions]]").replace("DAYS", "7").encode()
    )
    with pytest.raises(DamagedPolicy, match="设置“days”应为数"):
        load_policy(
            SMALL.replace("[[questions]]", f"[[rules]]\n{rule}[[questions]]").replace("DAYS", value).encode()
        )


def test_a_file_of_notepad_is_read() -> None:
    assert load_policy(b"\xef\xbb\xbf" + SMALL.encode()).id == "small"


def test_a_missing_policy_is_named(tmp_path: Path) -> None:
    with pytest.raises(DamagedPolicy, match=r"none\.toml"):
        load_policy(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({}, None),
        ({"late-fee": "not answered"}, None),
        ({"late-fee": "fine"}, ("fine",)),
        ({"滞纳金": "fine"}, ("fine",)),
        ({"滯納金": "personnel or unrelated"}, ("personnel", "unrelated")),
        ({"late-fee": "allowed"}, ("allowed",)),
        ({"会费": "fine"}, None),
    ],
)
def test_an_answer_comes_from_the_funder(given: dict[str, str], answer: tuple[str, ...] | None) -> None:
    rule = load_policy(SMALL.encode()).rule("prohibited")
    assert rule is not None
    assert rule.answer("late-fee", given) == answer


def test_a_policy_judges_only_what_it_prohibits() -> None:
    policy: Policy = load_policy(SMALL.encode())
    rule = policy.rule("prohibited")
    assert rule is not None
    assert rule.judges("donation")
    assert not rule.judges("office")
    assert policy.rule("plan") is None


# ---------------------------------------------------------------- what a revocation brings


def test_the_shipped_policies_say_what_a_revocation_takes_back() -> None:
    wuhan, cast, third = (
        shipped_policy(id_).revocation for id_ in ("wuhan-2012", "cast-2013", "social-organisations-2015")
    )
    assert wuhan is not None
    assert cast is not None
    assert (wuhan.scope, wuhan.ban_years, wuhan.clause.number) == ("paid", 3, "五(二)")
    assert (cast.scope, cast.ban_years) == ("award", 0)
    assert third is None


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ('clause = "nowhere"\nscope = "paid"', "没有条款“nowhere”"),
        ('clause = "revocation"\nscope = "half"', "不认识“half”"),
        ('clause = "revocation"\nscope = "paid"\nban_years = 3', "ban_years"),
        ('clause = "revocation"\nscope = "paid"\nban = "3"', "不认识“ban”"),
        ('clause = "revocation"', "缺少“scope”"),
    ],
)
def test_a_section_on_revocation_that_is_wrong_is_named(section: str, said: str) -> None:
    text = shipped()["cast-2013"].read_text("utf-8")
    whole = 'clause = "revocation"\nscope = "award"'
    assert whole in text
    with pytest.raises(DamagedPolicy) as raised:
        load_policy(text.replace(whole, section).encode())
    assert said in raised.value.show("zh")
