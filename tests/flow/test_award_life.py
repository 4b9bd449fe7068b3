"""The life of an award as the people concerned type it: waived, revoked, barred, let in again. Amounts in CNY."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from earmark.ledger.base.asof import as_of
from earmark.plugins.policy import shipped

Office = Any
"""The office of conftest, which tests cannot import."""
A = "1202021109900088801"
GRANT = f"25030500001,{A},3202019200000017715,2025-03-05 09:12:00,贷,,300000.00,,转账,第一期奖补资金,武汉市科学技术协会,300000.00,"
BOUGHT = f"25091000002,{A},3202019200000010021,2025-09-10 10:30:00,借,16000.00,,,转账,办公室空调2台,江城环宇电器商行,284000.00,"
AWARD = "WH2025-007"
AGAIN = """award new WH2026-001 --programme wuhan-2012 --recipient {code} --recipient-name 江城示例学会
  --funder 武汉市科学技术协会 --amount 100000 --start {start} --end 2029-12-31 --chart npo-2026
  --mode dedicated --bank CMB-1 --account 7555 --plan P1=学术交流=100000 --by zhou"""


@pytest.fixture
def questioned(started: Office, icbc: Callable[..., str]) -> tuple[Office, str]:
    """300,000.00 came in, air conditioners for 16,000.00 were bought; the finding's id."""
    started("users add lin:auditor:江城中和会计师事务所:auditor:林审计 --by zhou")
    started.file("流水.csv", icbc([GRANT, BOUGHT]))
    started("import 流水.csv --by chen")
    started(f"draft complete {AWARD} V0002 --account 5101-会议费 --plan P1 --by chen")
    started(f"post {AWARD} --by chen")
    (found,) = (id_ for id_, s in started.findings().items() if s == "open")
    return started, found


# ---------------------------------------------------------------- revoked


def test_revoked_the_money_goes_back_and_nobody_applies_for_three_years(
    questioned: tuple[Office, str],
) -> None:
    office, finding = questioned
    office(f"decide {AWARD} {finding} --uphold-all --recover --reason 虚报会议 --date 2025-10-01 --by lin")
    office(f"order {AWARD} D-0001 --route restore --due 2025-11-30 --date 2025-10-10 --by zhou")
    ran = office(
        f"revoke {AWARD} --decision D-0001 --reason 虚报业绩 --due 2025-12-31 --date 2025-11-10 --by zhou"
    )
    assert ran.out.splitlines() == [
        "O-0002：撤销 WH2025-007，收回已拨付、未退回的 300,000.00 元，2025-12-31 前退回拨款单位",
        "O-0001 未收回的 16,000.00 元并入 O-0002",
        "江城示例学会 自 2025-11-10 至 2028-11-09 不得申报（武科协〔2012〕105号《学会能力提升专项实施方案》 五(二)）",
    ]
    assert "ban-years" in ran.err
    assert office.stands() == {
        "received": "300000.00", "spent": "16000.00", "bank": "284000.00", "questioned": "16000.00",
        "upheld": "16000.00", "ordered": "16000.00", "absorbed": "16000.00", "outstanding": "300000.00",
    }  # fmt: skip

    office(f"draft mirror {AWARD} O-0002 --by chen")
    office(f"post {AWARD} --by chen")
    office(f"return {AWARD} O-0002 --amount 284000 --date 2025-12-01 --from-award --by chen")
    office(f"return {AWARD} O-0002 --amount 16000 --date 2025-12-02 --by chen")
    office(f"post {AWARD} --by chen")
    office(f"return {AWARD} O-0002 --amount 300000 --date 2025-12-02 --reference 收款收据 --by zhou")
    assert office.stands() == {
        "received": "300000.00", "returned_to_funder": "300000.00", "questioned": "16000.00",
        "upheld": "16000.00", "ordered": "16000.00", "absorbed": "16000.00", "returned": "300000.00",
    }  # fmt: skip
    office("check")
    office("verify")


def test_a_recipient_under_a_ban_is_registered_only_with_a_waiver(questioned: tuple[Office, str]) -> None:
    office, _ = questioned
    office(
        f"revoke {AWARD} --reason 伪造年检材料 --basis 五(二) --due 2025-12-31 --date 2025-11-10 --by zhou"
    )
    for code in ("JCSF", "JCSF-NEW"):
        ran = office(AGAIN.format(code=code, start="2026-01-01"), 2)
        assert "至 2028-11-09" in ran.err
        assert "WH2025-007 的撤销决定 O-0001" in ran.err
        assert "五(二)" in ran.err
    office("waive --programme wuhan-2012 --rule ban --recipient JCSF --reason 应急任务 --until 2026-12-31 "
           "--date 2025-12-01 --by zhou")  # fmt: skip
    assert "由另一人批准" in office("waive --programme wuhan-2012 --grant X-0001 --by zhou", 2).err
    office("waive --programme wuhan-2012 --grant X-0001 --date 2025-12-02 --by lin")
    assert "有效" in office("waive --list").out
    office(AGAIN.format(code="JCSF", start="2026-01-01"))
    office("check")


def test_misuse_alone_revokes_nothing(questioned: tuple[Office, str]) -> None:
    office, _ = questioned
    before = office.on_disk()
    ran = office(f"revoke {AWARD} --reason 违规购买空调 --due 2025-12-31 --date 2025-11-10 --by zhou", 2)
    assert "违规用款的条款本身不导致撤销" in ran.err
    assert office.on_disk() == before


@pytest.mark.parametrize("by", ["chen", "lin", "gao"])
def test_nobody_but_its_funder_revokes_an_award(questioned: tuple[Office, str], by: str) -> None:
    office, _ = questioned
    before = office.on_disk()
    office(f"revoke {AWARD} --reason 虚报 --basis 五(二) --due 2025-12-31 --date 2025-11-10 --by {by}", 2)
    assert office.on_disk() == before


# ---------------------------------------------------------------- waived


def test_a_waiver_clears_a_finding_in_sight_until_its_last_day(questioned: tuple[Office, str]) -> None:
    office, finding = questioned
    office(f"waive {AWARD} {finding} --reason 经批准购置 --until 2026-03-31 --date 2026-01-05 --by chen")
    assert office.findings()[finding] == "open"
    office(f"waive {AWARD} --grant X-0001 --date 2026-01-06 --by zhou")
    for day, status, figure in (
        ("2026-01-05", "open", "open"),
        ("2026-03-31", "cleared", "cleared"),
        ("2026-04-01", "open", "open"),
    ):
        with as_of(datetime.date.fromisoformat(day)):
            assert office.findings()[finding] == status
            (stood,) = office.json(f"findings {AWARD}")["awards"]
            assert (stood["questioned"], stood[figure]) == ("16000.00", "16000.00")
            (shown,) = (f for f in stood["findings"] if f["id"] == finding)
            told = any("X-0001" in str(line) and "2026-03-31" in str(line) for line in shown["evidence"])
            assert told == (status == "cleared")
    told = office(f"findings {AWARD} {finding}").out
    assert "申请豁免至 2026-03-31：经批准购置" in told
    assert "豁免至 2026-03-31" in told
    office("check")


def test_what_was_to_be_waived_stays_when_it_is_found_no_more(questioned: tuple[Office, str]) -> None:
    """A later policy does not ask for the rule: nobody loses the finding that a waiver was asked for."""
    office, finding = questioned
    office(f"waive {AWARD} {finding} --reason 经批准 --until 2027-03-31 --date 2026-01-05 --by chen")
    head, _, tail = shipped()["wuhan-2012"].read_text("utf-8").partition('[[rules]]\nid = "prohibited"')
    other = (head + tail[tail.index("[[rules]]") :]).replace('id = "wuhan-2012"', 'id = "wuhan-other"', 1)
    (office.folder / "other.toml").write_text(other, "utf-8")
    office("policy adopt wuhan-2012 other.toml --date 2025-06-01 --by zhou")
    assert office.findings()[finding] == "not_found"
    assert "豁免申请 X-0001" in office(f"findings {AWARD} {finding}").out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("waive", "写明奖补资金编号"),
        ("waive WH2025-007 --programme wuhan-2012", "写明奖补资金编号"),
        ("waive WH2025-007 F-0 --until 2026-01-01 --reason x --by chen", "没有疑点 F-0"),
        ("waive --programme wuhan-2012 --until 2026-01-01 --reason x --by zhou", "--rule 和 --recipient"),
        ("waive --programme wuhan-2012 --rule ban --recipient JCSF --reason x --by zhou", "--until"),
        (
            "waive --programme none --rule ban --recipient JCSF --reason x --until 2099-01-01 --by zhou",
            "没有这个专项",
        ),
        ("waive WH2025-007 --grant X-0007 --by zhou", "没有豁免申请 X-0007"),
    ],
)
def test_an_unclear_waiver_is_refused(started: Office, command: str, said: str) -> None:
    ran = started(command, 2)
    assert said in ran.err
    assert "Traceback" not in ran.err


# ---------------------------------------------------------------- from application to settlement


def test_an_awards_life_is_shown_with_what_is_missing(started: Office) -> None:
    started(f"award amend {AWARD} --milestone '2025-02-10=objection=有人来信' --document 来信 --by zhou")
    shown = started(f"award show {AWARD}").out
    lines = [line.split() for line in shown.splitlines()]
    stages = [words[1] for words in lines if len(words) > 1 and (words[0] == "缺" or words[0][:2] == "20")]
    assert stages[-3:] == ["中期检查", "评价验收", "结项"]
    assert ["缺", "评价验收"] in [words[:2] for words in lines]
    assert ["2025-02-10", "异议", "没有处理结果"] in [words[:3] for words in lines]
    started(
        f"award amend {AWARD} --milestone '2025-02-12=objection=有人来信;result=不成立' --document 答复 --by zhou"
    )
    steps = started.json(f"award show {AWARD}")["stages"]
    assert [(s["date"], s["result"]) for s in steps if s["stage"] == "objection"] == [
        ("2025-02-10", ""), ("2025-02-12", "不成立"),
    ]  # fmt: skip
    assert {s["stage"] for s in steps if s["missing"]} == {"acceptance", "settlement"}


def test_settled_the_balance_goes_back_and_the_award_is_frozen(
    started: Office, icbc: Callable[..., str]
) -> None:
    spent = f"25091000002,{A},3202019200000010021,2025-09-10 10:30:00,借,16000.00,,,转账,学术年会会场,江城锦湖会议中心,284000.00,"
    back = f"26042000003,{A},3202019200000017715,2026-04-20 10:00:00,借,284000.00,,,转账,退回结余,武汉市科学技术协会,0.00,"
    late = f"26050600004,{A},3202019200000017715,2026-05-06 10:00:00,贷,,100.00,,转账,来款,江城某公司,100.00,"
    started.file("流水.csv", icbc([GRANT, spent]))
    started("import 流水.csv --by chen")
    started(f"draft complete {AWARD} V0002 --account 5101-会议费 --plan P1 --by chen")
    started(f"post {AWARD} --by chen")
    before = started.on_disk()
    refused = started(f"award settle {AWARD} --date 2026-04-18 --unspent funder --by chen", 2)
    assert "没有评价验收" in refused.err
    assert "月份未结账" in refused.err
    assert started.on_disk() == before

    started(
        f"award amend {AWARD} --milestone '2026-03-20=acceptance;result=合格' --document 验收意见 --by zhou"
    )
    started(
        f"award settle {AWARD} --date 2026-04-18 --unspent funder --document 验收意见 --despite 各月随后结账 --by chen"
    )
    started(f"post {AWARD} --by chen")
    started.file("四月.csv", icbc([back, late]))
    started("import 四月.csv --by chen")
    started(f"award settle {AWARD} --paid 2026-04-20 --by chen")
    assert [d["waiting"] for d in started.drafts()] == [True, False]
    started(f"post {AWARD} --by chen")
    figures = {"received": "300000.00", "spent": "16000.00", "returned_to_funder": "284000.00"}
    assert figures.items() <= started.stands().items()
    started(f"draft complete {AWARD} V0005 --account 2209-应付款 --by chen", None)
    assert "已于 2026-04-18 结项" in started(f"post {AWARD} V0005 --by chen", 2).err
    started("check")
    assert started.json(f"award show {AWARD}")["stages"][-1]["result"] == "funder"


def test_what_is_passed_on_is_in_the_report_apart(started: Office, icbc: Callable[..., str]) -> None:
    passed = f"25060500002,{A},3202019200000099999,2025-06-05 10:30:00,借,50000.00,,,转账,转拨科普经费,江城科普中心,250000.00,"
    started("users add wu:recipient:JCKP:finance:吴会计 --by zhou")
    started(
        "award new WH2025-007-S1 --programme wuhan-2012 --recipient JCKP --recipient-name 江城科普中心"
        " --funder 江城示例学会 --amount 60000 --start 2025-06-01 --end 2026-02-28 --chart npo-2004"
        f" --mode dedicated --bank CMB-9 --account 7559 --plan P1=科普=60000 --parent {AWARD} --parent-plan P2 --by chen"
    )
    started.file("流水.csv", icbc([GRANT, passed]))
    started("import 流水.csv --by chen")
    started(f"draft complete {AWARD} V0002 --account 5101-科普活动费 --plan P2 --by chen")
    started(f"post {AWARD} --by chen")
    report = started.json(f"report {AWARD}")
    assert (report["position"]["spent"], report["unused"]) == ("50000.00", "50000.00")
    assert "50,000.00 元 对方尚未使用（以拨代支）" in started(f"report {AWARD}").out
    shown = started(f"award show {AWARD}").out
    assert "转拨 50000.00 元，对方账上收到 0" in shown.replace(",", "")
