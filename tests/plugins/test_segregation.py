"""Law 1: a voucher touches one award, closes exactly in each set, and each set is kept in its commodity."""

from __future__ import annotations

import textwrap
from decimal import Decimal

import pytest
from beancount import loader
from beancount.core.data import Transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.plugins.segregation import faults

OPEN = """
2025-01-01 open Assets:A:1002银行存款
2025-01-01 open Expenses:A:5101业务活动成本
2025-01-01 open Expenses:A:7101行政支出
2025-01-01 open Assets:A:8001资金结存
2025-01-01 open Assets:B:1002银行存款
2025-01-01 open Expenses:B:5101业务活动成本
2025-01-01 open Assets:Claims-A:C1应收回未收回
2025-01-01 open Equity:Claims-A:C0已责令收回
"""


def messages(ledger: str | None, plugin: str = 'plugin "earmark.plugins.segregation"') -> list[str]:
    _, errors, _ = loader.load_string(f"{plugin}\n{OPEN}\n{textwrap.dedent(ledger or '')}")
    return [str(error.message) for error in errors]


def test_an_award_by_itself_is_fine() -> None:
    ledger = """
    2025-03-05 * "江城锦湖会议中心" "场租"
      Expenses:A:5101业务活动成本   100.00 CNY
      Assets:A:1002银行存款        -100.00 CNY
    2025-03-06 * "江城示例学会" "责令归还"
      Assets:Claims-A:C1应收回未收回   100.00 CNY
      Equity:Claims-A:C0已责令收回    -100.00 CNY
    """
    assert messages(ledger) == []


def test_a_voucher_that_touches_two_awards() -> None:
    """
    2025-03-05 * "江城锦湖会议中心" "场租，由另一项目垫付"
      Expenses:A:5101业务活动成本   100.00 CNY
      Assets:B:1002银行存款        -100.00 CNY
    """
    (message,) = messages(test_a_voucher_that_touches_two_awards.__doc__)
    assert "动用了两套账：A、B" in message
    assert "touches two sets of books" in message


def test_an_award_and_its_claims_are_two_sets() -> None:
    """
    2025-03-05 * "江城示例学会" "归还"
      Assets:A:1002银行存款             100.00 CNY
      Assets:Claims-A:C1应收回未收回   -100.00 CNY
    """
    (message,) = messages(test_an_award_and_its_claims_are_two_sets.__doc__)
    assert "A、Claims-A" in message


def test_a_fen_is_a_fen() -> None:
    """
    2025-03-05 * "江城锦湖会议中心" "场租"
      Expenses:A:5101业务活动成本   100.00 CNY
      Assets:A:1002银行存款         -99.996 CNY
    """
    (message,) = messages(test_a_fen_is_a_fen.__doc__)
    assert "凭证不平：CNY 差 0.004" in message


def test_a_posting_in_the_wrong_set() -> None:
    """
    2025-03-05 * "江城国际会议中心" "场租"
      Expenses:A:7101行政支出       100.00 CNY.B
      Assets:A:8001资金结存        -100.00 CNY.B
    2025-03-06 * "江城国际会议中心" "场租"
      Expenses:A:7101行政支出       100.00 CNY
      Assets:A:1002银行存款        -100.00 CNY
    """
    (message,) = messages(test_a_posting_in_the_wrong_set.__doc__)
    assert "Expenses:A:7101行政支出 只记 CNY.B，这里是 CNY" in message


def test_awards_of_other_ledgers_are_named_by_parts_of_accounts() -> None:
    """
    2025-01-01 open Assets:Bank:Grants:Wuhan
    2025-01-01 open Expenses:Grants:Wuhan:Venue
    2025-01-01 open Assets:Bank:Own
    2025-03-05 * "Venue" "hire"
      Expenses:Grants:Wuhan:Venue   100.00 CNY
      Assets:Bank:Grants:Wuhan     -100.00 CNY
    2025-03-06 * "Venue" "hire, from own funds"
      Expenses:Grants:Wuhan:Venue   100.00 CNY
      Assets:Bank:Own              -100.00 CNY
    """
    plugin = """plugin "earmark.plugins.segregation" "{'awards': ['Grants:Wuhan']}" """
    doc = test_awards_of_other_ledgers_are_named_by_parts_of_accounts.__doc__
    (message,) = messages(doc, plugin)
    assert "Grants:Wuhan、—" in message


def test_a_wrong_setting_is_one_error() -> None:
    (message,) = messages("", """plugin "earmark.plugins.segregation" "{'grants': 1}" """)
    assert "不认识“grants”" in message


FEN = st.integers(1, 10**9).map(lambda n: Decimal(n) / 100)


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("AB"), FEN), max_size=12))
@settings(max_examples=25, deadline=None)
def test_without_faults_each_awards_trial_balance_closes(vouchers: list[tuple[str, str, Decimal]]) -> None:
    text = "".join(
        f'2025-03-05 * "x" "y"\n  Expenses:{to}:5101业务活动成本  {amount} CNY\n  Assets:{of}:1002银行存款  {-amount} CNY\n'
        for to, of, amount in vouchers
    )
    entries, _, _ = loader.load_string(OPEN + text)
    found = faults(entries)
    assert len(found) == sum(to != of for to, of, _ in vouchers)
    for award in "AB":
        postings = [p for e in entries if isinstance(e, Transaction) for p in e.postings]
        units = [p.units for p in postings if p.account.split(":")[1] == award]
        assert found or sum(u.number for u in units if u and u.number) == 0


@pytest.mark.parametrize("config", ["[", "[1]", "{'awards': }"])
def test_a_setting_that_is_no_literal(config: str) -> None:
    (message,) = messages("", f'plugin "earmark.plugins.segregation" "{config}"')
    assert "插件设置读不懂" in message
