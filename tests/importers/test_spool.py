from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from earmark.importers.cells.scratch import NoRoom, Scratch
from earmark.importers.tables.rows import BankRow
from earmark.importers.tables.spool import BLOCK, Spool
from earmark.ledger.vouchers.charge import Source

DAY = datetime.date(2025, 3, 18)


def row(number: int) -> BankRow:
    """One with everything, one with as little as there may be, by turns."""
    place, amount = Source("s.csv", number), Decimal(number).scaleb(-2)
    if number % 2:
        return BankRow(place, DAY, amount)
    return BankRow(
        place, DAY, -amount, datetime.time(9, 5), Decimal("1.50"), "A1", "张三", "62", "转账", "会议费"
    )


@pytest.mark.parametrize("count", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 7])
def test_rows_come_back_as_they_were_in_their_order(count: int) -> None:
    rows = [row(number) for number in range(count)]
    found = Spool("s.csv", rows).rows()
    assert (len(found), [*found]) == (count, rows)
    assert isinstance(found, tuple) == (count < BLOCK)
    assert [one.date for one in found] == [DAY] * count


def test_no_more_than_a_block_is_held() -> None:
    assert len(Spool("s.csv", map(row, range(5 * BLOCK + 3))).held) == 3


def test_several_may_go_through_them_at_once() -> None:
    spool = Spool("s.csv", map(row, range(2 * BLOCK)))
    assert all(one == other for one, other in zip(spool, spool, strict=True))
    assert (spool[BLOCK], spool[-2:]) == (row(BLOCK), [row(2 * BLOCK - 2), row(2 * BLOCK - 1)])


def test_a_full_disk_is_said_and_not_shown_as_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = Scratch()
    with Path("/dev/full").open("wb", buffering=0) as full, monkeypatch.context() as patched:
        patched.setattr(scratch, "file", full)
        with pytest.raises(NoRoom, match="磁盘已满"):
            scratch.write(b"x")
