"""Five hundred lines of a bookkeeper, and of somebody hiding money: what the prohibited rule says of each kind."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.plugins.conftest import Desk

    from earmark.ledger.vouchers.charge import Charge

LINES = list(
    csv.DictReader((Path(__file__).parent / "data" / "lines.csv").read_text(encoding="utf-8").splitlines())
)


@pytest.mark.parametrize("row", LINES, ids=[f"{r['counterparty']}-{r['narration']}" for r in LINES])
def test_a_line_is_told_for_what_it_is(
    row: dict[str, str], desk: Desk, line: Callable[[dict[str, str]], Charge]
) -> None:
    said = desk.says(line(row))
    accept = row["accept"].split("|")
    assert (said if said != "unknown" else "review") in accept
