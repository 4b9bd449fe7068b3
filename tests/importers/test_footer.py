from __future__ import annotations

import pytest

from earmark.importers.cells.cells import Cell
from earmark.importers.tables.footer import is_footer, is_total


@pytest.mark.parametrize(
    "row",
    [
        ["合计", None, "9,404.00", "500,000.00"],
        ["本页小计：", None, 1.0],
        [None, None, "累计", "12.00", "借"],
        ["2025.03.31", None, "当前合计", None, "1,000.00"],
        ["以下空白"],
        ["（以下空白）"],
        ["第1页/共3页"],
        ["打印时间：2025-04-01 08:00:00"],
        ["总笔数：12", None],
        ["4 支 71,012.50"],
        ["期初余额", None, "1,000.00"],
        ["制表人：陈", None],
        [None, "本次查询共 5 笔，请核对"],
        ["借方合计", "9,404.00", "贷方合计", "500,000.00"],
    ],
)
def test_what_is_no_data(row: list[Cell]) -> None:
    assert is_footer(row)


@pytest.mark.parametrize(
    "row",
    [
        ["2025-03-18", "合计报销差旅费", "1,000.00"],
        ["2025-03-18", "转账", "小计科技有限公司", "1,000.00"],
        ["2025-03-18", "合计", "江城云汀会议中心", "1,000.00"],
        ["2025-03-18", None, None, "400.00"],
        ["2025-03-18"],
        ["1,000.00"],
        [1000.0],
        ["2025-03-18", "第3期会刊印装", None, "400.00"],
        ["2025-03-18", "打印费", None, "400.00"],
    ],
)
def test_a_word_in_a_purpose_or_a_payee_hides_no_money(row: list[Cell]) -> None:
    assert not is_footer(row)


def test_only_the_grand_total_must_be_the_sum_of_all() -> None:
    assert is_total(["合计", "1.00"])
    assert is_total(["总 计：", "1.00"])
    assert not is_total(["本页合计", "1.00"])
