"""A government unit's bookings (政府会计, two sets) as cases: each ledger is entered through the product, and Beancount asserts it.

The financial set is CNY, the budget set CNY.B. How a unit pays the funder back is decided in `docs/decisions.md`.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

ZERO = Decimal(0)
day = datetime.date.fromisoformat


def test_the_whole_life_of_a_government_units_award(unit: Keeping) -> None:
    """
    2025-04-02 * "中国科学技术协会" "收到引领地方学会能力提升项目奖建资金"
      Assets:A:1002银行存款                                      1000000.00 CNY
      Income:A:4601非同级财政拨款收入                           -1000000.00 CNY
      Assets:A:8001资金结存:02货币资金                           1000000.00 CNY.B
      Income:A:6601非同级财政拨款预算收入:01专项资金收入        -1000000.00 CNY.B
    2025-05-12 * "江城国际会议中心" "学会改革论坛场地租金"
      Expenses:A:5001业务活动费用:02商品和服务费用                 80000.00 CNY
      Assets:A:1002银行存款                                       -80000.00 CNY
      Expenses:A:7101行政支出:30215会议费                          80000.00 CNY.B
        plan: "P1"
      Assets:A:8001资金结存:02货币资金                            -80000.00 CNY.B
    ;; gross in 5001 at once, in 7101 as the cash goes: net now, tax next month
    2025-06-20 * "专家10人" "学会评估评审费"
      Expenses:A:5001业务活动费用:02商品和服务费用                 20000.00 CNY
      Assets:A:1002银行存款                                       -17600.00 CNY
      Liabilities:A:2102其他应交税费:01代扣个人所得税              -2400.00 CNY
      Expenses:A:7101行政支出:30226劳务费                          17600.00 CNY.B
        plan: "P2"
      Assets:A:8001资金结存:02货币资金                            -17600.00 CNY.B

    2025-06-21 balance Assets:A:1002银行存款                      902400.00 ~ 0 CNY

    2025-07-10 * "国家税务总局" "缴代扣个税（本项目部分）"
      Liabilities:A:2102其他应交税费:01代扣个人所得税               2400.00 CNY
      Assets:A:1002银行存款                                        -2400.00 CNY
      Expenses:A:7101行政支出:30226劳务费                           2400.00 CNY.B
        plan: "P2"
        completes: "CAST2025-017-V0003d"
      Assets:A:8001资金结存:02货币资金                             -2400.00 CNY.B
    2025-09-01 * "职工04" "调研差旅借款"
      Assets:A:1218其他应收款:01备用金                              6000.00 CNY
      Assets:A:1002银行存款                                        -6000.00 CNY
    ;; here 1002 and 8001 differ by 6,000.00: a lawful 差异项

    2025-09-02 balance Assets:A:1002银行存款                      894000.00 ~ 0 CNY
    2025-09-02 balance Assets:A:8001资金结存:02货币资金           900000.00 ~ 0 CNY.B

    2025-09-20 * "职工04" "报销调研差旅费，退回余款"
      Expenses:A:5001业务活动费用:02商品和服务费用                  5400.00 CNY
      Assets:A:1002银行存款                                          600.00 CNY
      Assets:A:1218其他应收款:01备用金                             -6000.00 CNY
      Expenses:A:7101行政支出:30211差旅费                           5400.00 CNY.B
        plan: "P3"
      Assets:A:8001资金结存:02货币资金                             -5400.00 CNY.B
    2025-09-21 * "江城建行" "三季度利息，按日均余额分摊至本项目"
      Assets:A:1002银行存款                                          812.00 CNY
      Income:A:4604利息收入                                         -812.00 CNY
      Assets:A:8001资金结存:02货币资金                               812.00 CNY.B
      Income:A:6609其他预算收入:01专项资金收入                      -812.00 CNY.B
    2025-10-20 * "机关职工（14人）" "学会评估会务劳务"
      Expenses:A:5001业务活动费用:02商品和服务费用                 35000.00 CNY
      Assets:A:1002银行存款                                       -35000.00 CNY
      Expenses:A:7101行政支出:30226劳务费                          35000.00 CNY.B
        plan: "P2"
      Assets:A:8001资金结存:02货币资金                            -35000.00 CNY.B

    ;; ordered 2025-11-25: staff pay back; by the product. No budget entry until the cash is back
    2025-11-28 balance Assets:A:1218其他应收款:02应收退回              35000.00 ~ 0 CNY
    2025-11-28 balance Expenses:A:5001业务活动费用:02商品和服务费用   105400.00 ~ 0 CNY
    2025-11-28 balance Expenses:A:7101行政支出                        140400.00 ~ 0 CNY.B
    2025-12-31 balance Assets:A:1218其他应收款:02应收退回                  0.00 ~ 0 CNY
    2025-12-31 balance Expenses:A:5001业务活动费用:02商品和服务费用   105400.00 ~ 0 CNY
    2025-12-31 balance Expenses:A:7101行政支出                        105400.00 ~ 0 CNY.B
    2025-12-31 balance Assets:A:1002银行存款                          895412.00 ~ 0 CNY
    2025-12-31 balance Assets:A:8001资金结存:02货币资金               895412.00 ~ 0 CNY.B

    ;; year-end 2025
    2025-12-31 * "期末" "财务会计：收入、费用转本期盈余" #close
      Income:A:4601非同级财政拨款收入                            1000000.00 CNY
      Income:A:4604利息收入                                          812.00 CNY
      Expenses:A:5001业务活动费用:02商品和服务费用               -105400.00 CNY
      Equity:A:3301本期盈余                                      -895412.00 CNY
    2025-12-31 * "期末" "本期盈余转本年盈余分配，再转累计盈余" #close
      Equity:A:3301本期盈余                                       895412.00 CNY
      Equity:A:3302本年盈余分配                                  -895412.00 CNY
      Equity:A:3302本年盈余分配                                   895412.00 CNY
      Equity:A:3001累计盈余                                      -895412.00 CNY
    2025-12-31 * "期末" "预算会计：专项收支转非财政拨款结转" #close
      Income:A:6601非同级财政拨款预算收入:01专项资金收入         1000000.00 CNY.B
      Income:A:6609其他预算收入:01专项资金收入                       812.00 CNY.B
      Expenses:A:7101行政支出:30215会议费                         -80000.00 CNY.B
      Expenses:A:7101行政支出:30226劳务费                         -20000.00 CNY.B
      Expenses:A:7101行政支出:30211差旅费                          -5400.00 CNY.B
      Equity:A:8201非财政拨款结转:03本年收支结转                 -895412.00 CNY.B
    2025-12-31 * "期末" "本年收支结转转累计结转" #close
      Equity:A:8201非财政拨款结转:03本年收支结转                  895412.00 CNY.B
      Equity:A:8201非财政拨款结转:04累计结转                     -895412.00 CNY.B

    ;; ordered 2026-02-10: two of the ten experts were staff, 4,000.00 gross; by the product
    2026-02-13 balance Assets:A:1218其他应收款:02应收退回               4000.00 ~ 0 CNY
    2026-02-13 balance Equity:A:3501以前年度盈余调整                       0.00 ~ 0 CNY
    2026-02-13 balance Equity:A:3001累计盈余                         -899412.00 ~ 0 CNY
    2026-02-13 balance Assets:A:8001资金结存:02货币资金               895412.00 ~ 0 CNY.B
    2026-02-26 balance Assets:A:1218其他应收款:02应收退回                  0.00 ~ 0 CNY
    2026-02-26 balance Assets:A:1002银行存款                          899412.00 ~ 0 CNY
    2026-02-26 balance Assets:A:8001资金结存:02货币资金               899412.00 ~ 0 CNY.B
    2026-02-26 balance Equity:A:8201非财政拨款结转:01年初余额调整      -4000.00 ~ 0 CNY.B

    ;; sub-grant to a society named in the task agreement
    2026-03-05 * "江城示例学会" "按任务书转拨学会提能经费"
      Expenses:A:5001业务活动费用:05对学会补助费用                300000.00 CNY
      Assets:A:1002银行存款                                      -300000.00 CNY
      Expenses:A:7101行政支出:39908对民间非营利组织和群众性自治组织补贴 300000.00 CNY.B
        plan: "P4"
      Assets:A:8001资金结存:02货币资金                           -300000.00 CNY.B
    ;; unspent balance back to the funder
    2026-06-15 * "中国科学技术协会" "验收后缴回结余资金"
      Equity:A:3001累计盈余                                       599412.00 CNY
      Assets:A:1002银行存款                                      -599412.00 CNY
      Equity:A:8201非财政拨款结转:02缴回资金                      599412.00 CNY.B
      Assets:A:8001资金结存:02货币资金                           -599412.00 CNY.B
    2026-12-31 * "期末" "财务会计结转" #close
      Expenses:A:5001业务活动费用:05对学会补助费用               -300000.00 CNY
      Equity:A:3001累计盈余                                       300000.00 CNY
    2026-12-31 * "期末" "预算会计结转" #close
      Expenses:A:7101行政支出:39908对民间非营利组织和群众性自治组织补贴 -300000.00 CNY.B
      Equity:A:8201非财政拨款结转:03本年收支结转                  300000.00 CNY.B
    2026-12-31 * "期末" "8201 明细转累计结转" #close
      Equity:A:8201非财政拨款结转:01年初余额调整                    4000.00 CNY.B
      Equity:A:8201非财政拨款结转:02缴回资金                     -599412.00 CNY.B
      Equity:A:8201非财政拨款结转:03本年收支结转                 -300000.00 CNY.B
      Equity:A:8201非财政拨款结转:04累计结转                      895412.00 CNY.B

    2027-01-01 balance Assets:A        0.00 ~ 0 CNY
    2027-01-01 balance Liabilities:A   0.00 ~ 0 CNY
    2027-01-01 balance Equity:A        0.00 ~ 0 CNY
    2027-01-01 balance Income:A        0.00 ~ 0 CNY
    2027-01-01 balance Expenses:A      0.00 ~ 0 CNY
    2027-01-01 balance Assets:A        0.00 ~ 0 CNY.B
    2027-01-01 balance Equity:A        0.00 ~ 0 CNY.B
    2027-01-01 balance Income:A        0.00 ~ 0 CNY.B
    2027-01-01 balance Expenses:A      0.00 ~ 0 CNY.B
    """
    story = test_the_whole_life_of_a_government_units_award.__doc__
    unit.enter(story)
    assert unit.charge("学会评估评审费").amount == Decimal("20000.00")
    staff = unit.ordered("学会评估会务劳务", "35000.00", day("2025-11-25"))
    unit.mirror(staff, day("2025-11-27"))
    unit.pay_back(staff, "35000.00", day("2025-12-10"))
    experts = unit.ordered("学会评估评审费", "4000.00", day("2026-02-10"))
    unit.mirror(experts, day("2026-02-12"))
    unit.pay_back(experts, "4000.00", day("2026-02-25"))
    unit.proves(story)
    figures = unit.position
    assert (figures.received, figures.interest) == (Decimal("1000000.00"), Decimal("812.00"))
    assert figures.spent == Decimal("401400.00")
    assert figures.returned_to_funder == Decimal("599412.00")
    assert (figures.bank, figures.advances, figures.owed, figures.due_to_award) == (ZERO, ZERO, ZERO, ZERO)


OVERTIME = """
2025-10-20 * "机关职工（14人）" "学会评估会务劳务"
  Expenses:A:5001业务活动费用:02商品和服务费用                 35000.00 CNY
  Assets:A:1002银行存款                                       -35000.00 CNY
  Expenses:A:7101行政支出:30226劳务费                          35000.00 CNY.B
    plan: "P2"
  Assets:A:8001资金结存:02货币资金                            -35000.00 CNY.B
"""


def test_a_unit_pays_the_funder_from_own_funds(unit: Keeping) -> None:
    """
    ;; 2025-11-27, by the product: the award is restored and owes the funder at once; no cash, so nothing in the budget set
    2025-11-28 balance Assets:A:1218其他应收款:09内部应归垫           35000.00 ~ 0 CNY
    2025-11-28 balance Expenses:A:5001业务活动费用:02商品和服务费用       0.00 ~ 0 CNY
    2025-11-28 balance Equity:A:3001累计盈余                          35000.00 ~ 0 CNY
    2025-11-28 balance Liabilities:A:2307其他应付款:01应退拨款单位   -35000.00 ~ 0 CNY
    2025-11-28 balance Expenses:A:7101行政支出:30226劳务费            35000.00 ~ 0 CNY.B
    ;; 2025-12-10, own funds pay: neither 1002 nor 8001 moves, 7101 and 8201 do
    2025-12-11 balance Liabilities:A                                      0.00 ~ 0 CNY
    2025-12-11 balance Assets:A:1218其他应收款:09内部应归垫               0.00 ~ 0 CNY
    2025-12-11 balance Assets:A:1002银行存款                         965000.00 ~ 0 CNY
    2025-12-11 balance Assets:A:8001资金结存:02货币资金              965000.00 ~ 0 CNY.B
    2025-12-11 balance Expenses:A:7101行政支出:30226劳务费                0.00 ~ 0 CNY.B
    2025-12-11 balance Equity:A:8201非财政拨款结转:02缴回资金         35000.00 ~ 0 CNY.B
    """
    unit.granted().enter(OVERTIME)
    order = unit.ordered("学会评估会务劳务", "35000.00", day("2025-11-25"), "funder")
    unit.mirror(order, day("2025-11-27"), owed_by="own")
    unit.pay_back(order, "35000.00", day("2025-12-10"))
    unit.proves(test_a_unit_pays_the_funder_from_own_funds.__doc__)
    assert unit.position.spent == ZERO
    assert unit.position.returned_to_funder == Decimal("35000.00")


def test_a_unit_pays_the_funder_from_the_awards_share_first(unit: Keeping) -> None:
    """
    2025-12-11 balance Liabilities:A                                      0.00 ~ 0 CNY
    2025-12-11 balance Assets:A:1218其他应收款:02应收退回             35000.00 ~ 0 CNY
    2025-12-11 balance Assets:A:1002银行存款                         930000.00 ~ 0 CNY
    2025-12-11 balance Assets:A:8001资金结存:02货币资金              930000.00 ~ 0 CNY.B
    2025-12-11 balance Expenses:A:7101行政支出:30226劳务费            35000.00 ~ 0 CNY.B
    2025-12-11 balance Equity:A:8201非财政拨款结转:02缴回资金         35000.00 ~ 0 CNY.B
    """
    unit.granted().enter(OVERTIME)
    order = unit.ordered("学会评估会务劳务", "35000.00", day("2025-11-25"), "funder")
    unit.mirror(order, day("2025-11-27"))
    unit.pay_back(order, "35000.00", day("2025-12-10"), from_award=True)
    unit.proves(test_a_unit_pays_the_funder_from_the_awards_share_first.__doc__)


def test_a_unit_pays_the_funder_for_a_closed_year(unit: Keeping) -> None:
    """
    ;; in parts: 8201 年初余额调整 takes the cost of the closed year back as the money goes
    2026-02-13 balance Assets:A:1218其他应收款:02应收退回             35000.00 ~ 0 CNY
    2026-02-13 balance Equity:A:3501以前年度盈余调整                      0.00 ~ 0 CNY
    2026-02-13 balance Equity:A:3001累计盈余                              0.00 ~ 0 CNY
    2026-02-13 balance Liabilities:A:2307其他应付款:01应退拨款单位   -35000.00 ~ 0 CNY
    2026-02-21 balance Equity:A:8201非财政拨款结转:02缴回资金         20000.00 ~ 0 CNY.B
    2026-02-26 balance Liabilities:A                                      0.00 ~ 0 CNY
    2026-02-26 balance Assets:A:1218其他应收款                            0.00 ~ 0 CNY
    2026-02-26 balance Equity:A:8201非财政拨款结转:01年初余额调整    -35000.00 ~ 0 CNY.B
    2026-02-26 balance Equity:A:8201非财政拨款结转:02缴回资金         35000.00 ~ 0 CNY.B
    2026-02-26 balance Assets:A:1002银行存款                         965000.00 ~ 0 CNY
    2026-02-26 balance Assets:A:8001资金结存:02货币资金              965000.00 ~ 0 CNY.B
    """
    unit.granted().enter(OVERTIME)
    order = unit.ordered("学会评估会务劳务", "35000.00", day("2026-02-10"), "funder")
    unit.mirror(order, day("2026-02-12"))
    unit.pay_back(order, "20000.00", day("2026-02-20"))
    unit.pay_back(order, "15000.00", day("2026-02-25"))
    unit.proves(test_a_unit_pays_the_funder_for_a_closed_year.__doc__)
    assert unit.position.spent == ZERO


def test_money_for_one_order_comes_after_the_year_end(unit: Keeping) -> None:
    """
    ;; ordered and booked in 2025 (5001), paid in 2025 and 2026: what comes later is 年初余额调整
    2025-12-31 balance Expenses:A:5001业务活动费用:02商品和服务费用       0.00 ~ 0 CNY
    2025-12-31 balance Expenses:A:7101行政支出:30226劳务费            20000.00 ~ 0 CNY.B
    2026-01-11 balance Equity:A:8201非财政拨款结转:01年初余额调整    -20000.00 ~ 0 CNY.B
    2026-01-11 balance Assets:A:1002银行存款                        1000000.00 ~ 0 CNY
    2026-01-11 balance Assets:A:8001资金结存:02货币资金             1000000.00 ~ 0 CNY.B
    """
    unit.granted().enter(OVERTIME)
    order = unit.ordered("学会评估会务劳务", "35000.00", day("2025-11-25"))
    unit.mirror(order)
    unit.pay_back(order, "15000.00", day("2025-12-10"))
    unit.pay_back(order, "20000.00", day("2026-01-10"))
    unit.proves(test_money_for_one_order_comes_after_the_year_end.__doc__)
    assert unit.position.spent == ZERO


@pytest.mark.parametrize("route", ["restore", "funder"])
def test_an_advance_of_a_unit_is_ordered_back_and_its_budget_set_had_no_cost(
    unit: Keeping, route: str
) -> None:
    """
    2025-09-01 * "职工04" "借给职工买房"
      Assets:A:1218其他应收款:01备用金                              6000.00 CNY
      Assets:A:1002银行存款                                        -6000.00 CNY

    2025-12-11 balance Assets:A:1218其他应收款            0.00 ~ 0 CNY
    2025-12-11 balance Liabilities:A                      0.00 ~ 0 CNY
    2025-12-11 balance Expenses:A                         0.00 ~ 0 CNY.B
    """
    story = test_an_advance_of_a_unit_is_ordered_back_and_its_budget_set_had_no_cost.__doc__
    unit.granted().enter(story)
    order = unit.ordered("借给职工买房", "6000.00", day("2025-11-25"), route)
    unit.mirror(order, day("2025-11-27"))
    unit.pay_back(order, "6000.00", day("2025-12-10"))
    left = Decimal(1000000 if route == "restore" else 994000)
    unit.proves(
        f"""{story}
    2025-12-11 balance Assets:A:1002银行存款               {left} ~ 0 CNY
    2025-12-11 balance Assets:A:8001资金结存:02货币资金    {left} ~ 0 CNY.B"""
    )


def test_equipment_of_a_unit_is_ordered_back(unit: Keeping) -> None:
    """
    2025-05-06 * "江城环宇电器商行" "空调"
      Assets:A:1601固定资产                                        12000.00 CNY
      Assets:A:1002银行存款                                       -12000.00 CNY
      Expenses:A:7101行政支出:31002办公设备购置                    12000.00 CNY.B
      Assets:A:8001资金结存:02货币资金                            -12000.00 CNY.B

    2025-11-28 balance Assets:A:1601固定资产                           0.00 ~ 0 CNY
    2025-11-28 balance Assets:A:1218其他应收款:09内部应归垫        12000.00 ~ 0 CNY
    2025-12-11 balance Assets:A:1002银行存款                     1000000.00 ~ 0 CNY
    2025-12-11 balance Assets:A:8001资金结存:02货币资金          1000000.00 ~ 0 CNY.B
    2025-12-11 balance Expenses:A                                      0.00 ~ 0 CNY.B
    """
    story = test_equipment_of_a_unit_is_ordered_back.__doc__
    unit.granted().enter(story)
    order = unit.ordered("空调", "12000.00", day("2025-11-25"))
    unit.mirror(order, day("2025-11-27"), owed_by="own")
    unit.pay_back(order, "12000.00", day("2025-12-10"))
    unit.proves(story)
