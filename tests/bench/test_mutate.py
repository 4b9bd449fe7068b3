"""The same lines written otherwise: each mutation changes what it says, and the bench counts what becomes of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "bench" / "mutate.py"


def test_every_mutation_is_measured_and_hides_nothing() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "--json"], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert list(found) == [
        "as written", "traditional", "full-width", "spacing", "pinyin", "english", "re-label", "split", "staff payee",
    ]  # fmt: skip
    assert {name: f["lines"] for name, f in found.items() if not f["violations"] or not f["lines"]} == {}
    for name in ("traditional", "full-width", "spacing", "pinyin", "re-label", "split", "staff payee"):
        assert (name, found[name]["detected"]) == (name, found[name]["violations"])
        assert (name, found[name]["as_violation"]) == (name, 0)
