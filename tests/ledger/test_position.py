"""An award in figures: received, spent, advances, balance, by their definitions; together they account for the bank.

    bank = received + interest + other_income + owed
           - spent - timing - advances - prepayments - elsewhere - due_to_award - returned_to_funder

Each case is a ledger and the figures that move; `Keeping.off` is what the sum above misses.
"""

from __future__ import annotations

import datetime
from dataclasses import fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earmark.ledger.awards.award import Award
from earmark.ledger.awards.position import position, spent_by_month
from earmark.ledger.vouchers.voucher import Line, Voucher

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

day = datetime.date.fromisoformat


def figures(award: Keeping) -> dict[str, str]:
    """All figures that are not nothing, without the counts."""
    now = award.position
    amounts = {f.name: getattr(now, f.name) for f in fields(now)}
    return {name: f"{value:.2f}" for name, value in amounts.items() if isinstance(value, Decimal) and value}


CASES = [
    (
        "grant received",
        """
2025-03-05 * "武汉市科学技术协会" "奖补资金"
  Assets:A:1002银行存款                    300000.00 CNY
  Income:A:4401政府补助收入:02限定性收入  -300000.00 CNY
""",
        {"received": "300000.00", "bank": "300000.00"},
    ),
    (
        "cost, tax withheld: gross is spent, the tax is owed",
        """
2025-06-18 * "专家5人" "咨询费"
  Expenses:A:5101业务活动成本:02专家咨询费       7500.00 CNY
  Assets:A:1002银行存款                         -6800.00 CNY
  Liabilities:A:2206应交税金:01代扣个人所得税    -700.00 CNY
""",
        {"spent": "7500.00", "owed": "700.00", "bank": "-6800.00"},
    ),
    (
        "a refund reduces what was spent",
        """
2025-06-18 * "江城锦湖会议中心" "场地"
  Expenses:A:5101业务活动成本:01会议费           8000.00 CNY
  Assets:A:1002银行存款                         -8000.00 CNY
2025-06-25 * "江城锦湖会议中心" "退多付场地费"
  Assets:A:1002银行存款                          1500.00 CNY
  Expenses:A:5101业务活动成本:01会议费          -1500.00 CNY
    reduces: "WH2025-007-V0001a"
""",
        {"spent": "6500.00", "bank": "-6500.00"},
    ),
    (
        "advances and prepayments are shown apart",
        """
2025-09-01 * "A04" "借款"
  Assets:A:1122其他应收款:01备用金               5000.00 CNY
  Assets:A:1002银行存款                         -5000.00 CNY
2025-09-02 * "江城锦湖会议中心" "预付"
  Assets:A:1141预付账款                         18000.00 CNY
  Assets:A:1002银行存款                        -18000.00 CNY
""",
        {"advances": "5000.00", "prepayments": "18000.00", "bank": "-23000.00"},
    ),
    (
        "interest is shown apart",
        """
2025-09-21 * "江城银行" "利息"
  Assets:A:1002银行存款                           312.50 CNY
  Expenses:A:5301筹资费用:01利息收入             -312.50 CNY
""",
        {"interest": "312.50", "bank": "312.50"},
    ),
    (
        "so is the gain of an investment",
        """
2025-09-24 * "某银行" "理财收益"
  Assets:A:1002银行存款                           412.60 CNY
  Income:A:4601投资收益                          -412.60 CNY
""",
        {"other_income": "412.60", "bank": "412.60"},
    ),
    (
        "a fixed asset is spent at once, its depreciation is not",
        """
2025-11-05 * "江城科仪" "展具"
  Assets:A:1501固定资产                         24000.00 CNY
  Assets:A:1002银行存款                        -24000.00 CNY
2025-12-31 * "期末" "折旧"
  Expenses:A:5101业务活动成本:09折旧              400.00 CNY
  Assets:A:1502累计折旧                          -400.00 CNY
""",
        {"spent": "24000.00", "bank": "-24000.00"},
    ),
    (
        "money moved to another account, into cash or an investment is not spent, but it is not in the account",
        """
2025-11-05 * "某银行" "理财"
  Assets:A:1101短期投资                         50000.00 CNY
  Assets:A:1002银行存款                        -50000.00 CNY
2025-11-06 * "" "提现"
  Assets:A:1001现金                              3000.00 CNY
  Assets:A:1002银行存款                         -3000.00 CNY
""",
        {"elsewhere": "53000.00", "bank": "-53000.00"},
    ),
    (
        "an unspent balance goes back by settlement",
        """
2026-04-18 * "武汉市科学技术协会" "结余应退回"
  Expenses:A:5301管理费用:09退还政府补助        40000.00 CNY
  Liabilities:A:2209其他应付款:01应退拨款单位  -40000.00 CNY
2026-04-20 * "武汉市科学技术协会" "退回结余"
  Liabilities:A:2209其他应付款:01应退拨款单位   40000.00 CNY
  Assets:A:1002银行存款                        -40000.00 CNY
""",
        {"returned_to_funder": "40000.00", "bank": "-40000.00"},
    ),
    (
        "closings and a change of chart count nowhere",
        """
2025-12-31 * "期末" "结转" #close
  Income:A:4401政府补助收入:02限定性收入       500000.00 CNY
  Expenses:A:5101业务活动成本:01会议费         -70000.00 CNY
  Expenses:A:5301筹资费用:01利息收入              312.50 CNY
  Equity:A:3102限定性净资产                   -430312.50 CNY
2026-01-01 * "新旧衔接" "改名" #chart
  Liabilities:A:2206应交税金:01代扣个人所得税     240.00 CNY
  Liabilities:A:2206应交税费:01代扣个人所得税    -240.00 CNY
""",
        {},
    ),
]


@pytest.mark.parametrize(("story", "ledger", "moved"), CASES, ids=[c[0] for c in CASES])
def test_a_societys_figures(society: Keeping, story: str, ledger: str, moved: dict[str, str]) -> None:
    society.draft(ledger)
    assert (figures(society), society.off) == (moved, Decimal(0)), story


UNIT_CASES = [
    (
        "spent is what the budget set says; withheld tax makes the two sets differ until it is paid",
        """
2025-06-20 * "专家10人" "评审费"
  Expenses:A:5001业务活动费用:02商品和服务费用       20000.00 CNY
  Assets:A:1002银行存款                             -17600.00 CNY
  Liabilities:A:2102其他应交税费:01代扣个人所得税    -2400.00 CNY
  Expenses:A:7101行政支出:30226劳务费                17600.00 CNY.B
  Assets:A:8001资金结存:02货币资金                  -17600.00 CNY.B
""",
        {"spent": "17600.00", "timing": "2400.00", "owed": "2400.00", "bank": "-17600.00"},
    ),
    (
        "an advance has no budget cost",
        """
2025-09-01 * "职工04" "借款"
  Assets:A:1218其他应收款:01备用金                    6000.00 CNY
  Assets:A:1002银行存款                              -6000.00 CNY
""",
        {"advances": "6000.00", "bank": "-6000.00"},
    ),
    (
        "equipment is in 7101 and not counted twice",
        """
2025-09-01 * "江城科仪" "展具"
  Assets:A:1601固定资产                              24000.00 CNY
  Assets:A:1002银行存款                             -24000.00 CNY
  Expenses:A:7101行政支出:31003专用设备购置          24000.00 CNY.B
  Assets:A:8001资金结存:02货币资金                  -24000.00 CNY.B
2025-09-30 * "期末" "折旧"
  Expenses:A:5001业务活动费用:02商品和服务费用         400.00 CNY
  Assets:A:1602固定资产累计折旧                       -400.00 CNY
""",
        {"spent": "24000.00", "bank": "-24000.00"},
    ),
    (
        "what the bank paid is spent, though its budget line was forgotten",
        """
2025-09-01 * "江城锦湖会议中心" "场租"
  Expenses:A:5001业务活动费用:02商品和服务费用       900.00 CNY
  Assets:A:1002银行存款                             -900.00 CNY
2025-09-02 * "江城科仪" "展具"
  Assets:A:1601固定资产                              400.00 CNY
  Assets:A:1002银行存款                             -400.00 CNY
""",
        {"spent": "1300.00", "bank": "-1300.00"},
    ),
    (
        "an unspent balance goes back out of 3001",
        """
2026-06-15 * "中国科学技术协会" "缴回结余"
  Equity:A:3001累计盈余                              59412.00 CNY
  Assets:A:1002银行存款                             -59412.00 CNY
  Equity:A:8201非财政拨款结转:02缴回资金             59412.00 CNY.B
  Assets:A:8001资金结存:02货币资金                  -59412.00 CNY.B
""",
        {"returned_to_funder": "59412.00", "bank": "-59412.00"},
    ),
]


@pytest.mark.parametrize(("story", "ledger", "moved"), UNIT_CASES, ids=[c[0] for c in UNIT_CASES])
def test_a_units_figures(unit: Keeping, story: str, ledger: str, moved: dict[str, str]) -> None:
    unit.draft(ledger)
    assert (figures(unit), unit.off) == (moved, Decimal(0)), story


PROHIBITED = """
2025-10-20 * "江城环宇电器商行" "会务用品"
  Expenses:A:5101业务活动成本:01会议费               16000.00 CNY
    plan: "P1"
  Assets:A:1002银行存款                             -16000.00 CNY
"""


@pytest.mark.parametrize("booked", ["2025-11-27", "2026-03-18"])
def test_an_order_reduces_what_was_spent_in_the_year_and_after_its_closing(
    society: Keeping, booked: str
) -> None:
    society.enter(PROHIBITED)
    order = society.ordered("会务用品", "12000.00", day("2025-11-25"))
    society.mirror(order, day(booked))
    assert figures(society) == {"spent": "4000.00", "due_to_award": "12000.00", "bank": "-16000.00"}
    assert society.position.by_plan == {"P1": Decimal("4000.00")}
    society.pay_back(order, "12000.00", day("2026-03-25"))
    assert figures(society) == {"spent": "4000.00", "bank": "-4000.00"}


OVERTIME = """
2025-10-20 * "机关职工" "会务劳务"
  Expenses:A:5001业务活动费用:02商品和服务费用       35000.00 CNY
  Assets:A:1002银行存款                             -35000.00 CNY
  Expenses:A:7101行政支出:30226劳务费                35000.00 CNY.B
  Assets:A:8001资金结存:02货币资金                  -35000.00 CNY.B
"""


def test_a_unit_spends_less_when_the_cash_is_back_and_not_before(unit: Keeping) -> None:
    unit.enter(OVERTIME)
    order = unit.ordered("会务劳务", "35000.00", day("2025-11-25"))
    unit.mirror(order)
    assert figures(unit) == {
        "spent": "35000.00", "timing": "-35000.00", "due_to_award": "35000.00", "bank": "-35000.00",
    }  # fmt: skip
    assert unit.off == 0
    unit.pay_back(order, "35000.00", day("2025-12-10"))
    assert figures(unit) == {}


def test_a_reversal_leaves_every_figure_as_it_was(society: Keeping, unit: Keeping) -> None:
    for award, cases in ((society, CASES), (unit, UNIT_CASES)):
        entered = [v for _, ledger, _ in cases for v in award.enter(ledger)]
        assert figures(award)
        for voucher in entered:
            award.reverse(voucher.id, day("2026-06-30"))
        assert figures(award) == {}
        assert award.position.by_plan.get("", Decimal(0)) == 0


@pytest.mark.parametrize("route", ["restore", "funder"])
def test_an_order_taken_back_by_red_letters_leaves_the_charge_spent(
    society: Keeping, unit: Keeping, route: str
) -> None:
    society.enter(PROHIBITED)
    order = society.ordered("会务用品", "12000.00", day("2026-02-10"), route)
    booked = [*society.mirror(order), society.pay_back(order, "12000.00", day("2026-02-20"))]
    for voucher in booked:
        society.reverse(voucher.id, day("2026-02-28"))
    assert figures(society) == {"spent": "16000.00", "bank": "-16000.00"}

    unit.enter(OVERTIME)
    order = unit.ordered("会务劳务", "35000.00", day("2026-02-10"), route)
    booked = [*unit.mirror(order), unit.pay_back(order, "35000.00", day("2026-02-20"))]
    for voucher in booked:
        unit.reverse(voucher.id, day("2026-02-28"))
    assert figures(unit) == {"spent": "35000.00", "bank": "-35000.00"}


def test_drafts_count_and_are_counted_apart(society: Keeping) -> None:
    society.enter(PROHIBITED)
    society.draft(PROHIBITED)
    now = society.position
    assert (now.spent, now.posted, now.drafts) == (Decimal("32000.00"), 1, 1)


def test_figures_of_a_day(society: Keeping) -> None:
    society.granted().enter(PROHIBITED)
    before = position(society.register, society.vouchers, day("2025-10-19"))
    through = position(society.register, society.vouchers, day("2025-10-20"))
    assert (before.spent, through.spent) == (Decimal(0), Decimal("16000.00"))


def test_months_add_up_to_what_was_spent(society: Keeping, unit: Keeping) -> None:
    for award, cases in ((society, CASES), (unit, UNIT_CASES)):
        vouchers = [v for _, ledger, _ in cases for v in award.enter(ledger)]
        months = spent_by_month(award.register, vouchers)
        assert list(months) == sorted({v.period for v in vouchers})
        assert sum(months.values()) == award.position.spent


def test_a_draft_that_takes_itself_back_is_counted_and_done_with(society: Keeping) -> None:
    """Drafts are text; check names what is wrong with them, figures must not wait for it."""
    [draft] = society.draft(PROHIBITED)
    odd = replace(draft, reverses=draft.id)
    assert position(society.register, [odd]).spent == Decimal("16000.00")


# ---------------------------------------------------------------- the sum holds whatever is booked

ACCOUNTS = (
    "Income:A:4401政府补助收入:02限定性收入",
    "Income:A:4601投资收益",
    "Expenses:A:5101业务活动成本:01会议费",
    "Expenses:A:5201管理费用:09退还政府补助",
    "Expenses:A:5301筹资费用:01利息收入",
    "Assets:A:1122其他应收款:01备用金",
    "Assets:A:1122其他应收款:09内部应归垫",
    "Assets:A:1141预付账款",
    "Assets:A:1501固定资产",
    "Assets:A:1101短期投资",
    "Liabilities:A:2202应付账款",
    "Liabilities:A:2206应交税金:01代扣个人所得税",
    "Liabilities:A:2209其他应付款:01应退拨款单位",
)
amounts = st.integers(-10_000_000, 10_000_000).filter(bool).map(lambda fen: Decimal(fen) / 100)
legs = st.lists(st.tuples(st.sampled_from(ACCOUNTS), amounts), min_size=1, max_size=4)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(booked=st.lists(legs, min_size=1, max_size=6))
def test_the_figures_account_for_the_bank(society: Keeping, booked: list[list[tuple[str, Decimal]]]) -> None:
    register = society.register
    vouchers = [voucher(register, number, lines) for number, lines in enumerate(booked)]
    p = position(register, vouchers)
    used = p.spent + p.timing + p.advances + p.prepayments + p.elsewhere + p.due_to_award
    assert p.bank == p.received + p.interest + p.other_income + p.owed - used - p.returned_to_funder
    assert sum(p.by_plan.values(), Decimal(0)) == p.spent


def voucher(register: Award, number: int, legs: list[tuple[str, Decimal]]) -> Voucher:
    named = [(account.replace(":A:", f":{register.id}:"), amount) for account, amount in legs]
    bank = (f"Assets:{register.id}:1002银行存款", -sum((amount for _, amount in legs), Decimal(0)))
    lines = tuple(Line(letter="", account=account, amount=amount) for account, amount in [*named, bank])
    return Voucher(id=f"V{number}", date=day("2025-06-01"), payee="", narration="", lines=lines)
