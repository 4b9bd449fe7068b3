"""Laws 1 and 2 with real files: whatever statements and journals come in, and in whatever order, the books are the same.

A history is what happened on the account in a few weeks. The bank tells it in statements, each from the start of a day to
any moment; the bookkeeper in a journal, a day or two off. Importing them must give one voucher for each thing that
happened, and the same vouchers every time, up to ids and numbers.
"""

from __future__ import annotations

import datetime
import itertools
import re
import shutil
import tempfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.importers.booking.plan import ImportPlan
from earmark.importers.receive import receive
from earmark.ledger.banks.bank import Share, StoredRow
from earmark.ledger.books.books import Books
from earmark.ledger.proof.checking import check_award
from earmark.ledger.vouchers.drafts import drafts, posted
from earmark.ledger.vouchers.voucher import Line, Voucher

AWARD, BANK, ACCOUNT = "WH2025-007", "ICBC-8801", "1202021109900088801"
FUNDER = "武汉市科学技术协会"
FIRST = datetime.date(2025, 3, 3)
LAST = datetime.date(2025, 12, 31)
JOURNAL = "日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方单位,计划用途"
ZERO = Decimal("0.00")
modest = settings(max_examples=12, deadline=None)


@dataclass(frozen=True)
class Move:
    """One movement on the account, in CNY, + is into it; `booked` is how many days later the bookkeeper wrote it."""

    day: int
    amount: Decimal
    payee: str
    words: str
    serial: str = ""
    booked: int = 0

    @property
    def date(self) -> datetime.date:
        return FIRST + datetime.timedelta(days=self.day)

    @property
    def written(self) -> datetime.date:
        return self.date + datetime.timedelta(days=self.booked)


GRANT = Move(0, Decimal("500000.00"), FUNDER, "拨付专项奖补资金", "2503030001")
spending = st.builds(
    Move,
    day=st.integers(1, 25),
    amount=st.sampled_from(["-1500.00", "-1500.00", "-3000.00", "-2560.40"]).map(Decimal),
    payee=st.sampled_from(["江城云汀会议中心", "江城甲戌印务有限公司", "专家E01"]),
    words=st.sampled_from(["年会会场租用", "会议手册印制", "专家咨询费"]),
    booked=st.integers(0, 2),
)
fees = st.builds(
    Move, day=st.integers(1, 25), amount=st.just(Decimal("-5.00")), payee=st.just(""), words=st.just("手续费")
)


@st.composite
def histories(draw: st.DrawFn) -> list[Move]:
    """The grant, then some spending by day; about half the transfers have the bank's serial."""
    moves = draw(st.lists(st.one_of(spending, spending, fees), min_size=1, max_size=12))
    ordered = sorted(moves, key=lambda move: move.day)
    numbered = [
        replace(move, serial=f"25{n:08}") if move.payee and draw(st.booleans()) else move
        for n, move in enumerate(ordered, start=1)
    ]
    return [GRANT, *numbered]


@st.composite
def told(draw: st.DrawFn) -> tuple[list[Move], list[tuple[int, int]]]:
    """A history, and statements of it: row numbers from, to. Each begins with a day, all together they leave nothing out."""
    moves = draw(histories())
    starts = [n for n, move in enumerate(moves) if n == 0 or moves[n - 1].day != move.day]
    cuts = sorted(draw(st.sets(st.sampled_from(starts[1:]), max_size=2))) if starts[1:] else []
    slices = []
    for begin, end in itertools.pairwise([0, *cuts, len(moves)]):
        overlapping = [s for s in starts if begin - 4 <= s <= begin]
        until = draw(st.integers(end, min(end + 3, len(moves))))
        slices.append((draw(st.sampled_from(overlapping)), until))
    return moves, draw(st.permutations(slices))


# ---------------------------------------------------------------- files


def statement(moves: Sequence[Move], begin: int = 0, end: int | None = None) -> list[str]:
    """The bank's rows of a part of a history; the balance runs over all of it."""
    balances = itertools.accumulate(move.amount for move in moves)
    rows = [_bank_row(move, balance) for move, balance in zip(moves, balances, strict=True)]
    return rows[begin:end]


def _bank_row(move: Move, balance: Decimal) -> str:
    out, into = (-move.amount, "") if move.amount < 0 else ("", move.amount)
    side = "借" if move.amount < 0 else "贷"
    tail = f"320201920020671{len(move.payee):04}" if move.payee else ""
    words = f"转账,{move.words}" if move.payee else f"{move.words},"
    at = f"{move.date} 10:00:00"
    return f"{move.serial},{ACCOUNT},{tail},{at},{side},{out},{into},,{words},{move.payee},{balance},"


def journal(moves: Sequence[Move], begin: int = 0, end: int | None = None) -> str:
    """The bookkeeper's vouchers, numbered by month in order of their day; those from `begin` to `end`."""
    lines: list[str] = []
    months: Counter[str] = Counter()
    for move in sorted(moves, key=lambda m: m.written):
        month = f"{move.written:%Y-%m}"
        months[month] += 1
        head = f"{move.written},记-{months[month]:04},{move.words}"
        if move.amount > 0:
            lines += [f"{head},1002,银行存款,{move.amount},,{move.payee},"]
            lines += [f"{head},440102,政府补助收入-限定性收入,,{move.amount},{move.payee},"]
        else:
            lines += [f"{head},510101,业务活动成本-会议费,{-move.amount},,{move.payee},P1"]
            lines += [f"{head},1002,银行存款,,{-move.amount},{move.payee},"]
    return "\n".join([JOURNAL, *lines[begin * 2 : None if end is None else end * 2]])


# ---------------------------------------------------------------- books


class Keeper:
    """Imports files into a copy of the opened books, and proves after each that nothing is off."""

    def __init__(self, folder: Path, icbc: Callable[..., str]) -> None:
        self.folder = folder
        self.books = Books.open(folder / "books")
        self.icbc = icbc
        self.texts: dict[str, str] = {}

    def statement(self, rows: Sequence[str], name: str = "流水.csv") -> ImportPlan:
        # All that a row says but its serial and its balance, by its place in the file.
        self.texts |= {
            f"{name}:{n}": row.split(",", 1)[1].rsplit(",", 2)[0] for n, row in enumerate(rows, start=3)
        }
        return self.bring_in(self.icbc(rows), name)

    def bring_in(self, text: str, name: str) -> ImportPlan:
        path = self.folder / name
        path.write_text(text + "\n", encoding="gb18030")
        plan = receive(self.books, [path], "chen", today=LAST)
        for file in plan.files:
            assert file.rows == sum(file.counts.values()), "read = new + known + waiting + other + refused"
        self.law_1()
        return plan

    def law_1(self) -> None:
        """Every voucher balances and is of one award; the trial balance closes."""
        assert check_award(self.books, AWARD) == []
        assert sum((line.amount for v in self.vouchers for line in v.lines), ZERO) == 0

    @property
    def vouchers(self) -> list[Voucher]:
        return posted(self.books, AWARD) + drafts(self.books, AWARD)

    def rows(self) -> list[StoredRow]:
        return self.books.records(StoredRow, f"banks/{BANK}.beancount")

    def looks(self) -> tuple[Any, ...]:
        """The vouchers and the bank's book, without ids, numbers, and moments of writing.

        Of two payments that agree in all else it is no difference which has the bank's serial, or which number of the
        bookkeeper's; but all of them must be there.
        """
        rows = {row.id: row for row in self.rows()}
        texts = {row.id: self.texts[row.source or ""] for row in rows.values()}
        shares = Counter(s.row for s in self.books.records(Share, f"banks/{BANK}.beancount"))
        bank = Counter((r.date, r.amount, r.serial, r.fingerprint, shares[r.id]) for r in rows.values())
        vouchers = self.vouchers
        return Counter(_without_ids(v, texts) for v in vouchers), Counter(v.gl for v in vouchers), bank

    def on_disk(self) -> dict[Path, bytes]:
        return {p: p.read_bytes() for p in self.books.root.rglob("*") if p.is_file() and p.name != "lock"}


def _without_ids(voucher: Voucher, texts: dict[str, str]) -> tuple[Any, ...]:
    lines = Counter(_line_without_ids(line, texts) for line in voucher.lines)
    return (
        voucher.date, voucher.paid, voucher.payee, voucher.narration, voucher.payee_account, voucher.tags,
        frozenset(lines.items()),
    )  # fmt: skip


def _line_without_ids(line: Line, texts: dict[str, str]) -> tuple[Any, ...]:
    account = re.sub(r"(?<=:)\d{2}(?!\d)", "", line.account)
    return (account, line.amount, line.currency, line.plan, texts.get(line.bank_row or ""))


@contextmanager
def copy_of(opened: Path, icbc: Callable[..., str]) -> Iterator[Keeper]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(opened, Path(folder) / "books")
        yield Keeper(Path(folder), icbc)


# ---------------------------------------------------------------- law 2


@modest
@given(moves=histories())
def test_importing_twice_is_importing_once(opened: Path, icbc: Callable[..., str], moves: list[Move]) -> None:
    with copy_of(opened, icbc) as keeper:
        keeper.statement(statement(moves))
        keeper.bring_in(journal(moves), "序时账.csv")
        once = keeper.on_disk()
        for name, text in (("流水.csv", icbc(statement(moves))), ("又一份.csv", journal(moves))):
            (file,) = keeper.bring_in(text, name).files
            assert file.counts["known"] == file.rows
        assert keeper.on_disk() == once


@modest
@given(parts=told())
def test_statements_that_overlap_in_any_order_are_one_statement(
    opened: Path, icbc: Callable[..., str], parts: tuple[list[Move], list[tuple[int, int]]]
) -> None:
    moves, slices = parts
    with copy_of(opened, icbc) as whole, copy_of(opened, icbc) as pieces:
        whole.statement(statement(moves))
        for n, (begin, end) in enumerate(slices):
            pieces.statement(statement(moves, begin, end), f"流水{n}.csv")
        assert pieces.looks() == whole.looks()


@modest
@given(moves=histories())
def test_the_bank_and_the_bookkeeper_may_come_in_either_order(
    opened: Path, icbc: Callable[..., str], moves: list[Move]
) -> None:
    with copy_of(opened, icbc) as bank_first, copy_of(opened, icbc) as books_first:
        bank_first.statement(statement(moves))
        bank_first.bring_in(journal(moves), "序时账.csv")
        books_first.bring_in(journal(moves), "序时账.csv")
        books_first.statement(statement(moves))
        assert bank_first.looks() == books_first.looks()
        legs = sum(line.account.endswith("1002银行存款") for v in bank_first.vouchers for line in v.lines)
        assert legs >= len(moves)


@modest
@given(parts=told(), data=st.data())
def test_pieces_of_both_may_come_in_any_order(
    opened: Path,
    icbc: Callable[..., str],
    parts: tuple[list[Move], list[tuple[int, int]]],
    data: st.DataObject,
) -> None:
    moves, slices = parts
    cut = data.draw(st.integers(0, len(moves) - 1))
    overlap = data.draw(st.integers(0, 3))
    pieces = [("流水", begin, end) for begin, end in slices]
    # As the bank's, a later export begins with a day: the earlier one may have been made at noon.
    days = sorted(move.written for move in moves)
    pieces += [("账", 0, min(cut + overlap, len(moves))), ("账", bisect_left(days, days[cut]), len(moves))]
    with copy_of(opened, icbc) as whole, copy_of(opened, icbc) as piecemeal:
        whole.statement(statement(moves))
        whole.bring_in(journal(moves), "序时账.csv")
        for n, (kind, begin, end) in enumerate(data.draw(st.permutations(pieces))):
            if kind == "流水":
                piecemeal.statement(statement(moves, begin, end), f"流水{n}.csv")
            elif begin < end:
                piecemeal.bring_in(journal(moves, begin, end), f"序时账{n}.csv")
        assert piecemeal.looks() == whole.looks()


@modest
@given(moves=histories(), data=st.data())
def test_a_row_that_a_corrected_statement_inserts_is_one_row_more(
    opened: Path, icbc: Callable[..., str], moves: list[Move], data: st.DataObject
) -> None:
    """Every balance below the inserted row differs; every other row is known all the same."""
    place = data.draw(st.integers(1, len(moves)))
    inserted = Move(moves[place - 1].day, Decimal("-2.00"), "", "手续费")
    with copy_of(opened, icbc) as keeper:
        keeper.statement(statement(moves))
        (file,) = keeper.statement(statement([*moves[:place], inserted, *moves[place:]]), "更正.csv").files
        assert file.counts == {"new": 0, "known": len(moves), "waiting": 1, "other": 0, "refused": 0}
        assert sorted(r.amount for r in keeper.rows()) == sorted(m.amount for m in [*moves, inserted])
