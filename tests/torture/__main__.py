"""`make torture`: every attack, and one table of what came of it.

    python -m tests.torture              a tenth of each count
    python -m tests.torture --full       all
    python -m tests.torture powercut     one attack

Ends with 1 when a promise was broken. Seeds are fixed: the same cases come every time.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

from .attacks import ATTACKS, SHARES, run
from .kit import MOST_TOLD, SEED


def main() -> int:
    """Run what is asked for and print the table."""
    parser = argparse.ArgumentParser(prog="torture", description=__doc__)
    parser.add_argument("attacks", nargs="*", choices=[*ATTACKS, []], help="only these")
    parser.add_argument("--full", action="store_true", help="every case")
    asked = parser.parse_args()
    share = "full" if asked.full else "tenth"
    _say(
        f"seed {SEED}, {share} of {SHARES}\n\n| attack | cases | what became of them | failures | s |\n|---|---:|---|---:|---:|"
    )
    failed: list[str] = []
    began = time.monotonic()
    for name in asked.attacks or ATTACKS:
        at = time.monotonic()
        results = run(name, share)
        for result in results:
            _say(f"{result.row()} {(time.monotonic() - at) / len(results):.0f} |")
            failed += [f"{result.attack}: {what}" for what in result.failures[:MOST_TOLD]]
    _say(f"\n{time.monotonic() - began:.0f} s")
    _say("\n".join(failed))
    return 1 if failed else 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
