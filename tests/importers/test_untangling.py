"""Fees that say the same, told in pieces: each booking has the bank row of its own day at the end.

bank   03-04  -5.00  手续费     books  03-04  5.00  手续费  记-0001
       03-06  -5.00  手续费            03-06  5.00  手续费  记-0002
"""

from __future__ import annotations

import datetime
import itertools
import shutil
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from earmark.importers.receive import commit_import
from earmark.ledger.banks.bank import Share, StoredRow
from earmark.ledger.books.books import Books
from earmark.ledger.books.desk import desk
from earmark.ledger.proof.checking import check_award
from earmark.ledger.vouchers.drafts import drafts, posted
from earmark.ledger.vouchers.posting import post

Write = Callable[..., Path]
Make = Callable[..., object]
AWARD, BANK = "WH2025-007", "banks/ICBC-8801.beancount"
PAYEE = "江城云汀会议中心"


@pytest.fixture
def bank(statement: Write, move: Make) -> Callable[..., Path]:
    """A statement of payments of 5.00, one on each of the days of March."""

    def write(*days: int, payee: str = "") -> Path:
        moves = [move(f"2025-03-{day:02} 09:00:00", "-5.00", "手续费", payee) for day in days]
        return statement(moves, opening="900.00", name=f"流水{days}.csv")

    return write


@pytest.fixture
def books_of(journal: Write) -> Callable[..., Path]:
    """A journal of the same payments: number and day of each."""

    def write(*said: tuple[int, int], payee: str = "") -> Path:
        lines = [
            f"2025-03-{day:02},记-{number:04},手续费,{account},{payee},"
            for number, day in said
            for account in ("510115,业务活动成本-手续费,5.00,", "1002,银行存款,,5.00")
        ]
        return journal("\n".join(lines), name=f"账{said}.csv".replace(", ", "-"))

    return write


@pytest.fixture
def take(books: Books, today: datetime.date) -> Callable[[Iterable[Path]], None]:
    def run(paths: Iterable[Path]) -> None:
        for path in paths:
            commit_import(books, [path], "chen", award=AWARD, today=today)
        assert check_award(books, AWARD) == []

    return run


Take = Callable[[Iterable[Path]], None]


def paid(books: Books) -> list[tuple[str | None, str, str]]:
    """Each voucher's number, its day, and the day on which its bank row says that it was paid."""
    rows = {row.id: row for row in books.records(StoredRow, BANK)}
    shares = {share.voucher: share.row for share in books.records(Share, BANK)}
    found = []
    for voucher in (*posted(books, AWARD), *drafts(books, AWARD)):
        (leg,) = [line for line in voucher.lines if line.account.endswith("银行存款")]
        if leg.bank_row:
            row = rows[leg.bank_row]
            assert shares[voucher.id] == row.id
            assert (voucher.paid or voucher.date, leg.amount) == (row.date, row.amount)
            assert [str(source) for source in leg.sources][-1] == row.source
        found.append(
            (voucher.gl, f"{voucher.date:%m-%d}", f"{rows[leg.bank_row].date:%m-%d}" if leg.bank_row else "")
        )
    return sorted(found, key=str)


@pytest.mark.parametrize("payee", ["", PAYEE])
@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((4, 6), [("记-2025-03-0001", "03-04", "03-04"), ("记-2025-03-0002", "03-06", "03-06")]),
        ((2, 4), [("记-2025-03-0001", "03-04", "03-02"), ("记-2025-03-0002", "03-06", "03-04")]),
    ],
)
def test_pieces_in_any_order(
    books: Books, take: Take, bank: Write, books_of: Write, tmp_path: Path,
    days: tuple[int, int], expected: list[object], payee: str,
) -> None:  # fmt: skip
    pieces = [bank(days[0], payee=payee), bank(days[1], payee=payee)]
    pieces += [books_of((1, 4), payee=payee), books_of((2, 6), payee=payee)]
    shutil.copytree(books.root, tmp_path / "keep")
    first, *rest = pieces
    for order in ((*some, first) for some in itertools.permutations(rest)):
        shutil.rmtree(books.root)
        shutil.copytree(tmp_path / "keep", books.root)
        take(order)
        assert paid(books) == expected, [path.name for path in order]


def test_a_posted_voucher_keeps_its_row(books: Books, take: Take, bank: Write, books_of: Write) -> None:
    """The row of the 6th took the booking of the 4th and both were posted: they stay together."""
    take([bank(6), books_of((1, 4))])
    with desk(books, "chen") as at:
        post(at, AWARD)
    take([bank(4), books_of((2, 6))])
    assert paid(books) == [("记-2025-03-0001", "03-04", "03-06"), ("记-2025-03-0002", "03-06", "03-04")]


def test_an_account_goes_with_its_row(
    books: Books, take: Take, statement: Write, move: Make, books_of: Write
) -> None:
    """The row of the 6th, to …1111, first takes the booking of the 4th, which is to …2222."""
    files: Sequence[Path] = [
        _to(statement([move(f"2025-03-{day:02} 09:00:00", "-5.00", "手续费", "张三")], opening="900.00", name=f"{day}.csv"), tail)
        for day, tail in ((6, "1111"), (4, "2222"))
    ]  # fmt: skip
    take([books_of((1, 4), payee="张三"), files[0], books_of((2, 6), payee="张三"), files[1]])
    assert {(v.payee_account, str(v.paid or v.date)) for v in drafts(books, AWARD)} == {
        ("1111", "2025-03-06"),
        ("2222", "2025-03-04"),
    }
    assert {row.amount for row in books.records(StoredRow, BANK)} == {Decimal("-5.00")}


def _to(path: Path, tail: str) -> Path:
    """The statement with the account of the payee filled in."""
    own = "1202021109900088801"
    text = path.read_text("gb18030").replace(f",{own},,", f",{own},6222000011{tail},")
    path.write_text(text, "gb18030")
    return path
