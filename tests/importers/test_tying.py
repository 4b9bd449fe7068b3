"""A trial balance against an award's books, both ways."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from tests.importers.exports import as_xls, as_xlsx

from earmark.importers.against import Against, NotToTie, against
from earmark.importers.formats.detect import read_bytes
from earmark.importers.formats.trial_balance import TrialBalance
from earmark.importers.receive import commit_import, plan_import
from earmark.importers.tieout.tied import to_json
from earmark.ledger.books.books import Books
from earmark.ledger.books.desk import desk
from earmark.ledger.vouchers.drafts import drafts, write

Write = Callable[..., Path]
SOCIETY, UNIT = "WH2025-007", "CAST2025-017"
JOURNAL = """
    2025-03-05,记-0001,收到奖补资金,1002,银行存款,500000.00,,武汉市科学技术协会,,
    2025-03-05,记-0001,收到奖补资金,440102,政府补助收入-限定性收入,,500000.00,武汉市科学技术协会,,
    2025-03-31,记-0002,审稿费,510102,业务活动成本-专家咨询费,400.00,,专家E27,P5,
    2025-03-31,记-0002,审稿费,1002,银行存款,,400.00,专家E27,,
    2025-04-16,记-0001,会场租金,510101,业务活动成本-会议费,30000.00,,江城云汀会议中心,P1,
    2025-04-16,记-0001,会场租金,1002,银行存款,,30000.00,江城云汀会议中心,,
"""
MARCH = (
    ("1002", "银行存款", "0", "500000", "400", "499600"),
    ("4401", "政府补助收入", "0", "0", "500000", "-500000"),
    ("440102", "限定性收入", "0", "0", "500000", "-500000"),
    ("5101", "业务活动成本", "0", "400", "0", "400"),
    ("510102", "专家咨询费", "0", "400", "0", "400"),
)
Rows = Sequence[tuple[str, str, str, str, str, str]]


def two_columns(amount: str) -> tuple[float, float]:
    value = float(amount)
    return (value, 0.0) if value >= 0 else (0.0, -value)


def ufida(rows: Rows, period: str = "月份：2025.03-2025.03") -> bytes:
    head = "会计年度,会计期间,科目编码,科目名称,外币名称,期初借方,期初贷方,本期发生借方,本期发生贷方,期末借方,期末贷方"
    table: list[list[object]] = [list(head.split(","))]
    for code, name, opening, debit, credit, closing in rows:
        moved = (float(debit), float(credit))
        table.append(["2025", period, code, name, None, *two_columns(opening), *moved, *two_columns(closing)])
    return as_xls(table)


def kingdee(rows: Rows) -> bytes:
    upper = "科目编码,科目名称,核算维度编码,核算维度名称,期初余额,,本期发生,,本年累计,,期末余额,"
    table: list[list[object]] = [["币别:人民币  账簿:主账簿  期间:2025.3 -- 2025.3"], list(upper.split(","))]
    table.append([None] * 4 + ["借方", "贷方"] * 4)
    for code, name, opening, debit, credit, closing in rows:
        moved = [float(debit), float(credit)]
        table.append([code, name, None, None, *two_columns(opening), *moved, *moved, *two_columns(closing)])
    return as_xlsx(table)


def sided(rows: Rows) -> bytes:
    table: list[list[object]] = [
        ["2025年第3期"],
        ["科目编码", "科目名称", "方向", "期初余额", "借方", "贷方", "方向", "期末余额"],
    ]
    for code, name, opening, debit, credit, closing in rows:
        sides = ["贷" if float(x) < 0 else "借" for x in (opening, closing)]
        amounts = (abs(float(opening)), float(debit), float(credit))
        table.append([code, name, sides[0], *amounts, sides[1], abs(float(closing))])
    return as_xlsx(table)


def read(data: bytes) -> TrialBalance:
    found = read_bytes(data, "tb", datetime.date(2026, 6, 30))
    assert isinstance(found, TrialBalance)
    return found


@pytest.mark.parametrize(
    ("make", "name"), [(ufida, "ufida_tb"), (kingdee, "kingdee_cloud_tb"), (sided, "trial_balance")]
)
def test_layouts(make: Callable[[Rows], bytes], name: str) -> None:
    found = read(make(MARCH))
    assert (found.format, found.problems, found.first, found.last) == (name, (), "2025-03", "2025-03")
    assert [(row.code, row.name, row.closing) for row in found.rows] == [
        ("1002", "银行存款", Decimal("499600.00")),
        ("440102", "政府补助收入-限定性收入", Decimal("-500000.00")),
        ("510102", "业务活动成本-专家咨询费", Decimal("400.00")),
    ]
    assert (found.data_rows, len(found.sums)) == (5, 2)
    assert (found.control.into, found.control.out) == (Decimal("500400.00"), Decimal("500400.00"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("499600", "499700", "不等于期末 499,700.00"),
        ("1002", "现金", "不是科目编码"),
    ],
)
def test_a_row_that_does_not_add_up_refuses_the_file(old: str, new: str, message: str) -> None:
    rows = [tuple(cell.replace(old, new) if cell == old else cell for cell in row) for row in MARCH]
    (problem,) = read(ufida(rows)).problems  # type: ignore[arg-type]
    assert (problem.row, message in problem.message.zh) == (2, True)


def test_a_balance_without_months_is_refused() -> None:
    assert "看不出是哪个月" in read(ufida(MARCH, period="")).problems[0].message.zh


# ---------------------------------------------------------------- against the books


@pytest.fixture
def booked(books: Books, journal: Write, today: datetime.date) -> Books:
    commit_import(books, [journal(JOURNAL)], "chen", today=today)
    return books


@pytest.fixture
def tied(booked: Books, tmp_path: Path) -> Callable[..., Against]:
    def run(rows: Rows = MARCH, data: bytes | None = None) -> Against:
        path = tmp_path / "tb.xls"
        path.write_bytes(data or ufida(rows))
        return against(booked, path, SOCIETY)

    return run


Tie = Callable[..., Against]


def causes(found: Against) -> dict[str, str]:
    assert found.tied
    return {
        ":".join(one.account.split(":")[2:]): (one.cause or one.cause).zh
        for one in found.tied.differences
        if one.cause
    }


def changed(code: str, *cells: str) -> Rows:
    return [(row[0], row[1], *cells) if row[0] == code else row for row in MARCH]  # type: ignore[misc]


def test_what_agrees(tied: Tie) -> None:
    found = tied()
    assert (found.differs, causes(found)) == (False, {})
    assert found.tied
    assert len(found.tied.accounts) == 3


def test_first_level_accounts_alone_agree_too(tied: Tie) -> None:
    assert not tied([row for row in MARCH if len(row[0]) == 4]).differs


def test_what_is_booked_there_and_not_here(tied: Tie) -> None:
    found = tied(
        [*changed("1002", "0", "500000", "1400", "498600"), ("510115", "手续费", "0", "1000", "0", "1000")]
    )
    assert causes(found) == {
        "1002银行存款": "法定账有、这里没有：导入那个月的序时账",
        "5101业务活动成本:15手续费": "法定账有、这里没有：导入那个月的序时账",
    }
    json.dumps(to_json(found.tied)) if found.tied else None


def test_what_is_here_and_not_there(tied: Tie) -> None:
    found = tied([(*MARCH[0][:2], "0", "500000", "0", "500000"), *MARCH[1:3]])
    assert set(causes(found).values()) == {f"只有这里有：{SOCIETY}-V0002"}


def test_a_voucher_without_a_number_is_named(tied: Tie, booked: Books) -> None:
    from dataclasses import replace

    all_ = drafts(booked, SOCIETY)
    with desk(booked, "chen") as at:
        write(at, SOCIETY, [replace(v, gl=None) if v.id.endswith("V0002") else v for v in all_])
    found = tied([(*MARCH[0][:2], "0", "500000", "0", "500000"), *MARCH[1:3]])
    assert set(causes(found).values()) == {f"这里有、法定账还没有：{SOCIETY}-V0002"}


def test_a_cost_under_another_account(tied: Tie) -> None:
    rows = [*MARCH[:4], ("510105", "印刷出版费", "0", "400", "0", "400")]
    assert causes(tied(rows)) == {
        "5101业务活动成本:02专家咨询费": "与 5101业务活动成本-05印刷出版费 的差额相反：科目不同",
        "5101业务活动成本:05印刷出版费": "与 5101业务活动成本-02专家咨询费 的差额相反：科目不同",
    }


def test_what_was_closed_there_and_not_here(tied: Tie) -> None:
    rows = [
        MARCH[0], ("440102", "政府补助收入-限定性收入", "0", "500000", "500000", "0"),
        ("510102", "业务活动成本-专家咨询费", "0", "400", "400", "0"),
        ("3102", "限定性净资产", "0", "400", "500000", "-499600"),
    ]  # fmt: skip
    assert set(causes(tied(rows)).values()) == {"那边已结转，这里没有（导入含结转的序时账）"}


def test_a_voucher_of_the_month_after(tied: Tie) -> None:
    rows = [
        (*MARCH[0][:2], "0", "500000", "30400", "469600"), *MARCH[1:],
        ("510101", "会议费", "0", "30000", "0", "30000"),
    ]  # fmt: skip
    assert set(causes(tied(rows)).values()) == {f"这里记在别的月份：{SOCIETY}-V0003"}


def test_an_opening_that_differs(tied: Tie) -> None:
    assert causes(tied(changed("1002", "100", "500000", "400", "499700"))) == {
        "1002银行存款": "期初就不同：先核对上个月"
    }


def test_a_balance_of_the_whole_unit_counts_only_what_is_more_here(
    books: Books, journal: Write, tmp_path: Path, today: datetime.date
) -> None:
    header = "日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,项目编码"
    code = "420000250000001017"
    lines = [
        f"2025-03-31,记-0002,会议费,500102,商品和服务费用,400.00,,{code}",
        f"2025-03-31,记-0002,会议费,1002,银行存款,,400.00,{code}",
        "2025-03-31,记-0003,工资,500101,工资福利费用,9.00,,OTHER",
        "2025-03-31,记-0003,工资,1002,银行存款,,9.00,OTHER",
    ]
    commit_import(books, [journal("\n".join(lines), header=header)], "liu", award=UNIT, today=today)
    rows = [
        ("1002", "银行存款", "900", "0", "409", "491"),
        ("500102", "商品和服务费用", "0", "400", "0", "400"),
    ]
    path = tmp_path / "tb.xls"
    path.write_bytes(ufida(rows))
    found = against(books, path, UNIT)
    assert (found.tied and found.tied.whole_unit, found.differs) == (True, False)
    path.write_bytes(ufida([rows[0], ("500102", "商品和服务费用", "0", "300", "0", "300")]))
    assert against(books, path, UNIT).differs


def test_an_import_knows_it_and_writes_nothing(booked: Books, tmp_path: Path, today: datetime.date) -> None:
    path = tmp_path / "tb.xls"
    path.write_bytes(ufida(changed("510102", "0", "500", "100", "400")))
    before = {p: p.read_bytes() for p in booked.root.rglob("*.beancount")}
    (plan,) = commit_import(booked, [path], "chen", today=today).files
    assert (plan.format, plan.rows, plan.counts["known"], plan.problems) == ("ufida_tb", 5, 5, [])
    assert "3 个科目相符，0 个不符" in plan.notes[0].zh
    path.write_bytes(ufida([*MARCH, ("510115", "手续费", "0", "1000", "0", "1000")]))
    (plan,) = plan_import(booked, [path], "chen", today=today).files
    assert (plan.counts["known"], plan.counts["waiting"]) == (5, 1)
    assert {p: p.read_bytes() for p in booked.root.rglob("*.beancount")} == before


def test_a_journal_is_held_against_the_books(booked: Books, journal: Write) -> None:
    assert not against(booked, journal(JOURNAL), SOCIETY).differs
    found = against(booked, journal(JOURNAL.replace("400.00", "420.00"), name="b.csv"), SOCIETY)
    assert found.plan
    assert found.plan.changes
    assert (found.differs, found.plan.changes.changed) == (True, ("记-2025-03-0002",))


def test_a_statement_is_no_file_to_hold_against(
    booked: Books, statement: Write, move: Callable[..., object]
) -> None:
    with pytest.raises(NotToTie, match="earmark import"):
        against(booked, statement([move("2025-03-05 09:05:12", "1.00")]), SOCIETY)
