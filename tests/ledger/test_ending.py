"""结项: what is unspent goes back or is kept, what is open is listed, and afterwards the award is frozen."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from earmark.ledger.awards.amending import amend, put_stage
from earmark.ledger.awards.ending import CannotSettle, Ended, Ending, end_award, pay_balance
from earmark.ledger.awards.frozen import Frozen, faults_of_frozen
from earmark.ledger.awards.opening import WrongAward
from earmark.ledger.awards.register import Milestone
from earmark.ledger.books.desk import desk
from earmark.ledger.persons.sides import NotYours
from earmark.ledger.proof.checking import check_award

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

day = datetime.date.fromisoformat
VENUE = """
    2026-01-15 * "江城职工大学" "培训班教室租金"
      Expenses:A:5101业务活动成本:04培训费               15000.00 CNY
        plan: "P4"
      Assets:A:1002银行存款                             -15000.00 CNY
"""
CLASSROOM = """
    2026-01-15 * "江城国际会议中心" "论坛场地租金"
      Expenses:A:5001业务活动费用:02商品和服务费用      15000.00 CNY
      Assets:A:1002银行存款                            -15000.00 CNY
      Expenses:A:7101行政支出:30215会议费               15000.00 CNY.B
        plan: "P1"
      Assets:A:8001资金结存:02货币资金                 -15000.00 CNY.B
"""


def settled(award: Keeping, by: str = "", **facts: Any) -> Ended:  # noqa: ANN401 (facts of many types)
    known: dict[str, Any] = {"date": day("2026-04-18"), "unspent": "funder", "despite": "月份随后补结"}
    with desk(award.books, by or award.by) as at:
        return end_award(at, award.award, Ending(**known | facts))


def paid(award: Keeping, on: str) -> None:
    with desk(award.books, award.by) as at:
        made = pay_balance(at, award.award, day(on))
    award.post(made.id)


def test_a_societys_balance_goes_back_by_settlement_and_is_no_claim(society: Keeping) -> None:
    """
    2026-04-19 balance Expenses:A:5301管理费用:09退还政府补助      485000.00 ~ 0 CNY
    2026-04-19 balance Liabilities:A:2209其他应付款:01应退拨款单位 -485000.00 ~ 0 CNY
    2026-04-21 balance Liabilities:A:2209其他应付款:01应退拨款单位      0.00 ~ 0 CNY
    2026-04-21 balance Assets:A:1002银行存款                            0.00 ~ 0 CNY
    2026-04-21 balance Assets:Claims-A:C1应收回未收回                   0.00 ~ 0 CNY
    """
    society.granted().enter(VENUE)
    done = settled(society)
    assert done.draft is not None
    assert (done.balance, done.stage.amount, done.stage.result) == (Decimal("485000.00"),) * 2 + ("funder",)
    society.post(done.draft.id)
    paid(society, "2026-04-20")
    society.proves(test_a_societys_balance_goes_back_by_settlement_and_is_no_claim.__doc__)
    assert check_award(society.books, society.award) == []


def test_a_government_units_balance_leaves_both_sets(unit: Keeping) -> None:
    """
    2026-04-19 balance Equity:A:3001累计盈余                         985000.00 ~ 0 CNY
    2026-04-19 balance Liabilities:A:2307其他应付款:01应退拨款单位  -985000.00 ~ 0 CNY
    2026-04-21 balance Assets:A:1002银行存款                              0.00 ~ 0 CNY
    2026-04-21 balance Assets:A:8001资金结存:02货币资金                   0.00 ~ 0 CNY.B
    2026-04-21 balance Equity:A:8201非财政拨款结转:02缴回资金        985000.00 ~ 0 CNY.B
    """
    unit.granted().enter(CLASSROOM)
    done = settled(unit)
    assert done.draft is not None
    unit.post(done.draft.id)
    paid(unit, "2026-04-20")
    assert unit.position.returned_to_funder == Decimal("985000.00")
    unit.proves(test_a_government_units_balance_leaves_both_sets.__doc__)


def test_what_is_open_is_listed_and_stops_it(society: Keeping) -> None:
    society.granted().enter("""
    2025-09-01 * "A04" "科普活动差旅借款"
      Assets:A:1122其他应收款:01备用金                    5000.00 CNY
      Assets:A:1002银行存款                              -5000.00 CNY
    2025-12-28 * "专家E09" "评审费(税年后缴)"
      Expenses:A:5101业务活动成本:02专家咨询费            2000.00 CNY
      Assets:A:1002银行存款                              -1760.00 CNY
      Liabilities:A:2206应交税金:01代扣个人所得税         -240.00 CNY
    """)
    society.draft(VENUE)
    with pytest.raises(CannotSettle) as refused:
        settled(society, despite=" ", due_stages=("acceptance", "summary"))
    said = refused.value.message.zh
    for words in (
        "草稿未记账 WH2025-007-V0004", "月份未结账 2025-03 2025-09 2025-12", "WH2025-007-V0002a（A04）未核销 5,000.00 元",
        "2206应交税金:01代扣个人所得税 余额 -240.00 元", "没有评价验收", "没有总结材料",
    ):  # fmt: skip
        assert words in said
    done = settled(society, due_stages=("acceptance", "summary"), despite="已与拨款单位商定")
    assert (len(done.despite), done.stage.note) == (6, "已与拨款单位商定")
    # What tax offices are owed is not unspent.
    assert done.balance == Decimal("493000.00")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"unspent": "keep"}, "没有答复结余怎么处理"),
        ({"unspent": "keep", "answered": "funder"}, "不能留用"),
        ({"unspent": "keep", "answered": "funder", "document": "会议纪要"}, "不能留用"),
        ({"unspent": "elsewhere"}, "funder 或 keep"),
        ({"date": day("2099-01-01")}, "还没有到"),
        ({"date": day("2025-01-01")}, "早于项目开始"),
    ],
)
def test_a_balance_may_not_go_just_anywhere(society: Keeping, facts: dict[str, Any], said: str) -> None:
    society.granted()
    with pytest.raises(CannotSettle, match=said):
        settled(society, **facts)


@pytest.mark.parametrize("facts", [{"answered": "keep"}, {"document": "武科协函〔2026〕3号"}])
def test_a_balance_is_kept_where_the_funder_or_a_paper_says_so(
    society: Keeping, facts: dict[str, Any]
) -> None:
    society.granted()
    done = settled(society, unspent="keep", **facts)
    assert (done.draft, done.balance, done.stage.result) == (None, Decimal("500000.00"), "keep")


def test_the_account_pays_no_more_than_it_holds(society: Keeping) -> None:
    """
    ;; own funds still owe the award 15,000.00 by an order: it is part of the balance, and is paid on when it came
    2026-04-21 balance Assets:A:1002银行存款                            0.00 ~ 0 CNY
    2026-04-21 balance Liabilities:A:2209其他应付款:01应退拨款单位 -15000.00 ~ 0 CNY
    2026-05-21 balance Assets:A:1002银行存款                            0.00 ~ 0 CNY
    2026-05-21 balance Liabilities:A:2209其他应付款:01应退拨款单位      0.00 ~ 0 CNY
    """
    society.granted().enter(VENUE)
    order = society.ordered("培训班教室租金", "15000.00", day("2026-04-01"))
    society.mirror(order)
    done = settled(society)
    assert done.draft is not None
    assert done.balance == Decimal("500000.00")
    society.post(done.draft.id)
    paid(society, "2026-04-20")
    with pytest.raises(CannotSettle, match="账户没有钱"):
        paid(society, "2026-04-20")
    society.pay_back(order, "15000.00", day("2026-05-10"))
    paid(society, "2026-05-20")
    society.proves(test_the_account_pays_no_more_than_it_holds.__doc__)


@pytest.mark.parametrize("by", ["liu", "zhou", "wang"])
def test_the_recipient_settles(society: Keeping, by: str) -> None:
    with pytest.raises(NotYours):
        settled(society, by)


def test_nothing_is_settled_twice_nor_as_a_mere_stage(society: Keeping) -> None:
    society.granted()
    settled(society)
    with pytest.raises(CannotSettle, match="已于 2026-04-18 结项"):
        settled(society)
    stage = Milestone(date=day("2026-04-18"), id="M9", stage="settlement", recorded="", by="")
    with pytest.raises(WrongAward, match="结项不能只登记阶段"):
        amend(society.books, society.award, [stage], "chen")


# ---------------------------------------------------------------- frozen


def test_after_it_no_voucher_is_posted(society: Keeping) -> None:
    society.granted()
    settled(society)
    with pytest.raises(Frozen, match="已于 2026-04-18 结项") as refused:
        society.enter(VENUE.replace("2026-01-15", "2026-04-19"))
    assert refused.value.fix is not None
    society.enter(VENUE)


def test_money_back_red_letters_and_period_ends_are_posted_all_the_same(society: Keeping) -> None:
    """
    2026-06-01 balance Assets:A:1122其他应收款:09内部应归垫              0.00 ~ 0 CNY
    2026-12-31 balance Expenses:A:5101业务活动成本                       0.00 ~ 0 CNY
    """
    society.granted()
    (venue,) = society.enter(VENUE)
    (wrong,) = society.enter(VENUE.replace("教室租金", "教材费"))
    done = settled(society)
    order = society.ordered("培训班教室租金", "15000.00", day("2026-05-06"), "funder")
    society.mirror(order)
    society.pay_back(order, "15000.00", day("2026-05-20"))
    society.reverse(wrong.id, day("2026-05-21"))
    assert done.draft is not None
    society.post(done.draft.id)
    paid(society, "2026-05-22")
    society.enter("""
    2026-12-31 * "期末" "结转" #close
      Equity:A:3102限定性净资产                         485000.00 CNY
      Expenses:A:5301管理费用:09退还政府补助           -485000.00 CNY
    """)
    society.proves(test_money_back_red_letters_and_period_ends_are_posted_all_the_same.__doc__)
    assert check_award(society.books, society.award) == []
    assert venue.posted


def test_check_names_what_got_in_all_the_same(society: Keeping) -> None:
    society.granted()
    (late,) = society.enter(VENUE)
    with desk(society.books, "chen") as at:
        put_stage(at, society.award, "settlement", day("2026-01-10"))
    assert [place for place, _ in faults_of_frozen(society.books, society.award)] == [late.id]
    assert [fault.place for fault in check_award(society.books, society.award)] == [late.id]


def test_a_revoked_award_counts_what_went_back_at_its_settlement(society: Keeping) -> None:
    society.granted().enter(VENUE)
    done = settled(society)
    assert done.draft is not None
    society.post(done.draft.id)
    paid(society, "2026-04-20")
    assert society.revoke(date=day("2026-06-01"), due=day("2026-07-01")).order.amount == Decimal("15000.00")


def test_a_balance_that_a_revocation_takes_is_not_paid_beside_it(society: Keeping) -> None:
    """Owed once: paid as a balance, the claim would stay outstanding and be paid again."""
    society.granted().enter(VENUE)
    done = settled(society)
    assert done.draft is not None
    society.post(done.draft.id)
    order = society.revoke(date=day("2026-06-01"), due=day("2026-07-01")).order
    society.mirror(order)
    with pytest.raises(CannotSettle, match=f"并入撤销收回 {order.id}.*--from-award"):
        paid(society, "2026-06-10")
    society.pay_back(order, "485000.00", day("2026-06-10"), from_award=True)
