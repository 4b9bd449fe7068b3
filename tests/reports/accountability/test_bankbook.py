"""Bank and books: what the bank printed as its balance, day by day, and what the books have by then.

03-05  +500.00  balance 500.00
03-06   −80.00          420.00
03-06   −20.00          400.00
03-09  −100.00          300.00
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from earmark.ledger.awards.award import Award
from earmark.ledger.banks.bank import StoredRow
from earmark.ledger.base.record import Record, to_custom
from earmark.ledger.books.books import Books
from earmark.ledger.files.emit import emit
from earmark.ledger.vouchers.voucher import Line, Voucher
from earmark.plugins.judging.run import Audited
from earmark.reports.accountability.bankbook import bank_balance, closings
from earmark.reports.accountability.build import build
from earmark.reports.accountability.page import page
from earmark.reports.accountability.summary import summary
from earmark.reports.accountability.value import AccountabilityReport
from earmark.reports.originals import check_originals

Move = tuple[int, str, str]
MOVES: Sequence[Move] = (
    (5, "500.00", "500.00"),
    (6, "-80.00", "420.00"),
    (6, "-20.00", "400.00"),
    (9, "-100.00", "300.00"),
)
END = datetime.date(2025, 3, 31)


def rows(moves: Sequence[Move]) -> list[StoredRow]:
    return [
        StoredRow(
            date=datetime.date(2025, 3, day),
            id=f"ICBC-8801:{number}",
            recorded="",
            by="chen",
            amount=Decimal(amount),
            fate="new",
            balance=Decimal(balance),
        )
        for number, (day, amount, balance) in enumerate(moves, start=1)
    ]


def booked(award: Award, moves: Sequence[Move]) -> list[Voucher]:
    """A draft for each row; a payment's voucher is dated a month after the bank paid."""
    account = f"Assets:{award.id}:1002银行存款"
    return [
        Voucher(
            id=f"{award.id}-V{number:04}",
            date=datetime.date(2025, 4, day),
            paid=datetime.date(2025, 3, day),
            payee="",
            narration="",
            lines=(
                Line(letter="a", account=account, amount=Decimal(amount), bank_row=f"ICBC-8801:{number}"),
            ),
        )
        for number, (day, amount, _) in enumerate(moves, start=1)
    ]


@pytest.fixture
def award(small: Audited) -> Award:
    return small.award


def test_bank_and_books_agree_by_the_day_the_bank_paid(award: Award) -> None:
    found = bank_balance(award, booked(award, MOVES), rows(MOVES), END)
    assert found is not None
    assert (found.day.day, found.bank, found.books) == (9, Decimal("300.00"), Decimal("300.00"))
    assert found.holds
    assert all(day.continues for day in closings(award, [], rows(MOVES)))


def test_a_statement_that_was_never_imported(award: Award) -> None:
    """Without 03-06 the books have 400.00, the bank 300.00, and 03-09 does not go on."""
    left = [MOVES[0], MOVES[3]]
    found = bank_balance(award, booked(award, left), rows(left), END)
    assert found is not None
    assert found.difference == Decimal("-100.00")
    assert not found.holds
    assert [day.day.day for day in closings(award, [], rows(left)) if not day.continues] == [9]


def test_within_a_day_the_newest_may_stand_first(award: Award) -> None:
    turned = [MOVES[0], MOVES[2], MOVES[1], MOVES[3]]
    assert all(day.continues for day in closings(award, [], rows(turned)))


def test_the_first_statement_is_missing(award: Award) -> None:
    """An account that begins with 400.00: from nowhere, unless the books have them."""
    assert [day.continues for day in closings(award, [], rows(MOVES[3:]))] == [False]
    assert [day.continues for day in closings(award, booked(award, MOVES[:3]), rows(MOVES[3:]))] == [True]


def test_what_no_statement_has_yet_explains(award: Award) -> None:
    """A cheque of 50.00 is booked and not yet paid by the bank."""
    cheque = booked(award, [(8, "-50.00", "")])[0]
    cheque = replace(cheque, lines=(replace(cheque.lines[0], bank_row=None),))
    found = bank_balance(award, [*booked(award, MOVES), cheque], rows(MOVES), END)
    assert found is not None
    assert (found.difference, found.in_transit) == (Decimal("50.00"), Decimal("-50.00"))
    assert found.holds


def test_a_statement_without_balances_says_nothing_of_them(award: Award) -> None:
    """Without any there is nothing to compare; a day without one is carried on to the next that has one."""
    told = rows(MOVES)
    silent = [replace(row, balance=None) for row in told]
    assert bank_balance(award, [], silent, END) is None
    assert [day.continues for day in closings(award, [], [*silent[:3], told[3]])] == [True]


def test_only_through_the_day_of_the_report(award: Award) -> None:
    found = bank_balance(award, booked(award, MOVES), rows(MOVES), datetime.date(2025, 3, 6))
    assert found is not None
    assert (found.bank, found.books) == (Decimal("400.00"), Decimal("400.00"))
    assert bank_balance(award, [], [], END) is None


def test_the_report_says_so_and_is_not_sound(
    small: Audited, report: AccountabilityReport, reported: Callable[..., AccountabilityReport]
) -> None:
    assert reported(small).sound
    bank = rows([(31, "1.00", "400000.00")])
    made = build(small, report.position, report.as_of, rows=bank)
    assert not made.sound
    for said in (summary(made, "zh"), page(made, "zh")):
        assert "银行对账单余额（2025年3月31日） 400,000.00 元" in said
        assert "原因不明，或缺对账单" in said


def test_check_names_the_day_on_which_the_balance_does_not_go_on(award: Award, tmp_path: Path) -> None:
    (tmp_path / "earmark.toml").write_text("format = 1\n", encoding="utf-8")
    register = tmp_path / "awards" / award.id / "register.beancount"
    register.parent.mkdir(parents=True)
    register.write_text(as_text([award.grant]), encoding="utf-8")
    bank = tmp_path / "banks" / f"{award.grant.bank}.beancount"
    bank.parent.mkdir()
    bank.write_text(as_text(rows(MOVES)), encoding="utf-8")
    assert check_originals(Books.open(tmp_path), award.id) == []
    bank.write_text(as_text(rows([MOVES[0], MOVES[3]])), encoding="utf-8")
    (fault,) = check_originals(Books.open(tmp_path), award.id)
    assert fault.message.zh == (
        "2025-03-09 的银行余额接不上：应为 400.00 元，对账单为 300.00 元，可能缺此前的对账单"
    )


def as_text(records: Sequence[Record]) -> str:
    return emit([to_custom(record) for record in records])
