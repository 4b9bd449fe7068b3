"""Whatever changed in the statutory books, after the next export these books say what those do."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Callable
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
SOCIETY = "WH2025-007"
COSTS = ("510101,业务活动成本-会议费", "510102,业务活动成本-专家咨询费", "510105,业务活动成本-印刷出版费")
Voucher = tuple[int, str, str, str]
"""Day, account, payee, amount."""


def some(dice: random.Random, count: int) -> list[Voucher]:
    return [
        (dice.randint(1, 28), dice.choice(COSTS), f"专家E{dice.randint(1, 9)}", f"{dice.randint(1, 99)}00.00")
        for _ in range(count)
    ]


def edited(dice: random.Random, vouchers: list[Voucher]) -> list[Voucher]:
    """One taken out, one changed, one put in, the rest renumbered by it; the last one stays the last."""
    made = list(vouchers)
    made.pop(dice.randrange(len(made) - 1))
    at = dice.randrange(len(made) - 1)
    made[at] = (made[at][0], dice.choice(COSTS), made[at][2], f"{dice.randint(100, 199)}00.00")
    made.insert(dice.randrange(len(made)), some(dice, 1)[0])
    return made


def text(vouchers: list[Voucher]) -> str:
    lines = []
    for number, (day, cost, payee, amount) in enumerate(vouchers, start=1):
        head = f"2025-04-{day:02d},记-{number:04d},费用"
        lines += [f"{head},{cost},{amount},,{payee},P1,", f"{head},1002,银行存款,,{amount},{payee},,"]
    return "\n".join(lines)


def moved(books: Books) -> dict[str, Decimal]:
    """What each account has, drafts and posted vouchers together."""
    found: Counter[str] = Counter()
    for voucher in (*posted(books, SOCIETY), *drafts(books, SOCIETY)):
        for line in voucher.lines:
            found[line.account.split(":", 2)[2]] += line.amount  # type: ignore[assignment]  # a sum of Decimal
    return {account: Decimal(amount) for account, amount in found.items() if amount}


def meant(vouchers: list[Voucher]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for _, cost, _, amount in vouchers:
        code, _, name = cost.partition(",")
        account = f"5101业务活动成本:{code[4:]}{name.partition('-')[2]}"
        found[account] = found.get(account, Decimal(0)) + Decimal(amount)
    return found | {"1002银行存款": -sum(found.values(), Decimal(0))}


@pytest.mark.parametrize("seed", range(8))
def test_the_mirror_says_what_the_last_export_says(
    books: Books, journal: Write, today: datetime.date, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 (cases for a test)
    vouchers = some(dice, 8)
    for version in range(3):
        path = journal(text(vouchers), name=f"v{version}.csv")
        plan = commit_import(books, [path], "chen", today=today)
        assert not plan.refused
        assert (moved(books), check_award(books, SOCIETY)) == (meant(vouchers), [])
        known = {path: path.read_bytes() for path in books.root.rglob("*.beancount")}
        commit_import(books, [path], "chen", today=today)
        assert {path: path.read_bytes() for path in books.root.rglob("*.beancount")} == known
        some_ids = [v.id for v in drafts(books, SOCIETY) if dice.random() < 0.5]
        with desk(books, "chen") as at:
            post(at, SOCIETY, some_ids or None)
        vouchers = edited(dice, vouchers)


@pytest.mark.parametrize("seed", range(6))
def test_each_bank_row_stays_booked_once(
    books: Books,
    journal: Write,
    statement: Write,
    move: Callable[..., object],
    today: datetime.date,
    seed: int,
) -> None:
    """Red letters and what is booked anew have parts of the row: together they are the row."""
    dice = random.Random(seed)  # noqa: S311 (cases for a test)
    vouchers = some(dice, 8)
    rows = [
        move(f"2025-04-{day:02d} 09:00:{n:02d}", f"-{amount}", "费用", payee)
        for n, (day, _, payee, amount) in enumerate(sorted(vouchers))
    ]
    commit_import(books, [statement(rows, opening="900000.00")], "chen", today=today)
    for version in range(3):
        plan = commit_import(books, [journal(text(vouchers), name=f"v{version}.csv")], "chen", today=today)
        assert not plan.refused
        assert check_award(books, SOCIETY) == []
        booked: dict[str, Decimal] = {}
        for share in books.records(Share, "banks/ICBC-8801.beancount"):
            booked[share.row] = booked.get(share.row, Decimal(0)) + share.amount
        stored = books.records(StoredRow, "banks/ICBC-8801.beancount")
        assert booked == {row.id: row.amount for row in stored}
        ready = [v.id for v in drafts(books, SOCIETY) if not v.waiting and dice.random() < 0.6]
        if ready:
            with desk(books, "chen") as at:
                post(at, SOCIETY, ready)
        vouchers = edited(dice, vouchers)
