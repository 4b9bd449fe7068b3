"""What the bank says of a payment is put beside the bookkeeper's words once, and only where it says more."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from earmark.ledger.vouchers.heard import bank_said
from earmark.ledger.vouchers.voucher import Line, Voucher


def said(narration: str, bank: str) -> str:
    lines = (
        Line(letter="a", account="Expenses:X:5101", amount=Decimal(1), currency="CNY"),
        Line(letter="b", account="Assets:X:1002", amount=Decimal(-1), currency="CNY", bank_words=bank),
    )
    voucher = Voucher(
        id="X-V0001", date=datetime.date(2025, 3, 1), payee="", narration=narration, lines=lines
    )
    return bank_said(voucher, lines[0])[1]


@pytest.mark.parametrize(
    ("narration", "bank"),
    [
        ("审稿费", "转账 审稿费"),
        ("审稿费", "转账审稿费"),
        ("审稿费", "附言：审稿费"),
        ("审稿费", "付审稿费"),
        ("审稿费", "审稿费款 网上支付"),
        ("第3期 论文（审稿）费", "第３期论文(审稿)费"),
        ("付 场租, 3月", "场租3月"),
        ("审稿费", "--"),
        ("Reviewer fee", "REVIEWER fee"),
    ],
)
def test_the_same_in_other_clothes_is_not_said_twice(narration: str, bank: str) -> None:
    assert said(narration, bank) == ""


@pytest.mark.parametrize(
    ("narration", "bank", "more"),
    [
        ("维修", "转账 装修工程款", "装修工程款"),
        ("会场", "会场装修款", "会场装修款"),
        ("还", "还款", "还款"),
        ("", "装修 装修款", "装修"),
    ],
)
def test_what_says_more_stays(narration: str, bank: str, more: str) -> None:
    assert said(narration, bank) == more
