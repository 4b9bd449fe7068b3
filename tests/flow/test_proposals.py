"""From a bank row to both sides: what earlier vouchers, names and stored mappings propose, and what a person makes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Office = Any
"""The office of conftest, which tests cannot import."""
AWARD = "WH2025-007"
A = "1202021109900088801"


def rows(*moves: str) -> list[str]:
    """Rows from ``day amount payee words``; the balance runs on from nothing."""
    balance, made = 0, []
    for number, move in enumerate(moves, start=1):
        day, amount, payee, words = move.split()
        balance += int(amount)
        out, into = (f"{-int(amount)}.00", "") if int(amount) < 0 else ("", f"{amount}.00")
        side = "借" if out else "贷"
        payee = payee.strip("-")
        made.append(f"{number:011d},{A},,{day} 09:00:00,{side},{out},{into},,,{words},{payee},{balance}.00,")
    return made


SPRING = (
    "2025-03-05 500000 武汉市科学技术协会 奖补资金",
    "2025-03-18 -9000 江城云汀会议中心 学术年会场租",
    "2025-03-20 -1600 张三丰 评审劳务",
    "2025-03-31 -5 - 网银手续费",
)
SUMMER = (
    *SPRING,
    "2025-06-03 -8000 江城云汀会议中心 学术年会场租",
    "2025-06-05 -400 国家税务总局江城税务局 代扣个税",
    "2025-06-30 -6 - 网银手续费",
    "2025-06-30 -700 江城印务公司 会刊印刷",
)


@pytest.fixture
def office(started: Office, icbc: Callable[..., str]) -> Office:
    """The spring is booked: rent, a fee with tax withheld, and the bank's fee, which is remembered."""
    started.file("春.csv", icbc(rows(*SPRING)))
    started.file("夏.csv", icbc(rows(*SUMMER)))
    started("import 春.csv --by chen")
    started(f"draft complete {AWARD} V0002 --account 5101-会议费 --plan P1 --by chen")
    started(f"draft complete {AWARD} V0003 --account 5101-专家咨询费 --plan P1 --withheld 400 --by chen")
    remember = "--account 5101-手续费 --plan P2 --remember --words 手续费"
    started(f"draft complete {AWARD} V0004 {remember} --by chen")
    return started


def test_a_fee_and_its_tax_are_one_charge(office: Office) -> None:
    """Net 1,600.00 now, 400.00 tax in June: 2,000.00 of the plan's first line, and the tax row says what it pays."""
    assert office.spent() == {"P1": "11000.00", "P2": "5.00"}
    office("import 夏.csv --by chen")
    (tax,) = [one for one in office.drafts() if one["payee"].startswith("国家税务")]
    assert tax["proposal"]["reason"] == "V0003 代扣的个税"
    office(f"draft accept {AWARD} {tax['id']} --by chen")
    stands = office.stands()
    assert (office.spent()["P1"], stands.get("owed")) == ("11000.00", None)
    office("check")


def test_what_was_booked_before_is_proposed_and_a_person_accepts(office: Office) -> None:
    plan = office.json("import 夏.csv --by chen --dry-run")
    proposed = {one["row"]: one for one in plan["files"][0]["proposals"]}
    rent = {
        "account": f"Expenses:{AWARD}:5101业务活动成本:01会议费",
        "budget_account": None,
        "plan": "P1",
        "party": None,
        "amount": None,
    }
    assert proposed[7] == {"row": 7, "parts": [rent], "reason": "同一收款人：V0002", "mapping": None}
    assert "第 7 行：" in office("import 夏.csv --by chen --dry-run").out
    office("import 夏.csv --by chen")
    listed = office(f"draft list {AWARD} --waiting").out
    assert f"{AWARD}-V0005：建议 5101-会议费 P1（同一收款人：V0002）" in listed
    office(f"draft accept {AWARD} V0005 --by chen")
    assert office.spent()["P1"] == "19000.00"
    office("check")


def test_nothing_is_proposed_where_the_books_say_nothing(office: Office) -> None:
    office("import 夏.csv --by chen")
    (print_,) = [one for one in office.drafts() if one["payee"] == "江城印务公司"]
    assert print_["waiting"]
    assert print_["proposal"] is None
    said = office(f"draft accept {AWARD} {print_['id']} --by chen", code=2)
    assert "没有可照办的建议" in said.err


def test_one_stored_mapping_decides_and_may_be_posted_at_once(office: Office) -> None:
    (mapping,) = office.json(f"draft mappings {AWARD}")["mappings"]
    assert (mapping["id"], mapping["by"], mapping["payee"], mapping["words"]) == (
        "K-0001",
        "chen",
        None,
        "手续费",
    )
    plan = office.json("import 夏.csv --by chen --post")
    assert plan["decided"] == [f"{AWARD}-V0007"]
    assert plan["files"][0]["new"] == 1
    posted = (office.root / "awards" / AWARD / "vouchers" / "2025-06.beancount").read_text(encoding="utf-8")
    assert f'id: "{AWARD}-V0007"' in posted
    assert "归类规则 K-0001（chen，" in posted
    assert f"{AWARD}-V0005" not in posted
    office("check")


def test_without_post_it_is_a_complete_draft(office: Office) -> None:
    assert "1 张由归类规则定下" in office("import 夏.csv --by chen").out
    (fee,) = [one for one in office.drafts() if one["id"] == f"{AWARD}-V0007"]
    assert not fee["waiting"]
    assert not (office.root / "awards" / AWARD / "vouchers").exists()


def test_two_mappings_that_fit_decide_nothing(office: Office, icbc: Callable[..., str]) -> None:
    more = rows(*SPRING, "2025-04-02 -7 - 网银转账费")
    office.file("四月.csv", icbc(more))
    office("import 四月.csv --by chen")
    office(f"draft complete {AWARD} V0005 --account 5101-手续费 --plan P1 --remember --words 网银 --by chen")
    office("import 夏.csv --by chen --post")
    (fee,) = [one for one in office.drafts() if one["narration"] == "网银手续费" and one["waiting"]]
    assert fee["proposal"] == {"parts": [], "reason": "归类规则 K-0001、K-0002 都合适", "mapping": None}


def test_a_mapping_taken_back_decides_no_more(office: Office) -> None:
    office(f"draft forget {AWARD} K-0001 --reason 改由单位自己承担 --by chen")
    assert office.json(f"draft mappings {AWARD}")["mappings"] == []
    plan = office.json("import 夏.csv --by chen --post")
    assert "decided" not in plan
    assert plan["files"][0]["waiting"] == 4
    assert "没有归类规则 K-0001" in office(f"draft forget {AWARD} K-0001 --reason x --by chen", code=2).err
    office("check")


def test_what_cannot_be_remembered_is_refused_and_nothing_written(office: Office) -> None:
    office("import 夏.csv --by chen")
    before = office.on_disk()
    parts = "--account 5101-手续费 --plan P2 --by chen"
    waiting = next(one["id"] for one in office.drafts() if one["payee"] == "江城印务公司")
    for command, said in (
        (f"draft complete {AWARD} V0004 {parts} --remember", "已补全"),
        (f"draft complete {AWARD} {waiting} {parts} --withheld -1", "代扣的税要大于零"),
    ):
        assert said in office(command, code=2).err
    assert office.on_disk() == before


UNIT = """
award new CAST2025-018 --programme cast-2013 --recipient JCKX --recipient-name 江城省科学技术协会
  --funder 中国科学技术协会 --amount 100000 --start 2025-03-01 --end 2026-03-31 --chart gov
  --mode dedicated --bank ICBC-8802 --account 1202021109900088802 --plan P1=学会学术交流=100000 --by liu
"""


def test_in_a_units_books_the_tax_completes_the_charge(started: Office, icbc: Callable[..., str]) -> None:
    """The budget set follows the cash: 1,600.00 in March, 400.00 in June, one charge of 2,000.00."""
    started(UNIT)
    text = icbc(rows(SPRING[2], SUMMER[5])).replace(A, "1202021109900088802")
    started.file("单位.csv", text)
    started("import 单位.csv --by liu")
    unit = "CAST2025-018"
    accounts = "--account 5001-商品和服务费用 --budget-account 7101-30226劳务费 --plan P1"
    started(f"draft complete {unit} V0001 {accounts} --withheld 400 --by liu")
    assert started.spent(unit) == {"P1": "1600.00", "": "400.00"}
    started(f"draft accept {unit} V0002 --by liu")
    assert started.spent(unit) == {"P1": "2000.00"}
    text = (started.root / "awards" / unit / "drafts.beancount").read_text(encoding="utf-8")
    assert text.count(f'completes: "{unit}-V0001') == 1
    started(f"post {unit} --by liu")
    (one,) = started.json(f"audit {unit}", code=None)["awards"]
    assert one["charges"] == 1
    started(f"check {unit}")
