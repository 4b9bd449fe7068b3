"""What is done at a month's end about the bank, each as one act on the books in a folder: ties, explanations, submission, approval."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

from earmark.importers.receive import receive
from earmark.ledger.banks import reconciled, tying, untying
from earmark.ledger.banks.reconciliation import Tied
from earmark.ledger.books import desk
from earmark.ledger.books.books import Books
from earmark.ledger.vouchers import posting

from .doing import AWARD, TODAY, to_import

LATE = """\
日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方单位,计划用途,发票号码
2025-03-29,记-13,付审稿费,5101,业务活动成本-会议费,400.00,,专家E27,P1,
2025-03-29,记-13,付审稿费,1002,银行存款,,400.00,,,
"""
"""Booked nine days after the bank's row: no import ties them."""
ROW = "ICBC-8801:3"
END = datetime.date(2025, 3, 31)


def late_booking(root: Path) -> None:
    receive(Books.open(root), [to_import("迟.csv", LATE)], "chen", award=AWARD, today=TODAY)


def _late(books: Books) -> str:
    paths = [*books.voucher_files(AWARD), f"awards/{AWARD}/drafts.beancount"]
    entries = [e for path in paths for e in books.entries(path)]
    (found,) = [e.meta["id"] for e in entries if getattr(e, "narration", "") == "付审稿费"]
    return str(found)


def tie(root: Path) -> None:
    books = Books.open(root)
    with desk.desk(books, "chen") as at, tying.tying(at, AWARD) as ties:
        ties.tie([ROW], [_late(books) + "b"], "同一笔")


def untie(root: Path) -> None:
    books = Books.open(root)
    last = books.records(Tied, f"awards/{AWARD}/answers.beancount")[-1]
    with desk.desk(books, "chen") as at:
        untying.untie(at, AWARD, last.id, "对错了")


def post_late(root: Path) -> None:
    books = Books.open(root)
    with desk.desk(books, "chen") as at:
        posting.post(at, AWARD, [_late(books)])


def explain(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        tying.explain(at, AWARD, [(f"{AWARD}-V0001a", Decimal("500000.00"))], "已入账")


def submit(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        reconciled.submit(at, AWARD, END)


def agree(root: Path) -> None:
    with desk.desk(Books.open(root), "zhou") as at:
        reconciled.approve(at, AWARD, END, None)
