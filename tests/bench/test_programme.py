from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[2] / "bench" / "programme.py"


def test_the_view_of_a_small_programme_is_measured() -> None:
    """Five awards of forty vouchers; of two of them one violation was ordered back, and half of it came."""
    done = subprocess.run(
        [sys.executable, str(BENCH), "5", "40"], check=False, capture_output=True, text=True
    )
    assert done.returncode in {0, 1}, done.stderr
    _, figures, routes = done.stdout.splitlines()
    assert figures.split()[:2] == ["5", "200"]
    assert routes.startswith("funder ")
