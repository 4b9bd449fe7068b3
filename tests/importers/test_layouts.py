"""Every bank's layout in every kind of file: what was written comes back whole."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.importers.cells import text_rows
from earmark.importers.formats.detect import read_bytes, read_file
from earmark.importers.tables import spool
from earmark.importers.tables.quick import AMOUNT, Quick, as_text
from earmark.importers.tables.rows import Statement
from earmark.importers.tables.values import NOTHING
from earmark.ledger.base.amount import cell_amount
from earmark.ledger.base.errors import EarmarkError

from .layouts import LAYOUTS, OWN, WRITERS, Entry, Layout, rows

FIRST = datetime.datetime(2020, 1, 1)  # noqa: DTZ001 (a bank writes no zone)
TODAY = datetime.date(2026, 6, 30)
WORDS = st.text(
    st.characters(
        codec="gb18030", exclude_categories=["C", "Z"], exclude_characters="\"'`<>&=;|,\t合小累总计页笔"
    ),
    max_size=10,
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        st.integers(0, 200_000_000).map(lambda seconds: FIRST + datetime.timedelta(seconds=seconds)),
        st.integers(-(10**8), 10**10).filter(bool).map(lambda cents: Decimal(cents) / 100 + Decimal("0.00")),
        payee=WORDS.filter(lambda word: word not in NOTHING),
        account=st.from_regex(r"[0-9]{16,19}", fullmatch=True),
        summary=WORDS,
        purpose=WORDS,
        serial=st.from_regex(r"[A-Z][0-9]{8}", fullmatch=True),
    ),
    min_size=1,
    max_size=8,
)
OPENING = Decimal("100000000.00")


def read(data: bytes) -> Statement:
    found = read_bytes(data, "statement", TODAY)
    assert isinstance(found, Statement)
    return found


def check(layout: Layout, entries: list[Entry], found: Statement) -> None:
    assert found.problems == ()
    assert (found.format, found.bank, found.data_rows) == (layout.id, layout.bank, len(entries))
    assert found.account == (OWN if layout.has_account else None)
    for row, one in zip(found.rows, entries, strict=True):
        # A workbook's day is a number: midnight and no time of day are the same cell.
        assert (row.date, row.time or datetime.time(), row.amount) == (
            one.at.date(),
            one.at.time(),
            one.amount,
        )
        assert (row.payee, row.payee_account) == (one.payee.strip(), one.account)
        assert row.serial == (one.serial if layout.has_serial else None)
        assert one.summary.strip() == row.summary
        if layout.id != "bcm_01":  # it has one text
            assert one.purpose.strip() == row.purpose


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda one: one.id)
def test_each_layout_in_each_kind_of_file(layout: Layout, kind: str) -> None:
    at = FIRST.replace(year=2025, month=3, day=5, hour=9, minute=5, second=12)
    entries = [
        Entry(
            at,
            Decimal("500000.00"),
            "武汉市科学技术协会",
            "3202019200206717715",
            "奖补资金",
            "能力提升",
            "A00000001",
        ),
        Entry(
            at.replace(day=18),
            Decimal("-9000.00"),
            "江城云汀会议中心",
            "3202019200206711111",
            "转账",
            "会场预付款",
            "A00000002",
        ),
        Entry(
            at.replace(day=31, hour=23),
            Decimal("-2.00"),
            "",
            "3202019200206711112",
            "手续费",
            "",
            "A00000003",
        ),
        Entry(
            at.replace(day=31, hour=23),
            Decimal("-2.00"),
            "",
            "3202019200206711112",
            "手续费",
            "",
            "A00000004",
        ),
    ]
    check(layout, entries, read(WRITERS[kind](rows(layout, entries))))


@settings(max_examples=40, deadline=None)
@given(entries=ENTRIES, layout=st.sampled_from(list(LAYOUTS.values())), kind=st.sampled_from(list(WRITERS)))
def test_what_was_written_comes_back_whole(entries: list[Entry], layout: Layout, kind: str) -> None:
    check(layout, entries, read(WRITERS[kind](rows(layout, entries, OPENING))))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda one: one.id)
def test_newest_first_is_as_good(layout: Layout) -> None:
    at = FIRST.replace(year=2025, month=3, day=5, hour=9, minute=5, second=12)
    amounts = ("500000.00", "-9000.00", "-2.00", "7.00")
    entries = [
        Entry(at.replace(day=5 + n), Decimal(amount), account="3202019200206717715", serial=f"A0000000{n}")
        for n, amount in enumerate(amounts)
    ]
    cells = rows(layout, entries)
    first = next(n for n, row in enumerate(cells) if "500000.00" in row and "总额" not in row[0])
    cells[first : first + 4] = cells[first : first + 4][::-1]
    check(layout, entries[::-1], read(WRITERS["csv in GB18030"](cells)))


@settings(max_examples=40, deadline=None)
@given(
    entries=ENTRIES,
    layout=st.sampled_from(list(LAYOUTS.values())),
    kind=st.sampled_from(["csv in GB18030", "xlsx", "xlsx of numbers"]),
)
def test_the_quick_reader_reads_what_the_strict_one_reads(
    entries: list[Entry], layout: Layout, kind: str
) -> None:
    data = WRITERS[kind](rows(layout, entries, OPENING))
    quick = read(data)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Quick, "row", lambda *_: None)
        strict = read(data)
    assert quick == strict


CENTS = st.integers(-(10**17), 10**17).map(lambda cents: cents / 100)


@settings(max_examples=500, deadline=None)
@given(CENTS | st.floats() | CENTS.map(lambda cell: cell * 3) | st.integers(-(10**15), 10**15).map(float))
def test_a_number_is_the_text_of_the_amount_that_the_strict_reader_finds_in_it(cell: float) -> None:
    said = as_text(cell)
    if isinstance(said, str) and AMOUNT(said):
        assert Decimal(said) == cell_amount(cell)
    if 0 <= cell < 10**12:
        assert isinstance(said, str) == (round(cell, 2) == cell)


@settings(max_examples=60, deadline=None)
@given(
    entries=ENTRIES,
    layout=st.sampled_from(list(LAYOUTS.values())),
    at=st.integers(0, 400),
    other=st.sampled_from(b"9\n\"'`=\0\xff"),
    quote=st.sampled_from([b"", b'"']),
    encoding=st.sampled_from(["GB18030", "UTF-8"]),
)
def test_a_large_text_is_read_as_a_small_one(
    tmp_path_factory: pytest.TempPathFactory,
    entries: list[Entry],
    layout: Layout,
    at: int,
    other: int,
    quote: bytes,
    encoding: str,
) -> None:
    data = bytearray(WRITERS[f"csv in {encoding}"](rows(layout, entries, OPENING)).replace(b'"', quote))
    data[at % len(data)] = other
    file = tmp_path_factory.mktemp("large") / "statement"
    file.write_bytes(data)
    small = outcome(lambda: read_bytes(bytes(data), "statement", TODAY))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(text_rows, "LARGE", 0)
        patched.setattr(text_rows, "HEAD", 2)
        patched.setattr(spool, "BLOCK", 2)
        assert outcome(lambda: read_bytes(bytes(data), "statement", TODAY)) == small
        assert outcome(lambda: read_file(file, TODAY)) == small


def outcome(read_it: Callable[[], object]) -> object:
    try:
        found = read_it()
    except EarmarkError as error:
        return error.show("zh"), error.show("en")
    assert isinstance(found, Statement)
    return replace(found, rows=tuple(found.rows))
