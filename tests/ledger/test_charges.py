"""Which postings are charges: what a rule judges, once, under an id that stays."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from earmark.ledger.vouchers.completing import Part, fill

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

day = datetime.date.fromisoformat


def found(award: Keeping) -> list[tuple[str, str, Decimal]]:
    """The charges as voucher and line, kind, amount."""
    return [(c.id.removeprefix(award.award + "-V000"), c.kind, c.amount) for c in award.charges]


# ---------------------------------------------------------------- what is a charge, account by account

USES = [
    ("Expenses:A:5101业务活动成本:01会议费", "cost"),
    ("Expenses:A:5201管理费用:01办公费", "cost"),
    ("Expenses:A:5301筹资费用:02手续费", "cost"),
    ("Assets:A:1501固定资产", "asset"),
    ("Assets:A:1601无形资产", "asset"),
    ("Assets:A:1122其他应收款:01备用金", "advance"),
    ("Assets:A:1122其他应收款:05押金", "advance"),
    ("Assets:A:1141预付账款", "prepayment"),
    ("Assets:A:1101短期投资", "investment"),
    ("Assets:A:1401长期股权投资", "investment"),
    ("Assets:A:1001现金", "transfer"),
    ("Assets:A:1002银行存款:02基本户", "transfer"),
    ("Liabilities:A:2101短期借款", "repayment"),
    ("Liabilities:A:2202应付账款", "liability"),
    ("Liabilities:A:2209其他应付款:03代收款", "liability"),
    ("Liabilities:A:2209其他应付款:09内部垫款", "transfer"),  # paid back, where nothing had been laid out
    # no charge: tax and its payment, what an order books, 退还政府补助, interest
    ("Liabilities:A:2206应交税金:01代扣个人所得税", ""),
    ("Liabilities:A:2209其他应付款:01应退拨款单位", ""),
    ("Assets:A:1122其他应收款:09内部应归垫", ""),
    ("Assets:A:1122其他应收款:02应收退回", ""),
    ("Expenses:A:5201管理费用:09退还政府补助", ""),
    ("Expenses:A:5301筹资费用:01利息收入", ""),
]


@pytest.mark.parametrize(("account", "kind"), USES)
def test_what_a_society_pays_for(society: Keeping, account: str, kind: str) -> None:
    society.draft(f"""
2025-04-01 * "某单位" "付款"
  {account}                 100.00 CNY
  Assets:A:1002银行存款    -100.00 CNY
""")
    assert found(society) == ([("1a", kind, Decimal("100.00"))] if kind else [])


def test_only_what_own_funds_had_laid_out_is_paid_back_without_a_charge(society: Keeping) -> None:
    society.draft("""
2025-04-01 * "江城锦湖会议中心" "场租"
  Expenses:A:5101业务活动成本:01会议费         100.00 CNY
  Liabilities:A:2209其他应付款:09内部垫款     -100.00 CNY

2025-05-01 * "本会基本户(1203)" "归还垫付"
  Liabilities:A:2209其他应付款:09内部垫款      130.00 CNY
  Assets:A:1002银行存款                       -130.00 CNY
""")
    assert found(society) == [("1a", "cost", Decimal("100.00")), ("2a", "transfer", Decimal("30.00"))]


UNIT_USES = [
    ("Expenses:A:5001业务活动费用:02商品和服务费用", "cost"),
    ("Assets:A:1601固定资产", "asset"),
    ("Assets:A:1218其他应收款:01备用金", "advance"),
    ("Assets:A:1214预付账款", "prepayment"),
    ("Liabilities:A:2307其他应付款:03代收款", "liability"),
    ("Liabilities:A:2102其他应交税费:01代扣个人所得税", ""),
    ("Assets:A:1218其他应收款:09内部应归垫", ""),
    ("Assets:A:1218其他应收款:02应收退回", ""),
    ("Liabilities:A:2307其他应付款:01应退拨款单位", ""),
    ("Equity:A:3001累计盈余", ""),
]


@pytest.mark.parametrize(("account", "kind"), UNIT_USES)
def test_what_a_unit_pays_for_without_a_budget_cost(unit: Keeping, account: str, kind: str) -> None:
    unit.draft(f"""
2025-04-01 * "某单位" "付款"
  {account}                 100.00 CNY
  Assets:A:1002银行存款    -100.00 CNY
""")
    assert found(unit) == ([("1a", kind, Decimal("100.00"))] if kind else [])


@pytest.mark.parametrize(("account", "kind"), UNIT_USES)
def test_in_a_units_books_the_budget_posting_is_the_one_charge(
    unit: Keeping, account: str, kind: str
) -> None:
    unit.draft(f"""
2025-04-01 * "某单位" "付款"
  {account}                                 100.00 CNY
  Assets:A:1002银行存款                    -100.00 CNY
  Expenses:A:7101行政支出:30215会议费       100.00 CNY.B
  Assets:A:8001资金结存:02货币资金         -100.00 CNY.B
""")
    (charge,) = unit.charges
    assert (charge.id[-1], charge.kind, charge.currency) == ("c", "cost", "CNY.B"), kind
    assert (charge.economic_class, charge.economic_class_name) == ("30215", "会议费")


def test_what_a_unit_owes_or_writes_off_is_charged_when_it_pays(unit: Keeping) -> None:
    """
    2025-04-01 * "江城印务" "印刷费，未付"
      Expenses:A:5001业务活动费用:02商品和服务费用    100.00 CNY
      Liabilities:A:2307其他应付款:03应付            -100.00 CNY
    2025-04-30 * "" "折旧"
      Expenses:A:5001业务活动费用:02商品和服务费用     50.00 CNY
      Assets:A:1602固定资产累计折旧                   -50.00 CNY
    ;; money back for what was paid without a budget line
    2025-05-08 * "江城锦湖会议中心" "退回多收的场租"
      Assets:A:1002银行存款                            30.00 CNY
      Expenses:A:5001业务活动费用:02商品和服务费用    -30.00 CNY
    """
    unit.draft(str(test_what_a_unit_owes_or_writes_off_is_charged_when_it_pays.__doc__))
    assert found(unit) == [("3b", "cost", Decimal("-30.00"))]


def test_money_that_comes_in_is_no_charge(society: Keeping) -> None:
    """
    2025-03-05 * "武汉市科学技术协会" "奖补资金"
      Assets:A:1002银行存款                              500000.00 CNY
      Income:A:4401政府补助收入:02限定性收入            -500000.00 CNY
    2025-09-21 * "江城银行" "利息"
      Assets:A:1002银行存款                                 312.50 CNY
      Expenses:A:5301筹资费用:01利息收入                   -312.50 CNY
    ;; an investment is redeemed, an advance settled: nothing is used
    2025-10-01 * "某银行" "理财赎回"
      Assets:A:1002银行存款                               50000.00 CNY
      Assets:A:1101短期投资                              -50000.00 CNY
    2025-10-02 * "A04" "退回借款"
      Assets:A:1002银行存款                                5000.00 CNY
      Assets:A:1122其他应收款:01备用金                    -5000.00 CNY
    """
    society.draft(test_money_that_comes_in_is_no_charge.__doc__)
    assert found(society) == []


def test_transfers_of_year_and_chart_and_depreciation_are_no_charges(society: Keeping) -> None:
    """
    2025-12-31 * "期末" "计提折旧"
      Expenses:A:5101业务活动成本:09折旧                 400.00 CNY
      Assets:A:1502累计折旧                             -400.00 CNY
    2025-12-31 * "期末" "结转" #close
      Equity:A:3101非限定性净资产                      70000.00 CNY
      Expenses:A:5101业务活动成本:01会议费            -70000.00 CNY
    2026-01-01 * "新旧衔接" "应付账款改名" #chart
      Liabilities:A:2202应付账款                        1000.00 CNY
      Liabilities:A:2209其他应付款:03代收款            -1000.00 CNY
    """
    society.draft(test_transfers_of_year_and_chart_and_depreciation_are_no_charges.__doc__)
    assert found(society) == []


# ---------------------------------------------------------------- once, not twice


def test_paying_what_a_cost_owes_is_no_second_charge(society: Keeping) -> None:
    """
    2025-04-01 * "江城印刷厂" "会刊印刷"
      Expenses:A:5101业务活动成本:01会议费               9000.00 CNY
      Liabilities:A:2202应付账款                        -9000.00 CNY
    2025-04-20 * "江城印刷厂" "付印刷费"
      Liabilities:A:2202应付账款                         9000.00 CNY
      Assets:A:1002银行存款                             -9000.00 CNY
    ;; paid more than any cost gave rise to: the rest is a use of money of its own
    2025-05-20 * "江城印刷厂" "付往年欠款"
      Liabilities:A:2202应付账款                         2500.00 CNY
      Assets:A:1002银行存款                             -2500.00 CNY
    """
    society.draft(test_paying_what_a_cost_owes_is_no_second_charge.__doc__)
    assert found(society) == [
        ("1a", "cost", Decimal("9000.00")),
        ("3a", "liability", Decimal("2500.00")),
    ]


def test_one_payment_for_a_covered_and_an_old_debt(society: Keeping) -> None:
    """
    2025-04-01 * "江城印刷厂" "会刊印刷"
      Expenses:A:5101业务活动成本:01会议费               9000.00 CNY
      Liabilities:A:2202应付账款                        -9000.00 CNY
    2025-04-20 * "江城印刷厂" "付印刷费及往年欠款"
      Liabilities:A:2202应付账款                        11500.00 CNY
      Assets:A:1002银行存款                            -11500.00 CNY
    """
    society.draft(test_one_payment_for_a_covered_and_an_old_debt.__doc__)
    assert found(society) == [
        ("1a", "cost", Decimal("9000.00")),
        ("2a", "liability", Decimal("2500.00")),
    ]


def test_a_loan_that_was_never_received_is_repaid(society: Keeping) -> None:
    """
    2025-04-20 * "江城银行" "归还贷款"
      Liabilities:A:2101短期借款                        30000.00 CNY
      Assets:A:1002银行存款                            -30000.00 CNY
    """
    society.draft(test_a_loan_that_was_never_received_is_repaid.__doc__)
    assert found(society) == [("1a", "repayment", Decimal("30000.00"))]


def test_net_fee_now_and_tax_later_are_one_charge(unit: Keeping) -> None:
    """
    2025-06-20 * "专家10人" "评审费"
      Expenses:A:5001业务活动费用:02商品和服务费用       20000.00 CNY
      Assets:A:1002银行存款                             -17600.00 CNY
      Liabilities:A:2102其他应交税费:01代扣个人所得税    -2400.00 CNY
      Expenses:A:7101行政支出:30226劳务费                17600.00 CNY.B
      Assets:A:8001资金结存:02货币资金                  -17600.00 CNY.B
    2025-07-10 * "国家税务总局" "缴代扣个税"
      Liabilities:A:2102其他应交税费:01代扣个人所得税     2400.00 CNY
      Assets:A:1002银行存款                              -2400.00 CNY
      Expenses:A:7101行政支出:30226劳务费                 2400.00 CNY.B
        completes: "CAST2025-017-V0001d"
      Assets:A:8001资金结存:02货币资金                   -2400.00 CNY.B
    """
    _, tax = unit.enter(test_net_fee_now_and_tax_later_are_one_charge.__doc__)
    assert found(unit) == [("1d", "cost", Decimal("20000.00"))]
    unit.reverse(tax.id, day("2025-07-31"))
    assert found(unit) == [("1d", "cost", Decimal("17600.00"))]


# ---------------------------------------------------------------- ids stay

WAITING = """
2025-04-01 ! "某单位" "货款"
  Expenses:A:5101业务活动成本:99待归类              16000.00 CNY
    source: "流水.xlsx:12"
  Assets:A:1002银行存款                            -16000.00 CNY
"""


def test_completing_and_splitting_a_draft_keeps_the_charges_id(society: Keeping) -> None:
    society.draft(WAITING)
    before = society.charge("货款")
    fill(society.books, society.award, before.voucher, [Part("5101-会议费", plan="P1")], "chen")
    after = society.charge("货款")
    assert (after.id, after.sources) == (before.id, before.sources)
    assert (after.account_name, after.plan) == ("业务活动成本-会议费", "P1")


def test_a_split_gives_new_letters_to_the_new_lines_only(society: Keeping) -> None:
    society.draft(WAITING)
    parts = [
        Part("5101-会议费", plan="P1", amount=Decimal("12000.00")),
        Part("5101-培训费", plan="P4", amount=Decimal("4000.00")),
    ]
    fill(society.books, society.award, "WH2025-007-V0001", parts, "chen")
    assert found(society) == [("1a", "cost", Decimal("12000.00")), ("1c", "cost", Decimal("4000.00"))]


def test_earlier_vouchers_that_come_later_change_no_id(society: Keeping) -> None:
    society.draft(WAITING)
    society.draft("""
2025-03-18 * "江城锦湖会议中心" "场地"
  Expenses:A:5101业务活动成本:01会议费              60000.00 CNY
  Assets:A:1002银行存款                            -60000.00 CNY
""")
    assert society.charge("货款").id == "WH2025-007-V0001a"
    assert society.charge("场地").id == "WH2025-007-V0002a"


def test_posting_changes_no_charge_but_that_it_is_posted(society: Keeping) -> None:
    society.draft(WAITING.replace("99待归类", "01会议费"))
    (before,) = society.charges
    society.post()
    (after,) = society.charges
    assert (before.posted, after.posted) == (False, True)
    assert after.id == before.id


# ---------------------------------------------------------------- what a red letter does


@pytest.mark.parametrize(("account", "kind"), [(a, k) for a, k in USES if k])
def test_a_reversal_is_a_negative_charge_that_cites_the_first(
    society: Keeping, account: str, kind: str
) -> None:
    (paid,) = society.enter(f"""
2025-04-01 * "某单位" "付款"
  {account}                 100.00 CNY
  Assets:A:1002银行存款    -100.00 CNY
""")
    society.reverse(paid.id, day("2025-04-30"))
    first, second = society.charges
    assert (first.kind, first.amount, second.kind, second.amount) == (kind, Decimal(100), kind, Decimal(-100))
    assert second.reduces == first.id


def test_a_debt_paid_again_after_a_reversal_is_a_charge_again(society: Keeping) -> None:
    """
    2025-04-20 * "江城印刷厂" "付往年欠款"
      Liabilities:A:2202应付账款                         2500.00 CNY
      Assets:A:1002银行存款                             -2500.00 CNY
    """
    story = test_a_debt_paid_again_after_a_reversal_is_a_charge_again.__doc__ or ""
    (paid,) = society.enter(story)
    society.reverse(paid.id, day("2025-04-30"))
    society.enter(story.replace("2025-04-20", "2025-05-20"))
    assert [amount for _, _, amount in found(society)] == [Decimal(2500), Decimal(-2500), Decimal(2500)]


def test_a_covered_payment_reversed_and_paid_again_stays_no_charge(society: Keeping) -> None:
    """
    2025-04-01 * "江城印刷厂" "会刊印刷"
      Expenses:A:5101业务活动成本:01会议费               9000.00 CNY
      Liabilities:A:2202应付账款                        -9000.00 CNY
    2025-04-20 * "江城印刷厂" "付印刷费"
      Liabilities:A:2202应付账款                         9000.00 CNY
      Assets:A:1002银行存款                             -9000.00 CNY
    """
    _, paid = society.enter(test_a_covered_payment_reversed_and_paid_again_stays_no_charge.__doc__)
    society.reverse(paid.id, day("2025-04-30"))
    society.enter("""
2025-05-20 * "江城印刷厂" "付印刷费"
  Liabilities:A:2202应付账款                         9000.00 CNY
  Assets:A:1002银行存款                             -9000.00 CNY
""")
    assert found(society) == [("1a", "cost", Decimal("9000.00"))]


def test_what_an_order_books_is_no_charge_and_takes_none_away(society: Keeping) -> None:
    """
    2025-10-20 * "江城环宇电器商行" "会务用品"
      Expenses:A:5101业务活动成本:01会议费               16000.00 CNY
      Assets:A:1002银行存款                             -16000.00 CNY
    """
    society.enter(test_what_an_order_books_is_no_charge_and_takes_none_away.__doc__)
    before = society.charges
    order = society.ordered("会务用品", "12000.00", day("2025-11-25"), "funder")
    society.mirror(order)
    society.pay_back(order, "12000.00", day("2025-12-10"))
    assert society.charges == before


# ---------------------------------------------------------------- what a charge says


def test_a_charge_carries_what_a_rule_looks_at(unit: Keeping) -> None:
    """
    2025-10-20 * "职工08" "会务劳务"
      paid: 2025-10-22
      payee-account: "6035"
      invoice: "25422000000012345678"
      Expenses:A:5001业务活动费用:02商品和服务费用        2000.00 CNY
        source: "凭证.xlsx:40"
      Assets:A:1002银行存款                              -2000.00 CNY
      Expenses:A:7101行政支出:30226劳务费                 2000.00 CNY.B
        plan: "P2"
        party: "A08"
        class-name: "委托业务费"
        account-name: "行政支出-项目支出"
        source: "凭证.xlsx:42"
      Assets:A:8001资金结存:02货币资金                   -2000.00 CNY.B
    """
    unit.draft(test_a_charge_carries_what_a_rule_looks_at.__doc__)
    (charge,) = unit.charges
    assert (charge.date, charge.paid) == (day("2025-10-20"), day("2025-10-22"))
    assert (charge.payee, charge.payee_account, charge.party) == ("职工08", "6035", "A08")
    assert (charge.code, charge.account_name, charge.plan) == ("7101", "行政支出-项目支出", "P2")
    assert (charge.economic_class, charge.economic_class_name) == ("30226", "委托业务费")
    assert [str(source) for source in charge.sources] == ["凭证.xlsx:42", "凭证.xlsx:40"]
    assert charge.invoice == "25422000000012345678"
