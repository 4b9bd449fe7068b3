"""The fees of a dedicated account's own bank are no findings up to the policy's setting; whatever only looks like one is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

Desk = Any
"""The desk of conftest, which tests cannot import."""
BANK = "中国工商银行江城支行"


@pytest.mark.parametrize(
    ("narration", "payee"),
    [
        ("网银转账手续费", BANK),
        ("手续费；网银转账手续费", BANK),
        ("網銀轉賬手續費", BANK),
        ("2025年4月短信服务费", BANK),
        ("账户管理费(4-6月)", BANK),
        ("支票工本费", "工商银行"),
        ("对公跨行汇款手续费", ""),
        ("网银费；手续费 网银服务费", ""),
    ],
)
def test_a_small_fee_of_the_accounts_own_bank(desk: Desk, narration: str, payee: str) -> None:
    assert desk.says(desk.pay(narration, payee, "50.00")) == "allowed"


@pytest.mark.parametrize(
    ("narration", "payee", "amount"),
    [
        ("网银转账手续费", BANK, "50.01"),
        ("网银转账手续费", "建设银行江城支行", "5.00"),
        ("手续费", "江城云帆有限公司", "5.00"),
        ("贷款手续费", BANK, "20.00"),
        ("理财产品申购手续费", BANK, "20.00"),
        ("信用卡年费", BANK, "20.00"),
        ("管理费", "", "20.00"),
    ],
)
def test_what_only_looks_like_one(desk: Desk, narration: str, payee: str, amount: str) -> None:
    assert desk.says(desk.pay(narration, payee, amount)) != "allowed"


def test_an_ordinary_account_pays_its_own_fees(desk: Desk) -> None:
    pooled = desk.with_award(grant=replace(desk.award.grant, mode="pooled"))
    assert pooled.says(pooled.pay("网银转账手续费", BANK, "2.00")) == "review"


def test_the_account_it_is_booked_under_is_judged_all_the_same(desk: Desk) -> None:
    fee = desk.pay("网银转账手续费", BANK, "2.00", kind="investment", code="1101", account_name="短期投资")
    assert desk.says(fee) == "investment"


def test_a_fee_paid_to_staff_is_pay(desk: Desk) -> None:
    assert desk.says(desk.pay("手续费", "职工A03", "20.00")) == "personnel"
