"""Amounts in capital characters, against the examples of 《支付结算办法》附件一 and others that tills get wrong."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.reports.accountability.capital import capital_amount

PAIRS = {
    "1409.50": "壹仟肆佰零玖元伍角整",
    "6007.14": "陆仟零柒元壹角肆分",
    "1680.32": "壹仟陆佰捌拾元叁角贰分",
    "107000.53": "壹拾万柒仟元伍角叁分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "325.04": "叁佰贰拾伍元零肆分",
    "0.00": "零元整",
    "0.05": "伍分",
    "0.50": "伍角整",
    "10.00": "壹拾元整",
    "20.00": "贰拾元整",
    "12000.00": "壹万贰仟元整",
    "100007.00": "壹拾万零柒元整",
    "404977.80": "肆拾万肆仟玖佰柒拾柒元捌角整",
    "10100010.00": "壹仟零壹拾万零壹拾元整",
    "100005000.00": "壹亿零伍仟元整",
    "1000000000005.00": "壹万亿零伍元整",
    "-3.20": "负叁元贰角整",
}
VALUES = {word: number for number, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(("amount", "words"), PAIRS.items())
def test_known_pairs(amount: str, words: str) -> None:
    assert capital_amount(Decimal(amount)) == words


def _whole(words: str) -> int:
    """Reads a whole number back, the way a cashier does."""
    for mark, unit in (("亿", 100_000_000), ("万", 10_000)):
        if mark in words:
            high, low = words.rsplit(mark, 1)
            return _whole(high) * unit + _whole(low)
    total, digit = 0, 0
    for word in words:
        if word in VALUES:
            digit = VALUES[word]
        else:
            total, digit = total + digit * PLACES[word], 0
    return total + digit


def _read(words: str) -> Decimal:
    whole, _, part = words.removesuffix("整").rpartition("元")
    cents = sum(VALUES[word] * {"角": 10, "分": 1}[unit] for word, unit in pairwise(part) if unit in "角分")
    return Decimal(_whole(whole)) + Decimal(cents) / 100


@settings(max_examples=50, deadline=None)
@given(st.integers(min_value=0, max_value=10**14))
def test_what_is_written_can_be_read_back(cents: int) -> None:
    amount = Decimal(cents) / 100
    words = capital_amount(amount)
    assert _read(words) == amount
    assert "零零" not in words
