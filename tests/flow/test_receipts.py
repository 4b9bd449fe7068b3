"""What shows that money came back, and what becomes of a return that was recognised by mistake.

12,000.00 of an air conditioner are ordered back on 2025-11-25; 12,000.00 came in on 2025-12-10 (row ICBC-8801:3).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Office = Any
"""The office of conftest, which tests cannot import."""
A = "1202021109900088801"
GRANT = f"1,{A},,2025-03-05 09:00:00,贷,,500000.00,,转账,拨付专项奖补资金,武汉市科学技术协会,500000.00,"
COOLER = f"2,{A},,2025-09-10 09:00:00,借,16000.00,,,转账,办公室空调2台及会务用品,江城环宇电器商行,484000.00,"
CAME = f"3,{A},,2025-12-10 09:00:00,贷,,12000.00,,转账,归还原资金渠道,江城示例学会,496000.00,"
RETURN = "return WH2025-007 O-0001 --amount {} --date 2025-12-10 --reference {} --by zhou"


@pytest.fixture
def ordered(started: Office, icbc: Callable[..., str]) -> Office:
    """The order stands, the recipient has booked it and the money."""
    started.file("流水.csv", icbc([GRANT, COOLER, CAME]))
    started("import 流水.csv --by chen")
    started("draft complete WH2025-007 WH2025-007-V0002 --account 5101-会议费 --plan P1 --by chen")
    started("post WH2025-007 WH2025-007-V0001 WH2025-007-V0002 --by chen")
    (award,) = started.json("findings WH2025-007")["awards"]
    (id_,) = [f["id"] for f in award["findings"] if f["amount"] == "16000.00"]
    started(
        f"decide WH2025-007 {id_} --uphold 12000 --recover --reason 空调属日常办公 --date 2025-11-20 --by zhou"
    )
    started("order WH2025-007 D-0001 --route restore --due 2025-12-25 --date 2025-11-25 --by zhou")
    started("draft mirror WH2025-007 O-0001 --by chen")
    started("return WH2025-007 O-0001 --amount 12000 --date 2025-12-10 --by chen")
    started("post WH2025-007 --by chen")
    return started


def refused(office: Office, command: str, why: str) -> None:
    """The command is refused for that reason, and nothing is written."""
    before = office.on_disk()
    assert why in office(command, code=2).err
    assert office.on_disk() == before


def test_a_row_shows_no_more_than_it_holds(ordered: Office) -> None:
    """The same transfer recognised twice would take 12,000 for money that came once."""
    ordered(RETURN.format("5000", "ICBC-8801:3"))
    ordered(RETURN.format("4000", "ICBC-8801:3"))
    refused(ordered, RETURN.format("3000.01", "ICBC-8801:3"), "只剩 3000.00 元")
    ordered(RETURN.format("3000", "ICBC-8801:3"))
    assert ordered.stands()["returned"] == "12000.00"
    ordered("check")


@pytest.mark.parametrize(
    ("row", "why"),
    [("ICBC-8801:1", "早于所涉列支（2025-09-10）"), ("ICBC-8801:2", "收付方向不对：-16000.00 元")],
)
def test_a_row_of_other_money_shows_nothing(ordered: Office, row: str, why: str) -> None:
    """Neither the grant itself nor a payment is money that came back."""
    refused(ordered, RETURN.format("5000", row), why)


def test_one_paper_shows_one_payment(ordered: Office) -> None:
    """Typed twice, a receipt settles once; another receipt of the same day and amount is another payment."""
    ordered(RETURN.format("5000", "收据12号"))
    refused(ordered, RETURN.format("5000", "收据12号"), "这一笔已登记为 R-0001")
    ordered(RETURN.format("5000", "收据13号"))
    assert ordered.stands()["outstanding"] == "2000.00"


def test_what_was_recognised_by_mistake_is_taken_back(ordered: Office) -> None:
    """12,000 were typed for money of another award: the claim is open again, and both entries stay."""
    assert [p["state"] for p in ordered.json("return WH2025-007")["proposals"]] == ["shown"]
    ordered(RETURN.format("12000", "收据12号"))
    assert ordered.json("return WH2025-007")["proposals"] == []
    for command, why in (
        ("return WH2025-007 R-0001 --withdraw 记错 --by chen", "chen 属于获奖单位"),
        ("return WH2025-007 R-0002 --withdraw 记错 --by zhou", "没有可撤回的退款登记 R-0002"),
        ("return WH2025-007 R-0001 --withdraw ' ' --by zhou", "撤回要写明理由"),
        ("return WH2025-007 R-0001 --withdraw 记错 --date 2025-12-09 --by zhou", "早于 R-0001"),
        ("return WH2025-007 --withdraw 记错 --by zhou", "没有可撤回的退款登记"),
    ):
        refused(ordered, command, why)
    ordered("return WH2025-007 R-0001 --withdraw 收据属于另一项资金 --date 2025-12-12 --by zhou")
    refused(ordered, "return WH2025-007 R-0001 --withdraw 再撤 --by zhou", "R-0001 已由 R-0002 撤回")
    refused(ordered, "return WH2025-007 R-0002 --withdraw 再撤 --by zhou", "没有可撤回的退款登记 R-0002")
    stands = ordered.stands()
    assert (stands["outstanding"], "returned" in stands) == ("12000.00", False)
    ordered("return WH2025-007 --all-shown --by zhou")
    assert (ordered.stands()["returned"], ordered.json("return WH2025-007")["differences"]) == (
        "12000.00",
        [],
    )
    ordered("approve WH2025-007 closure O-0001 --by zhou")
    refused(ordered, "return WH2025-007 R-0003 --withdraw 记错 --by zhou", "O-0001 已对账销号")
    (award,) = ordered.json("findings WH2025-007")["awards"]
    (id_,) = [f["id"] for f in award["findings"] if f["amount"] == "16000.00"]
    assert "O-0001 撤回 R-0001：收据属于另一项资金" in ordered(f"findings WH2025-007 {id_}").out
    ordered("check")
    ordered("verify WH2025-007")


def test_a_settlement_below_zero_that_takes_nothing_back_is_named(ordered: Office) -> None:
    ordered(RETURN.format("5000", "收据12号"))
    ordered("return WH2025-007 R-0001 --withdraw 记错 --date 2025-12-12 --by zhou")
    ordered("check")
    path = ordered.root / "claims/WH2025-007.beancount"
    path.write_text(path.read_text("utf-8").replace('reverses: "R-0001"', 'reverses: "R-0009"'), "utf-8")
    assert "也不是撤回另一笔登记" in ordered("check", code=1).out


def test_after_a_revocation_nothing_is_claimed_twice(ordered: Office) -> None:
    """12,000 came back into the award's account; the revocation claims all 500,000, these 12,000 with them."""
    ordered(RETURN.format("12000", "收据12号"))
    ordered(
        "revoke WH2025-007 --decision D-0001 --reason 虚报 --due 2026-06-30 --date 2026-01-10 --amount 500000 --by zhou"
    )
    ordered("return WH2025-007 O-0002 --amount 1000 --date 2026-01-12 --reference 收据13号 --by zhou")
    refused(ordered, "return WH2025-007 R-0001 --withdraw 记错 --by zhou", "已由 O-0002 撤销")
    ordered("return WH2025-007 R-0002 --withdraw 记错 --by zhou")
    assert ordered.stands()["outstanding"] == "500000.00"
    ordered("check")
