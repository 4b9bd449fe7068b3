"""`check` is red on books that Beancount cannot load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earmark.ledger.proof.checking import check_award

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

BANK = "2025-03-01 open Assets:WH2025-007:1002银行存款 CNY"
HEADING = "2025-03-01 open Expenses:WH2025-007:5101业务活动成本 CNY"


def said(award: Keeping) -> str:
    return "\n".join(fault.message.zh for fault in check_award(award.books, award.award))


def edit(award: Keeping, old: str, new: str) -> None:
    path = award.folder / "accounts.beancount"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_books_with_claims_are_whole(society: Keeping) -> None:
    society.granted()
    assert said(society) == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (BANK, "开了两次"),
        (HEADING, "开了两次"),
        ("2025-03-01 open Assets:Foo CNY", "Assets:Foo 不属于"),
        ("2025-03-01 open Assets:CAST2025-017:1101短期投资 CNY", "不属于"),
    ],
)
def test_an_account_opened_twice_or_of_nobody(society: Keeping, line: str, words: str) -> None:
    path = society.folder / "accounts.beancount"
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    assert words in said(society)


@pytest.mark.parametrize("path", ["claims/WH2025-007.beancount", "awards/WH2025-007/acts.beancount"])
def test_a_file_that_is_gone(society: Keeping, path: str) -> None:
    (society.books.root / path).unlink()
    assert "文件不见了" in said(society)


def test_a_posting_to_an_account_that_is_not_open(society: Keeping) -> None:
    society.granted()
    edit(society, "Assets:WH2025-007:1002银行存款", "Assets:WH2025-007:1003存款")
    assert "1002银行存款 在 2025-03-05 还没有开" in said(society)


def test_an_account_that_opens_too_late_or_in_another_set(society: Keeping) -> None:
    society.granted()
    text = (society.folder / "accounts.beancount").read_text("utf-8")
    line = next(x for x in text.splitlines() if x.endswith("CNY") and ":1002" in x)
    edit(society, line, line.replace("2025-03-01", "2025-03-06"))
    assert "在 2025-03-05 还没有开" in said(society)
    edit(society, line.replace("2025-03-01", "2025-03-06"), line + ".B")
    assert "不记 CNY" in said(society)
