"""`earmark --help` answers at once: what is heavy is imported by the verb that needs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = {
    "beangulp",
    "bs4",
    "fava",
    "flask",
    "jinja2",
    "lxml",
    "numpy",
    "openpyxl",
    "pandas",
    "python_calamine",
    "xlrd",
    "xlsxwriter",
    "zhconv",
}


def imported(*words: str) -> set[str]:
    """The top-level names of all modules that the installed command imports when it is called with these words."""
    earmark = Path(sys.executable).with_name("earmark")
    command = [sys.executable, "-X", "importtime", str(earmark), *words]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    timed = [line for line in run.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().split(".")[0] for line in timed}


def test_help_imports_nothing_heavy() -> None:
    seen = imported("--help")
    assert "earmark" in seen
    assert seen & HEAVY == set()
