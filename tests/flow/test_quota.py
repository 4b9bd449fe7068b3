"""An award that is paid from 零余额账户用款额度: the quota granted, what is paid from it, and the equation at the month's end. CNY.

The unit has 1,000,000 of quota for the award and 60,000 for other business. March: quota on the 5th, a venue on the 10th, a cheque
of 200 that is booked and not cashed. The bank takes a fee of 15 from the quota on the 31st that the journal does not have.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

Office = Any
"""The office of conftest, which tests cannot import."""
AWARD, CODE = "CAST2025-018", "420000250000001018"
NEW = f"""
award new {AWARD} --programme cast-2013 --recipient JCKX --recipient-name 江城省科学技术协会
  --funder 中国科学技术协会 --amount 1000000 --start 2025-03-01 --end 2026-03-31 --chart gov-quota
  --mode quota --bank ZERO-9901 --account 4200000000009901 --project-code {CODE} --by liu
  --plan P1=学会学术交流=600000 --plan P2=学会评估=400000
"""
STATEMENT = """
零余额账户用款额度对账单
日期,摘要,授权额度,支付金额,额度余额,收款人
2025-03-03,下达额度,60000.00,,60000.00,
2025-03-05,下达额度,1000000.00,,1060000.00,
2025-03-10,会场,,90000.00,970000.00,江城宾馆
2025-03-31,手续费,,15.00,969985.00,
"""
COLUMNS = "日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方单位,计划用途,项目编码"
JOURNAL = f"""
{COLUMNS}
2025-03-05,记-0001,下达用款额度,1011,零余额账户用款额度,1000000.00,,,,{CODE}
2025-03-05,记-0001,下达用款额度,4001,财政拨款收入,,1000000.00,,,{CODE}
2025-03-05,记-0001,下达用款额度,8001,资金结存-零余额账户用款额度,1000000.00,,,,{CODE}
2025-03-05,记-0001,下达用款额度,6001,财政拨款预算收入,,1000000.00,,,{CODE}
2025-03-10,记-0002,会场费,5001,业务活动费用-商品和服务费用,90000.00,,江城宾馆,P1,{CODE}
2025-03-10,记-0002,会场费,1011,零余额账户用款额度,,90000.00,江城宾馆,,{CODE}
2025-03-10,记-0002,会场费,7101,行政支出-30215会议费,90000.00,,江城宾馆,P1,{CODE}
2025-03-10,记-0002,会场费,8001,资金结存-零余额账户用款额度,,90000.00,江城宾馆,,{CODE}
2025-03-28,记-0003,资料费支票,5001,业务活动费用-商品和服务费用,200.00,,江城书店,P1,{CODE}
2025-03-28,记-0003,资料费支票,1011,零余额账户用款额度,,200.00,江城书店,,{CODE}
2025-03-28,记-0003,资料费支票,7101,行政支出-30201办公费,200.00,,江城书店,P1,{CODE}
2025-03-28,记-0003,资料费支票,8001,资金结存-零余额账户用款额度,,200.00,江城书店,,{CODE}
"""
END = f"reconcile {AWARD} --through 2025-03-31"


@pytest.fixture
def march(started: Office, kept: Path) -> Office:
    started.file("额度.csv", STATEMENT)
    started.file("序时账.csv", JOURNAL)

    def make() -> None:
        started(NEW)
        started(f"import 额度.csv --award {AWARD} --by liu")
        started(f"import 序时账.csv --award {AWARD} --by liu")

    return started.made_once(kept, make)


def test_the_quotas_rows_are_tied_and_the_equation_holds(march: Office) -> None:
    """The fee is the unit's other business; the cheque is in transit. The account is 1011, the grant 4001, the cash set 8001."""
    march(f"post {AWARD} --by liu")
    assert "账户余额不知道" in march(END, 1).out
    march(f"import 额度.csv --award {AWARD} --by liu")
    said = march.json(END, 1)
    figures = said["statement"]
    assert (figures["account"], figures["bank"], figures["own"]) == ("969985.00", "910000.00", "59985.00")
    assert (figures["books"], figures["adjusted_bank"], figures["adjusted_books"]) == ("909800.00",) * 3
    assert [(d["id"], d["cause"]) for d in said["differences"]] == [(f"{AWARD}-V0003b", "no_row")]
    stands = march.stands(AWARD)
    assert (stands["received"], stands["spent"], stands["bank"]) == ("1000000.00", "90200.00", "909800.00")
    march("check")


def test_the_statement_is_called_by_its_name_and_the_month_closes(march: Office) -> None:
    march(f"post {AWARD} --by liu")
    march(f"import 额度.csv --award {AWARD} --by liu")
    march(f"{END} --explain V0003b=支票未兑付 --by liu")
    said = march(END).out
    assert "用款额度余额调节表" in said
    assert "账面（零余额账户用款额度）" in said
    march(f"{END} --out 表.html")
    assert "<h1>用款额度余额调节表</h1>" in (march.folder / "表.html").read_text("utf-8")
    march(f"{END} --submit --by liu")
    march(f"approve {AWARD} reconciliation 2025-03-31 --by gao")
    march(f"close {AWARD} 2025-03 --by liu")
    march("check")


def test_other_business_beyond_its_own_quota_is_named(march: Office) -> None:
    """70,000 for other business with 60,000 of quota for it: 10,000 of the award's quota were used for something else."""
    march(f"post {AWARD} --by liu")
    march.file(
        "额度.csv",
        STATEMENT.replace(
            "90000.00,970000.00,江城宾馆",
            "90000.00,970000.00,江城宾馆\n2025-03-20,维修,,70000.00,900000.00,江城物业",
        ).replace("969985", "899985"),
    )
    march(f"import 额度.csv --award {AWARD} --by liu")
    low = {d["id"]: d["amount"] for d in march.json(END, 1)["differences"] if d["cause"] == "own"}
    assert low == {"own:2025-03-20": "-10000.00", "own:2025-03-31": "-10015.00"}
