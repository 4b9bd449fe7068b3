"""Subtotals with a day, in statements that have no running balance: a sum of what stands above, or named."""

from __future__ import annotations

import datetime

import pytest

from earmark.importers.formats.detect import read_bytes
from earmark.importers.tables.rows import Statement

HEAD = "账号：1202021109900088801\n交易日期,摘要,支出金额,收入金额,对方户名"
ROWS = """
2025-03-18,场租,9000.00,,江城会议中心
2025-03-18,印刷费,1000.00,,江城印社
{subtotal}
2025-03-19,手续费,5.00,,
"""


def read(subtotal: str) -> Statement:
    found = read_bytes(
        (HEAD + ROWS.format(subtotal=subtotal)).encode(), "流水.csv", datetime.date(2026, 6, 30)
    )
    assert isinstance(found, Statement)
    return found


@pytest.mark.parametrize(
    "subtotal",
    [
        "2025-03-18,日合计,10000.00,,",
        "2025-03-18,日合计,10000.00,0.00,",
        "2025-03-18,小计,10000.00,,",
        "2025-03-19,当日合计,5.00,,",  # above its rows
        "2025-03-31,本月合计,13500.00,,",  # the month began before the file
        ",日合计,7.00,,",  # no day: no movement
    ],
)
def test_what_is_a_sum_or_may_be_one_of_earlier_rows_is_left_out(subtotal: str) -> None:
    found = read(subtotal)
    assert ([str(row.amount) for row in found.rows], found.problems) == (
        ["-9000.00", "-1000.00", "-5.00"],
        (),
    )


@pytest.mark.parametrize("subtotal", ["2025-03-18,日合计,600.00,,", "2025-03-18,小计,,10000.01,"])
def test_what_is_no_sum_may_be_money_and_is_named(subtotal: str) -> None:
    (problem,) = read(subtotal).problems
    assert (problem.row, "却不是上面各行之和" in problem.message.zh) == (5, True)
