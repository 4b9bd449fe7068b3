"""Sub-grants: what a province passes on to a society, what the society received and spent, and what nobody has used (以拨代支)."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from earmark.ledger.awards.opening import NewAward, WrongAward
from earmark.ledger.awards.starting import Before, start_award
from earmark.ledger.awards.subgrants import Subgrant, subgrants
from earmark.ledger.awards.unfinished import unfinished
from earmark.ledger.books.desk import desk
from earmark.ledger.persons.sides import NotYours
from earmark.ledger.vouchers.drafts import posted_at

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

day = datetime.date.fromisoformat
PASSED_ON = """
    2025-06-05 * "江城示例学会" "按任务书转拨学会提能经费"
      Expenses:A:5001业务活动费用:05对学会补助费用                       300000.00 CNY
      Assets:A:1002银行存款                                             -300000.00 CNY
      Expenses:A:7101行政支出:39908对民间非营利组织和群众性自治组织补贴  300000.00 CNY.B
        plan: "P4"
      Assets:A:8001资金结存:02货币资金                                  -300000.00 CNY.B
"""
RECEIVED = """
    2025-06-06 * "江城省科学技术协会" "收到转拨提能经费"
      Assets:A:1002银行存款                              {amount} CNY
      Income:A:4401政府补助收入:02限定性收入            -{amount} CNY
    2025-08-01 * "江城锦湖会议中心" "学术年会场地租金"
      Expenses:A:5101业务活动成本:01会议费               60000.00 CNY
      Assets:A:1002银行存款                             -60000.00 CNY
"""


@pytest.fixture
def child(start: Callable[..., Keeping]) -> Keeping:
    """CAST2025-017-S01: 300,000.00 of the province's award, for a society."""
    return start(
        "CAST2025-017-S01", programme="cast-2013", parent="CAST2025-017", funder="江城省科学技术协会",
        amount=Decimal("400000.00"), start=day("2025-06-01"), end=day("2026-03-31"),
    )  # fmt: skip


def test_what_is_passed_on_is_spent_there_and_shown_as_unused_here(unit: Keeping, child: Keeping) -> None:
    unit.granted().enter(PASSED_ON)
    child.enter(RECEIVED.format(amount="300000.00"))
    (found,) = subgrants(unit.books, unit.award)
    assert found == Subgrant(
        award="CAST2025-017-S01", recipient="江城示例学会", granted=Decimal("400000.00"),
        passed_on=Decimal("300000.00"), received=Decimal("300000.00"), spent=Decimal("60000.00"),
    )  # fmt: skip
    assert (found.unused, found.difference) == (Decimal("240000.00"), Decimal("0.00"))
    # Nothing is netted: the parent has spent it all the same.
    assert unit.position.spent == Decimal("300000.00")


def test_what_one_side_paid_and_the_other_did_not_book_shows(unit: Keeping, child: Keeping) -> None:
    unit.granted().enter(PASSED_ON)
    child.enter(RECEIVED.format(amount="290000.00"))
    (found,) = subgrants(unit.books, unit.award)
    assert found.difference == Decimal("10000.00")


def test_what_was_paid_before_and_settled_is_passed_on_once(unit: Keeping, child: Keeping) -> None:
    unit.granted().enter("""
    2025-06-05 * "江城示例学会" "提能经费预拨"
      Assets:A:1214预付账款                                               50000.00 CNY
      Assets:A:1002银行存款                                              -50000.00 CNY
      Expenses:A:7101行政支出:39908对民间非营利组织和群众性自治组织补贴   50000.00 CNY.B
      Assets:A:8001资金结存:02货币资金                                   -50000.00 CNY.B
    2025-07-05 * "江城示例学会" "提能经费结算"
      Expenses:A:5001业务活动费用:05对学会补助费用                        50000.00 CNY
      Assets:A:1214预付账款                                              -50000.00 CNY
    """)
    (found,) = subgrants(unit.books, unit.award)
    assert (found.award, found.passed_on) == (child.award, Decimal("50000.00"))


def test_looked_at_as_of_a_day(unit: Keeping, child: Keeping) -> None:
    unit.granted().enter(PASSED_ON)
    child.enter(RECEIVED.format(amount="300000.00"))
    (found,) = subgrants(unit.books, unit.award, day("2025-06-30"))
    assert (found.passed_on, found.spent, found.unused) == (Decimal(300000), Decimal(0), Decimal(300000))
    assert subgrants(unit.books, child.award) == []


def test_what_a_sub_grant_has_not_used_stands_in_the_way_of_the_settlement(
    unit: Keeping, child: Keeping
) -> None:
    unit.granted().enter(PASSED_ON)
    child.enter(RECEIVED.format(amount="290000.00"))
    with desk(unit.books, "liu") as at:
        vouchers = posted_at(at, unit.award)
        said = [t.zh for t in unfinished(at, unit.register, day("2025-12-31"), vouchers, ())]
    assert "转拨 CAST2025-017-S01 未使用 240,000.00 元，双方账面相差 10,000.00 元" in said


def registered(child: Keeping, by: str, **facts: Any) -> None:  # noqa: ANN401 (facts of a grant)
    """Another sub-grant of the province's award."""
    known = {"id": "CAST2025-017-S02", "bank": "CMB-2", "recipient": "JCXX", "recipient_name": "江城另一学会"}
    grant = replace(child.register.grant, **(known | facts))
    start_award(child.books, NewAward(grant=grant), account="6224", before=Before(), by=by, policy=None)


def test_sub_grants_together_stay_within_their_parent(child: Keeping) -> None:
    with pytest.raises(WrongAward, match=r"转拨合计 1,000,000\.01 元"):
        registered(child, "liu", amount=Decimal("600000.01"))
    registered(child, "liu", amount=Decimal("600000.00"))


@pytest.mark.parametrize("by", ["liu", "gao"])
def test_the_parents_recipient_and_funder_register_a_sub_grant(child: Keeping, by: str) -> None:
    registered(child, by, amount=Decimal(1))


@pytest.mark.parametrize("by", ["zhou", "chen"])
def test_strangers_do_not(child: Keeping, by: str) -> None:
    with pytest.raises(NotYours):
        registered(child, by, amount=Decimal(1))


def test_the_parents_funder_decides_on_a_sub_grant(child: Keeping) -> None:
    child.enter(RECEIVED.format(amount="300000.00"))
    charge = child.charge("学术年会场地租金")
    decision = child.uphold(charge, "60000.00")
    ordered = child.order([(decision, "60000.00")], day("2025-09-01"), "restore")
    assert ordered.by == "gao"
