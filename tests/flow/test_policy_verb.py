"""``earmark policy``: list, show, try; and adopting as an act of the funder's or auditor's side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from earmark.plugins.policy import shipped

Office = Any
"""The office of conftest, which tests cannot import."""
pytestmark = pytest.mark.xdist_group("demo")
AWARD = "WH2025-007"


def changed(office: Office, *pairs: tuple[str, str]) -> str:
    """Wuhan's policy with some words changed, under an id of its own."""
    text = shipped()["wuhan-2012"].read_text(encoding="utf-8")
    for old, new in (('id = "wuhan-2012"', 'id = "wuhan-2026"'), *pairs):
        assert old in text
        text = text.replace(old, new, 1)
    (office.folder / "changed.toml").write_text(text, encoding="utf-8")
    return "changed.toml"


def test_the_list_names_what_is_shipped_and_what_was_adopted(demo: Office) -> None:
    listed = demo.json("policy list")
    assert [p["id"] for p in listed["shipped"]] == list(shipped())
    assert [(a["programme"], a["id"], a["by"]) for a in listed["adopted"]] == [
        ("cast-2013", "cast-2013", "gao"),
        ("wuhan-2012", "wuhan-2012", "zhou"),
    ]
    assert "未核对" in demo("policy list").out


def test_show_tells_coverage_settings_and_answers(demo: Office) -> None:
    shown = demo.json("policy show wuhan-2012")
    clauses = {c["id"]: c for c in shown["clauses"]}
    assert clauses["notice"]["rules"] == ["notice", "payment"]
    assert clauses["segregated"]["rules"][0] == "segregation"
    assert clauses["managed"]["rules"] == []
    assert "标准" in clauses["managed"]["unchecked"]
    assert not any(c["open"] for c in shown["clauses"])
    rules = {r["id"]: r for r in shown["rules"]}
    assert rules["notice"]["settings"]["days"] == "10"
    assert rules["checks"]["settings"] == {
        "halfway": "mid-term",
        "closing": "acceptance",
        "grace": "90",
        "bad": rules["checks"]["settings"]["bad"],
    }
    answered = {q["id"]: q["answered"] for q in shown["questions"]}
    assert answered["late-fee"] is None
    assert answered["notice-days"] == {
        "answer": "自然日 算一头", "by": "zhou", "date": "2025-01-01", "source": "武科协〔2012〕105号",
    }  # fmt: skip


def test_a_clause_without_rule_and_reason_is_told_loudly(own_demo: Office) -> None:
    file = changed(
        own_demo,
        ('checked = "segregation"', ""),
        ('[[rules]]\nid = "holder"\nscope = "award"\nseverity = "violation"\nclause = "account"\n', ""),
    )
    path = own_demo.folder / file
    text = path.read_text("utf-8").replace('finance-person = "account"\n', "")
    path.write_text(text, "utf-8")
    own_demo(f"policy adopt wuhan-2012 {file} --date 2026-01-01 --by zhou")
    ran = own_demo("policy show wuhan-2012")
    assert "！！没有规则检查，也没有说明原因" in ran.out
    assert ran.err.endswith("：三(一)\n")


# ---------------------------------------------------------------- try


def test_the_policy_in_force_changes_nothing(demo: Office) -> None:
    (demo.folder / "same.toml").write_bytes(shipped()["wuhan-2012"].read_bytes())
    before = demo.on_disk()
    tried = demo.json(f"policy try wuhan-2012 same.toml --award {AWARD}")
    assert tried["awards"] == [{"award": AWARD, "gained": [], "lost": [], "changed": []}]
    assert demo.on_disk() == before


def test_try_lists_what_is_gained_lost_and_called_otherwise(own_demo: Office) -> None:
    """Fines are prohibited no more, what is outside the plan is review, and a notice must last thirty days."""
    file = changed(
        own_demo,
        ('fine = "listed"\n', ""),
        ('severity = "violation"\nclause = "plan"', 'severity = "review"\nclause = "plan"'),
        ('days = "10"', 'days = "30"'),
    )
    before = own_demo.on_disk()
    tried = own_demo.json(f"policy try wuhan-2012 {file}", 1)
    (one,) = [a for a in tried["awards"] if a["award"] == AWARD]
    assert (one["award"], tried["policy"]["id"]) == (AWARD, "wuhan-2026")
    assert [(f["rule"], f["subject"], f["outcome"]) for f in one["gained"]] == [
        ("notice", "stage:notice", "violation")
    ]
    assert {f["category"] for f in one["lost"]} <= {"fine", ""}
    assert {
        (c["was"]["outcome"], c["now"]["outcome"]) for c in one["changed"] if c["now"]["rule"] == "plan"
    } <= {("violation", "review")}
    assert one["lost"] or one["changed"]
    assert own_demo.on_disk() == before
    said = own_demo(f"policy try wuhan-2012 {file}", 1).out
    assert "新增 1" in said
    assert one["gained"][0]["id"] in said


def test_an_award_of_another_programme_is_refused(demo: Office) -> None:
    (demo.folder / "same.toml").write_bytes(shipped()["wuhan-2012"].read_bytes())
    assert "CAST2025-017" in demo("policy try wuhan-2012 same.toml --award CAST2025-017", 2).err
    assert "没有奖补资金" in demo("policy try nowhere same.toml", 2).err


# ---------------------------------------------------------------- adopting


def test_adopting_is_dated_logged_and_not_the_recipients(own_demo: Office) -> None:
    file = changed(own_demo)
    assert "无权" in own_demo(f"policy adopt wuhan-2012 {file} --by chen", 2).err
    assert "gao" in own_demo(f"policy adopt wuhan-2012 {file} --by gao", 2).err
    own_demo(f"policy adopt wuhan-2012 {file} --date 2026-01-01 --by zhou")
    last = own_demo.json("policy list")["adopted"][-1]
    assert (last["programme"], last["id"], last["date"], last["by"]) == (
        "wuhan-2012",
        "wuhan-2026",
        "2026-01-01",
        "zhou",
    )
    log = (own_demo.root / "programmes/wuhan-2012.log").read_text("utf-8").splitlines()[-1]
    assert "wuhan-2026" in log
    assert "zhou" in log
    own_demo("check")


def test_a_policy_does_not_write_over_anothers(own_demo: Office) -> None:
    text = shipped()["wuhan-2012"].read_text(encoding="utf-8")
    (own_demo.folder / "same-id.toml").write_text(text + "\n# changed\n", encoding="utf-8")
    assert "换一个 id" in own_demo("policy adopt cast-2013 same-id.toml --by gao", 2).err
    own_demo("check")


def test_a_changed_policy_takes_a_new_id_in_its_own_programme_too(own_demo: Office) -> None:
    text = shipped()["wuhan-2012"].read_text(encoding="utf-8")
    (own_demo.folder / "same-id.toml").write_text(text + "\n# changed\n", encoding="utf-8")
    before = own_demo.on_disk()
    assert "换一个 id" in own_demo("policy adopt wuhan-2012 same-id.toml --by zhou", 2).err
    assert own_demo.on_disk() == before


def test_a_policy_and_an_answer_hold_from_their_day_on(own_demo: Office) -> None:
    """What begins in 2099 judges nothing today; of two answers the later dated one holds, whichever was written last."""
    own_demo(f"policy adopt wuhan-2012 {changed(own_demo)} --date 2099-01-01 --by zhou")
    answer = "policy answer wuhan-2012 late-fee {} --source 复函 --date {} --by zhou"
    for said, day in (("fine", "2025-06-01"), ("allowed", "2025-03-01"), ("office", "2099-01-01")):
        own_demo(answer.format(said, day))
    (audited,) = own_demo.json(f"audit {AWARD} --fail-on never")["awards"]
    assert audited["policy"]["id"] == "wuhan-2012"
    shown = own_demo.json("policy show wuhan-2012")
    assert shown["policy"]["id"] == "wuhan-2012"
    assert {q["id"]: q["answered"] for q in shown["questions"]}["late-fee"]["answer"] == "fine"
    own_demo("check")


def test_an_answer_that_says_nothing_is_not_stored(own_demo: Office) -> None:
    before = own_demo.on_disk()
    answer = "policy answer wuhan-2012 late-fee {} --source {} --by zhou"
    assert "fine 支付罚款" in own_demo(answer.format("不算", "复函"), 2).err
    assert "没有写明答复所在的文件" in own_demo(answer.format("fine", "' '"), 2).err
    assert own_demo.on_disk() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "rush"', 'id = "hurry"', "没有规则 hurry"),
        (
            "[rules.categories]",
            '[rules.settings]\nkinds = "office:yacht"\n\n[rules.categories]',
            "没有这些用途：office:yacht",
        ),
    ],
)
def test_what_cannot_be_audited_by_is_not_adopted(own_demo: Office, old: str, new: str, said: str) -> None:
    file, before = changed(own_demo, (old, new)), own_demo.on_disk()
    assert said in own_demo(f"policy adopt wuhan-2012 {file} --by zhou", 2).err
    assert own_demo.on_disk() == before


def test_a_stage_is_entered_with_its_facts(own_demo: Office) -> None:
    """`award amend` knows all that the rules ask of a stage."""
    own_demo(
        f"award amend {AWARD} --document 验收通知 --by chen"
        " --milestone '2026-04-10=acceptance=评价验收；result=不合格；document=验收意见'"
        " --milestone '2026-04-11=paper=补充；parts=财务管理人员、委托项目完成；amount=12,000.00'"
    )
    register = (own_demo.root / f"awards/{AWARD}/register.beancount").read_text("utf-8")
    assert 'parts: "财务管理人员 委托项目完成"' in register
    assert "amount: 12000.00 CNY" in register
    found = [
        f
        for f in own_demo.json(f"audit {AWARD} --fail-on never")["awards"][0]["findings"]
        if f["rule"] == "checks"
    ]
    assert [(f["subject"], f["outcome"]) for f in found] == [("stage:acceptance", "review")]
    assert (
        "不认识"
        in own_demo(
            f"award amend {AWARD} --document x --by chen --milestone '2026-04-10=acceptance=x;colour=red'", 2
        ).err
    )


# ---------------------------------------------------------------- a third policy, from end to end


def test_a_programme_under_a_policy_that_is_data_alone(office: Office, icbc: Callable[..., str]) -> None:
    """A fine, a car and a venue: the policy's words are not verified, so what it prohibits is review, and no more."""
    own, other = "1202021109900088801", "3202019200000010021"
    paid = [
        ("税务罚款", "国家税务总局江城税务局", "500.00"),
        ("购置商务车一辆", "江城汽车销售公司", "99000.00"),
        ("学术年会场租", "江城锦湖会议中心", "8000.00"),
    ]
    office(
        "init books --person chen:recipient:JCSF:finance:陈会计 --person zhou:funder:江城市民政局:officer:周主任"
    )
    office(
        "award new SO2025-001 --programme social-organisations-2015 --recipient JCSF --recipient-name 江城示例学会"
        " --funder 江城市民政局 --amount 200000 --start 2025-03-01 --end 2025-12-31 --chart npo-2004"
        f" --mode dedicated --bank ICBC-8801 --account {own} --plan P1=社会服务=200000 --by chen"
    )
    rows = [
        f"2503050000{n},{own},{other},2025-04-0{n} 09:00:00,借,{amount},,,转账,{why},{who},,"
        for n, (why, who, amount) in enumerate(paid, start=1)
    ]
    office.file("流水.csv", icbc(rows))
    office("import 流水.csv --by chen")
    (audited,) = office.json("audit --fail-on never")["awards"]
    assert audited["policy"]["id"] == "social-organisations-2015"
    found = {
        (f["amount"], f["outcome"], f["category"], f["clause"]["text"])
        for f in audited["findings"]
        if f["rule"] == "prohibited"
    }
    listed = "不得用于购买或修建楼堂馆所、缴纳罚款罚金、偿还债务、对外投资、购买汽车等"
    assert found == {("500.00", "review", "fine", listed), ("99000.00", "review", "office", listed)}


def test_what_stood_before_another_policy_stays_named(own_demo: Office) -> None:
    """A year-end rush of 3,600.00 nobody has decided on: the new policy has no such rule, and it is not lost (law 4)."""
    path = own_demo.folder / changed(own_demo)
    head, rush, tail = path.read_text("utf-8").partition('[[rules]]\nid = "rush"\n')
    path.write_text(head + tail[tail.index("[[") :] if rush else "", "utf-8")
    before = [f for f in own_demo.json(f"findings {AWARD}")["awards"][0]["findings"] if f["rule"] == "rush"]
    ran = own_demo(f"policy adopt wuhan-2012 {path.name} --date 2026-11-26 --by zhou")
    assert "条疑点已列入清单（WH2025-007、WH2025-009）" in ran.out
    (after,) = [f for f in own_demo.json(f"findings {AWARD}")["awards"][0]["findings"] if f["rule"] == "rush"]
    assert [(f["id"], f["amount"]) for f in before] == [(after["id"], after["amount"])]
    assert after["status"] == "not_found"
    said = own_demo(f"findings {AWARD} {after['id']}").out
    assert "采用另一方案前的清单 RP-0001 列出" in said
    assert "规则 rush 已不在实施方案里" in said
    assert own_demo("check").code == 0
