from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

BENCH = Path(__file__).parents[2] / "bench" / "reconcile.py"


def test_pairs_are_found_and_none_is_wrongly_accepted() -> None:
    """Two of the months; a matcher by amount and date gets many of them wrong, so they are not easy."""
    command = [sys.executable, str(BENCH), "--json", "--seeds", "2", "--sizes", "300"]
    said: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert said["pairs_found"] >= 0.98 * said["pairs"] > 500
    assert said["wrong_accepted"] == 0
    assert said["accepted"] > 0.75 * said["pairs"]
    assert said["greedy"]["wrong_accepted"] > 50
    assert said["sizes"][0]["rows"] == 300
