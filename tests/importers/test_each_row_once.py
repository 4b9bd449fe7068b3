"""One month told many times: in any layout and kind of file, overlapping, newest first, corrected, by two officers.

Whatever comes in which order, each row of the bank stands in the books exactly once, in exactly one voucher.
"""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earmark.importers.receive import commit_import
from earmark.ledger.banks.bank import Share, StoredRow
from earmark.ledger.books.books import Books
from earmark.ledger.proof.checking import check_award
from earmark.ledger.vouchers.drafts import drafts

from .layouts import LAYOUTS, WRITERS, Entry, rows

AWARD, BANK = "WH2025-007", "banks/ICBC-8801.beancount"
TODAY = datetime.date(2026, 6, 30)
OPENING = Decimal("500000.00")
PEOPLE = ("甲会议中心", "乙印务公司", "专家丙", "")


def month(days: Sequence[tuple[int, int, int]]) -> list[Entry]:
    """Payments in order of days: day, amount and payee of few, so that many rows look alike."""
    made = []
    for number, (day, amount, who) in enumerate(sorted(days), start=1):
        at = datetime.datetime(2025, 6, day, 9, number // 60, number % 60)  # noqa: DTZ001 (a bank writes no zone)
        said = PEOPLE[who]
        made.append(
            Entry(
                at, Decimal(-amount), payee=said, account=f"62220000000000{who:02}" if said else "",
                summary="转账" if said else "手续费", purpose=("场租", "印刷", "审稿", "")[who], serial=f"S{number:08}",
            )
        )  # fmt: skip
    return made


MONTH = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from([5, 800, 1200]), st.integers(0, 3)), min_size=2, max_size=12
).map(month)


class Telling(NamedTuple):
    """One file: from which day to which, whether the last day is there to its end, how it is written, by whom it comes in."""

    first: int
    last: int
    noon: bool
    layout: str
    kind: str
    newest_first: bool


TELLINGS = st.lists(
    st.builds(
        Telling,
        st.integers(1, 9),
        st.integers(1, 9),
        st.booleans(),
        st.sampled_from(sorted(LAYOUTS)),
        st.sampled_from(["csv in GB18030", "xlsx", "HTML in xls", "tabs named xls"]),
        st.booleans(),
    ),
    max_size=4,
)
WHOLE = Telling(1, 9, noon=False, layout="icbc_04", kind="csv in GB18030", newest_first=False)


def told(entries: Sequence[Entry], how: Telling) -> bytes | None:
    """The file of some days; None when nothing happened in them."""
    first, last = sorted((how.first, how.last))
    some = [one for one in entries if first <= one.at.day <= last]
    if how.noon and sum(one.at.day == last for one in some) > 1:
        some = some[:-1]
    if not some:
        return None
    before = OPENING + sum((one.amount for one in entries if one.at < some[0].at), Decimal(0))
    layout = LAYOUTS[how.layout]
    if not how.newest_first or layout.upper:
        return WRITERS[how.kind](rows(layout, some, before))
    return WRITERS[how.kind](
        _reversed(rows(layout, some, before), len(some), layout.below is not LAYOUTS["icbc_04"].below)
    )


def _reversed(cells: list[list[str]], count: int, has_foot: bool) -> list[list[str]]:  # noqa: FBT001
    """The sheet with its rows the other way round: header and footer stay."""
    foot = 2 if has_foot else 0
    end = len(cells) - foot
    return [*cells[: end - count], *reversed(cells[end - count : end]), *cells[end:]]


def booked(books: Books) -> tuple[Counter[tuple[datetime.date, Decimal]], list[str]]:
    """The bank's rows as the books have them, and what is wrong with how they are booked."""
    stored = books.records(StoredRow, BANK)
    shares = Counter(share.row for share in books.records(Share, BANK))
    legs = Counter(
        line.bank_row for voucher in drafts(books, AWARD) for line in voucher.lines if line.bank_row
    )
    wrong = [row.id for row in stored if shares[row.id] != 1 or legs[row.id] != 1]
    return Counter((row.date, row.amount) for row in stored), wrong + [
        str(fault) for fault in check_award(books, AWARD)
    ]


def said(entries: Sequence[Entry]) -> Counter[tuple[datetime.date, Decimal]]:
    return Counter((one.at.date(), one.amount) for one in entries)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=MONTH, tellings=TELLINGS, place=st.integers(0, 4))
def test_each_row_is_booked_once(
    opened: Path, entries: list[Entry], tellings: list[Telling], place: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        books = Books.open(shutil.copytree(opened, Path(folder) / "books"))
        ordered = [*tellings[:place], WHOLE, *tellings[place:]]
        for number, how in enumerate(ordered):
            data = told(entries, how)
            if data is not None:
                path = Path(folder) / f"{number}.dat"
                path.write_bytes(data)
                plan = commit_import(books, [path], "chen", award=AWARD, today=TODAY)
                assert not plan.refused, [plan.files[0].problems, how]
        assert booked(books) == (said(entries), [])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=MONTH, tellings=TELLINGS, place=st.integers(0, 12))
def test_a_corrected_statement_adds_what_was_missing_once(
    opened: Path, entries: list[Entry], tellings: list[Telling], place: int
) -> None:
    """The bank left out a row at first; whatever tells of the month afterwards tells of it."""
    gone = place % len(entries)
    early = [one for n, one in enumerate(entries) if n != gone]
    with tempfile.TemporaryDirectory() as folder:
        books = Books.open(shutil.copytree(opened, Path(folder) / "books"))
        files = [told(early, WHOLE), told(entries, WHOLE), *(told(entries, how) for how in tellings)]
        for number, data in enumerate(files):
            if data is not None:
                path = Path(folder) / f"{number}.dat"
                path.write_bytes(data)
                assert not commit_import(books, [path], "chen", award=AWARD, today=TODAY).refused
        assert booked(books) == (said(entries), [])


def test_two_officers_at_once(books: Books, tmp_path: Path) -> None:
    """Overlapping files of two processes that begin at the same time: nothing is lost, nothing is there twice."""
    entries = month([(day, 5 + day, day % 4) for day in range(1, 10) for _ in range(2)])
    halves = [WHOLE._replace(last=6), WHOLE._replace(first=4, layout="ccb_02")]
    names = []
    for number, how in enumerate(halves):
        names.append(tmp_path / f"{number}.csv")
        names[-1].write_bytes(told(entries, how) or b"")
    program = "import sys; from earmark.reports.cli import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "--books", str(books.root), "import"]
    running = [
        subprocess.Popen([*command, str(name), "--award", AWARD, "--by", "chen"], stderr=subprocess.PIPE)
        for name in names
    ]
    for one in running:
        _, err = one.communicate(timeout=120)
        assert one.returncode == 0, err.decode()
    assert booked(Books.open(books.root)) == (said(entries), [])
