from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "imports.py"


@pytest.mark.slow
def test_it_measures_all_that_it_says() -> None:
    said = subprocess.run(
        [sys.executable, str(BENCH), "--rows", "200"], capture_output=True, check=True, text=True
    ).stdout
    assert re.findall(r"^(\w+)\b.*?(\d+) rows", said, re.MULTILINE) == [
        ("XLSX", "202"),
        ("XLSX", "202"),
        ("plain", "200"),
        ("quoted", "200"),
        ("recognition", "1000"),
        ("recognition", "100000"),
    ]
