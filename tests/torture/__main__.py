"""`make torture`: every attack, on all cores, and one table of what came of it.

    python -m tests.torture              a tenth of each count
    python -m tests.torture --full       all
    python -m tests.torture powercut     one attack

Ends with 1 when a promise was broken. Seeds are fixed: the same cases come every time, however many cores share them.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import sys
import time
from collections.abc import Iterable
from importlib.metadata import version

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

from .attacks import ATTACKS, pieces
from .kit import MOST_TOLD, SEED, Result
from .workers import CORES, Done, each_done

HEAD = "| attack | cases | what became of them | failures | s |\n|---|---:|---|---:|---:|"


def main() -> int:
    """Run what is asked for; each attack's rows as it ends, and at the end the table in order."""
    parser = argparse.ArgumentParser(prog="torture", description=__doc__)
    parser.add_argument("attacks", nargs="*", choices=[*ATTACKS, []], help="only these")
    parser.add_argument("--full", action="store_true", help="every case")
    parser.add_argument("--processes", type=int, default=CORES, help="so many pieces at once")
    asked = parser.parse_args()
    share = "full" if asked.full else "tenth"
    work = [piece for name in asked.attacks or ATTACKS for piece in pieces(name, share)]
    _say(
        f"{_now()}, {share} of the cases, seed {SEED}, {_versions()}, {asked.processes} processes on {CORES} cores\n"
    )
    began, done = time.monotonic(), list[Done]()
    for one in each_done(work, asked.processes):
        done.append(one)
        wrong = sum(len(result.failures) for result in one.results)
        _say(f"[{len(done):2}/{len(work)}] {one.piece}: {wrong} failures, {one.seconds:.0f} s")
        same = [d for d in done if d.piece.attack == one.piece.attack]
        if len(same) == sum(piece.attack == one.piece.attack for piece in work):
            _say("\n".join(_rows(same)))
    table = [row for name in ATTACKS for row in _rows(d for d in done if d.piece.attack == name)]
    _say("\n".join(["", HEAD, *table]))
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    _say(f"\n{_now()}, {minutes} min {seconds} s")
    failed = [f"{r.attack}: {what}" for d in done for r in d.results for what in r.failures[:MOST_TOLD]]
    _say("\n".join(failed))
    return 1 if failed else 0


def _rows(done: Iterable[Done]) -> list[str]:
    """One attack's rows of the table, its pieces added up."""
    rows: dict[str, Result] = {}
    seconds = 0.0
    for one in sorted(done, key=lambda d: d.piece.cases.start):
        seconds += one.seconds
        for result in one.results:
            rows.setdefault(result.attack, Result(result.attack)).join(result)
    return [f"{row.row()} {seconds / len(rows):.0f} |" for row in rows.values() if row.cases or row.skipped]


def _now() -> str:
    return f"{datetime.datetime.now().astimezone():%Y-%m-%d %H:%M %z}"


def _versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("beancount", "cryptography"))
    return f"{platform.system()} {platform.release()}, Python {platform.python_version()}, {packages}"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
