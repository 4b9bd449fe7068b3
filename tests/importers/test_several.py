"""A payment that the bank made in several rows, and its one booking: proposed at the import, confirmed by a person."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from earmark.importers.matching.tie_proposals import proposals
from earmark.importers.receive import commit_import
from earmark.ledger.books.books import Books
from earmark.ledger.books.desk import desk
from earmark.ledger.vouchers.drafts import drafts

AWARD = "WH2025-007"
BOOKED = """
    2025-06-18,记-0007,会场费,510101,业务活动成本-会议费,5000.00,,江城云汀会议中心,P1,
    2025-06-18,记-0007,会场费,1002,银行存款,,5000.00,江城云汀会议中心,,
"""


@pytest.mark.parametrize("bank_first", [True, False])
def test_rows_that_together_are_a_booking_are_named(
    books: Books,
    statement: Callable[..., Path],
    journal: Callable[..., Path],
    move: Callable[..., object],
    today: datetime.date,
    *,
    bank_first: bool,
) -> None:
    rows = [
        move("2025-06-17 09:00:00", "-3000.00", "会场定金", "江城云汀会议中心", "A1"),
        move("2025-06-18 09:00:00", "-2000.00", "会场尾款", "江城云汀会议中心", "A2"),
    ]
    files = [statement(rows, opening="9000.00"), journal(BOOKED)]
    for path in files if bank_first else files[::-1]:
        plan = commit_import(books, [path], "chen", award=AWARD, today=today)
    assert [note.zh for one in plan.files for note in one.notes] == [
        (
            "流水 ICBC-8801:1、ICBC-8801:2（合计 -5,000.00）像是 记-2025-06-0007 一笔的几部分："
            "用 earmark reconcile WH2025-007 --through 2025-06-18 核对并确认"
        )
    ]
    assert sum(draft.waiting for draft in drafts(books, AWARD)) == 2
    with desk(books, "chen") as at:
        (found,) = proposals(at, AWARD, datetime.date(2025, 6, 18))
    assert (len(found.rows), len(found.legs)) == (2, 1)
    assert not found.match.certain
