"""A revoked award (撤销资格并收回已拨付的专项资金), in the books of both charts and in the claims book.

The transactions are what bookkeepers enter; what order, revocation and money back bring about the product books itself,
where the comment says so. The `balance` lines are the figures of the worked ledgers.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from earmark.ledger.awards.amending import amend
from earmark.ledger.awards.opening import WrongAward
from earmark.ledger.awards.programme import Ban
from earmark.ledger.awards.register import Milestone
from earmark.ledger.books.desk import desk
from earmark.ledger.findings.deciding import WrongDecision
from earmark.ledger.persons.sides import NotYours
from earmark.ledger.proof.checking import check_award, check_programme
from earmark.ledger.recovery.claims import Order, order_entry, orders, settlements
from earmark.ledger.recovery.ordering import WrongOrder
from earmark.ledger.recovery.revoking import CannotRevoke
from earmark.ledger.recovery.settling import WrongReturn

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.conftest import Keeping

day = datetime.date.fromisoformat


def paid(award: Keeping, date: str, amount: str, id_: str = "M01") -> None:
    """The funder registers what it paid."""
    stage = Milestone(date=day(date), id=id_, stage="payment", amount=Decimal(amount), recorded="", by="")
    amend(award.books, award.award, [stage], award.funder)


@pytest.fixture
def half(start: Callable[..., Keeping]) -> Keeping:
    """WH2025-009: of 500,000.00 the first instalment was paid, 300,000.00."""
    return start("WH2025-009")


STORY = """
    2025-03-05 * "武汉市科学技术协会" "第一期奖补资金"
      Assets:A:1002银行存款                           300000.00 CNY
      Income:A:4401政府补助收入:02限定性收入         -300000.00 CNY
    2025-06-30 * "江城锦湖会议中心等" "计划内业务支出"
      Expenses:A:5101业务活动成本:01会议费            210000.00 CNY
        plan: "P1"
      Assets:A:1002银行存款                          -210000.00 CNY
    2025-07-15 * "江城环宇电器商行" "办公家具"
      Expenses:A:5101业务活动成本:01会议费             12000.00 CNY
      Assets:A:1002银行存款                           -12000.00 CNY
"""


def test_a_society_is_revoked_and_pays_back_all_that_was_paid(half: Keeping) -> None:
    """
    ;; order O-0001 of 5 September: 12,000.00 of furniture; booked on the 10th, 5,000.00 of it come back on the 30th
    2025-09-11 balance Expenses:A:5101业务活动成本                   210000.00 ~ 0 CNY
    2025-10-01 balance Assets:A:1122其他应收款:09内部应归垫            7000.00 ~ 0 CNY

    ;; revoked on 10 November by O-0002: 300,000.00, all that was paid; what was properly spent own funds carry
    2025-11-11 balance Liabilities:A:2209其他应付款:01应退拨款单位 -300000.00 ~ 0 CNY
    2025-11-11 balance Expenses:A:5201管理费用:09退还政府补助       300000.00 ~ 0 CNY
    2025-11-11 balance Expenses:A:5101业务活动成本                       0.00 ~ 0 CNY
    2025-11-30 balance Assets:A:1002银行存款                         83000.00 ~ 0 CNY
    2025-11-30 balance Assets:A:1122其他应收款:09内部应归垫          217000.00 ~ 0 CNY

    ;; 83,000.00 out of the award's account, 217,000.00 out of own funds
    2025-12-02 balance Assets:A:1002银行存款                             0.00 ~ 0 CNY
    2025-12-21 balance Liabilities:A:2209其他应付款:01应退拨款单位       0.00 ~ 0 CNY
    2025-12-21 balance Assets:A:1122其他应收款:09内部应归垫              0.00 ~ 0 CNY
    2026-01-01 balance Assets:A         0.00 ~ 0 CNY
    2026-01-01 balance Liabilities:A    0.00 ~ 0 CNY
    2026-01-01 balance Equity:A         0.00 ~ 0 CNY
    2026-01-01 balance Income:A         0.00 ~ 0 CNY
    2026-01-01 balance Expenses:A       0.00 ~ 0 CNY

    ;; the claims book: what was open of O-0001 went into O-0002 and was never added to it
    2026-12-31 balance Assets:Claims-A:C1应收回未收回                           0.00 ~ 0 CNY
    2026-12-31 balance Equity:Claims-A:C0已责令收回                       -312000.00 ~ 0 CNY
    2026-12-31 balance Equity:Claims-A:C2已收回:01归还原资金渠道             5000.00 ~ 0 CNY
    2026-12-31 balance Equity:Claims-A:C2已收回:02退回拨款单位             300000.00 ~ 0 CNY
    2026-12-31 balance Equity:Claims-A:C6并入撤销收回                        7000.00 ~ 0 CNY
    """
    half.enter(STORY)
    first = half.ordered("办公家具", "12000.00", day("2025-09-05"))
    half.mirror(first, day("2025-09-10"))
    half.pay_back(first, "5000.00", day("2025-09-30"))
    half.settle(first, "5000.00", day("2025-09-30"))

    done = half.revoke()
    assert (done.order.id, done.order.amount) == ("O-0002", Decimal("300000.00"))
    assert [(s.order, s.way, s.amount) for s in done.absorbed] == [("O-0001", "absorbed", Decimal("7000.00"))]
    half.mirror(done.order)
    p = half.position
    assert (p.spent, p.returned_to_funder, p.due_to_award) == tuple(
        map(Decimal, ("0", "300000.00", "217000.00"))
    )
    half.pay_back(done.order, "83000.00", day("2025-12-01"), from_award=True)
    half.settle(done.order, "83000.00", day("2025-12-01"))
    half.pay_back(done.order, "217000.00", day("2025-12-20"))
    half.settle(done.order, "217000.00", day("2025-12-20"))
    half.enter("""
    2025-12-31 * "期末" "结转" #close
      Income:A:4401政府补助收入:02限定性收入          300000.00 CNY
      Equity:A:3102限定性净资产                      -300000.00 CNY
    2025-12-31 * "期末" "结转费用;限定解除" #close
      Equity:A:3102限定性净资产                       300000.00 CNY
      Expenses:A:5201管理费用:09退还政府补助         -300000.00 CNY
    """)
    half.proves(test_a_society_is_revoked_and_pays_back_all_that_was_paid.__doc__)
    assert check_award(half.books, half.award) == []


UNIT_STORY = """
    2025-05-12 * "江城国际会议中心" "学会改革论坛场地租金"
      Expenses:A:5001业务活动费用:02商品和服务费用                 80000.00 CNY
      Assets:A:1002银行存款                                       -80000.00 CNY
      Expenses:A:7101行政支出:30215会议费                          80000.00 CNY.B
        plan: "P1"
      Assets:A:8001资金结存:02货币资金                            -80000.00 CNY.B
    2025-10-20 * "机关职工(14人)" "学会评估会务劳务"
      Expenses:A:5001业务活动费用:02商品和服务费用                 35000.00 CNY
      Assets:A:1002银行存款                                       -35000.00 CNY
      Expenses:A:7101行政支出:30226劳务费                          35000.00 CNY.B
        plan: "P2"
      Assets:A:8001资金结存:02货币资金                            -35000.00 CNY.B
"""


def test_a_government_unit_is_revoked_and_the_budget_set_follows_the_cash(unit: Keeping) -> None:
    """
    ;; O-0001: staff owe 35,000.00; 10,000.00 of it come back before the revocation
    2025-11-12 balance Liabilities:A:2307其他应付款:01应退拨款单位 -1000000.00 ~ 0 CNY
    2025-11-12 balance Assets:A:1002银行存款                         895000.00 ~ 0 CNY
    2025-11-12 balance Assets:A:1218其他应收款:02应收退回             25000.00 ~ 0 CNY
    2025-11-12 balance Assets:A:1218其他应收款:09内部应归垫           80000.00 ~ 0 CNY
    2025-11-12 balance Expenses:A:5001业务活动费用                        0.00 ~ 0 CNY
    ;; the budget set has not moved: no cash went out yet
    2025-11-12 balance Expenses:A:7101行政支出                       105000.00 ~ 0 CNY.B
    ;; 895,000.00 out of the award's share, then 105,000.00 out of own funds: the cost leaves 7101
    2025-12-02 balance Assets:A:1002银行存款                              0.00 ~ 0 CNY
    2025-12-02 balance Assets:A:8001资金结存:02货币资金                   0.00 ~ 0 CNY.B
    2025-12-21 balance Liabilities:A:2307其他应付款:01应退拨款单位        0.00 ~ 0 CNY
    2025-12-21 balance Expenses:A:7101行政支出                            0.00 ~ 0 CNY.B
    2025-12-21 balance Equity:A:8201非财政拨款结转:02缴回资金       1000000.00 ~ 0 CNY.B
    2025-12-21 balance Equity:A:3001累计盈余                        1000000.00 ~ 0 CNY
    """
    unit.granted().enter(UNIT_STORY)
    first = unit.ordered("学会评估会务劳务", "35000.00", day("2025-11-01"))
    unit.mirror(first)
    unit.pay_back(first, "10000.00", day("2025-11-05"))
    unit.settle(first, "10000.00", day("2025-11-05"))
    done = unit.revoke(most=Decimal("1000000.00"))
    assert done.order.amount == Decimal("1000000.00")
    unit.mirror(done.order)
    unit.pay_back(done.order, "895000.00", day("2025-12-01"), from_award=True)
    # Own funds pay for the staff, too; what staff owe is the unit's from now on.
    unit.pay_back(done.order, "105000.00", day("2025-12-20"))
    unit.settle(done.order, "1000000.00", day("2025-12-20"))
    unit.proves(test_a_government_unit_is_revoked_and_the_budget_set_follows_the_cash.__doc__)
    assert check_award(unit.books, unit.award) == []


def test_a_unit_that_is_paid_by_quota_is_revoked_in_the_quotas_accounts(
    start: Callable[..., Keeping],
) -> None:
    """
    2025-11-12 balance Liabilities:A:2307其他应付款:01应退拨款单位     -1000000.00 ~ 0 CNY
    2025-11-12 balance Assets:A:1218其他应收款:09内部应归垫              80000.00 ~ 0 CNY
    2025-12-02 balance Assets:A:1011零余额账户用款额度                       0.00 ~ 0 CNY
    2025-12-02 balance Assets:A:8001资金结存:01零余额账户用款额度            0.00 ~ 0 CNY.B
    2025-12-02 balance Equity:A:8101财政拨款结转:02缴回资金             920000.00 ~ 0 CNY.B
    """
    quota = start("CAST2025-018", chart="gov-quota", mode="quota", amount=Decimal(1000000))
    quota.enter("""
    2025-04-02 * "财政局" "用款额度到账"
      Assets:A:1011零余额账户用款额度                                    1000000.00 CNY
      Income:A:4001财政拨款收入                                         -1000000.00 CNY
      Assets:A:8001资金结存:01零余额账户用款额度                         1000000.00 CNY.B
      Income:A:6001财政拨款预算收入:01专项资金收入                      -1000000.00 CNY.B
    2025-05-12 * "江城国际会议中心" "学会改革论坛场地租金"
      Expenses:A:5001业务活动费用:02商品和服务费用                         80000.00 CNY
      Assets:A:1011零余额账户用款额度                                     -80000.00 CNY
      Expenses:A:7101行政支出:30215会议费                                  80000.00 CNY.B
        plan: "P1"
      Assets:A:8001资金结存:01零余额账户用款额度                          -80000.00 CNY.B
    """)
    done = quota.revoke()
    quota.mirror(done.order)
    quota.pay_back(done.order, "920000.00", day("2025-12-01"), from_award=True)
    quota.proves(test_a_unit_that_is_paid_by_quota_is_revoked_in_the_quotas_accounts.__doc__)


def test_a_closed_year_goes_through_net_assets(society: Keeping) -> None:
    """
    ;; 2026, the chart of 2026: Cr 3201 for what 2025 spent, and 3201 goes into 3102
    2026-03-11 balance Liabilities:A:2209其他应付款:01应退拨款单位 -500000.00 ~ 0 CNY
    2026-03-11 balance Assets:A:1122其他应收款:09内部应归垫          60000.00 ~ 0 CNY
    2026-03-11 balance Equity:A:3201以前年度净资产调整                   0.00 ~ 0 CNY
    2026-03-11 balance Equity:A:3102限定性净资产                    -60000.00 ~ 0 CNY
    """
    society.granted().enter("""
    2025-04-14 * "江城锦湖会议中心" "学术年会场地租金"
      Expenses:A:5101业务活动成本:01会议费               60000.00 CNY
      Assets:A:1002银行存款                             -60000.00 CNY
    """)
    done = society.revoke(date=day("2026-03-10"), due=day("2026-04-10"))
    society.mirror(done.order)
    assert society.position.spent == 0
    society.proves(test_a_closed_year_goes_through_net_assets.__doc__)


def test_what_an_open_order_owes_the_funder_already_is_owed_once(society: Keeping) -> None:
    """
    ;; O-0001 to the funder, 12,000.00, of which own funds paid 4,000.00; the revocation asks for the other 496,000.00
    2025-11-11 balance Liabilities:A:2209其他应付款:01应退拨款单位 -496000.00 ~ 0 CNY
    2025-11-11 balance Expenses:A:5201管理费用:09退还政府补助       500000.00 ~ 0 CNY
    2025-11-11 balance Assets:A:1122其他应收款:09内部应归垫            8000.00 ~ 0 CNY
    """
    society.granted().enter("""
    2025-07-15 * "江城环宇电器商行" "办公家具"
      Expenses:A:5101业务活动成本:01会议费             12000.00 CNY
      Assets:A:1002银行存款                           -12000.00 CNY
    """)
    first = society.ordered("办公家具", "12000.00", day("2025-09-05"), "funder")
    society.mirror(first)
    society.pay_back(first, "4000.00", day("2025-09-30"))
    society.settle(first, "4000.00", day("2025-09-30"))
    done = society.revoke()
    assert (done.order.amount, done.absorbed[0].amount) == (Decimal("496000.00"), Decimal("8000.00"))
    society.mirror(done.order)
    society.proves(test_what_an_open_order_owes_the_funder_already_is_owed_once.__doc__)


def test_an_account_that_covers_all_needs_no_own_funds(society: Keeping) -> None:
    """
    2025-11-11 balance Assets:A:1122其他应收款:09内部应归垫            0.00 ~ 0 CNY
    2025-12-02 balance Liabilities:A:2209其他应付款:01应退拨款单位     0.00 ~ 0 CNY
    2025-12-02 balance Assets:A:1002银行存款                           0.00 ~ 0 CNY
    """
    society.granted()
    done = society.revoke()
    society.mirror(done.order)
    society.pay_back(done.order, "500000.00", day("2025-12-01"), from_award=True)
    society.proves(test_an_account_that_covers_all_needs_no_own_funds.__doc__)


def test_interest_stays_with_the_award_and_covers_cost_first(society: Keeping) -> None:
    """
    ;; 500,000.00 - 60,000.00 spent + 312.50 of interest: own funds carry 59,687.50
    2025-11-11 balance Assets:A:1122其他应收款:09内部应归垫        59687.50 ~ 0 CNY
    2025-11-11 balance Assets:A:1002银行存款                      440312.50 ~ 0 CNY
    """
    society.granted().enter("""
    2025-04-14 * "江城锦湖会议中心" "学术年会场地租金"
      Expenses:A:5101业务活动成本:01会议费               60000.00 CNY
      Assets:A:1002银行存款                             -60000.00 CNY
    2025-09-21 * "江城银行" "三季度存款利息"
      Assets:A:1002银行存款                                312.50 CNY
      Expenses:A:5301筹资费用:01利息收入                  -312.50 CNY
    """)
    society.mirror(society.revoke().order)
    society.proves(test_interest_stays_with_the_award_and_covers_cost_first.__doc__)


# ---------------------------------------------------------------- what may be claimed


def test_never_more_than_was_paid_and_not_returned(half: Keeping) -> None:
    half.enter(STORY)
    with pytest.raises(CannotRevoke, match=r"300000\.01 元不在已拨付、未退回的 300000\.00 元之内"):
        half.revoke(amount=Decimal("300000.01"))
    assert half.revoke(amount=Decimal("100000.00")).order.amount == Decimal("100000.00")


def test_what_the_funder_registered_counts_where_the_books_are_behind(half: Keeping) -> None:
    paid(half, "2025-03-04", "300000.00")
    assert half.revoke().order.amount == Decimal("300000.00")


def test_where_register_and_books_differ_the_amount_must_be_said(half: Keeping) -> None:
    half.enter(STORY)
    paid(half, "2025-03-04", "350000.00")
    with pytest.raises(CannotRevoke, match=r"登记的拨款是 350000\.00 元，账上收到 300000\.00 元"):
        half.revoke()
    assert half.revoke(amount=Decimal("350000.00")).order.amount == Decimal("350000.00")


def test_nothing_paid_nothing_revoked(half: Keeping) -> None:
    with pytest.raises(CannotRevoke, match="未退回的 0"):
        half.revoke()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"reason": " "}, "事实和理由"),
        ({"basis": " "}, "依据"),
        ({"named": False}, "没有认定支持撤销"),
        ({"decisions": ("D-0009",)}, "没有成立的认定 D-0009"),
        ({"due": day("2025-11-09")}, "限期早于"),
        ({"route": "restore"}, "退回拨款单位或上缴财政"),
    ],
)
def test_a_revocation_without_grounds_is_refused(half: Keeping, facts: dict[str, Any], said: str) -> None:
    half.enter(STORY)
    with pytest.raises(CannotRevoke, match=said):
        half.revoke(**facts)


def test_a_decision_that_cleared_supports_nothing_one_that_upheld_does(half: Keeping) -> None:
    half.enter(STORY)
    charge = half.charge("办公家具")
    half.uphold(charge, "0.00", outcome="cleared", recovery=False)
    half.uphold(charge, "12000.00", finding="F-2")
    with pytest.raises(CannotRevoke, match="D-0001"):
        half.revoke(decisions=("D-0001",), named=False)
    done = half.revoke(decisions=("D-0002",), named=False)
    assert (done.order.grounds, done.order.vouchers) == ("D-0002", (charge.voucher,))
    (kept,) = orders(half.books.entries("claims/WH2025-009.beancount"))
    assert kept == done.order


def test_a_decision_that_a_revocation_rests_on_is_not_withdrawn(half: Keeping) -> None:
    half.enter(STORY)
    upheld = half.uphold(half.charge("办公家具"), "12000.00")
    half.revoke(decisions=(upheld.id,), named=False)
    with pytest.raises(WrongDecision, match="已下达收回决定"):
        half.uphold(half.charge("办公家具"), "0.00", outcome="withdrawn", withdraws=upheld.id, recovery=False)


def test_own_funds_pay_what_they_owe_and_the_account_pays_the_rest(half: Keeping) -> None:
    half.enter(STORY)
    done = half.revoke()
    half.mirror(done.order)
    with pytest.raises(WrongReturn, match=r"只应承担 222000\.00 元"):
        half.pay_back(done.order, "222000.01", day("2025-12-01"))
    half.pay_back(done.order, "222000.00", day("2025-12-01"))
    half.pay_back(done.order, "78000.00", day("2025-12-02"), from_award=True)
    assert half.position.bank == Decimal(0)


def test_check_names_an_award_that_was_revoked_twice(half: Keeping) -> None:
    """Written by somebody who keeps the logs in step."""
    half.enter(STORY)
    done = half.revoke()
    with desk(half.books, "zhou") as at:
        again = order_entry(replace(done.order, id="O-0002", recorded=at.recorded, by="zhou"))
        at.append("claims/WH2025-009.beancount", [again])
        for log in ("claims/WH2025-009.log", "awards/WH2025-009/log"):
            at.log(log, [("order", "O-0002", again)])
    assert [f.message.zh for f in check_award(half.books, half.award)] == ["已由 O-0001 撤销过"]


def test_nobody_is_revoked_twice_and_nothing_paid_afterwards(half: Keeping) -> None:
    half.enter(STORY)
    half.revoke()
    with pytest.raises(CannotRevoke, match="已由 O-0001 撤销"):
        half.revoke()
    with pytest.raises(WrongAward, match="已于 2025-11-10 撤销"):
        paid(half, "2025-12-01", "200000.00", "M09")


@pytest.mark.parametrize("by", ["chen", "liu", "wang", "gao"])
def test_only_the_awards_own_funder_revokes(half: Keeping, by: str) -> None:
    half.enter(STORY)
    with pytest.raises(NotYours):
        half.revoke(by)
    assert settlements(half.books.entries("claims/WH2025-009.beancount")) == []


def test_order_stage_and_ban_are_one_commit_in_their_logs(half: Keeping) -> None:
    half.enter(STORY)
    done = half.revoke(ban_until=day("2028-11-09"), ban_clause="五(二)")
    (ban,) = half.books.records(Ban, "programmes/wuhan-2012.beancount")
    assert (ban.recipient, ban.order, ban.until) == ("JCSF", "O-0001", day("2028-11-09"))
    (stage,) = (m for m in half.register.milestones if m.stage == "revocation")
    assert (stage.note, stage.amount) == ("O-0001", Decimal("300000.00"))
    assert ban == done.ban
    assert check_award(half.books, half.award) == []
    assert check_programme(half.books, "wuhan-2012") == []


def test_orders_of_a_revoked_award_are_read_back(half: Keeping) -> None:
    half.enter(STORY)
    done = half.revoke()
    found: list[Order] = orders(half.books.entries("claims/WH2025-009.beancount"))
    assert found == [done.order]


def test_what_went_into_a_revocation_is_booked_with_it_and_nothing_is_ordered_beside_it(
    half: Keeping,
) -> None:
    half.enter(STORY)
    first = half.ordered("办公家具", "12000.00", day("2025-09-05"))
    done = half.revoke()
    with pytest.raises(WrongReturn, match="O-0001 已并入 O-0002"):
        half.mirror(first)
    half.mirror(done.order)
    with pytest.raises(WrongOrder, match="已由 O-0002 撤销"):
        half.ordered("计划内业务支出", "100.00", day("2025-12-01"))
