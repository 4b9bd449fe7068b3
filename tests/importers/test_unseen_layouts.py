"""Layouts that nobody wrote a profile for, as banks and bookkeeping programs print them: ``unseen.txt``, one after another.

Each tells the same three movements, or the same two vouchers. It is read so, or refused with the reason behind its name.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from earmark.importers.formats.detect import read_bytes
from earmark.importers.tables.rows import Journal, Statement
from earmark.ledger.base.errors import EarmarkError

TODAY = datetime.date(2026, 6, 30)
MOVES = [("2025-03-05", "500000.00"), ("2025-03-18", "-9000.00"), ("2025-03-31", "-2.00")]
VOUCHERS = [("记-2025-03-0001", ["5.00", "-5.00"]), ("记-2025-03-0002", ["2.00", "-2.00"])]
LAYOUTS = Path(__file__).with_name("unseen.txt").read_text("utf-8").split("=== ")[1:]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.split(maxsplit=2)[1])
def test_it_is_read_or_refused(layout: str) -> None:
    head, _, text = layout.partition("\n")
    kind, _, reason = head.partition(" | ")
    told = outcome(text)
    if reason:
        assert isinstance(told, str)
        assert told.startswith(reason)
    else:
        assert told == (MOVES if kind.startswith("bank") else VOUCHERS)


def outcome(text: str) -> object:
    """What a file tells, or why it is refused."""
    try:
        found = read_bytes(text.rstrip("\n").encode("gb18030"), "a.csv", TODAY)
    except EarmarkError as error:
        return error.message.zh
    if found.problems:
        return found.problems[0].message.zh
    if isinstance(found, Journal):
        assert {line.currency for one in found.vouchers for line in one.lines} == {"CNY"}
        return [(one.gl, [str(line.amount) for line in one.lines]) for one in found.vouchers]
    assert isinstance(found, Statement)
    return sorted((str(row.date), str(row.amount)) for row in found.rows)
