"""Every write path is cut off, or failed, at every operation on files that it makes.

Killed (`os._exit`, a write cut in half), ENOSPC, EIO, EDQUOT, EROFS once or from there on, and writes that take three
bytes at a time. After each: what was told must be so, recovery twice gives the books before or after and nothing between,
the checks find nothing, and the act done again gives the books after.
"""

from __future__ import annotations

import errno
import hashlib
import os
import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.files.store import Store

from .kit import SEED, Files, Result, files_of, lay_out, scratch
from .operations import at, before_each, counted, die, few_bytes_at_a_time, forked
from .story import Step, sound, standing_clock, steps

CODES = ("ENOSPC", "EIO", "EDQUOT", "EROFS")
KINDS = ("kill", "short", *CODES, *(f"{code} from there on" for code in CODES))
ONCE = {"init"}
"""Books are made in an empty folder: a cut-off `init` is done again in another one."""


class Case(NamedTuple):
    """A fault: which step, at which operation, of which kind."""

    step: str
    number: int
    kind: str


def attack(cases: range) -> list[Result]:
    """Try these faults of all, which are shuffled over steps, operations and kinds."""
    result = Result("faults at every file operation")
    with standing_clock():
        every = list(_every_case())
        random.Random(SEED).shuffle(every)  # noqa: S311 - a fixed seed is the point
        for number in cases:
            one(every[number % len(every)], result)
    return [result]


def _every_case() -> Iterator[Case]:
    for name, step in steps().items():
        for count in range(1, operations_of(step) + 1):
            yield from (Case(name, count, kind) for kind in KINDS)


def operations_of(step: Step) -> int:
    """How many operations on files a step makes."""
    with scratch() as folder:
        root = lay_out(folder / "books", step.before)
        return counted(lambda: step.act(root))


def one(case: Case, result: Result) -> None:
    """Try one fault and judge what is left."""
    step = steps()[case.step]
    with scratch() as folder:
        root = lay_out(folder / "books", step.before)
        try:
            told = inflict(root, step, case)
            result.add(judge(root, step, told))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a promise broken
            result.fail(f"{case}: {type(error).__name__} {error}")


def inflict(root: Path, step: Step, case: Case) -> str:
    """Do the step under the fault; what the person at the keyboard was told."""
    if case.kind == "kill":

        def killed() -> None:
            with before_each(at(case.number, die)):
                step.act(root)

        ended = forked(killed)
        assert ended in (0, 9), f"the process ended with {ended}"
        return "nothing" if ended else "done"
    if case.kind == "short":
        with few_bytes_at_a_time(case.number):
            step.act(root)
        return "done"
    code = getattr(errno, case.kind.split()[0])

    def fail(_name: str, _args: tuple[Any, ...]) -> None:
        raise OSError(code, os.strerror(code))

    try:
        with before_each(at(case.number, fail, and_after=" " in case.kind)):
            step.act(root)
    except EarmarkError as error:
        return "will finish" if "next command will finish" in error.show("en") else "refused"
    return "done"


def judge(root: Path, step: Step, told: str) -> str:
    """Recover twice; the books must be those before or after, and what was told must be so."""
    if told in ("done", "refused"):
        assert files_of(root) == (step.after if told == "done" else step.before), (
            f"told {told}, but it is not so"
        )
    if root.is_dir():
        Store(root).settle()
    left = files_of(root)
    assert left in (step.before, step.after), f"between before and after: {different(left, step)}"
    if root.is_dir():
        Store(root).recover()
        Store(root).recover()
        assert [path.name for path in (root / ".earmark").iterdir()] == ["lock"], "remains"
    assert files_of(root) == left, "a second recovery changed something"
    if told in ("done", "will finish"):
        assert left == step.after, f"lost, though told {told}"
    _checked(root, left)
    if left == step.before and step.name not in ONCE:
        step.act(root)
        assert files_of(root) == step.after, "done again it is not the same"
    return ("after" if left == step.after else "before") + f", told {told}"


def different(left: Files, step: Step) -> list[str]:
    """The files that are neither as before nor as after."""
    names = left.keys() | step.before.keys() | step.after.keys()
    return sorted(n for n in names if left.get(n) not in (step.before.get(n), step.after.get(n))) or [
        "a mixture"
    ]


def _checked(root: Path, left: Files) -> None:
    """Run all checks on the books, once for each content that they were found with."""
    key = hashlib.sha256(repr(sorted(left.items())).encode()).hexdigest()
    if left and key not in _found():
        _found()[key] = sound(root)
    assert not _found().get(key), f"checks: {_found()[key]}"


@lru_cache(maxsize=1)
def _found() -> dict[str, list[str]]:
    return {}
