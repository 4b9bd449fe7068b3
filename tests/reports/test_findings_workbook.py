"""The workbook of findings: typed cells, and text that stays text."""

import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import openpyxl
import pandas as pd

from earmark.reports.findings_workbook import COLUMNS, workbook


def sheet(row: Mapping[str, Any]) -> Any:  # noqa: ANN401 (openpyxl's sheet)
    frame = pd.DataFrame([row], columns=[zh for zh, _, _ in COLUMNS], dtype=object)
    return openpyxl.load_workbook(io.BytesIO(workbook({"WH2025-007": frame})))["WH2025-007"]


def test_an_amount_is_a_number_and_a_formula_stays_text() -> None:
    made = sheet({"金额": Decimal("16000.05"), "对方": "=HYPERLINK(1)", "摘要": "00123"})
    head = [cell.value for cell in made[1]]
    cells = dict(zip(head, made[2], strict=True))
    assert cells["金额"].value == 16000.05
    assert cells["金额"].number_format == "#,##0.00"
    assert (cells["对方"].value, cells["对方"].data_type) == ("=HYPERLINK(1)", "s")
    assert cells["摘要"].value == "00123"
    assert made.freeze_panes == "B2"


def test_a_finding_without_amount_leaves_the_cell_empty() -> None:
    made = sheet({"金额": None, "疑点编号": "F-1"})
    assert made["E2"].value is None
