"""One transfer from an ordinary account for several things: the award's part is taken, the rest stays nobody's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Office = Any
"""The office of conftest, which tests cannot import."""
AWARD = "CAST2025-017"
A = "1202021109900033301"
SHARED = f"25091000003,{A},,2025-09-10 10:30:00,借,10000.00,,,转账,会场费,江城宾馆,990000.00,"
BOOK = "--account 5001-商品和服务费用 --budget-account 7101-30215会议费 --plan P1 --by liu"


@pytest.fixture
def office(started: Office, icbc: Callable[..., str]) -> Office:
    started.file("流水.csv", icbc([SHARED]))
    started("import 流水.csv --by liu")
    return started


def rest(office: Office) -> dict[str, str]:
    return {one["row"]: one["rest"] for one in office.json(f"draft rows {AWARD}")["rows"]}


def test_parts_and_rest_are_the_row(office: Office) -> None:
    assert rest(office) == {"ICBC-3301:1": "-10000.00"}
    office(f"draft share {AWARD} ICBC-3301:1 --amount 6000 --payee 江城宾馆 --words 会场费 --by liu")
    office("check")
    assert rest(office) == {"ICBC-3301:1": "-4000.00"}
    (draft,) = office.drafts(AWARD)
    assert (draft["waiting"], draft["payee"], draft["narration"]) == (True, "江城宾馆", "会场费")
    office(f"draft complete {AWARD} V0001 {BOOK}")
    assert office.spent(AWARD) == {"P1": "6000.00"}
    office(f"post {AWARD} --by liu")
    office("check")


def test_never_more_than_is_left(office: Office) -> None:
    office(f"draft share {AWARD} ICBC-3301:1 --amount 6000 --by liu")
    before = office.on_disk()
    said = office(f"draft share {AWARD} ICBC-3301:1 --amount 4000.01 --by liu", code=2).err
    assert "还剩 4,000.00 元" in said
    assert "没有还剩余额的流水" in office(f"draft share {AWARD} ICBC-3301:9 --by liu", code=2).err
    assert office.on_disk() == before
    office(f"draft share {AWARD} ICBC-3301:1 --by liu")
    assert rest(office) == {}
    office("check")


def test_the_statement_again_changes_nothing(office: Office) -> None:
    """Neither a part nor the whole that a person took is paired anew."""
    for part in ("6000", "4000"):
        office(f"draft share {AWARD} ICBC-3301:1 --amount {part} --by liu")
    before = office.drafts(AWARD)
    plan = office.json("import 流水.csv --by liu")["files"][0]
    assert (plan["known"], plan["rows"]) == (1, 1)
    assert office.drafts(AWARD) == before
    office("check")


def test_a_part_taken_in_error_goes_back(office: Office) -> None:
    bank = office.root / "banks" / "ICBC-3301.beancount"
    before = bank.read_bytes()
    office(f"draft share {AWARD} ICBC-3301:1 --amount 6000 --by liu")
    office(f"draft drop {AWARD} V0001 --reason 不是本项目的 --by liu")
    assert (bank.read_bytes(), office.drafts(AWARD)) == (before, [])
    office("check")


def test_check_names_parts_that_are_more_than_the_row(office: Office) -> None:
    office(f"draft share {AWARD} ICBC-3301:1 --amount 6000 --by liu")
    for path in ("banks/ICBC-3301.beancount", f"awards/{AWARD}/drafts.beancount"):
        text = (office.root / path).read_text(encoding="utf-8")
        (office.root / path).write_text(text.replace("6000.00", "16000.00"), encoding="utf-8")
    assert "各份额合计 -16000.00，流水为 -10000.00" in office("check", code=None).out


JOURNAL = """
日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方单位,计划用途,项目编码
2025-09-12,记-0007,会场费,5001,业务活动费用-商品和服务费用,6000.00,,江城宾馆,P1,420000250000001017
2025-09-12,记-0007,会场费,1002,银行存款,,6000.00,江城宾馆,,420000250000001017
"""


@pytest.mark.parametrize("first", ["share", "journal"])
def test_the_booking_of_a_part_finds_it(office: Office, first: str) -> None:
    office.file("序时账.csv", JOURNAL, encoding="utf-8")
    if first == "share":
        office(f"draft share {AWARD} ICBC-3301:1 --amount 6000 --payee 江城宾馆 --by liu")
        office("import 序时账.csv --by liu")
    else:
        office("import 序时账.csv --by liu")
        office(f"draft share {AWARD} ICBC-3301:1 --draft V0001 --by liu")
    (draft,) = office.drafts(AWARD)
    assert (draft["id"], draft["waiting"]) == (f"{AWARD}-V0001", False)
    assert rest(office) == {"ICBC-3301:1": "-4000.00"}
    text = (office.root / "awards" / AWARD / "drafts.beancount").read_text(encoding="utf-8")
    assert 'bank-row: "ICBC-3301:1"' in text
    assert "paid: 2025-09-10" in text
    office("check")


def test_a_dedicated_accounts_rows_are_all_the_awards(started: Office, icbc: Callable[..., str]) -> None:
    row = SHARED.replace(A, "1202021109900088801")
    started.file("专户.csv", icbc([row]))
    started("import 专户.csv --by chen")
    assert (
        "没有还剩余额的流水" in started("draft share WH2025-007 ICBC-8801:1 --amount 1 --by chen", code=2).err
    )
