"""A batch that the bank paid in one row, and the bookings of each person in it."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from earmark.importers.matching.batch import Batch, batches
from earmark.importers.matching.pair import Side
from earmark.importers.receive import commit_import
from earmark.ledger.banks.bank import Share, StoredRow
from earmark.ledger.banks.undoing import undo
from earmark.ledger.books.books import Books
from earmark.ledger.books.desk import desk
from earmark.ledger.proof.checking import check_award
from earmark.ledger.vouchers.completing import Part, fill
from earmark.ledger.vouchers.drafts import drafts
from earmark.ledger.vouchers.posting import post
from earmark.reports.originals import check_originals

Write = Callable[..., Path]
Make = Callable[..., object]
AWARD = "WH2025-007"


def side(id_: str, amount: str, payee: str = "", words: str = "", day: int = 18) -> Side:
    return Side(id_, datetime.date(2025, 6, day), Decimal(amount), payee, words)


LEGS = (side("a", "-1000", "专家E01", "评审费"), side("b", "-1500", "专家E02", "评审费"), side("c", "-500", "专家E03", "评审费"))  # fmt: skip
ONE_VOUCHER = {leg.id: "记-0007" for leg in LEGS}


def found(
    rows: Sequence[Side], legs: Sequence[Side] = LEGS, numbers: dict[str, str] | None = None
) -> list[Batch]:
    return batches(rows, legs, [], ONE_VOUCHER if numbers is None else numbers)


def test_the_legs_of_one_voucher_that_add_up_to_the_row() -> None:
    assert found([side("R", "-3000", "", "劳务费")]) == [Batch("R", ("a", "b", "c"))]


@pytest.mark.parametrize(
    "row",
    [
        side("R", "-3000.01"),
        side("R", "3000"),
        side("R", "-3000", day=22),
        side("R", "-3000", "江城印务公司", "印刷费"),
    ],
    ids=["a fen off", "the other way", "four days away", "somebody else"],
)
def test_what_is_no_batch(row: Side) -> None:
    assert found([row]) == []


def test_legs_of_one_day_only_where_the_bank_says_that_it_is_a_batch() -> None:
    legs = [side("a", "-1000", "甲", "审稿"), side("b", "-2000", "乙", "翻译")]
    assert found([side("R", "-3000", "", "转账")], legs, {}) == []
    assert found([side("R", "-3000", "批量代付", "转账")], legs, {}) == [Batch("R", ("a", "b"))]


def test_two_rows_that_fit_are_left_to_a_person() -> None:
    assert found([side("R", "-3000"), side("S", "-3000")]) == []


JOURNAL = """
    2025-06-17,记-0007,评审费,510102,业务活动成本-专家咨询费,1000.00,,专家E01,P1,
    2025-06-17,记-0007,评审费,1002,银行存款,,1000.00,专家E01,,
    2025-06-17,记-0007,评审费,510102,业务活动成本-专家咨询费,1500.00,,专家E02,P1,
    2025-06-17,记-0007,评审费,1002,银行存款,,1500.00,专家E02,,
    2025-06-17,记-0007,评审费,510102,业务活动成本-专家咨询费,500.00,,专家E03,P1,
    2025-06-17,记-0007,评审费,1002,银行存款,,500.00,专家E03,,
"""


@pytest.fixture
def files(statement: Write, journal: Write, move: Make) -> dict[str, Path]:
    rows = [
        move("2025-03-05 09:05:12", "500000.00", "奖补资金", "武汉市科学技术协会", "1"),
        move("2025-06-18 09:05:12", "-3000.00", "批量代发劳务", "", "2"),
    ]
    return {"bank": statement(rows), "books": journal(JOURNAL)}


def take(books: Books, today: datetime.date, *paths: Path) -> None:
    commit_import(books, paths, "chen", today=today)
    assert check_award(books, AWARD) == []
    assert check_originals(books, AWARD) == []


def told(books: Books) -> list[tuple[str, str, str, int]]:
    """Payee, amount at the bank, day of payment, number of sources at the bank's leg of each draft."""
    found = drafts(books, AWARD)
    legs = [(v, x) for v in found for x in v.lines if x.account.endswith("1002银行存款") and x.amount < 0]
    return sorted((v.payee, str(x.amount), str(v.paid), len(x.sources)) for v, x in legs)


WHOLE = [
    ("专家E01", "-1000.00", "2025-06-18", 2),
    ("专家E02", "-1500.00", "2025-06-18", 2),
    ("专家E03", "-500.00", "2025-06-18", 2),
]


@pytest.mark.parametrize("order", list(itertools.permutations(["bank", "books"])))
def test_row_and_bookings_in_any_order_are_one_payment_each(
    books: Books, files: dict[str, Path], today: datetime.date, order: Sequence[str]
) -> None:
    for name in order:
        take(books, today, files[name])
    assert told(books) == WHOLE
    path = "banks/ICBC-8801.beancount"
    (row,) = [one for one in books.records(StoredRow, path) if one.amount == Decimal(-3000)]
    shares = [one.amount for one in books.records(Share, path) if one.row == row.id]
    assert (row.fate, sorted(shares)) == ("new", [Decimal(-1500), Decimal(-1000), Decimal(-500)])
    take(books, today, files["bank"], files["books"])
    assert told(books) == WHOLE


def test_what_is_posted_first_keeps_its_text_and_gets_the_row(
    books: Books, files: dict[str, Path], today: datetime.date
) -> None:
    take(books, today, files["books"])
    with desk(books, "chen") as at:
        post(at, AWARD)
    take(books, today, files["bank"])
    assert [v.narration for v in drafts(books, AWARD)] == ["奖补资金"]


@pytest.mark.parametrize(("account", "same"), [("专家咨询费", True), ("会议费", False)])
def test_a_batch_that_is_posted_as_one_voucher_is_not_booked_again(
    books: Books,
    files: dict[str, Path],
    today: datetime.date,
    account: str,
    same: bool,  # noqa: FBT001
) -> None:
    take(books, today, files["bank"])
    (batch,) = [one for one in drafts(books, AWARD) if one.waiting]
    fill(books, AWARD, batch.id, [Part(f"5101-{account}", plan="P1")], "chen")
    with desk(books, "chen") as at:
        post(at, AWARD)
    plan = commit_import(books, [files["books"]], "chen", today=today)
    assert plan.files[0].counts["known" if same else "waiting"] == 6
    assert drafts(books, AWARD) == []
    assert any("科目或金额不同" in note.zh for note in plan.files[0].notes) is not same
    assert check_award(books, AWARD) == []


def test_a_batch_that_a_person_had_completed_as_one_is_divided(
    books: Books, files: dict[str, Path], today: datetime.date
) -> None:
    take(books, today, files["bank"])
    (batch,) = [one for one in drafts(books, AWARD) if one.waiting]
    fill(books, AWARD, batch.id, [Part("5101-会议费", plan="P1")], "chen")
    take(books, today, files["books"])
    assert told(books) == WHOLE


def test_a_changed_booking_of_a_batch_leaves_its_part_waiting(
    books: Books, files: dict[str, Path], journal: Write, today: datetime.date
) -> None:
    take(books, today, files["bank"], files["books"])
    take(
        books,
        today,
        journal(JOURNAL.replace("500.00", "400.00").replace("1400.00", "1500.00"), name="j2.csv"),
    )
    waiting = [(v.narration, str(v.lines[0].amount)) for v in drafts(books, AWARD) if v.waiting]
    assert waiting == [("批量代发劳务", "-500.00")]


def test_an_import_of_either_side_can_be_undone(
    books: Books, files: dict[str, Path], today: datetime.date
) -> None:
    take(books, today, files["bank"], files["books"])
    for path in books.files(f"awards/{AWARD}/imports"):
        with desk(books, "chen") as at:
            undo(at, AWARD, path.rsplit("/", 1)[-1].removesuffix(".beancount"))
        assert check_award(books, AWARD) == []
    assert drafts(books, AWARD) == []
