"""A month reconciled: statement and journal of March, what the import left open, and the way to a closed month. In CNY.

03-05 grant, 03-10 venue, 03-20 fee: the import ties them. Print shop: the bank pays on the 21st, the journal books it on the
26th. Two experts are paid in one booking and two rows. A cheque of 200 is booked and not cashed; on the 31st the bank takes a fee
of 15 that the journal of March does not have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Office = Any
"""The office of conftest, which tests cannot import."""
Icbc = Callable[[Sequence[str]], str]
AWARD, A = "WH2025-007", "1202021109900088801"
END = f"reconcile {AWARD} --through 2025-03-31"
JOURNAL = "日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方单位,计划用途"
ROWS = (
    f"25030500001,{A},3202019200206710001,2025-03-05 10:00:00,贷,,500000.00,,转账,拨付专项奖补资金,武汉市科学技术协会,500000.00,",
    f"25031000002,{A},3202019200206710002,2025-03-10 10:00:00,借,8000.00,,,转账,年会会场租用,江城会议中心,492000.00,",
    f"25032100003,{A},3202019200206710003,2025-03-21 10:00:00,借,3000.00,,,转账,会议手册印制,江城印务有限公司,489000.00,",
    f"25032400004,{A},3202019200206710004,2025-03-24 10:00:00,借,1000.00,,,转账,专家讲课,王一,488000.00,",
    f"25032400005,{A},3202019200206710005,2025-03-24 10:01:00,借,1500.00,,,转账,专家讲课,李二,486500.00,",
    f",{A},,2025-03-31 10:00:00,借,15.00,,,手续费,,,486485.00,",
)
BOOKED = """\
2025-03-05,记-0001,拨付专项奖补资金,1002,银行存款,500000.00,,武汉市科学技术协会,
2025-03-05,记-0001,拨付专项奖补资金,440102,政府补助收入-限定性收入,,500000.00,武汉市科学技术协会,
2025-03-10,记-0002,年会会场租用,510101,业务活动成本-会议费,8000.00,,江城会议中心,P1
2025-03-10,记-0002,年会会场租用,1002,银行存款,,8000.00,江城会议中心,
2025-03-26,记-0003,会议手册印制,510101,业务活动成本-会议费,3000.00,,江城印务有限公司,P1
2025-03-26,记-0003,会议手册印制,1002,银行存款,,3000.00,江城印务有限公司,
2025-03-24,记-0004,专家讲课,510101,业务活动成本-会议费,2500.00,,,P1
2025-03-24,记-0004,专家讲课,1002,银行存款,,2500.00,,
2025-03-28,记-0005,资料费支票,510101,业务活动成本-会议费,200.00,,江城书店,P1
2025-03-28,记-0005,资料费支票,1002,银行存款,,200.00,江城书店,
"""


@pytest.fixture
def march(started: Office, icbc: Icbc, kept: Path) -> Office:
    """Imported, what is complete is posted; three rows wait in drafts."""
    started.file("流水.csv", icbc(ROWS))
    started.file("序时账.csv", f"{JOURNAL}\n{BOOKED}")

    def make() -> None:
        started("import 流水.csv --by chen")
        started("import 序时账.csv --by chen")
        complete = [d["id"] for d in started.drafts() if not d["waiting"]]
        started(f"post {AWARD} {' '.join(complete)} --by chen")

    return started.made_once(kept, make)


def seen(office: Office, code: int | None = None, through: str = "2025-03-31", award: str = AWARD) -> Any:  # noqa: ANN401 (JSON)
    return office.json(f"reconcile {award} --through {through}", code)


def causes(office: Office, through: str = "2025-03-31", award: str = AWARD) -> dict[str, tuple[str, str]]:
    """Each difference that nobody explained: cause and amount by its id, without the award."""
    open_ = [d for d in seen(office, None, through, award)["differences"] if not d["explained"]]
    return {d["id"].removeprefix(f"{award}-"): (d["cause"], d["amount"]) for d in open_}


def accept_all(office: Office) -> None:
    for one in seen(office)["proposals"]:
        office(f"{END} --accept {one['id']} --by chen", code=None)


def finish(office: Office) -> None:
    """What is left of March: the fee is completed and posted, the cheque explained."""
    accept_all(office)
    (fee,) = office.drafts()
    office(f"draft complete {AWARD} {fee['id']} --account 5101-会议费 --plan P1 --by chen")
    office(f"post {AWARD} --by chen")
    office(f"{END} --explain V0009b=支票未兑付 --by chen")


# ---------------------------------------------------------------- what is left, and what is proposed


def test_both_sides_are_named_by_cause_and_the_adjusted_balances_are_equal(march: Office) -> None:
    assert causes(march) == {
        "ICBC-8801:3": ("draft", "-3000.00"),
        "ICBC-8801:4": ("draft", "-1000.00"),
        "ICBC-8801:5": ("draft", "-1500.00"),
        "ICBC-8801:6": ("draft", "-15.00"),
        "V0007b": ("no_row", "-3000.00"),
        "V0008b": ("no_row", "-2500.00"),
        "V0009b": ("no_row", "-200.00"),
    }
    figures = seen(march, 1)["statement"]
    assert (figures["bank"], figures["books"]) == ("486485.00", "486300.00")
    assert figures["adjusted_bank"] == figures["adjusted_books"] == "480785.00"
    assert "480,785.00" in march(END, code=1).out


def test_nothing_uncertain_is_taken_without_a_person(march: Office) -> None:
    before = march.on_disk()
    proposed = seen(march)["proposals"]
    assert [(p["rows"], p["certain"]) for p in proposed] == [
        (["ICBC-8801:4", "ICBC-8801:5"], False),
        (["ICBC-8801:3"], False),
    ]
    march(f"{END} --all-certain --by chen", code=1)
    assert march.on_disk() == before


def test_accepting_ties_as_an_import_would(march: Office) -> None:
    """The drafts that waited go, the posted vouchers stay byte for byte, the bank's words are kept beside them."""
    vouchers = march.root / f"awards/{AWARD}/vouchers/2025-03.beancount"
    before = vouchers.read_bytes()
    accept_all(march)
    march("check")
    assert vouchers.read_bytes() == before
    assert set(causes(march)) == {"ICBC-8801:6", "V0009b"}
    assert [d["narration"] for d in march.drafts()] == ["手续费"]
    assert [one["rows"] for one in seen(march)["by_hand"]] == [
        ["ICBC-8801:4", "ICBC-8801:5"],
        ["ICBC-8801:3"],
    ]


def test_files_once_more_change_nothing_after_it(march: Office) -> None:
    accept_all(march)
    before = {k: v for k, v in march.on_disk().items() if "vouchers" in k or "drafts" in k or "banks" in k}
    for name in ("流水.csv", "序时账.csv"):
        march(f"import {name} --by chen")
    assert {k: v for k, v in march.on_disk().items() if k in before} == before
    march("check")


def test_many_ties_of_one_command_read_the_books_once(march: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred ties took minutes when each read the account anew."""
    from earmark.ledger.banks.account_legs import account_of

    reads: list[str] = []

    def counted(at: Any, award: str) -> Any:  # noqa: ANN401 (as it is)
        reads.append(award)
        return account_of(at, award)

    monkeypatch.setattr("earmark.ledger.banks.tying.account_of", counted)
    first, second = (one["id"] for one in seen(march)["proposals"])
    march(f"{END} --accept {first} --accept {second} --accept {first} --by chen", code=1)
    assert reads == [AWARD]
    assert [one["id"] for one in seen(march)["by_hand"]] == ["T-0001", "T-0002"]
    march("check")


def test_a_row_or_a_leg_is_tied_once_in_one_command(march: Office) -> None:
    before = march.on_disk()
    again = "--tie ICBC-8801:3=V0007b --tie ICBC-8801:3=V0007b --reason 同一笔"
    assert "ICBC-8801:3 没有可对的余额" in march(f"{END} {again} --by chen", code=2).err
    assert march.on_disk() == before


def test_a_payment_and_its_return_on_one_side_are_accepted_as_an_explanation(
    started: Office, icbc: Icbc
) -> None:
    """Paid on the 10th, sent back by the bank on the 12th, booked by nobody: both rows have their reason, nothing is tied."""
    rows = (
        ROWS[0],
        f"1,{A},3202019200206710002,2025-03-10 10:00:00,借,8000.00,,,转账,会场租用,江城会议中心,492000.00,",
        f"2,{A},3202019200206710002,2025-03-12 10:00:00,贷,,8000.00,,退汇,退汇 账号有误,江城会议中心,500000.00,",
    )
    started.file("流水.csv", icbc(rows))
    started("import 流水.csv --by chen")
    (one,) = [p for p in seen(started)["proposals"] if not p["legs"]]
    assert (one["rows"], one["certain"]) == (["ICBC-8801:2", "ICBC-8801:3"], False)
    started(f"{END} --accept {one['id']} --by chen", code=None)
    told = {d["id"]: d["reason"] for d in seen(started)["differences"] if d["explained"]}
    assert told.keys() == {"ICBC-8801:2", "ICBC-8801:3"}
    assert seen(started)["by_hand"] == []
    assert not [p for p in seen(started)["proposals"] if not p["legs"]]
    started("check")


def test_undone_the_rows_wait_again(march: Office) -> None:
    open_ = causes(march)
    accept_all(march)
    for id_ in ("T-0001", "T-0002"):
        march(f"{END} --undo {id_} --reason 对错了 --by chen", code=1)
    march("check")
    assert causes(march) == open_
    assert sorted(d["payee"] for d in march.drafts() if d["waiting"])[-3:] == [
        "李二",
        "江城印务有限公司",
        "王一",
    ]
    assert "没有可撤销的对账 T-0001" in march(f"{END} --undo T-0001 --reason 再来 --by chen", code=2).err


def test_a_person_ties_what_nobody_proposed_and_sums_must_agree(march: Office) -> None:
    before = march.on_disk()
    assert "流水合计 -15.00" in march(f"{END} --tie ICBC-8801:6=V0009b --reason 试 --by chen", code=2).err
    assert "要写明理由" in march(f"{END} --tie ICBC-8801:3=V0007b --by chen", code=2).err
    assert "没有可对的余额" in march(f"{END} --tie ICBC-8801:1=V0007b --reason 试 --by chen", code=2).err
    assert "没有建议 M-00000000" in march(f"{END} --accept M-00000000 --by chen", code=2).err
    assert march.on_disk() == before
    march(f"{END} --tie ICBC-8801:3=V0007b --reason 同一笔 --by chen", code=1)
    assert "V0007b" not in causes(march)
    march("check")


def test_only_the_recipient_ties_and_explains(march: Office) -> None:
    for rest in ("--tie ICBC-8801:3=V0007b --reason 同一笔", "--explain V0009b=支票", "--submit"):
        assert "无权" in march(f"{END} {rest} --by zhou", code=2).err


def test_a_proposal_of_books_that_changed_meanwhile_is_gone(march: Office) -> None:
    old = {one["legs"][0]: one["id"] for one in seen(march)["proposals"]}
    march(f"{END} --tie ICBC-8801:3=V0007b --reason 同一笔 --by chen", code=1)
    before = march.on_disk()
    said = march(
        f"{END} --accept {old[f'{AWARD}-V0008b']} --accept {old[f'{AWARD}-V0007b']} --by chen", code=2
    ).err
    assert "账簿可能已有变动" in said
    assert march.on_disk() == before


def test_a_row_that_a_person_completed_before_its_booking_came_is_not_booked_twice(march: Office) -> None:
    """The print shop's row was completed by hand; the journal's voucher of the 26th is the same payment."""
    (shop,) = [d["id"] for d in march.drafts() if d["payee"] == "江城印务有限公司"]
    march(f"draft complete {AWARD} {shop} --account 5101-会议费 --plan P1 --by chen")
    (one,) = [p for p in seen(march)["proposals"] if p["rows"] == ["ICBC-8801:3"]]
    assert (one["legs"], one["certain"]) == ([f"{AWARD}-V0007b"], False)
    march(f"{END} --accept {one['id']} --by chen", code=1)
    assert shop not in {d["id"] for d in march.drafts()}
    march("check")


def test_a_drafts_leg_is_divided_among_its_rows_and_keeps_them_when_posted(
    started: Office, icbc: Icbc
) -> None:
    """Nothing is posted yet: the draft itself takes the rows, and gives them back until it is posted."""
    started.file("流水.csv", icbc(ROWS))
    started.file("序时账.csv", f"{JOURNAL}\n{BOOKED}")
    started("import 流水.csv --by chen")
    started("import 序时账.csv --by chen")
    tie = f"{END} --tie ICBC-8801:4,ICBC-8801:5=V0008b --reason 两位专家一笔凭证"
    started(f"{tie} --by chen", code=1)
    started("check")
    legs = {
        d["id"][-5:]: [x["amount"] for x in d["lines"] if "1002" in x["account"]] for d in started.drafts()
    }
    assert legs["V0008"] == ["-1000.00", "-1500.00"]
    started(f"{END} --undo T-0001 --reason 试 --by chen", code=1)
    started("check")
    assert {"王一", "李二"} <= {d["payee"] for d in started.drafts() if d["waiting"]}
    started(f"{tie} --by chen", code=2)
    for row, leg in (("ICBC-8801:4", "V0008b"), ("ICBC-8801:5", "V0008c")):
        started(f"{END} --tie {row}={leg} --reason 各一行 --by chen", code=1)
    started(f"post {AWARD} V0008 --by chen")
    assert "已带着流水记账" in started(f"{END} --undo T-0002 --reason 晚了 --by chen", code=2).err
    started("check")


# ---------------------------------------------------------------- prepared, approved, closed


def test_the_month_from_open_to_closed(march: Office) -> None:
    assert "还有 7 项差异没有说明" in march(f"{END} --submit --by chen", code=2).err
    finish(march)
    march(f"{END} --submit --by chen")
    mine = f"approve {AWARD} reconciliation 2025-03-31"
    assert "要由别人批准" in march(f"{mine} --by chen", code=2).err
    march(f"{mine} --by zhou")
    assert "已经批准" in march(f"{mine} --by zhou", code=2).err
    march(f"close {AWARD} 2025-03 --explain WH2025-007-V0006=银行扣费 --by chen", code=None)
    march("check")
    state = seen(march, 0)["state"]
    assert (state["by"], state["approved_by"], state["changes"]) == ("chen", "zhou", [])
    assert "已结账" in march(f"{END} --undo T-0001 --reason 晚了 --by chen", code=2).err


def test_a_colleague_may_approve_and_nobody_else_of_the_recipients(march: Office) -> None:
    finish(march)
    march(f"{END} --submit --by chen")
    mine = f"approve {AWARD} reconciliation 2025-03-31"
    assert "不由其记账" in march(f"{mine} --by liu", code=2).err
    march("users add wu:recipient:JCSF:finance:吴出纳 --by chen")
    march(f"{mine} --by wu")
    march("check")
    assert seen(march)["state"]["approved_by"] == "wu"


def test_closing_refuses_what_nobody_explained(march: Office) -> None:
    accept_all(march)
    (fee,) = march.drafts()
    march(f"draft complete {AWARD} {fee['id']} --account 5101-会议费 --plan P1 --by chen")
    march(f"post {AWARD} --by chen")
    close = f"close {AWARD} 2025-03 --explain {fee['id']}=银行扣费 --by chen"
    said = march(close, code=2).err
    assert "还有 1 项差异没有说明：WH2025-007-V0009b -200.00，账上已记，没有银行流水" in said
    march(f"{END} --explain V0009b=支票未兑付 --by chen")
    march(close)
    march("check")


def test_what_changes_under_an_approved_reconciliation_is_named(march: Office) -> None:
    finish(march)
    march(f"{END} --submit --by chen")
    march(f"approve {AWARD} reconciliation 2025-03-31 --by zhou")
    march("check")
    march(f"reverse {AWARD} V0009 --date 2025-03-29 --reason 支票作废 --by chen")
    march(f"post {AWARD} --by chen")
    said = march(f"check {AWARD}", code=1).out
    assert "调节表提交后新增凭证分录 WH2025-007-V0010b（2025-03-29，200.00）" in said
    assert len(seen(march, 1)["state"]["changes"]) == 1
    march(f"{END} --submit --by chen")
    march(f"approve {AWARD} reconciliation 2025-03-31 --by zhou")
    march("check")


def test_the_list_under_a_reconciliation_cannot_be_edited(march: Office) -> None:
    finish(march)
    march(f"{END} --submit --by chen")
    file = march.root / f"awards/{AWARD}/reconciliations/2025-03-31.json"
    file.write_text(file.read_text("utf-8").replace("-8000", "-8001"), "utf-8")
    assert "清单被改动或删除" in march(f"approve {AWARD} reconciliation 2025-03-31 --by zhou", code=2).err


def test_an_explanation_holds_for_its_amount_and_ages(march: Office) -> None:
    finish(march)
    for through, age in (("2025-03-31", 0), ("2025-04-27", 30), ("2025-05-27", 60), ("2025-06-26", 90)):
        (cheque,) = seen(march, through=through)["differences"]
        assert (cheque["age"], cheque["reason"]) == (age, "支票未兑付")


def test_an_explained_difference_that_stays_comes_up_in_the_audit(march: Office) -> None:
    """On the 90th day the cheque is review; reversed, it is found no more."""

    def old(day: str) -> list[tuple[str, str]]:
        (award,) = march.json(f"audit {AWARD} --as-of {day}", None)["awards"]
        return [(f["subject"], f["outcome"]) for f in award["findings"] if f["rule"] == "transit"]

    assert old("2025-06-26") == []
    finish(march)
    assert old("2025-06-25") == []
    assert old("2025-06-26") == [(f"bank:{AWARD}-V0009b", "review")]
    march(f"reverse {AWARD} V0009 --date 2025-04-02 --reason 支票作废 --by chen")
    march(f"post {AWARD} --by chen")
    assert old("2025-06-26") == []


def test_what_was_ordered_and_is_not_booked_is_listed_until_both_sides_agree(march: Office) -> None:
    def claims() -> list[tuple[str, str, str]]:
        found = march.json(f"reconcile {AWARD} --through 2099-12-31", None)["claims"]
        return [(one["order"], one["cause"], one["amount"]) for one in found]

    (fee,) = [d["id"] for d in march.drafts() if d["narration"] == "手续费"]
    march(f"draft complete {AWARD} {fee} --account 5101-罚款 --by chen")
    march(f"post {AWARD} {fee} --by chen")
    (award,) = march.json(f"audit {AWARD}", None)["awards"]
    finding = next(f["id"] for f in award["findings"] if f["voucher"] and f["outcome"] != "unknown")
    march(f"decide {AWARD} {finding} --uphold-all --recover --reason 与项目无关 --by zhou")
    march(f"order {AWARD} D-0001 --route restore --due 2099-12-31 --by zhou")
    amount = march.stands()["ordered"]
    assert claims() == [("O-0001", "not_booked", amount)]
    assert "已责令，获奖单位没有挂账" in march(f"reconcile {AWARD} --through 2099-12-31", None).out
    march(f"draft mirror {AWARD} O-0001 --by chen")
    assert ("O-0001", "draft", amount) in claims()
    (mirror,) = [d["id"] for d in march.drafts() if not d["waiting"]]
    march(f"post {AWARD} {mirror} --by chen")
    assert claims() == []


def test_the_checklist_ends_with_nothing_to_do(march: Office) -> None:
    def left() -> list[str]:
        return [
            step["said"] for step in march.json(f"reconcile {AWARD}", None)["checklist"] if not step["done"]
        ]

    assert "待归类的草稿 4 张" in left()
    finish(march)
    march(f"{END} --submit --by chen")
    assert left() == ["没有法定账凭证号的凭证 1 张", "余额调节表已由他人批准", "已结账"]


def test_the_statement_as_workbook_and_page(march: Office) -> None:
    """Figures are numbers, a payee that looks like a formula stays text, and the page asks for nothing from elsewhere."""
    from openpyxl import load_workbook

    finish(march)
    march(f"{END} --out 表.xlsx")
    march(f"{END} --out 表.html")
    assert "文件已存在" in march(f"{END} --out 表.html", code=2).err
    sheet = load_workbook(march.folder / "表.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["减：账上已付、银行未付", 200, "减：银行已付、账上未付", 0] in rows
    assert ["调节后余额", 486285, "调节后余额", 486285] in rows
    assert rows[-1][0] == "编制人：________________"
    page = (march.folder / "表.html").read_text("utf-8")
    assert "<h1>银行存款余额调节表</h1>" in page
    assert page.count('<td>调节后余额</td><td class="num">486,285.00</td>') == 2
    assert "http" not in page.replace("http-equiv", "")
    assert "Bank reconciliation statement" in march(f"--lang en {END}").out


# ---------------------------------------------------------------- statements that do not fit


def without(office: Office, icbc: Icbc, *gone: int) -> None:
    """A statement comes that lacks rows, cut so that each part agrees in itself."""
    for n, part in enumerate((ROWS[: gone[0]], ROWS[gone[-1] + 1 :])):
        office.file(f"段{n}.csv", icbc(part))
        office(f"import 段{n}.csv --by chen")


def test_a_gap_between_two_statements_is_named(started: Office, icbc: Icbc) -> None:
    without(started, icbc, 1)
    found = causes(started)
    assert found["jump:2025-03-21"] == ("jump", "-8000.00")
    assert "不连续" in started(END, code=1).out
    assert "还有" in started(f"{END} --submit --by chen", code=2).err


def test_a_statement_that_begins_with_another_balance_than_the_books(started: Office, icbc: Icbc) -> None:
    started.file("流水.csv", icbc(ROWS[1:]))
    started("import 流水.csv --by chen")
    assert causes(started)["opening:2025-03-10"] == ("opening", "500000.00")


def test_a_statement_of_another_account_writes_nothing(started: Office, icbc: Icbc) -> None:
    started.file("别户.csv", icbc([row.replace(A, "1202021109900077777") for row in ROWS]))
    before = started.on_disk()
    started("import 别户.csv --by chen", code=2)
    assert started.on_disk() == before


def told_otherwise(office: Office, icbc: Icbc) -> None:
    """The venue's row is 9,000 in a second telling, and the balances go on."""
    office.file("流水.csv", icbc(ROWS))
    office("import 流水.csv --by chen")
    lines = [row.split(",") for row in ROWS[:2]]
    lines[1][5], lines[1][11] = "9000.00", "491000.00"
    office.file("又.csv", icbc([",".join(line) for line in lines]))
    assert "对账单更正" in office("import 又.csv --by chen").out


def begun_elsewhere(office: Office, icbc: Icbc) -> None:
    """Money is in the account that no statement showed."""
    office.file("流水.csv", icbc(ROWS[1:]))
    office("import 流水.csv --by chen")


@pytest.mark.parametrize(
    ("come", "cause"),
    [
        (lambda office, icbc: without(office, icbc, 1), "jump"),
        (told_otherwise, "jump"),
        (begun_elsewhere, "opening"),
    ],
    ids=["a gap", "an overlap with other figures", "another opening balance"],
)
def test_a_statement_that_does_not_fit_is_named_and_nothing_is_submitted_or_closed(
    started: Office, icbc: Icbc, come: Callable[[Office, Icbc], None], cause: str
) -> None:
    """All rows have their vouchers; only the balances do not agree with them."""
    come(started, icbc)
    for draft in started.drafts():
        if draft["waiting"]:
            started(f"draft complete {AWARD} {draft['id']} --account 5101-会议费 --plan P1 --by chen")
    started(f"post {AWARD} --by chen")
    assert {one for one, _ in causes(started).values()} == {cause}
    before = started.on_disk()
    reasons = " ".join(f"--explain {AWARD}-V{n:04}=银行流水" for n in range(1, 9))
    for refused in (f"{END} --submit --by chen", f"close {AWARD} 2025-03 {reasons} --by chen"):
        started(refused, code=2)
        assert started.on_disk() == before


def test_a_row_that_somebody_removed_leaves_its_leg_alone(march: Office) -> None:
    """The bank's book was edited by hand: `check` names it, and what the rows were tied to has no row."""
    march(f"{END} --tie ICBC-8801:3=V0007b --reason 同一笔 --by chen", code=1)
    file = march.root / "banks/ICBC-8801.beancount"
    text = file.read_text("utf-8")
    entry = r'^2025-03-(?:10|21) custom "earmark-bank-row" "ICBC-8801:[23]"\n(?:  .*\n)+'
    file.write_text(re.sub(entry, "", text, flags=re.MULTILINE), "utf-8")
    assert ("no_row", "-8000.00") in causes(march).values()
    march(END, code=1)
    assert "流水 ICBC-8801:3 不见了" in march(f"{END} --undo T-0001 --reason 试 --by chen", code=2).err
    march("check", code=1)


# ---------------------------------------------------------------- an ordinary account


POOL = "1202021109900033301"
SHARED = (
    f"1,{POOL},,2025-04-02 10:00:00,贷,,1000000.00,,转账,奖建资金,中国科学技术协会,1040000.00,",
    f"2,{POOL},,2025-04-10 10:00:00,借,90000.00,,,转账,其他业务,江城物业,950000.00,",
    f"3,{POOL},,2025-04-28 10:00:00,贷,,120000.00,,转账,其他业务,江城会员,1070000.00,",
)


def test_own_funds_below_zero_on_any_day_are_a_difference(started: Office, icbc: Icbc) -> None:
    """40,000 own, 90,000 paid for other business on the 10th: 50,000 of the award's money lent, until the 28th."""
    started.file("流水.csv", icbc(SHARED))
    started("import 流水.csv --by liu")
    award = "CAST2025-017"
    started(f"post {award} --by liu", code=None)
    said = seen(started, None, "2025-04-30", award)
    assert {d["id"]: (d["cause"], d["amount"]) for d in said["differences"]} == {
        "own:2025-04-10": ("own", "-50000.00")
    }
    figures = said["statement"]
    assert (figures["account"], figures["bank"], figures["own"]) == ("1070000.00", "1000000.00", "70000.00")
    assert figures["adjusted_bank"] == figures["adjusted_books"] == "1000000.00"
    assert "自有资金" in started(f"reconcile {award} --through 2025-04-30", code=1).out


def test_a_month_of_an_ordinary_account_closes_with_each_leg_tied(started: Office, icbc: Icbc) -> None:
    """The row of the 10th is nobody's by its text; the journal's leg of the 16th is proposed for it, to be tied by a person."""
    started.file("流水.csv", icbc(SHARED))
    started.file("序时账.csv", UNIT_BOOKED)
    started("import 流水.csv --by liu")
    started("import 序时账.csv --by liu")
    award = "CAST2025-017"
    started(f"post {award} --by liu")
    assert causes(started, "2025-04-30", award)["V0002b"] == ("no_row", "-90000.00")
    (one,) = seen(started, None, "2025-04-30", award)["proposals"]
    assert (one["rows"], one["certain"]) == (["ICBC-3301:2"], False)
    close = f"close {award} 2025-04 --explain {award}-V0001=入账通知 --by liu"
    assert "还有 2 项差异没有说明：own:2025-04-10" in started(close, code=2).err
    started(f"reconcile {award} --through 2025-04-30 --accept {one['id']} --by liu")
    started("check")
    started(close)
    started("check")


UNIT_BOOKED = """
日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方单位,计划用途,项目编码
2025-04-16,记-0007,会场费,5001,业务活动费用-商品和服务费用,90000.00,,江城宾馆,P1,420000250000001017
2025-04-16,记-0007,会场费,1002,银行存款,,90000.00,江城宾馆,,420000250000001017
2025-04-16,记-0007,会场费,7101,行政支出-30215会议费,90000.00,,江城宾馆,P1,420000250000001017
2025-04-16,记-0007,会场费,8001,资金结存-货币资金,,90000.00,江城宾馆,,420000250000001017
"""
