"""The life of a finding, as the people concerned type it: asked, answered, decided, ordered, reminded, returned, struck off.

2025-09-10  办公室空调及会务用品  16,000.00   office: a violation
2025-09-12  交通违章罚款             600.00   fine: a violation

chen keeps the society's books, zhou is of the funder, wang and li are auditors. Nobody does the other side's work.
"""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

Office = Any
"""The office of conftest, which tests cannot import."""
A = "1202021109900088801"
GRANT = f"1,{A},,2025-03-05 09:00:00,贷,,500000.00,,转账,拨付专项奖补资金,武汉市科学技术协会,500000.00,"
COOLER = f"2,{A},,2025-09-10 09:00:00,借,16000.00,,,转账,办公室空调2台及会务用品,江城环宇电器商行,484000.00,"
FINE = f"3,{A},,2025-09-12 09:00:00,借,600.00,,,转账,交通违章罚款,江城市公安局交通管理局,483400.00,"
CAME = f"4,{A},,2025-12-10 09:00:00,贷,,12000.00,,转账,归还原资金渠道,江城示例学会,495400.00,"


@pytest.fixture(scope="module")
def questioned(
    opened: Path, icbc: Callable[..., str], tmp_path_factory: pytest.TempPathFactory, at: type[Office]
) -> Office:
    """Books in which both charges are posted, and both findings are there."""
    folder = tmp_path_factory.mktemp("life")
    shutil.copytree(opened, folder / "books")
    office = at(folder)
    office("users add wang:auditor:江城中和会计师事务所:auditor:王审计 --by zhou")
    office("users add li:auditor:江城中和会计师事务所:auditor:李审计 --by zhou")
    office.file("三季度.csv", icbc([GRANT, COOLER, FINE]))
    office("import 三季度.csv --by chen")
    for draft, account in (("V0002", "5101-会议费"), ("V0003", "5101-差旅费")):
        office(f"draft complete WH2025-007 WH2025-007-{draft} --account {account} --plan P1 --by chen")
    office("post WH2025-007 --by chen")
    return office


@pytest.fixture
def office(questioned: Office, tmp_path: Path) -> Office:
    """A copy of the books, to be changed."""
    shutil.copytree(questioned.folder, tmp_path, dirs_exist_ok=True)
    return replace(questioned, folder=tmp_path)


def finding(office: Office, amount: str) -> str:
    """The finding about a charge of that amount."""
    (one,) = office.json("findings WH2025-007")["awards"]
    (id_,) = [f["id"] for f in one["findings"] if f["amount"] == amount]
    return str(id_)


def one(office: Office, id_: str) -> Any:  # noqa: ANN401 (JSON is many types)
    (award,) = office.json(f"findings WH2025-007 {id_}")["awards"]
    return award["findings"][0]


def refused(office: Office, command: str, why: str) -> None:
    """The command is refused for that reason, and nothing is written."""
    before = office.on_disk()
    assert why in office(command, code=2).err
    assert office.on_disk() == before


def test_the_whole_life(office: Office, icbc: Callable[..., str]) -> None:
    """12,000 of 16,000 are upheld, ordered, reminded of and returned; 4,000 are cleared. Each step stands in the history."""
    id_ = finding(office, "16000.00")
    office(
        f"request WH2025-007 {id_} --answer --due 2025-11-10 --date 2025-11-01 --text 请说明用途 --by wang"
    )
    office.file("签收单.txt", "会务用品 4,000 元，已签收")
    office(
        f"answer WH2025-007 {id_} --text 会务用品4000元有签收单 --document 签收单.txt --date 2025-11-05 --by chen"
    )
    assert one(office, id_)["status"] == "answered"
    office(
        f"decide WH2025-007 {id_} --uphold 12000 --recover --reason 空调属日常办公 --document 审计报告 --date 2025-11-20 --by wang"
    )
    office("order WH2025-007 D-0001 --route restore --due 2025-12-01 --date 2025-11-21 --by zhou")
    office("order WH2025-007 O-0001 --served 2025-11-24 --served-how 邮寄 --by zhou")
    office("order WH2025-007 O-0001 --remind --served-how 电话 --due 2025-12-15 --date 2025-12-05 --by zhou")
    office("draft mirror WH2025-007 O-0001 --by chen")
    office.file("四季度.csv", icbc([FINE, CAME]))
    office("import 四季度.csv --by chen")
    office("return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --by chen")
    office("post WH2025-007 --by chen")
    refused(office, "approve WH2025-007 closure O-0001 --by wang", "还有 12000.00 元未收回")
    office("return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --reference ICBC-8801:4 --by zhou")
    office("approve WH2025-007 closure O-0001 --date 2025-12-12 --by wang")

    told = one(office, id_)
    assert told["status"] == "part_upheld"
    assert [(e["date"], e["kind"], e["amount"], e["by"]) for e in told["history"]] == [
        ("2025-11-01", "answer-request", None, "wang"),
        ("2025-11-05", "answer", None, "chen"),
        ("2025-11-20", "decision", "12000.00", "wang"),
        ("2025-11-21", "order", "12000.00", "zhou"),
        ("2025-11-24", "service", None, "zhou"),
        ("2025-12-05", "reminder", None, "zhou"),
        ("2025-12-10", "returned", "12000.00", "zhou"),
        ("2025-12-12", "approval", None, "wang"),
    ]
    lines = [e["log"] for e in told["history"]]
    assert lines == sorted(lines)
    assert None not in lines
    shown = office(f"findings WH2025-007 {id_}").out
    assert "已对账销号" in shown
    assert "催办 O-0001，2025-12-15 前答复（电话）" in shown
    assert "D-0001 已销号" in office("findings WH2025-007").out
    assert office.stands()["returned"] == "12000.00"
    office("check")
    office("verify WH2025-007")


def test_an_answer_decides_nothing(office: Office, icbc: Callable[..., str]) -> None:
    """The fine was paid back by who got it, says the recipient: corrected, and still nobody has decided."""
    fine = finding(office, "600.00")
    refused(office, f"answer WH2025-007 {fine} --text 已退 --corrected --by chen", "自行纠正要有凭据")
    refused(
        office,
        f"answer WH2025-007 {fine} --text 已退 --corrected --reference V0099 --by chen",
        "没有已记账的凭证或银行流水 WH2025-007-V0099",
    )
    for shown, why in (
        ("V0003", "就是这笔列支"),
        ("V0001", "早于 WH2025-007-V0003"),
        ("ICBC-8801:1", "早于"),
    ):
        said = f"answer WH2025-007 {fine} --text 已退 --corrected --reference {shown} --by chen"
        refused(office, said, why)
    back = f"4,{A},,2025-10-10 09:00:00,贷,,600.00,,转账,退回罚款,江城市公安局交通管理局,484000.00,"
    office.file("十月.csv", icbc([FINE, back]))
    office("import 十月.csv --by chen")
    refused(office, f"answer WH2025-007 {fine} --text 已退 --by wang", "wang 属于审计方")
    refused(office, f"answer WH2025-007 {fine} --text 已退 --by liu", "不由其记账")
    office(f"answer WH2025-007 {fine} --text 先说明 --by chen")
    assert one(office, fine)["status"] == "answered"
    office(f"answer WH2025-007 {fine} --text 已退 --corrected --reference ICBC-8801:4 --by chen")
    assert one(office, fine)["status"] == "corrected"
    assert office.stands()["corrected"] == "600.00"
    assert [e["text"] for e in one(office, fine)["history"]] == [
        "答复：先说明",
        "自行纠正：已退（ICBC-8801:4）",
    ]
    office("audit WH2025-007", code=1)
    office("check")


def test_late_and_missing_answers_are_shown(office: Office) -> None:
    cooler, fine = finding(office, "16000.00"), finding(office, "600.00")
    office(f"request WH2025-007 {cooler} {fine} --answer --due 2025-11-10 --date 2025-11-01 --by wang")
    office(f"answer WH2025-007 {cooler} --text 会务用 --date 2025-11-12 --by chen")
    late = {r["finding"]: (r["state"], r["answer"]) for r in office.json("findings --unanswered")["requests"]}
    assert late == {cooler: ("late", "AN-0001"), fine: ("missing", None)}
    assert "逾期未答复" in office("findings --unanswered").out
    assert office.findings() == {cooler: "answered", fine: "open"}, "no rule judges a late answer"


def test_a_referral_settles_nothing(office: Office) -> None:
    cooler = finding(office, "16000.00")
    office(f"decide WH2025-007 {cooler} --uphold-all --recover --reason 日常办公 --date 2025-11-20 --by wang")
    before = office.stands()
    office("decide WH2025-007 D-0001 --refer 纪检监察机关 --reason 涉嫌套取资金 --date 2025-11-21 --by wang")
    assert office.stands() == before
    assert one(office, cooler)["status"] == "upheld"
    assert one(office, cooler)["history"][-1]["text"] == "移送纪检监察机关：涉嫌套取资金"
    refused(
        office,
        f"decide WH2025-007 {cooler} --refer 纪检监察机关 --reason x --by chen",
        "chen 属于获奖单位",
    )
    office("check")


def test_a_request_that_was_wrong_is_withdrawn_and_stays_in_the_history(office: Office) -> None:
    cooler = finding(office, "16000.00")
    asked = "--due 2025-11-10 --date 2025-11-01 --by wang"
    office(f"request WH2025-007 {cooler} --answer {asked}")
    office(f"request WH2025-007 V0002 --kind contract {asked}")
    before = office.findings()
    office("request WH2025-007 Q-0001 Q-0002 --withdraw 要错了凭证 --date 2025-11-02 --by wang")
    assert len(office.findings()) == len(before) - 1, "nobody misses the contract any more"
    assert [e["text"] for e in one(office, cooler)["history"]] == [
        "要求 2025-11-10 前答复：—",
        "撤回要求 Q-0001：要错了凭证",
    ]
    assert office.json("findings --unanswered")["requests"] == []
    refused(office, "request WH2025-007 Q-0001 --withdraw 再撤 --by wang", "没有生效的要求 Q-0001")
    office("check")


def ordered(office: Office) -> None:
    """The air conditioners, 12,000, must come back by 1 December."""
    cooler = finding(office, "16000.00")
    office(f"decide WH2025-007 {cooler} --uphold 12000 --recover --reason 空调 --date 2025-11-20 --by wang")
    office("order WH2025-007 D-0001 --route restore --due 2025-12-01 --date 2025-11-21 --by zhou")


def test_one_asks_for_a_write_off_and_another_approves(office: Office) -> None:
    ordered(office)
    ask = "writeoff WH2025-007 O-0001 --reason 收款单位已注销 --document 请示"
    refused(office, f"{ask} --amount 12000.01 --by zhou", "只剩 12000.00 元")
    refused(office, f"{ask} --amount 300 --by chen", "chen 属于获奖单位")
    office(f"{ask} --amount 300 --date 2025-12-20 --by zhou")
    assert "written_off" not in office.stands(), "asking settles nothing"
    refused(office, "approve WH2025-007 write-off W-0001 --by zhou", "要由另一人批准")
    refused(office, "approve WH2025-007 write-off W-0001 --by chen", "chen 属于获奖单位")
    office("approve WH2025-007 write-off W-0001 --date 2025-12-21 --by li")
    assert (office.stands()["written_off"], office.stands()["outstanding"]) == ("300.00", "11700.00")
    refused(office, "approve WH2025-007 write-off W-0001 --by li", "已批准")
    office("check")
    office("verify WH2025-007")


def test_what_came_meanwhile_is_not_written_off(office: Office) -> None:
    ordered(office)
    office(
        "writeoff WH2025-007 O-0001 --amount 12000 --reason 注销 --document 请示 --date 2025-12-01 --by zhou"
    )
    office("return WH2025-007 O-0001 --amount 5000 --date 2025-12-10 --reference 收据 --by zhou")
    refused(office, "approve WH2025-007 write-off W-0001 --by li", "只剩 7000.00 元")


def test_a_forged_approval_of_a_write_off_is_named(office: Office) -> None:
    """Somebody writes into the books, log and all, that who asked also approved."""
    ordered(office)
    office(
        "writeoff WH2025-007 O-0001 --amount 300 --reason 注销 --document 请示 --date 2025-12-01 --by zhou"
    )
    office("approve WH2025-007 write-off W-0001 --date 2025-12-21 --by li")
    path = office.root / "awards/WH2025-007/acts.beancount"
    head, approval = path.read_text("utf-8").split('custom "earmark-approval"')
    path.write_text(f'{head}custom "earmark-approval"{approval.replace("li", "zhou")}', "utf-8")
    assert "核销没有另一人的批准" in office("check", code=1).out


def test_a_decision_without_recovery_is_struck_off_when_it_was_put_right(office: Office) -> None:
    cooler = finding(office, "16000.00")
    office(f"decide WH2025-007 {cooler} --uphold-all --reason 手续不全 --date 2025-11-20 --by wang")
    refused(office, "approve WH2025-007 closure D-0001 --by wang", "没有整改凭据")
    office("approve WH2025-007 closure D-0001 --reference 整改报告 --date 2025-12-20 --by wang")
    refused(office, "approve WH2025-007 closure D-0001 --reference 整改报告 --by wang", "已销号")
    assert "D-0001 已销号" in office("findings WH2025-007").out
    assert office.stands()["no_recovery"] == "16000.00"


def test_a_blank_basis_is_none(office: Office) -> None:
    """The paper names the basis that the decision names: the finding's clause, where the person named nothing."""
    cooler = finding(office, "16000.00")
    office(f"decide WH2025-007 {cooler} --uphold-all --reason 手续不全 --basis ' ' --by wang")
    assert "已认定：手续不全（武科协〔2012〕105号" in office(f"findings WH2025-007 {cooler}").out


def test_an_order_is_not_struck_off_while_the_recipient_has_not_booked_the_money(office: Office) -> None:
    ordered(office)
    office("return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --reference 收据 --by zhou")
    refused(office, "approve WH2025-007 closure O-0001 --by wang", "收回台账已认可，获奖单位没有入账")


def test_overdue_orders_with_their_age(office: Office) -> None:
    ordered(office)
    office("order WH2025-007 O-0001 --remind --served-how 电话 --due 2025-12-31 --date 2025-12-05 --by zhou")
    (late,) = office.json("findings --overdue")["orders"]
    assert (late["order"], late["outstanding"], late["reminders"]) == ("O-0001", "12000.00", 1)
    assert late["age"] == "over_90"
    assert "逾期 90 天以上" in office("findings WH2025-007 --overdue").out
    assert office.json("findings --overdue --as-of 2025-11-01")["orders"] == [], "not yet recorded then"


def test_as_of_a_day_nothing_had_been_recorded(office: Office) -> None:
    """Entries of 2025 that are written down today were not there in 2025, whatever day they bear."""
    ran = office("findings WH2025-007 --as-of 2025-12-31", code=2)
    assert "没有这项奖补资金" in ran.err
    assert "之后记录的一概不计" in ran.err
    today = office.json("findings WH2025-007")["awards"]
    now = datetime.datetime.now().astimezone().date()
    assert office.json(f"findings WH2025-007 --as-of {now}")["awards"] == today


def proposed(office: Office) -> dict[str, tuple[str, str]]:
    """What is proposed to be recognised: id → state and amount."""
    return {p["id"]: (p["state"], p["amount"]) for p in office.json("return WH2025-007")["proposals"]}


def differences(office: Office) -> dict[str, str]:
    """Where the two sides of O-0001 differ."""
    return {d["cause"]: d["amount"] for d in office.json("return WH2025-007")["differences"]}


def test_money_is_recognised_by_reconciliation_and_never_without_a_person(
    office: Office, icbc: Callable[..., str]
) -> None:
    """Ordered, booked by the recipient, in the bank, booked as returned: at each step the list says what is missing."""
    ordered(office)
    assert (proposed(office), differences(office)) == ({}, {"not_booked": "12000.00"})
    office.file("四季度.csv", icbc([FINE, CAME]))
    office("import 四季度.csv --by chen")
    assert proposed(office) == {"ICBC-8801:4": ("waiting", "12000.00")}
    office("draft mirror WH2025-007 O-0001 --by chen")
    assert "draft" in differences(office)
    office("return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --by chen")
    office("post WH2025-007 --by chen")
    (id_,) = proposed(office)
    assert proposed(office)[id_] == ("shown", "12000.00")
    assert differences(office) == {"not_recognised": "12000.00"}
    assert "returned" not in office.stands()
    refused(office, "return WH2025-007 --all-shown --by chen", "chen 属于获奖单位")
    refused(office, "return WH2025-007 --accept V0099 --by zhou", "没有待认可的款项")
    ran = office("return WH2025-007 --all-shown --by zhou")
    assert "O-0001 收回 12,000.00 元，凭 ICBC-8801:4" in ran.out
    assert office.stands()["returned"] == "12000.00"
    assert (proposed(office), differences(office)) == ({}, {})
    assert "没有待认可的退款" in office("return WH2025-007 --all-shown --by zhou").out
    office("approve WH2025-007 closure O-0001 --by wang")
    office("check")


def test_what_own_funds_paid_to_the_funder_needs_a_receipt(office: Office) -> None:
    """Route funder, paid past the award's account: the voucher is there, no row of the bank shows it."""
    cooler = finding(office, "16000.00")
    office(f"decide WH2025-007 {cooler} --uphold 12000 --recover --reason 空调 --date 2025-11-20 --by wang")
    office("order WH2025-007 D-0001 --route funder --due 2025-12-01 --date 2025-11-21 --by zhou")
    office("draft mirror WH2025-007 O-0001 --by chen")
    office("return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --by chen")
    office("post WH2025-007 --by chen")
    ((id_, (state, _)),) = proposed(office).items()
    assert state == "unshown"
    office("return WH2025-007 --all-shown --by zhou")
    refused(office, f"return WH2025-007 --accept {id_} --by zhou", "没有银行流水")
    office("return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --reference 收据0031 --by zhou")
    assert (proposed(office), differences(office)) == ({}, {})


def test_what_a_handed_out_report_listed_stays_named_and_says_why_it_is_gone(
    office: Office, icbc: Callable[..., str]
) -> None:
    """A draft is questioned, the report is handed out, the import is taken back: the finding is gone, and named."""
    late = f"5,{A},,2025-12-11 09:00:00,借,700.00,,,转账,交通违章罚款,江城市公安局交通管理局,494700.00,"
    office.file("十二月.csv", icbc([CAME, late]))
    imported = office("import 十二月.csv --by chen").out
    office("draft complete WH2025-007 WH2025-007-V0005 --account 5101-差旅费 --plan P1 --by chen")
    gone = finding(office, "700.00")
    office("report WH2025-007 --out 看看.html", code=None)
    assert list((office.root / "awards/WH2025-007").glob("reports/*")) == [], "nobody is named: a look"
    refused(office, "report WH2025-007 --out 报告.html --by liu", "不由其记账")
    assert not (office.folder / "报告.html").exists()
    office("report WH2025-007 --out 报告.html --by zhou", code=None)
    before = one(office, gone)
    assert [(e["kind"], e["by"], e["amount"]) for e in before["history"]] == [("report", "zhou", "700.00")]

    id_ = re.search(r"I-[0-9a-f]{8}", imported)
    assert id_, imported
    office(f"undo WH2025-007 {id_[0]} --by chen")
    after = one(office, gone)
    assert after["status"] == "not_found"
    for key in ("rule", "category", "outcome", "amount", "subject"):
        assert after[key] == before[key]
    assert after["clause"]["number"] == before["clause"]["number"]
    assert after["evidence"][1:] == [f"列支 {before['subject']} 已不在账上：草稿被撤销或改动"]
    assert office.stands()["questioned"] == "17300.00", "16,000 + 600 + 700: nothing gets lost"
    told = office.json("report WH2025-007", code=None)
    assert (told["totals"]["questioned"], gone in str(told["findings"])) == ("17300.00", True), "nor on paper"
    listed = office("report WH2025-007 --paper problems", code=None).out
    assert gone in listed.partition("曾经列出、现在不再出现")[2]
    assert "合计含下面" in listed
    office(f"decide WH2025-007 {gone} --clear --reason 重复导入，已核对 --by wang")
    assert office.stands()["cleared"] == "700.00"
    office("check")
    office("verify WH2025-007")
    listing = next((office.root / "awards/WH2025-007/reports").glob("*.json"))
    listing.write_text("[]\n", "utf-8")
    assert "报告列出的疑点清单被改动或删除" in office("check", code=1).out


PAGE = (Path(__file__).parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")


def test_the_commands_of_the_page(office: Office, icbc: Callable[..., str]) -> None:
    """docs/findings.md: its commands are typed in their order."""
    came = CAME.replace("12000.00", "11700.00").replace("495400.00", "495100.00")
    office.file("四季度.csv", icbc([FINE, came]))
    office.file("签收单.txt", "会务用品 4,000 元，已签收")
    today, told = str(datetime.datetime.now().astimezone().date()), {}
    for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            told[line] = office(line.removeprefix("earmark ").replace("2026-11-26", today)).out
    assert "O-0001 收回 11,700.00 元，凭 ICBC-8801:4" in "".join(told.values())
    assert "O-0001 对账销号" in told["earmark findings WH2025-007 F-2030db6b51"]
    assert "已销号" in told["earmark findings WH2025-007 --as-of 2026-11-26"]
    stands = office.stands()
    assert (stands["returned"], stands["written_off"], "outstanding" in stands) == (
        "11700.00",
        "300.00",
        False,
    )
    office("check")
