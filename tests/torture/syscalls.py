"""The same faults at real system calls: `strace -e inject` fails a call of the writer, or kills it there.

The writer is a process of its own that commits what a step writes, through the store alone. Which calls it makes on the books
is learnt from an untouched run; each case then injects one error or signal at one of them.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .faults import judge
from .kit import SEED, Result, lay_out, scratch
from .story import Step, standing_clock, steps

CALLS = ("openat", "write", "fsync", "rename", "mkdir", "unlink")
KINDS = ("error=ENOSPC", "error=EIO", "signal=KILL")
TRIED = ("post", "undo", "award new", "import")
WRITER = """
import json, sys
from pathlib import Path
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.files.store import Store
try:
    with Store(Path(sys.argv[1])).writing() as tx:
        for path, data in json.loads(Path(sys.argv[2]).read_bytes()).items():
            tx.read(path)
            tx.delete(path) if data is None else tx.write(path, data.encode("latin-1"))
except EarmarkError as error:
    print(error.show("en"))
    sys.exit(7)
"""


class Case(NamedTuple):
    """A step, a system call by name and number, and what is injected there."""

    step: str
    call: str
    number: int
    kind: str


def attack(cases: range) -> list[Result]:
    """These injections of all, which are shuffled over steps, calls and kinds."""
    result = Result("faults at real system calls (strace)")
    if shutil.which("strace") is None:
        result.skipped = "skipped: strace is not installed"
        return [result]
    with standing_clock():
        every = [case for name in TRIED for case in _cases(steps()[name])]
        if not every:
            result.skipped = "skipped: strace may not trace here"
            return [result]
        random.Random(SEED).shuffle(every)  # noqa: S311 - a fixed seed is the point
        for case in every[cases.start : cases.stop]:
            _one(case, result)
    return [result]


def _cases(step: Step) -> Iterator[Case]:
    with scratch() as folder:
        said = _traced(folder, step, ["-o", str(folder / "trace"), "-y", "-e", f"trace={','.join(CALLS)}"])[1]
        trace = (folder / "trace").read_text("utf-8", "replace") if (folder / "trace").exists() else said
        books = str(folder / "books")
    counts: Counter[str] = Counter()
    for line in trace.splitlines():
        call = re.match(r"(\w+)\(", line)
        if call and call[1] in CALLS:
            counts[call[1]] += 1
            if books in line:
                yield from (Case(step.name, call[1], counts[call[1]], kind) for kind in KINDS)


def _traced(folder: Path, step: Step, options: list[str]) -> tuple[int, str]:
    root = lay_out(folder / "books", step.before)
    paths = {p for p in step.before.keys() | step.after.keys() if step.before.get(p) != step.after.get(p)}
    new = {p: step.after[p].decode("latin-1") if p in step.after else None for p in sorted(paths)}
    (folder / "new.json").write_text(json.dumps(new), "utf-8")
    done = subprocess.run(
        ["strace", *options, sys.executable, "-c", WRITER, str(root), str(folder / "new.json")],
        capture_output=True,
        check=False,
        text=True,
        errors="replace",
    )
    return done.returncode, done.stdout


def _one(case: Case, result: Result) -> None:
    step = steps()[case.step]
    inject = f"inject={case.call}:{case.kind}:when={case.number}"
    try:
        with scratch() as folder:
            ended, said = _traced(folder, step, ["-o", "/dev/null", "-e", f"trace={case.call}", "-e", inject])
            if ended == 0:
                told = "done"
            elif ended == 7:
                told = "will finish" if "next command will finish" in said else "refused"
            else:
                assert case.kind == "signal=KILL", f"ended with {ended}: {said}"
                told = "nothing"
            result.add(judge(folder / "books", step, told))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a promise broken
        result.fail(f"{case}: {type(error).__name__} {error}")
