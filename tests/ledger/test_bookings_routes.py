"""Each route of an order in both charts: what the recipient books, what the claims book says, and that both stand at every date.

Money that comes back (restore) or goes away (funder, treasury) is worked out in test_bookings.py and test_bookings_gov.py;
here are the two routes by which none does, and all five side by side.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from earmark.ledger.proof.checking import check_award
from earmark.ledger.recovery.claims import CHANNELS, NO_MONEY, ROUTES, SETTLED

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

day = datetime.date.fromisoformat
PURCHASE = """
2025-10-20 * "江城环宇电器商行" "会务用品"
  Expenses:A:5101业务活动成本:01会议费               12000.00 CNY
    plan: "P1"
  Assets:A:1002银行存款                             -12000.00 CNY
"""
OVERTIME = """
2025-10-20 * "机关职工(14人)" "会务用品"
  Expenses:A:5001业务活动费用:02商品和服务费用       12000.00 CNY
  Assets:A:1002银行存款                             -12000.00 CNY
  Expenses:A:7101行政支出:30226劳务费                12000.00 CNY.B
    plan: "P1"
  Assets:A:8001资金结存:02货币资金                  -12000.00 CNY.B
"""


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("chart", ["society", "unit"])
def test_each_route_ends_with_nothing_outstanding(
    chart: str, route: str, request: pytest.FixtureRequest
) -> None:
    """Ordered 12,000.00 on 25 November, booked on the 27th, back in two parts in December, recognised the day it came."""
    award: Keeping = request.getfixturevalue(chart)
    award.granted().enter(PURCHASE if chart == "society" else OVERTIME)
    order = award.ordered("会务用品", "12000.00", day("2025-11-25"), route)
    award.mirror(order, day("2025-11-27"), owed_by="own")
    way, last = NO_MONEY.get(route, "returned"), Decimal("12000.00")
    for on, amount in (("2025-12-10", "5000.00"), ("2025-12-20", "7000.00")):
        award.pay_back(order, amount, day(on))
        award.settle(order, amount, day(on), way)
        last -= Decimal(amount)
        following = day(on) + datetime.timedelta(1)
        award.proves(f"{following} balance Assets:Claims-A:C1应收回未收回  {last} ~ 0 CNY\n")
    name = CHANNELS[route] if way == "returned" else SETTLED[way]
    award.proves(f"""
    2025-12-31 balance Equity:Claims-A:C0已责令收回   -12000.00 ~ 0 CNY
    2025-12-31 balance Equity:Claims-A:{name}          12000.00 ~ 0 CNY
    """)
    figures = award.position
    away = Decimal("12000.00") if route in {"funder", "treasury"} else Decimal(0)
    assert (figures.spent, figures.due_to_award, figures.returned_to_funder) == (Decimal(0), Decimal(0), away)
    assert check_award(award.books, award.award) == []


def test_a_society_set_off_against_the_next_instalment(society: Keeping) -> None:
    """
    ;; the funder pays 188,000.00 instead of 200,000.00; own funds bring the 12,000.00 that the cost takes out of the award
    2025-11-28 balance Expenses:A:5101业务活动成本                    0.00 ~ 0 CNY
    2025-11-28 balance Assets:A:1122其他应收款:09内部应归垫       12000.00 ~ 0 CNY
    2025-12-02 balance Income:A:4401政府补助收入:02限定性收入   -688000.00 ~ 0 CNY
    2025-12-04 balance Assets:A:1002银行存款                     688000.00 ~ 0 CNY
    2025-12-04 balance Assets:A:1122其他应收款:09内部应归垫           0.00 ~ 0 CNY
    2025-12-04 balance Equity:Claims-A:C3抵减后续拨款             12000.00 ~ 0 CNY
    2025-12-04 balance Assets:Claims-A:C1应收回未收回                 0.00 ~ 0 CNY
    """
    society.granted().enter(PURCHASE)
    order = society.ordered("会务用品", "12000.00", day("2025-11-25"), "offset")
    society.mirror(order, day("2025-11-27"))
    society.enter("""
    2025-12-01 * "武汉市科学技术协会" "第二期奖补资金（已抵减12,000元）"
      Assets:A:1002银行存款                             188000.00 CNY
      Income:A:4401政府补助收入:02限定性收入           -188000.00 CNY
    """)
    society.settle(order, "12000.00", day("2025-12-01"), "set_off")
    society.pay_back(order, "12000.00", day("2025-12-03"))
    society.proves(test_a_society_set_off_against_the_next_instalment.__doc__)
    # What was set off was never paid: a revocation claims what the account received, no more.
    assert society.revoke(date=day("2025-12-05")).order.amount == Decimal("688000.00")


def test_a_unit_set_off_against_the_next_instalment(unit: Keeping) -> None:
    """
    2025-11-28 balance Expenses:A:5001业务活动费用                    0.00 ~ 0 CNY
    2025-11-28 balance Expenses:A:7101行政支出                    12000.00 ~ 0 CNY.B
    2025-12-02 balance Assets:A:1002银行存款                    1176000.00 ~ 0 CNY
    2025-12-02 balance Assets:A:8001资金结存:02货币资金         1176000.00 ~ 0 CNY.B
    2025-12-04 balance Expenses:A:7101行政支出                        0.00 ~ 0 CNY.B
    2025-12-04 balance Assets:A:8001资金结存:02货币资金         1188000.00 ~ 0 CNY.B
    2025-12-04 balance Equity:Claims-A:C3抵减后续拨款             12000.00 ~ 0 CNY
    """
    unit.granted().enter(OVERTIME)
    order = unit.ordered("会务用品", "12000.00", day("2025-11-25"), "offset")
    unit.mirror(order, day("2025-11-27"), owed_by="own")
    unit.enter("""
    2025-12-01 * "中国科学技术协会" "后续奖建资金（已抵减12,000元）"
      Assets:A:1002银行存款                                       188000.00 CNY
      Income:A:4601非同级财政拨款收入                            -188000.00 CNY
      Assets:A:8001资金结存:02货币资金                            188000.00 CNY.B
      Income:A:6601非同级财政拨款预算收入:01专项资金收入         -188000.00 CNY.B
    """)
    unit.settle(order, "12000.00", day("2025-12-01"), "set_off")
    unit.pay_back(order, "12000.00", day("2025-12-03"))
    unit.proves(test_a_unit_set_off_against_the_next_instalment.__doc__)


def test_a_society_puts_it_right_by_a_book_entry(society: Keeping) -> None:
    """
    ;; what was booked as a meeting was a training of the plan's line P4: the cost moves, citing its charge; no money does
    2025-11-29 balance Expenses:A:5101业务活动成本:01会议费           0.00 ~ 0 CNY
    2025-11-29 balance Expenses:A:5101业务活动成本:04培训费       12000.00 ~ 0 CNY
    2025-11-29 balance Assets:A:1002银行存款                     488000.00 ~ 0 CNY
    2025-11-29 balance Equity:Claims-A:C4调账等非资金整改         12000.00 ~ 0 CNY
    2025-11-29 balance Assets:Claims-A:C1应收回未收回                 0.00 ~ 0 CNY
    """
    society.granted().enter(PURCHASE)
    order = society.ordered("会务用品", "12000.00", day("2025-11-25"), "adjust")
    society.enter(f"""
    2025-11-28 * "江城环宇电器商行" "调账 {order.id}：会务用品改列培训费"
      order: "{order.id}"
      Expenses:A:5101业务活动成本:01会议费              -12000.00 CNY
        plan: "P1"
        reduces: "{society.charge("会务用品").id}"
      Expenses:A:5101业务活动成本:04培训费               12000.00 CNY
        plan: "P4"
    """)
    society.settle(order, "12000.00", day("2025-11-28"), "adjusted")
    society.proves(test_a_society_puts_it_right_by_a_book_entry.__doc__)
    assert (society.position.spent, society.position.by_plan["P4"]) == (Decimal("12000.00"),) * 2
    # Revoked, own funds carry that cost as any other.
    society.mirror(society.revoke(date=day("2025-12-05")).order)
    assert (society.position.spent, society.position.due_to_award) == (Decimal(0), Decimal("12000.00"))


def test_a_unit_puts_it_right_by_a_book_entry_in_both_sets(unit: Keeping) -> None:
    """
    2025-11-29 balance Expenses:A:7101行政支出:30226劳务费            0.00 ~ 0 CNY.B
    2025-11-29 balance Expenses:A:7101行政支出:30215会议费        12000.00 ~ 0 CNY.B
    2025-11-29 balance Assets:A:8001资金结存:02货币资金          988000.00 ~ 0 CNY.B
    2025-11-29 balance Equity:Claims-A:C4调账等非资金整改         12000.00 ~ 0 CNY
    """
    unit.granted().enter(OVERTIME)
    order = unit.ordered("会务用品", "12000.00", day("2025-11-25"), "adjust")
    unit.enter(f"""
    2025-11-28 * "江城国际会议中心" "调账 {order.id}：改列会议费"
      order: "{order.id}"
      Expenses:A:7101行政支出:30226劳务费               -12000.00 CNY.B
        plan: "P1"
        reduces: "{unit.charge("会务用品").id}"
      Expenses:A:7101行政支出:30215会议费                12000.00 CNY.B
        plan: "P1"
    """)
    unit.settle(order, "12000.00", day("2025-11-28"), "adjusted")
    unit.proves(test_a_unit_puts_it_right_by_a_book_entry_in_both_sets.__doc__)
    assert check_award(unit.books, unit.award) == []
