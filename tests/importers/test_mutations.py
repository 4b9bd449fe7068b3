"""A damaged file gives the same totals, or is refused: never silently other ones.

A share of the mutations runs with every test; all of them: ``EARMARK_MUTATIONS=500 pytest tests/importers/test_mutations.py``.
"""

from __future__ import annotations

import datetime
import os
import random
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from .layouts import LAYOUTS, WRITERS, Entry, rows
from .mutate import one, totals

GOLDEN = Path(__file__).parent / "golden"
MANY = int(os.environ.get("EARMARK_MUTATIONS", "24"))
FEW = int(os.environ.get("EARMARK_MUTATIONS", "3"))
"""Of files that a process of their own parses."""
FIRST = datetime.datetime(2025, 3, 5, 9, 5, 12)  # noqa: DTZ001 (a bank writes no zone)
AMOUNTS = ("500000.00", "-9000.00", "-2.00", "1340.50", "-77.25", "-2.00", "-3000.00")
TEXTS = [kind for kind in WRITERS if "csv" in kind or kind in {"tabs named xls", "semicolons"}]


def statement(layout: str, kind: str) -> bytes:
    """A statement that states its opening balance and its count."""
    entries = [
        Entry(
            FIRST + datetime.timedelta(days=number, minutes=number),
            Decimal(amount),
            payee=f"对方{number}",
            account=f"32020192002067177{number:02d}",
            summary="摘要",
            purpose="用途",
            serial=f"A{number:08d}",
        )
        for number, amount in enumerate(AMOUNTS)
    ]
    head = [["期初余额：1000.00"], [f"总笔数：{len(entries)}"]]
    return WRITERS[kind]([*head, *rows(LAYOUTS[layout], entries)])


def verdicts(data: bytes, many: int, seed: str) -> Counter[str]:
    right = totals(data)
    assert right is not None
    dice = random.Random(seed)  # noqa: S311 (the same mutations each time)
    found: Counter[str] = Counter()
    for _ in range(many):
        changed = totals(one(data, dice))
        found["refused" if changed is None else "same" if changed == right else "different"] += 1
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_text_file(layout: str) -> None:
    kind = TEXTS[list(LAYOUTS).index(layout) % len(TEXTS)]
    found = verdicts(statement(layout, kind), MANY, f"{layout}.{kind}")
    assert found["different"] == 0
    assert found["refused"]


@pytest.mark.parametrize("kind", ["xls", "xlsx", "HTML in xls", "XML in xls"])
def test_a_workbook(kind: str) -> None:
    assert verdicts(statement("ccb_01", kind), FEW, kind)["different"] == 0


@pytest.mark.parametrize("name", ["mt940.sta", "camt_053.xml"])
def test_an_exchange_format(name: str) -> None:
    assert verdicts((GOLDEN / name).read_bytes(), FEW, name)["different"] == 0
