"""From a row of a bank's file to money back, as the people concerned type it. Amounts in CNY.

The society buys two air conditioners and some goods for a meeting from the award's account, and books all of it as the
cost of the meeting. The auditor upholds the air conditioners, the funder orders them back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Office = Any
"""The office of conftest, which tests cannot import."""
A = "1202021109900088801"
GRANT = f"25030500001,{A},3202019200000017715,2025-03-05 09:12:00,贷,,500000.00,,转账,拨付学会能力提升专项奖补资金,武汉市科学技术协会,500000.00,"
BOUGHT = f"25091000002,{A},3202019200000010021,2025-09-10 10:30:00,借,16000.00,,,转账,办公室空调2台及会务用品,江城环宇电器商行,484000.00,"
CAME = f"25121000003,{A},1202021109900011203,2025-12-10 09:00:00,贷,,12000.00,,转账,归还原资金渠道,江城示例学会,496000.00,"
WENT = f"25121000004,{A},3202019200000017715,2025-12-10 15:00:00,借,12000.00,,,转账,退回专项奖补资金,武汉市科学技术协会,484000.00,"


def bought_and_questioned(office: Office, icbc: Callable[..., str], register: str) -> str:
    """New books, the first statement, the purchase classified and posted, the audit; the finding's id."""
    office(
        "init books --person chen:recipient:JCSF:finance:陈会计 --person zhou:funder:武汉市科学技术协会:officer:周主任"
    )
    office("users add lin:auditor:江城中和会计师事务所:auditor:林审计 --by zhou")
    office(
        "award new WH2025-007 --programme wuhan-2012 --recipient JCSF --recipient-name 江城示例学会"
        " --funder 武汉市科学技术协会 --amount 500000 --start 2025-03-01 --end 2026-02-28 --chart npo-2004"
        f" --mode dedicated --bank ICBC-8801 --account {A} --by chen {register}"
    )
    assert office.stands() == {}
    office.file("三季度流水.csv", icbc([GRANT, BOUGHT]))
    office("import 三季度流水.csv --by chen")
    assert [(d["id"], d["waiting"], d["payee"]) for d in office.drafts()] == [
        ("WH2025-007-V0002", True, "江城环宇电器商行"),
        ("WH2025-007-V0001", False, "武汉市科学技术协会"),
    ]
    assert office.stands()["bank"] == "484000.00"

    office("draft complete WH2025-007 WH2025-007-V0002 --account 5101-会议费 --plan P1 --by chen")
    office("post WH2025-007 --by chen")
    assert office.drafts() == []

    office("audit WH2025-007", code=1)
    (audited,) = office.json("audit", code=1)["awards"]
    (found,) = [f for f in audited["findings"] if f["voucher"]]
    assert (found["rule"], found["category"], found["outcome"]) == ("prohibited", "office", "violation")
    assert (found["voucher"], found["amount"]) == ("WH2025-007-V0002", "16000.00")
    assert found["sources"] == [{"file": "三季度流水.csv", "row": 4}]
    assert office.spent() == {"P1": "16000.00"}
    assert office.stands() == {
        "received": "500000.00", "spent": "16000.00", "bank": "484000.00",
        "questioned": "16000.00", "open": "16000.00",
    }  # fmt: skip
    id_: str = found["id"]
    return id_


def upheld_and_ordered(office: Office, finding: str, route: str) -> None:
    """12,000 of 16,000 are upheld and ordered back by a route."""
    office(
        f"decide WH2025-007 {finding} --uphold 12000 --recover --reason 空调属日常办公 --date 2025-11-20 --by lin"
    )
    assert office.findings() == {finding: "part_upheld"}
    assert office.stands() == {
        "received": "500000.00", "spent": "16000.00", "bank": "484000.00",
        "questioned": "16000.00", "cleared": "4000.00", "upheld": "12000.00", "to_order": "12000.00",
    }  # fmt: skip

    office(f"order WH2025-007 D-0001 --route {route} --due 2025-12-25 --date 2025-11-25 --by zhou")
    assert office.stands() == {
        "received": "500000.00", "spent": "16000.00", "bank": "484000.00", "questioned": "16000.00",
        "cleared": "4000.00", "upheld": "12000.00", "ordered": "12000.00", "outstanding": "12000.00",
    }  # fmt: skip


def whole(office: Office) -> None:
    """Nothing is open, nothing was altered, and the report ties out."""
    office("check")
    office("audit")
    assert "核对相符" in office("report WH2025-007 --as-of 2025-12-31").out


def test_money_goes_back_to_the_award(office: Office, icbc: Callable[..., str], register: str) -> None:
    """Route restore: the society's own funds pay 12,000 into the award's account.

    2025-11-25  Dr 1122其他应收款-内部应归垫  12,000.00   Cr 5101业务活动成本-会议费        12,000.00
    2025-12-10  Dr 1002银行存款              12,000.00   Cr 1122其他应收款-内部应归垫  12,000.00
    """
    finding = bought_and_questioned(office, icbc, register)
    upheld_and_ordered(office, finding, "restore")

    office("draft mirror WH2025-007 O-0001 --by chen")
    office("post WH2025-007 --by chen")
    assert office.spent() == {"P1": "4000.00"}
    assert office.stands() == {
        "received": "500000.00", "spent": "4000.00", "due_to_award": "12000.00", "bank": "484000.00",
        "questioned": "16000.00", "cleared": "4000.00", "upheld": "12000.00", "ordered": "12000.00",
        "outstanding": "12000.00",
    }  # fmt: skip

    office("return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --by chen")
    office.file("四季度流水.csv", icbc([BOUGHT, CAME]))
    office("import 四季度流水.csv --by chen")
    (draft,) = office.drafts()
    assert (draft["id"], draft["waiting"]) == ("WH2025-007-V0004", False)
    office("post WH2025-007 --by chen")
    office("return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --reference ICBC-8801:3 --by zhou")
    assert office.stands() == {
        "received": "500000.00", "spent": "4000.00", "bank": "496000.00", "questioned": "16000.00",
        "cleared": "4000.00", "upheld": "12000.00", "ordered": "12000.00", "returned": "12000.00",
    }  # fmt: skip
    assert office.findings() == {finding: "part_upheld"}
    whole(office)


def test_money_goes_back_to_the_funder(office: Office, icbc: Callable[..., str], register: str) -> None:
    """Route funder: own funds pay 12,000 into the award's account, which pays them on to the funder.

    2025-11-25  Dr 1122其他应收款-内部应归垫  12,000.00   Cr 5101业务活动成本-会议费        12,000.00
                Dr 5201管理费用-退还政府补助  12,000.00   Cr 2209其他应付款-应退拨款单位  12,000.00
    2025-12-10  Dr 1002银行存款              12,000.00   Cr 1122其他应收款-内部应归垫  12,000.00
                Dr 2209其他应付款-应退拨款单位  12,000.00   Cr 1002银行存款              12,000.00
    """
    finding = bought_and_questioned(office, icbc, register)
    upheld_and_ordered(office, finding, "funder")

    office("draft mirror WH2025-007 O-0001 --by chen")
    office("post WH2025-007 --by chen")
    assert office.stands() == {
        "received": "500000.00", "spent": "4000.00", "due_to_award": "12000.00", "owed": "12000.00",
        "returned_to_funder": "12000.00", "bank": "484000.00", "questioned": "16000.00", "cleared": "4000.00",
        "upheld": "12000.00", "ordered": "12000.00", "outstanding": "12000.00",
    }  # fmt: skip

    office("return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --from-award --by chen")
    office.file("四季度流水.csv", icbc([BOUGHT, CAME, WENT]))
    office("import 四季度流水.csv --by chen")
    assert [(d["id"], d["waiting"], d["payee"]) for d in office.drafts()] == [
        ("WH2025-007-V0006", True, "江城示例学会"),
        ("WH2025-007-V0005", False, "武汉市科学技术协会"),
    ]
    office("draft complete WH2025-007 WH2025-007-V0006 --account 1122-内部应归垫 --by chen")
    office("post WH2025-007 --by chen")
    office("return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --reference 回单2025-12-10 --by zhou")
    assert office.stands() == {
        "received": "500000.00", "spent": "4000.00", "returned_to_funder": "12000.00", "bank": "484000.00",
        "questioned": "16000.00", "cleared": "4000.00", "upheld": "12000.00", "ordered": "12000.00",
        "returned": "12000.00",
    }  # fmt: skip
    whole(office)
