from __future__ import annotations

import pytest

from earmark.importers.cells.cells import Cell, Sheet
from earmark.importers.tables.header import DoubledColumn, find_headers, joined
from earmark.importers.tables.profile import profile_of, profiles

PROFILE = profile_of(
    "bank_x",
    {
        "kind": "bank",
        "required": ["date", "out", "in"],
        "never": ["方向"],
        "columns": {
            "date": ["交易时间", "日期"],
            "out": ["发生额/元借方", "借方发生额（支取）"],
            "in": ["发生额/元贷方", "贷方发生额（收入）"],
            "summary": ["摘要"],
        },
    },
)
NAMES: list[Cell] = ["交易时间", "借方发生额（支取）", "贷方发生额（收入）", "摘要"]


def test_the_header_floats() -> None:
    sheet = Sheet("", [["江城银行"], [], ["账号：1202"], *([[]] * 15), NAMES, ["2025-03-18", "1.00"]])
    (found,) = find_headers([sheet], [PROFILE])
    assert (found.row, found.columns) == (19, {"date": 0, "out": 1, "in": 2, "summary": 3})


def test_below_the_fiftieth_row_nobody_looks() -> None:
    assert find_headers([Sheet("", [*([[]] * 50), NAMES])], [PROFILE]) == []


@pytest.mark.parametrize("name", ["借方发生额(支取)", " 借方发生额 （ 支取 ） ", "借方发生额（支取)\t"])
def test_width_brackets_and_padding_do_not_matter(name: str) -> None:
    (found,) = find_headers([Sheet("", [["交易时间", name, "贷方发生额（收入）"]])], [PROFILE])
    assert found.columns["out"] == 1


def test_a_header_of_two_rows_is_read_as_one() -> None:
    upper: list[Cell] = ["交易时间", "发生额/元", None, "摘要"]
    lower: list[Cell] = [None, "借方", "贷方", None]
    (found,) = find_headers([Sheet("", [upper, lower, ["2025-03-18", "1.00", None, "x"]])], [PROFILE])
    assert (found.first_row, found.row, found.columns["in"]) == (1, 2, 2)


def test_an_upper_name_reaches_right_but_not_below_nothing() -> None:
    assert joined(["a", "b", "", "", "c"], ["", "x", "y", "", ""]) == ("a", "bx", "by", "", "c")


def test_of_two_names_for_a_field_the_better_one_counts() -> None:
    (found,) = find_headers([Sheet("", [["日期", "交易时间", *NAMES[1:]]])], [PROFILE])
    assert found.columns["date"] == 1


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(DoubledColumn, match="摘要"):
        find_headers([Sheet("", [[*NAMES, "摘要"]])], [PROFILE])


@pytest.mark.parametrize("row", [NAMES[:2], ["摘要", "用途", "余额"], [*NAMES, "方向"]])
def test_too_few_names_others_or_a_forbidden_one_are_no_header(row: list[Cell]) -> None:
    assert find_headers([Sheet("", [row])], [PROFILE]) == []


def test_the_layout_with_most_names_wins() -> None:
    yth = next(one for one in profiles() if one.id == "yth_voucher")
    row: list[Cell] = list(yth.fields)
    assert [found.profile.id for found in find_headers([Sheet("", [row])], profiles())] == ["yth_voucher"]


def test_every_shipped_profile_finds_itself() -> None:
    for one in filter(lambda each: not (each.general or each.opens), profiles()):
        best: dict[str, tuple[int, str]] = {}
        for name, (field, rank) in one.fields.items():
            key = name if field == "other" else field
            best[key] = min(best.get(key, (rank, name)), (rank, name))
        row: list[Cell] = [name for _, name in best.values()]
        assert find_headers([Sheet("", [row])], profiles())[0].profile.id == one.id
