"""A society's bookings (民间非营利组织) as cases: each ledger is entered through the product, and Beancount asserts it.

The transactions are what bookkeepers enter (or an import drafts for them); what an order brings about, the product books
itself, where the comment says so. The `balance` lines are the figures of the worked ledgers, in the order of the story.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.conftest import Keeping

ZERO = Decimal(0)
day = datetime.date.fromisoformat


def test_a_venue_is_prepaid_and_settled_on_the_invoice(society: Keeping) -> None:
    """
    2025-03-18 * "江城锦湖会议中心" "学术年会场地租金预付30%"
      Assets:A:1141预付账款                              18000.00 CNY
        plan: "P1"
      Assets:A:1002银行存款                             -18000.00 CNY

    2025-04-14 * "江城锦湖会议中心" "学术年会场地租金，凭数电票结清"
      Expenses:A:5101业务活动成本:01会议费               60000.00 CNY
        plan: "P1"
      Assets:A:1141预付账款                             -18000.00 CNY
      Assets:A:1002银行存款                             -42000.00 CNY

    2025-04-01 balance Assets:A:1141预付账款                18000.00 ~ 0 CNY
    2025-04-15 balance Assets:A:1141预付账款                    0.00 ~ 0 CNY
    2025-04-15 balance Expenses:A:5101业务活动成本:01会议费 60000.00 ~ 0 CNY
    2025-04-15 balance Assets:A:1002银行存款               440000.00 ~ 0 CNY
    """
    story = test_a_venue_is_prepaid_and_settled_on_the_invoice.__doc__
    society.granted().enter(story)
    society.proves(story)


def test_an_expert_fee_is_charged_gross_and_its_tax_paid_later(society: Keeping) -> None:
    """
    2025-06-18 * "专家E07等5人" "团体标准立项评审专家咨询费"
      Expenses:A:5101业务活动成本:02专家咨询费            7500.00 CNY
        plan: "P3"
      Assets:A:1002银行存款                              -6800.00 CNY
      Liabilities:A:2206应交税金:01代扣个人所得税         -700.00 CNY

    ;; the tax leaves from the society's basic account with the staff's tax: own funds paid first, then are paid back
    2025-07-10 * "国家税务总局" "代扣专家个税"
      Liabilities:A:2206应交税金:01代扣个人所得税          700.00 CNY
      Liabilities:A:2209其他应付款:09内部垫款             -700.00 CNY

    2025-07-14 * "本会基本户(1203)" "归还代垫专家个税"
      Liabilities:A:2209其他应付款:09内部垫款              700.00 CNY
      Assets:A:1002银行存款                               -700.00 CNY

    2025-07-01 balance Liabilities:A:2206应交税金:01代扣个人所得税   -700.00 ~ 0 CNY
    2025-07-11 balance Liabilities:A:2209其他应付款:09内部垫款       -700.00 ~ 0 CNY
    2025-07-15 balance Liabilities:A                                    0.00 ~ 0 CNY
    2025-07-15 balance Assets:A:1002银行存款                       492500.00 ~ 0 CNY
    """
    story = test_an_expert_fee_is_charged_gross_and_its_tax_paid_later.__doc__
    society.granted().enter(story)
    society.proves(story)
    assert [c.amount for c in society.charges] == [Decimal("7500.00")]


def test_an_advance_is_settled_and_its_rest_comes_back(society: Keeping) -> None:
    """
    2025-09-01 * "A04" "科普活动差旅借款"
      Assets:A:1122其他应收款:01备用金                    5000.00 CNY
        party: "A04"
        due: "2025-09-30"
      Assets:A:1002银行存款                              -5000.00 CNY

    2025-09-20 * "A04" "报销科普活动差旅费，退回余款"
      Expenses:A:5101业务活动成本:03差旅费                4380.00 CNY
        plan: "P2"
      Assets:A:1002银行存款                                620.00 CNY
      Assets:A:1122其他应收款:01备用金                   -5000.00 CNY

    2025-09-02 balance Assets:A:1122其他应收款:01备用金     5000.00 ~ 0 CNY
    2025-09-21 balance Assets:A:1122其他应收款:01备用金        0.00 ~ 0 CNY
    2025-09-21 balance Expenses:A:5101业务活动成本:03差旅费 4380.00 ~ 0 CNY
    2025-09-21 balance Assets:A:1002银行存款              495620.00 ~ 0 CNY
    """
    story = test_an_advance_is_settled_and_its_rest_comes_back.__doc__
    society.granted().enter(story)
    society.proves(story)


def test_a_prohibited_payment_comes_back_to_the_award_in_the_same_year(society: Keeping) -> None:
    """
    2025-10-20 * "江城环宇电器商行" "会务用品"
      Expenses:A:5101业务活动成本:01会议费               16000.00 CNY
        plan: "P1"
      Assets:A:1002银行存款                             -16000.00 CNY

    ;; upheld: nothing is booked
    2025-11-21 balance Expenses:A:5101业务活动成本:01会议费       16000.00 ~ 0 CNY
    ;; ordered 2025-11-25, booked by the product 2025-11-27: own funds take the cost and owe the award
    2025-11-28 balance Expenses:A:5101业务活动成本:01会议费        4000.00 ~ 0 CNY
    2025-11-28 balance Assets:A:1122其他应收款:09内部应归垫       12000.00 ~ 0 CNY
    2025-11-28 balance Assets:A:1002银行存款                     484000.00 ~ 0 CNY
    ;; money back 2025-12-10, by the product
    2025-12-11 balance Assets:A:1122其他应收款:09内部应归垫           0.00 ~ 0 CNY
    2025-12-11 balance Assets:A:1002银行存款                     496000.00 ~ 0 CNY
    2025-12-11 balance Assets:Claims-WH2025-007:C1应收回未收回        0.00 ~ 0 CNY
    2025-12-11 balance Equity:Claims-WH2025-007:C2已收回:01归还原资金渠道 12000.00 ~ 0 CNY
    """
    story = test_a_prohibited_payment_comes_back_to_the_award_in_the_same_year.__doc__
    society.granted().enter(story)
    order = society.ordered("会务用品", "12000.00", day("2025-11-25"))
    society.mirror(order, day("2025-11-27"))
    society.settle(order, "12000.00", day("2025-12-10"))
    society.pay_back(order, "12000.00", day("2025-12-10"))
    society.proves(story)
    assert society.position.spent == Decimal("4000.00")
    assert society.position.by_plan == {"P1": Decimal("4000.00")}


def test_a_closed_year_under_the_chart_of_2004_is_put_right_in_3102(start: Callable[..., Keeping]) -> None:
    """
    2024-03-05 * "武汉市科学技术协会" "奖补资金"
      Assets:A:1002银行存款                              50000.00 CNY
      Income:A:4401政府补助收入:02限定性收入            -50000.00 CNY
    2024-08-22 * "A03" "标准评审专家咨询费"
      Expenses:A:5101业务活动成本:02专家咨询费            3000.00 CNY
        plan: "P3"
      Assets:A:1002银行存款                              -3000.00 CNY
    2024-12-31 * "期末" "结转" #close
      Income:A:4401政府补助收入:02限定性收入             50000.00 CNY
      Expenses:A:5101业务活动成本:02专家咨询费           -3000.00 CNY
      Equity:A:3102限定性净资产                         -47000.00 CNY

    ;; ordered 2025-03-16: by the product; 3102 is what must still be there
    2025-03-19 balance Assets:A:1122其他应收款:09内部应归垫   3000.00 ~ 0 CNY
    2025-03-19 balance Equity:A:3102限定性净资产            -50000.00 ~ 0 CNY
    2025-03-19 balance Expenses:A                                0.00 ~ 0 CNY
    2025-03-26 balance Assets:A:1002银行存款                 50000.00 ~ 0 CNY
    """
    story = test_a_closed_year_under_the_chart_of_2004_is_put_right_in_3102.__doc__
    award = start("WH2024-003", start=day("2024-03-01"), end=day("2025-02-28"))
    award.enter(story)
    order = award.ordered("标准评审专家咨询费", "3000.00", day("2025-03-16"))
    award.mirror(order, day("2025-03-18"))
    award.pay_back(order, "3000.00", day("2025-03-25"))
    award.proves(story)
    assert award.position.spent == ZERO


def test_the_whole_life_of_a_societys_award(society: Keeping) -> None:
    """
    2025-03-05 * "武汉市科学技术协会" "收到学会能力提升专项奖补资金"
      Assets:A:1002银行存款                             500000.00 CNY
      Income:A:4401政府补助收入:02限定性收入           -500000.00 CNY
    2025-04-14 * "江城锦湖会议中心" "学术年会场地租金"
      Expenses:A:5101业务活动成本:01会议费               60000.00 CNY
        plan: "P1"
      Assets:A:1002银行存款                             -60000.00 CNY
    2025-06-18 * "专家E07等5人" "团体标准立项评审专家咨询费"
      Expenses:A:5101业务活动成本:02专家咨询费            7500.00 CNY
        plan: "P3"
      Assets:A:1002银行存款                              -7500.00 CNY
    2025-08-22 * "A03" "标准评审专家咨询费"
      Expenses:A:5101业务活动成本:02专家咨询费            3000.00 CNY
        plan: "P3"
        party: "A03"
      Assets:A:1002银行存款                              -2560.00 CNY
      Liabilities:A:2206应交税金:01代扣个人所得税         -440.00 CNY
    2025-09-11 * "国家税务总局" "代扣个税"
      Liabilities:A:2206应交税金:01代扣个人所得税          440.00 CNY
      Assets:A:1002银行存款                               -440.00 CNY
    2025-09-20 * "A04" "报销科普活动差旅费"
      Expenses:A:5101业务活动成本:03差旅费                4380.00 CNY
        plan: "P2"
      Assets:A:1002银行存款                              -4380.00 CNY
    2025-09-21 * "江城银行" "三季度存款利息"
      Assets:A:1002银行存款                                312.50 CNY
      Expenses:A:5301筹资费用:01利息收入                  -312.50 CNY
    2025-10-20 * "江城环宇电器商行" "会务用品"
      Expenses:A:5101业务活动成本:01会议费               16000.00 CNY
        plan: "P1"
      Assets:A:1002银行存款                             -16000.00 CNY
    ;; order of 2025-11-25, 12,000.00 back to the award's account: by the product
    2025-12-21 * "江城银行" "四季度存款利息"
      Assets:A:1002银行存款                                280.00 CNY
      Expenses:A:5301筹资费用:01利息收入                  -280.00 CNY
    2025-12-28 * "专家E09" "学科发展报告评审费（税年后缴）"
      Expenses:A:5101业务活动成本:02专家咨询费            2000.00 CNY
        plan: "P3"
      Assets:A:1002银行存款                              -1760.00 CNY
      Liabilities:A:2206应交税金:01代扣个人所得税         -240.00 CNY

    2025-12-31 balance Expenses:A:5101业务活动成本       80880.00 ~ 0 CNY
    2025-12-31 balance Expenses:A:5301筹资费用            -592.50 ~ 0 CNY
    2025-12-31 balance Assets:A:1002银行存款            419952.50 ~ 0 CNY

    ;; year-end 2025
    2025-12-31 * "期末" "当期解除限定部分转非限定性收入" #close
      Income:A:4401政府补助收入:02限定性收入             80287.50 CNY
      Income:A:4401政府补助收入:01非限定性收入          -80287.50 CNY
    2025-12-31 * "期末" "结转限定性收入" #close
      Income:A:4401政府补助收入:02限定性收入            419712.50 CNY
      Equity:A:3102限定性净资产                        -419712.50 CNY
    2025-12-31 * "期末" "结转非限定性收入" #close
      Income:A:4401政府补助收入:01非限定性收入           80287.50 CNY
      Equity:A:3101非限定性净资产                       -80287.50 CNY
    2025-12-31 * "期末" "结转费用" #close
      Equity:A:3101非限定性净资产                        80287.50 CNY
      Expenses:A:5301筹资费用:01利息收入                   592.50 CNY
      Expenses:A:5101业务活动成本:01会议费              -64000.00 CNY
      Expenses:A:5101业务活动成本:02专家咨询费          -12500.00 CNY
      Expenses:A:5101业务活动成本:03差旅费               -4380.00 CNY

    2026-01-01 balance Equity:A:3101非限定性净资产            0.00 ~ 0 CNY
    2026-01-01 balance Equity:A:3102限定性净资产        -419712.50 ~ 0 CNY
    2026-01-01 balance Assets:A                          419952.50 ~ 0 CNY
    2026-01-01 balance Liabilities:A                        -240.00 ~ 0 CNY

    ;; change of chart 2004 -> 2026
    2026-01-01 * "新旧衔接" "2206应交税金 转 2206应交税费" #chart
      Liabilities:A:2206应交税金:01代扣个人所得税          240.00 CNY
      Liabilities:A:2206应交税费:01代扣个人所得税         -240.00 CNY
    2026-01-12 * "国家税务总局" "代扣个税"
      Liabilities:A:2206应交税费:01代扣个人所得税          240.00 CNY
      Assets:A:1002银行存款                               -240.00 CNY
    2026-01-15 * "江城职工大学" "会员继续教育培训班教室租金"
      Expenses:A:5101业务活动成本:04培训费               15000.00 CNY
        plan: "P4"
      Assets:A:1002银行存款                             -15000.00 CNY
    ;; order of 2026-03-16, 3,000.00 of 2025 to the funder: by the product
    2026-03-21 * "江城银行" "一季度存款利息"
      Assets:A:1002银行存款                                265.30 CNY
      Expenses:A:5401筹资费用:01利息收入                  -265.30 CNY

    2026-03-19 balance Assets:A:1122其他应收款:09内部应归垫         3000.00 ~ 0 CNY
    2026-03-19 balance Equity:A:3201以前年度净资产调整                 0.00 ~ 0 CNY
    2026-03-19 balance Equity:A:3102限定性净资产              -422712.50 ~ 0 CNY
    2026-03-19 balance Liabilities:A:2209其他应付款:01应退拨款单位 -3000.00 ~ 0 CNY
    2026-03-19 balance Expenses:A:5301管理费用:09退还政府补助       3000.00 ~ 0 CNY
    2026-03-26 balance Assets:A:1122其他应收款:09内部应归垫            0.00 ~ 0 CNY
    2026-03-26 balance Liabilities:A                                   0.00 ~ 0 CNY
    2026-03-26 balance Assets:A:1002银行存款                      404977.80 ~ 0 CNY

    ;; unspent balance back to the funder after acceptance: no order, no claim
    2026-04-18 * "武汉市科学技术协会" "验收后结余资金应退回"
      Expenses:A:5301管理费用:09退还政府补助            404977.80 CNY
      Liabilities:A:2209其他应付款:01应退拨款单位      -404977.80 CNY
    2026-04-20 * "武汉市科学技术协会" "退回结余资金"
      Liabilities:A:2209其他应付款:01应退拨款单位       404977.80 CNY
      Assets:A:1002银行存款                            -404977.80 CNY

    2026-12-31 balance Expenses:A                         422712.50 ~ 0 CNY

    ;; last closing
    2026-12-31 * "期末" "结转费用" #close
      Equity:A:3101非限定性净资产                       422712.50 CNY
      Expenses:A:5401筹资费用:01利息收入                   265.30 CNY
      Expenses:A:5101业务活动成本:04培训费              -15000.00 CNY
      Expenses:A:5301管理费用:09退还政府补助           -407977.80 CNY
    2026-12-31 * "期末" "限定解除" #close
      Equity:A:3102限定性净资产                         422712.50 CNY
      Equity:A:3101非限定性净资产                      -422712.50 CNY

    2027-01-01 balance Assets:A                               0.00 ~ 0 CNY
    2027-01-01 balance Liabilities:A                          0.00 ~ 0 CNY
    2027-01-01 balance Equity:A                               0.00 ~ 0 CNY
    2027-01-01 balance Income:A                               0.00 ~ 0 CNY
    2027-01-01 balance Expenses:A                             0.00 ~ 0 CNY
    """
    story = test_the_whole_life_of_a_societys_award.__doc__
    society.enter(story)
    back = society.ordered("会务用品", "12000.00", day("2025-11-25"))
    society.mirror(back, day("2025-11-27"))
    society.pay_back(back, "12000.00", day("2025-12-10"))
    away = society.ordered("标准评审专家咨询费", "3000.00", day("2026-03-16"), "funder")
    society.mirror(away, day("2026-03-18"))
    society.pay_back(away, "3000.00", day("2026-03-25"))
    society.proves(story)
    figures = society.position
    assert figures.spent == Decimal("92880.00")
    assert figures.interest == Decimal("857.80")
    assert figures.returned_to_funder == Decimal("407977.80")
    assert (figures.bank, figures.owed, figures.due_to_award) == (ZERO, ZERO, ZERO)


PROHIBITED = """
2025-10-20 * "江城环宇电器商行" "会务用品"
  Expenses:A:5101业务活动成本:01会议费               16000.00 CNY
    plan: "P1"
  Assets:A:1002银行存款                             -16000.00 CNY
"""


@pytest.mark.parametrize("route", ["funder", "treasury"])
def test_own_funds_pay_the_funder_and_the_awards_account_does_not_move(society: Keeping, route: str) -> None:
    """
    ;; booked by the product on 2025-11-27
    2025-11-28 balance Expenses:A:5101业务活动成本:01会议费           4000.00 ~ 0 CNY
    2025-11-28 balance Expenses:A:5201管理费用:09退还政府补助        12000.00 ~ 0 CNY
    2025-11-28 balance Liabilities:A:2209其他应付款:01应退拨款单位  -12000.00 ~ 0 CNY
    2025-11-28 balance Assets:A:1122其他应收款:09内部应归垫          12000.00 ~ 0 CNY
    ;; paid in two parts
    2025-12-11 balance Liabilities:A:2209其他应付款:01应退拨款单位   -7000.00 ~ 0 CNY
    2025-12-11 balance Assets:A:1122其他应收款:09内部应归垫           7000.00 ~ 0 CNY
    2025-12-21 balance Liabilities:A:2209其他应付款:01应退拨款单位       0.00 ~ 0 CNY
    2025-12-21 balance Assets:A:1122其他应收款:09内部应归垫              0.00 ~ 0 CNY
    2025-12-21 balance Assets:A:1002银行存款                        484000.00 ~ 0 CNY
    """
    society.granted().enter(PROHIBITED)
    order = society.ordered("会务用品", "12000.00", day("2025-11-25"), route)
    society.mirror(order, day("2025-11-27"))
    society.pay_back(order, "5000.00", day("2025-12-10"))
    society.pay_back(order, "7000.00", day("2025-12-20"))
    society.proves(test_own_funds_pay_the_funder_and_the_awards_account_does_not_move.__doc__)
    assert society.position.returned_to_funder == Decimal("12000.00")
    assert society.position.spent == Decimal("4000.00")


def test_the_awards_account_pays_the_funder_first_and_own_funds_still_owe_it(society: Keeping) -> None:
    """
    2025-12-11 balance Liabilities:A:2209其他应付款:01应退拨款单位       0.00 ~ 0 CNY
    2025-12-11 balance Assets:A:1002银行存款                        472000.00 ~ 0 CNY
    2025-12-11 balance Assets:A:1122其他应收款:09内部应归垫          12000.00 ~ 0 CNY
    """
    society.granted().enter(PROHIBITED)
    order = society.ordered("会务用品", "12000.00", day("2025-11-25"), "funder")
    society.mirror(order, day("2025-11-27"))
    society.pay_back(order, "12000.00", day("2025-12-10"), from_award=True)
    society.proves(test_the_awards_account_pays_the_funder_first_and_own_funds_still_owe_it.__doc__)


def test_the_payee_pays_back_instead_of_own_funds(society: Keeping) -> None:
    """
    2025-11-28 balance Assets:A:1122其他应收款:02应收退回   16000.00 ~ 0 CNY
    2025-12-11 balance Assets:A:1122其他应收款:02应收退回       0.00 ~ 0 CNY
    2025-12-11 balance Assets:A:1002银行存款               500000.00 ~ 0 CNY
    """
    society.granted().enter(PROHIBITED)
    order = society.ordered("会务用品", "16000.00", day("2025-11-25"))
    society.mirror(order, day("2025-11-27"), owed_by="payee")
    society.pay_back(order, "16000.00", day("2025-12-10"))
    society.proves(test_the_payee_pays_back_instead_of_own_funds.__doc__)


def test_one_order_for_charges_of_a_closed_and_of_the_running_year(society: Keeping) -> None:
    """
    2025-08-22 * "A03" "评审费"
      Expenses:A:5101业务活动成本:02专家咨询费            3000.00 CNY
        plan: "P3"
      Assets:A:1002银行存款                              -3000.00 CNY
    2025-12-31 * "期末" "结转" #close
      Income:A:4401政府补助收入:02限定性收入            500000.00 CNY
      Expenses:A:5101业务活动成本:02专家咨询费           -3000.00 CNY
      Equity:A:3102限定性净资产                        -497000.00 CNY
    2026-01-15 * "A03" "讲课费"
      Expenses:A:5101业务活动成本:04培训费                2000.00 CNY
        plan: "P4"
      Assets:A:1002银行存款                              -2000.00 CNY

    2026-03-19 balance Assets:A:1122其他应收款:09内部应归垫   5000.00 ~ 0 CNY
    2026-03-19 balance Equity:A:3102限定性净资产           -500000.00 ~ 0 CNY
    2026-03-19 balance Equity:A:3201以前年度净资产调整           0.00 ~ 0 CNY
    2026-03-19 balance Expenses:A                                0.00 ~ 0 CNY
    2026-03-26 balance Assets:A:1002银行存款                500000.00 ~ 0 CNY
    """
    story = test_one_order_for_charges_of_a_closed_and_of_the_running_year.__doc__
    society.granted().enter(story)
    upheld = [
        (society.uphold(society.charge(n), a), a) for n, a in (("评审费", "3000.00"), ("讲课费", "2000.00"))
    ]
    order = society.order(upheld, day("2026-03-16"), "restore")
    society.mirror(order, day("2026-03-18"))
    society.pay_back(order, "5000.00", day("2026-03-25"))
    society.proves(story)
    assert society.position.spent == ZERO


# ---------------------------------------------------------------- fixed assets, advances


def test_equipment_is_spent_at_once_and_its_depreciation_is_not(society: Keeping) -> None:
    """
    2025-06-10 * "江城锦湖会议中心" "学术年会"
      Expenses:A:5101业务活动成本:01会议费           40000.00 CNY
        plan: "P1"
      Assets:A:1002银行存款                         -40000.00 CNY
    2025-11-05 * "江城科仪设备有限公司" "科普展具一套，60个月"
      Assets:A:1501固定资产                          24000.00 CNY
        plan: "P2"
      Assets:A:1002银行存款                         -24000.00 CNY
    2025-12-31 * "期末" "计提12月折旧"
      Expenses:A:5101业务活动成本:09折旧               400.00 CNY
      Assets:A:1502累计折旧                           -400.00 CNY
    2025-12-31 * "期末" "当期解除限定" #close
      Income:A:4401政府补助收入:02限定性收入         40400.00 CNY
      Income:A:4401政府补助收入:01非限定性收入      -40400.00 CNY
    2025-12-31 * "期末" "结转" #close
      Income:A:4401政府补助收入:02限定性收入        459600.00 CNY
      Equity:A:3102限定性净资产                    -459600.00 CNY
    2025-12-31 * "期末" "结转" #close
      Income:A:4401政府补助收入:01非限定性收入       40400.00 CNY
      Equity:A:3101非限定性净资产                   -40400.00 CNY
    2025-12-31 * "期末" "结转" #close
      Equity:A:3101非限定性净资产                    40400.00 CNY
      Expenses:A:5101业务活动成本:01会议费          -40000.00 CNY
      Expenses:A:5101业务活动成本:09折旧              -400.00 CNY

    2026-01-01 balance Equity:A:3101非限定性净资产        0.00 ~ 0 CNY
    2026-01-01 balance Equity:A:3102限定性净资产    -459600.00 ~ 0 CNY
    2026-01-01 balance Assets:A:1002银行存款         436000.00 ~ 0 CNY
    2026-01-01 balance Assets:A                      459600.00 ~ 0 CNY
    """
    story = test_equipment_is_spent_at_once_and_its_depreciation_is_not.__doc__
    society.granted().enter(story)
    society.proves(story)
    assert society.position.spent == Decimal("64000.00")
    assert [(c.kind, c.amount) for c in society.charges] == [
        ("cost", Decimal("40000.00")),
        ("asset", Decimal("24000.00")),
    ]


@pytest.mark.parametrize("year", ["2025", "2026"])
def test_a_closed_year_does_not_touch_what_stands_on_the_balance_sheet(society: Keeping, year: str) -> None:
    """
    ;; equipment and an advance are upheld: own funds take them over, in the same year and after its closing alike
    2025-05-06 * "江城环宇电器商行" "空调"
      Assets:A:1501固定资产                          12000.00 CNY
        plan: "P1"
      Assets:A:1002银行存款                         -12000.00 CNY
    2025-05-07 * "A04" "个人借款"
      Assets:A:1122其他应收款:01备用金                5000.00 CNY
      Assets:A:1002银行存款                          -5000.00 CNY

    2026-03-19 balance Assets:A:1501固定资产                       0.00 ~ 0 CNY
    2026-03-19 balance Assets:A:1122其他应收款:01备用金            0.00 ~ 0 CNY
    2026-03-19 balance Assets:A:1122其他应收款:09内部应归垫    17000.00 ~ 0 CNY
    2026-03-26 balance Assets:A:1002银行存款                  500000.00 ~ 0 CNY
    2026-03-26 balance Expenses:A                                  0.00 ~ 0 CNY
    2026-03-26 balance Equity:A                                    0.00 ~ 0 CNY
    """
    story = test_a_closed_year_does_not_touch_what_stands_on_the_balance_sheet.__doc__
    society.granted().enter(story)
    upheld = [
        (society.uphold(society.charge(n), a), a) for n, a in (("空调", "12000.00"), ("个人借款", "5000.00"))
    ]
    order = society.order(upheld, day(f"{year}-03-16") if year == "2026" else day("2025-06-01"), "restore")
    society.mirror(order)
    society.pay_back(order, "17000.00", day("2026-03-25"))
    society.proves(story)
    assert society.position.spent == ZERO
