"""Payment orders of the treasury: what moved nothing, what cannot be told, and the same payment in the vouchers."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from earmark.importers.formats.detect import read_bytes
from earmark.importers.receive import plan_import, receive
from earmark.importers.tables.rows import Journal
from earmark.ledger.books.books import Books
from earmark.ledger.vouchers.drafts import drafts

UNIT, PROJECT = "CAST2025-017", "420000250000001017"
HEAD = "vou_date,xpay_date,pro_code,dep_bgt_eco_code,dep_bgt_eco_name,payee_acct_name,pay_amt,xpay_amt,use_des,is_deleted"
PAID = f"2026-04-28,2026-04-30,{PROJECT},30215,会议费,会议中心,48000.00,48000.00,年会,2"
GLA = "voucher_no,vou_det_desc,gov_acct_cls_code,gov_acct_cls_name,dr_cr,amt,pro_code,dep_bgt_eco_code,fund_tra_obj_name,bill_date"
SAME = f"""
1,年会会议费,500102,商品和服务费用,1,48000.00,{PROJECT},,会议中心,2026-04-30
1,年会会议费,100201,银行存款,2,48000.00,{PROJECT},,,2026-04-30
1,年会会议费,7101010201,项目支出,1,48000.00,{PROJECT},30215,会议中心,2026-04-30
1,年会会议费,8001,资金结存,2,48000.00,{PROJECT},,,2026-04-30
"""


def read(*rows: str) -> Journal:
    found = read_bytes("\n".join([HEAD, *rows]).encode(), "pay.csv", datetime.date(2026, 6, 30))
    assert isinstance(found, Journal)
    return found


def test_what_moved_nothing_is_left_out_and_named() -> None:
    deleted = PAID.removesuffix("2") + "1"
    found = read(PAID, deleted, PAID.replace("2026-04-30", "").replace("48000.00,48000.00", "7.00,"))
    assert (found.data_rows, str(found.control.into), found.problems) == (1, "48000.00", ())
    assert "2 张支付凭证已删除或还没有清算，没有计入：第 3、4 行" in found.notes[0].zh


def test_where_no_order_says_when_it_was_settled_its_own_day_counts() -> None:
    found = read(PAID.replace("2026-04-30", ""))
    assert [str(one.date) for one in found.vouchers] == ["2026-04-28"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("年会,2", "年会,7", "看不出“7”是不是已删除"),
        ("48000.00,48000.00", "48000.00,47000.00", "支付金额 48000.00 与实付金额 47000.00 不同"),
        ("48000.00,48000.00", ",48000.00", "没有金额"),
    ],
)
def test_what_cannot_be_told_is_refused(old: str, new: str, message: str) -> None:
    assert [one.message.zh for one in read(PAID.replace(old, new)).problems] == [message]


@pytest.mark.parametrize("names", [("pay", "gla", "pay", "gla"), ("gla", "pay", "gla", "pay")])
def test_the_vouchers_of_the_same_payments_become_the_same_drafts(
    books: Books, tmp_path: Path, today: datetime.date, names: tuple[str, ...]
) -> None:
    (tmp_path / "pay").write_text(f"{HEAD}\n{PAID}\n", "utf-8")
    (tmp_path / "gla").write_text(GLA + SAME, "utf-8")
    for name in names:
        receive(books, [tmp_path / name], "liu", award=UNIT, today=today)
    (draft,) = drafts(books, UNIT)
    assert (draft.gl, draft.waiting) == ("记-2026-04-0001", False)


def test_a_society_keeps_no_budget_set(books: Books, tmp_path: Path, today: datetime.date) -> None:
    path = tmp_path / "gla.csv"
    path.write_text(GLA + SAME.replace(PROJECT, ""), "utf-8")
    (plan,) = plan_import(books, [path], "chen", award="WH2025-007", today=today).files
    assert [one.message.zh for one in plan.problems] == [
        "文件里有预算会计的分录，而 WH2025-007 用民间非营利组织会计制度（2026），没有预算会计"
    ]


ORDERS = [
    PAID.replace("48000.00,48000.00,年会", f"{amount},{amount},{words}").replace("会议中心", payee)
    for amount, words, payee in (
        ("3000.00", "场租", "江城会议中心"),
        ("5000.00", "印刷费", "江城印社"),
        ("1000.00", "茶歇", "江城茶社"),
    )
]
IN_ONE = f"""
7,年会场租,500102,商品和服务费用,1,3000.00,{PROJECT},,,2026-04-30
7,年会印刷,500102,商品和服务费用,1,5000.00,{PROJECT},,,2026-04-30
7,年会茶歇,500102,商品和服务费用,1,1000.00,{PROJECT},,,2026-04-30
7,付年会费用,100201,银行存款,2,9000.00,{PROJECT},,,2026-04-30
7,付年会费用,7101010201,项目支出,1,9000.00,{PROJECT},30215,,2026-04-30
7,付年会费用,8001,资金结存,2,9000.00,{PROJECT},,,2026-04-30
"""
AS_A_SUM = f"""
7,付年会费用,500102,商品和服务费用,1,9000.00,{PROJECT},,,2026-04-30
7,付年会费用,100201,银行存款,2,9000.00,{PROJECT},,,2026-04-30
7,付年会费用,7101010201,项目支出,1,9000.00,{PROJECT},30215,,2026-04-30
7,付年会费用,8001,资金结存,2,9000.00,{PROJECT},,,2026-04-30
"""


@pytest.mark.parametrize("booked", [IN_ONE, AS_A_SUM])
@pytest.mark.parametrize("names", [("pay", "gla", "pay2", "gla"), ("gla", "pay", "pay2", "gla")])
def test_several_orders_that_the_journal_books_in_one_are_booked_once(
    books: Books, tmp_path: Path, today: datetime.date, names: tuple[str, ...], booked: str
) -> None:
    """Three orders of 3,000, 5,000 and 1,000; the journal has one leg of 9,000: nine thousand leave the account once."""
    (tmp_path / "pay").write_text("\n".join([HEAD, *ORDERS]) + "\n", "utf-8")
    (tmp_path / "pay2").write_text("\n".join([HEAD, ORDERS[2], ORDERS[0]]) + "\n", "utf-8")
    (tmp_path / "gla").write_text(GLA + booked, "utf-8")
    for name in names:
        receive(books, [tmp_path / name], "liu", award=UNIT, today=today)
    (draft,) = drafts(books, UNIT)
    bank = [x for x in draft.lines if "1002" in x.account]
    assert (draft.gl, draft.waiting, sum(x.amount for x in bank)) == ("记-2026-04-0007", False, -9000)
    if names[0] == "pay":
        assert [[(s.file, s.row) for s in x.sources] for x in bank] == [
            [("gla", row), ("pay", n)] for row, n in zip([bank[0].sources[0].row] * 3, (2, 3, 4), strict=True)
        ]


def test_orders_of_two_days_that_add_up_by_chance_stay_with_their_own_bookings(
    books: Books, tmp_path: Path, today: datetime.date
) -> None:
    """Two orders on two days; a booking of their sum whose lines are others: three payments, all named."""
    apart = [ORDERS[0], ORDERS[1].replace("2026-04-30", "2026-04-29")]
    (tmp_path / "pay").write_text("\n".join([HEAD, *apart]) + "\n", "utf-8")
    (tmp_path / "gla").write_text(GLA + AS_A_SUM.replace("9000.00", "8000.00"), "utf-8")
    receive(books, [tmp_path / "pay"], "liu", award=UNIT, today=today)
    (plan,) = receive(books, [tmp_path / "gla"], "liu", award=UNIT, today=today).files
    one, other, _ = drafts(books, UNIT)
    (note,) = [x.zh for x in plan.notes if "同一笔" in x.zh]
    assert f"清单里的 {one.id}、{other.id}（合计 8,000.00）与凭证 记-2026-04-0007 像是同一笔钱" in note
    assert f"earmark undo {UNIT} {one.import_id}" in note
