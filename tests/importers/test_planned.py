"""预算指标 of a budget system against an award's plan: what is granted for each use and what was paid, both ways, by cause."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from tests.importers.exports import as_xlsx

from earmark.importers.against import Against, against
from earmark.importers.formats.detect import read_bytes
from earmark.importers.formats.indicators import Indicators
from earmark.importers.receive import commit_import, plan_import
from earmark.importers.tieout.uses import told
from earmark.ledger.awards.amending import amend
from earmark.ledger.awards.register import PlanLine
from earmark.ledger.books.books import Books

Write = Callable[..., Path]
UNIT, CODE = "CAST2025-017", "420000250000001017"
HEAD = ("指标文号", "项目编码", "费用用途编码", "费用用途", "指标金额", "已支付金额", "可用余额")
FULL = (
    (CODE, "P1", "学术交流", "90000", "30000", "60000"),
    (CODE, "P2", "科普活动", "90000", "400", "89600"),
    (CODE, "P3", "科技评价与标准制定", "90000", "0", "90000"),
    (CODE, "P5", "期刊与学科发展研究", "90000", "0", "90000"),
)
JOURNAL = f"""
    2025-04-16,记-0001,会场租金,500102,商品和服务费用,30000.00,,江城云汀会议中心,P1,{CODE}
    2025-04-16,记-0001,会场租金,1002,银行存款,,30000.00,江城云汀会议中心,,{CODE}
    2025-04-16,记-0001,会场租金,710101,行政支出-会议费,30000.00,,江城云汀会议中心,P1,{CODE}
    2025-04-16,记-0001,会场租金,8001,资金结存,,30000.00,江城云汀会议中心,,{CODE}
    2025-04-20,记-0002,科普资料,500102,商品和服务费用,400.00,,江城书店,P2,{CODE}
    2025-04-20,记-0002,科普资料,1002,银行存款,,400.00,江城书店,,{CODE}
    2025-04-20,记-0002,科普资料,710101,行政支出-印刷费,400.00,,江城书店,P2,{CODE}
    2025-04-20,记-0002,科普资料,8001,资金结存,,400.00,江城书店,,{CODE}
"""
COLUMNS = "日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方单位,计划用途,项目编码"
Rows = Sequence[Sequence[str]]


def table(rows: Rows, above: str = "截至 2025-06-30 单位：元", head: Sequence[str] = HEAD) -> bytes:
    lines: list[list[object]] = [[above], list(head)]
    lines += [
        [
            "" if "合计" in row else "江财〔2025〕3号",
            *(float(c) if c.isdigit() and len(c) < 9 else c for c in row),
        ]
        for row in rows
    ]
    return as_xlsx(lines)


@pytest.fixture
def held(books: Books, journal: Write, tmp_path: Path, today: datetime.date) -> Callable[..., Against]:
    commit_import(books, [journal(JOURNAL, header=COLUMNS)], "liu", award=UNIT, today=today)

    def run(rows: Rows = FULL, data: bytes | None = None) -> Against:
        path = tmp_path / "指标.xlsx"
        path.write_bytes(data or table(rows))
        return against(books, path)

    return run


Hold = Callable[..., Against]


def causes(found: Against) -> dict[tuple[str, str], str]:
    assert found.planned
    return {(one.what, one.plan): one.cause.zh for one in found.planned.differences if one.cause}


def with_row(n: int, **cells: str) -> Rows:
    names = ("code", "plan", "name", "granted", "paid", "left")
    made = [dict(zip(names, row, strict=True)) for row in FULL]
    made[n] |= cells
    return [tuple(row.values()) for row in made]


def test_a_table_is_read_with_its_day() -> None:
    found = read_bytes(table(FULL), "t", datetime.date(2026, 6, 30))
    assert isinstance(found, Indicators)
    assert (found.format, found.day, found.problems) == ("indicators", datetime.date(2025, 6, 30), ())
    assert (found.control.count, found.control.into, found.control.out) == (
        4,
        Decimal(360000),
        Decimal(30400),
    )


def test_what_agrees(held: Hold) -> None:
    found = held()
    assert (found.differs, found.award, causes(found)) == (False, UNIT, {})
    assert found.planned
    assert told(found.planned)[0].zh == "预算指标：8 项相符，0 项不符（不入账）"


def test_names_serve_where_there_are_no_codes_and_other_projects_are_left_out(held: Hold) -> None:
    rows = [(code, "", *rest) for code, _, *rest in FULL]
    found = held([*rows, ("999", "", "办公运行", "5", "0", "5")])
    assert (found.differs, found.planned and found.planned.others) == (False, (7,))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (FULL[:3], {("granted", "P5"): "资金使用计划有，预算系统没有"}),
        (
            [*FULL, (CODE, "P9", "差旅", "10", "0", "10")],
            {("granted", "P9"): "预算系统有，资金使用计划没有"},
        ),
        (with_row(2, granted="80000", left="80000"), {("granted", "P3"): "指标少于计划：没有全部下达，或核减没有登记"}),
        (with_row(2, granted="95000", left="95000"), {("granted", "P3"): "指标多于计划：追加没有登记"}),
        (
            [*with_row(2, granted="80000", left="80000")[:3], (CODE, "P5", "", "100000", "0", "100000")],
            {
                ("granted", "P3"): "与 P5 的差额相反：只有一边在用途之间调剂过",
                ("granted", "P5"): "与 P3 的差额相反：只有一边在用途之间调剂过",
            },
        ),
        (with_row(0, paid="0", left="90000"), {("paid", "P1"): f"这里还是草稿：{UNIT}-V0001"}),
        (with_row(2, paid="50", left="89950"), {("paid", "P3"): "预算系统已支付，这里没有"}),
        (with_row(0, paid="29999", left="60001"), {("paid", "P1"): "这里已列支，预算系统没有"}),
        (
            [*with_row(1, paid="0", left="90000")[:2], *with_row(2, paid="400", left="89600")[2:]],
            {("paid", "P2"): f"这里还是草稿：{UNIT}-V0002", ("paid", "P3"): "与 P2 的差额相反：记在别的用途"},
        ),
    ],
)  # fmt: skip
def test_each_difference_has_its_cause(held: Hold, rows: Rows, expected: dict[tuple[str, str], str]) -> None:
    found = held(rows)
    assert (found.differs, causes(found)) == (True, expected)


def test_a_table_without_uses_is_held_against_the_whole_plan(held: Hold) -> None:
    head = ("指标文号", "项目编码", "项目名称", "指标金额", "已支付金额", "可用余额")
    assert not held(data=table([(CODE, "能力提升", "360000", "30400", "329600")], head=head)).differs
    assert causes(held(data=table([(CODE, "能力提升", "300000", "30400", "269600")], head=head))) == {
        ("granted", ""): "指标少于计划：没有全部下达，或核减没有登记"
    }


def test_a_plan_that_was_amended_and_an_indicator_that_was_not(held: Hold, books: Books) -> None:
    day = datetime.date(2025, 5, 1)
    line = PlanLine(date=day, id="P3", recorded="", by="", name="科技评价", amount=Decimal("70000.00"))
    amend(books, UNIT, [line], "liu")
    assert causes(held()) == {("granted", "P3"): "计划已于 2025-05-01 调整，指标还是调整前的"}


def test_money_lent_under_no_use_is_named(
    held: Hold, books: Books, journal: Write, today: datetime.date
) -> None:
    lent = f"""
    2025-05-06,记-0003,预借差旅费,1218,其他应收款,500.00,,职工A01,,{CODE}
    2025-05-06,记-0003,预借差旅费,1002,银行存款,,500.00,职工A01,,{CODE}
    """
    commit_import(
        books, [journal(JOURNAL + lent, header=COLUMNS, name="b.csv")], "liu", award=UNIT, today=today
    )
    found = causes(held(with_row(2, paid="500", left="89500")))
    assert found[("paid", "P3")] == f"借款、预付没有写明用途：{UNIT}-V0003"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (table(with_row(0, left="1")), "指标 90,000.00 减已支付 30,000.00 不等于余额 1.00"),
        (table([*FULL, ("合计", "", "", "1", "", "")]), "合计 1.00，各行相加为 360,000.00"),
        (table(FULL, above="截至2025-13-40"), "在日历上不存在"),
        (table(FULL, above="单位：万元"), "不是以人民币元计"),
    ],
)
def test_what_does_not_add_up_is_refused(held: Hold, data: bytes, said: str) -> None:
    from earmark.ledger.base.errors import EarmarkError

    with pytest.raises(EarmarkError) as error:
        held(data=data)
    assert said in error.value.whole.zh


def test_an_import_books_nothing_and_says_what_to_do(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "指标.xlsx"
    path.write_bytes(table(FULL))
    (plan,) = plan_import(books, [path], "liu").files
    assert "check --against" in plan.problems[0].message.zh
