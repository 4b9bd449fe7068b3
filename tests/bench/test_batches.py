"""Lines that people wrote and labelled without having seen the rules, in batches of about 150: what an auditor may count on.

The figures of the first run of each, before any rule was changed for it, are in docs/judgement.md; here they may not fall
below what the rules reach since. Run on the real path, as bench/classify.py does.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BATCHES = Path(__file__).parent / "data" / "batches"


@pytest.mark.parametrize("batch", sorted(BATCHES.glob("*.csv")), ids=lambda path: path.stem)
def test_what_is_told_of_unseen_lines(batch: Path) -> None:
    files = [ROOT / "bench" / "classify.py", batch, BATCHES / "context.json"]
    command = [sys.executable, *map(str, files), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    allowed = sum(row["label"] == "allowed" for row in found["rows"])
    violations = sum(row["label"] not in {"allowed", "review"} for row in found["rows"])
    assert found["exact"] >= 0.92 * found["lines"]
    assert found["missed"] <= 0.01 * violations
    assert found["allowed_as_violation"] <= 0.01 * allowed
    assert found["allowed_as_review"] <= 0.07 * allowed
