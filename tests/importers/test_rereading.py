"""A pooled account: the statement may come before the journal, and once more after it.

    bank   05-12  -1500.00  专家E27     books  05-12  1500.00  专家E27  记-0019
           05-12  -1500.00  专家E28            05-12  1500.00  专家E28  记-0020
           05-12  -1500.00  机关职工                     (none of the award's)

Of rows that are nobody's only day and amount are kept, so the journal alone cannot say which row is whose.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from earmark.importers.booking.plan import ImportPlan
from earmark.importers.receive import commit_import
from earmark.ledger.banks.bank import Share, StoredRow
from earmark.ledger.books.books import Books
from earmark.ledger.books.desk import desk
from earmark.ledger.proof.checking import check_award
from earmark.ledger.vouchers.drafts import drafts, posted
from earmark.ledger.vouchers.posting import post

Write = Callable[..., Path]
Make = Callable[..., object]
UNIT, BANK = "CAST2025-017", "banks/CCB-3301.beancount"
POOL = "42050100000000003301"
BOOKED = """
    {day},记-{number},讲课费,500102,商品和服务费用,1500.00,,{payee},P1,
    {day},记-{number},讲课费,100201,银行存款,,1500.00,{payee},,
    {day},记-{number},讲课费,7101,行政支出-劳务费,1500.00,,{payee},P1,
    {day},记-{number},讲课费,8001,资金结存,,1500.00,{payee},,
"""


def booked(*said: tuple[str, str]) -> str:
    """Bookings of 1,500.00: day and payee of each."""
    return "".join(BOOKED.format(day=day, payee=payee, number=19 + n) for n, (day, payee) in enumerate(said))


@pytest.fixture
def paid(statement: Write, move: Make) -> Callable[..., Path]:
    """A statement of payments of 1,500.00: day, payee and account of each."""

    def write(*said: tuple[str, str], name: str = "流水.csv") -> Path:
        moves = [move(f"{day} 09:00:00", "-1500.00", "转账", payee) for day, payee in said]
        path = statement(moves, own=POOL, opening="90000.00", name=name)
        lines = path.read_text("gb18030").splitlines()
        filled = [line.replace(f",{POOL},,", f",{POOL},62220000{n:04},") for n, line in enumerate(lines)]
        path.write_text("\n".join([*filled, ""]), "gb18030")
        return path

    return write


@pytest.fixture
def take(books: Books, today: datetime.date) -> Callable[[Path], ImportPlan]:
    def run(path: Path) -> ImportPlan:
        plan = commit_import(books, [path], "liu", today=today)
        assert check_award(books, UNIT) == []
        assert all(one.rows == sum(one.counts.values()) for one in plan.files)
        return plan

    return run


Take = Callable[[Path], ImportPlan]


def looks(books: Books) -> list[tuple[object, ...]]:
    """The drafts with their bank rows, up to ids."""
    rows = {row.id: row for row in books.records(StoredRow, BANK)}
    shares = {share.voucher: rows[share.row] for share in books.records(Share, BANK)}
    kept = [
        (
            v.gl, v.date, v.paid, v.payee, v.payee_account,
            sorted((x.account, x.amount, x.bank_row == getattr(shares.get(v.id), "id", None), x.sources) for x in v.lines),
            (row.date, row.fate, row.balance, row.fingerprint, row.source) if (row := shares.get(v.id)) else None,
        )
        for v in drafts(books, UNIT)
    ]  # fmt: skip
    return sorted(kept, key=str)


def in_order(books: Books, take: Take, files: Sequence[Path]) -> list[tuple[object, ...]]:
    """What the drafts look like when the files came in that order into new books."""
    keep = books.root.parent / "keep"
    shutil.copytree(books.root, keep)
    for path in files:
        take(path)
    found = looks(books)
    shutil.rmtree(books.root)
    keep.rename(books.root)
    return found


CASES = {
    "two payees on one day": (
        (("05-12", "专家E27"), ("05-12", "专家E28"), ("05-12", "机关职工")),
        (("05-12", "专家E28"), ("05-12", "专家E27")),
    ),
    "one booking, and the row of somebody else stands first": (
        (("05-12", "机关职工"), ("05-12", "专家E27")),
        (("05-12", "专家E27"),),
    ),
    "the days say otherwise than the payees": (
        (("05-12", "专家E27"), ("05-14", "专家E28")),
        (("05-14", "专家E27"), ("05-12", "专家E28")),
    ),
    "the only row near is somebody else's": (
        (("05-12", "机关职工甲乙丙"),),
        (("05-12", "专家E27"),),
    ),
    "nothing in doubt": (
        (("05-12", "专家E27"), ("05-20", "专家E28")),
        (("05-13", "专家E27"), ("05-20", "专家E28")),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_statement_before_the_journal_and_once_more_is_as_good_as_after_it(
    books: Books, take: Take, paid: Write, journal: Write, case: str
) -> None:
    bank, said = ([(f"2025-{day}", payee) for day, payee in side] for side in CASES[case])
    flow, account = paid(*bank), journal(booked(*said))
    after = in_order(books, take, [account, flow])
    assert in_order(books, take, [flow, account, flow]) == after
    assert in_order(books, take, [flow, account, paid(*bank), flow]) == after


def test_the_journal_says_that_the_statement_would_tell(
    books: Books, take: Take, paid: Write, journal: Write
) -> None:
    flow = paid(("2025-05-12", "专家E27"), ("2025-05-12", "专家E28"))
    account = journal(booked(("2025-05-12", "专家E27"), ("2025-05-12", "专家E28")))
    take(flow)
    (said,) = take(account).files[0].notes
    assert said.zh.startswith("2 笔与账户流水里同额的几行分不清：请再导入一次")
    again = take(flow).files[0]
    assert [(one.fate, bool(one.voucher)) for one in again.fates] == [("new", True), ("new", True)]
    assert {v.payee_account for v in drafts(books, UNIT)} == {"0002", "0003"}
    assert [one.fate for one in take(flow).files[0].fates] == ["known", "known"]


def test_a_pair_that_the_text_confirms_is_known_and_takes_the_text(
    books: Books, take: Take, paid: Write, journal: Write
) -> None:
    flow = paid(("2025-05-12", "专家E27"))
    take(flow)
    assert take(journal(booked(("2025-05-12", "专家E27")))).files[0].notes == []
    (before,) = drafts(books, UNIT)
    assert before.payee_account is None
    (fate,) = take(flow).files[0].fates
    (after,) = drafts(books, UNIT)
    assert (fate.fate, fate.voucher, after.payee_account) == ("known", before.id, "0002")


def test_what_is_posted_keeps_its_row(books: Books, take: Take, paid: Write, journal: Write) -> None:
    flow = paid(("2025-05-12", "机关职工甲乙丙"))
    take(flow)
    take(journal(booked(("2025-05-12", "专家E27"))))
    with desk(books, "liu") as at:
        post(at, UNIT)
    (before,) = books.records(Share, BANK)
    (fate,) = take(flow).files[0].fates
    assert (fate.fate, books.records(Share, BANK)) == ("known", [before])
    assert [v.id for v in posted(books, UNIT)] == [before.voucher]
