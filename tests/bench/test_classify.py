"""The bench that tells labelled lines apart, run as people run it: on lines of its own, and on lines that cannot be read."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).parents[2] / "bench" / "classify.py"
DATA = Path(__file__).parent / "data"
LABELLED, CONTEXT = DATA / "labelled.csv", DATA / "context.json"


def classify(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def lines() -> list[dict[str, str]]:
    return list(csv.DictReader(LABELLED.read_text(encoding="utf-8").splitlines()))


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return path


def test_each_line_gets_a_verdict_and_the_figures_add_up() -> None:
    done = classify(LABELLED, CONTEXT, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert list(found) == [
        "lines",
        "exact",
        "missed",
        "allowed_as_violation",
        "allowed_as_review",
        "review_found",
        "rows",
    ]
    assert [(r["row"], r["label"]) for r in found["rows"]] == [(int(x["row"]), x["label"]) for x in lines()]
    accepted = {int(x["row"]): x["accept"].split("|") for x in lines()}
    wrong = [r for r in found["rows"] if r["got"] not in accepted[r["row"]]]
    assert wrong == []
    assert (found["exact"], found["missed"], found["review_found"]) == (12, 0, 2)


def test_what_is_said_of_a_line_is_not_imported(tmp_path: Path) -> None:
    """The verdict is the same whatever the labels say, so a wrong label is counted as wrong."""
    rows = [{**row, "label": "fine", "accept": "fine"} for row in lines()]
    found = json.loads(classify(written(tmp_path / "l.csv", rows), CONTEXT, "--json").stdout)
    assert (found["exact"], found["missed"]) == (1, 4)


def test_a_table_by_technique() -> None:
    said = classify().stdout
    assert "exact                    12 of   12   100.0%" in said
    assert [line.split()[0] for line in said.splitlines() if line.startswith("evasion")] == ["evasion"]


def test_a_row_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    rows = [{**row, "amount_cny": "viel" if row["row"] == "4" else row["amount_cny"]} for row in lines()]
    done = classify(written(tmp_path / "l.csv", rows), CONTEXT, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "5" in done.stderr
