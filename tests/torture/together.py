"""Several at once: four processes writing, a writer killed with the lock in hand, an editor at work on the same file."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest import mock

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.books import desk
from earmark.ledger.books.books import Books
from earmark.ledger.files import lock
from earmark.ledger.files.store import BooksBusy, Store, Transaction
from earmark.ledger.findings import deciding
from earmark.ledger.findings.acts import Decision

from .doing import AWARD, decision
from .kit import SEED, Result, files_of, lay_out, scratch
from .operations import at, before_each
from .story import Step, sound, standing_clock, steps

PROCESSES = 4
BY_HAND = b";; by hand\n"


def attack(cases: range) -> list[Result]:
    """So many writes of each process; the other attacks in proportion."""
    writes = len(cases)
    with standing_clock():
        return [
            four_processes(writes),
            four_people(max(2, writes // 25)),
            killed_holders(max(3, writes // 10)),
            editor_at_work(max(20, writes)),
        ]


def in_processes(work: Callable[[int], None]) -> list[int]:
    """Do some work in four processes at once; how each ended."""
    children = []
    for number in range(PROCESSES):
        child = os.fork()
        if child == 0:
            try:
                work(number)
                os._exit(0)
            except BaseException:  # noqa: BLE001 - the exit code says it
                os._exit(1)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def patiently(work: Callable[[], None]) -> None:
    """Whoever is told that the books are busy tries again."""
    while True:
        try:
            work()
        except BooksBusy:
            continue
        return


def four_processes(writes: int) -> Result:
    """Each adds numbered lines to one log and to a file of its own, in one commit."""
    result = Result(f"four processes, {writes} writes each")

    def line(root: Path, number: int) -> None:
        with Store(root).writing(by=str(number)) as tx:
            log = tx.read("log") or b""
            tx.write("log", log + b"%d %d\n" % (log.count(b"\n") + 1, number))
            tx.write(f"own-{number}", (tx.read(f"own-{number}") or b"") + b".")

    def work(root: Path, number: int) -> None:
        for _ in range(writes):
            patiently(lambda: line(root, number))

    with scratch() as root:
        ended = in_processes(lambda number: work(root, number))
        lines = [line.split() for line in (root / "log").read_bytes().splitlines()]
        own = [len(files_of(root).get(f"own-{number}", b"")) for number in range(PROCESSES)]
    result.cases, result.outcomes["acknowledged and there"] = PROCESSES * writes, len(lines)
    if ended != [0] * PROCESSES or own != [writes] * PROCESSES:
        result.fail(f"ended {ended}, own files {own}")
    if [int(n) for n, _ in lines] != list(range(1, PROCESSES * writes + 1)):
        result.fail(f"lost, doubled or missing numbers among {len(lines)} lines")
    return result


def four_people(acts: int) -> Result:
    """The same through the whole product: each decides on findings of its own."""
    result = Result(f"four processes, {acts} decisions each")

    def decide(root: Path, finding: str) -> None:
        with desk.desk(Books.open(root), "zhou") as at_desk:
            deciding.decide(at_desk, AWARD, replace(decision(), finding=finding))

    def work(root: Path, number: int) -> None:
        for n in range(acts):
            patiently(partial(decide, root, f"F-{number}-{n}"))

    with scratch() as folder:
        root = lay_out(folder / "books", steps()["post"].after)
        ended = in_processes(lambda number: work(root, number))
        made = Books.open(root).records(Decision, f"awards/{AWARD}/acts.beancount")
        faults = sound(root)
    result.cases, result.outcomes["acknowledged and there"] = PROCESSES * acts, len(made)
    numbers = [f"D-{n:04d}" for n in range(1, PROCESSES * acts + 1)]
    if ended != [0] * PROCESSES or [d.id for d in made] != numbers or faults:
        result.fail(f"ended {ended}, {len(made)} decisions, {faults[:2]}")
    return result


def killed_holders(times: int) -> Result:
    """A writer is killed with the lock in hand: the next one does not wait."""
    result = Result("lock of a killed holder")
    with scratch() as root, mock.patch.object(lock, "WAIT", 0.0):
        Store(root).recover()
        for _ in range(times):
            child = os.fork()
            if child == 0:
                with Store(root).writing():
                    os.kill(os.getpid(), signal.SIGKILL)
            os.waitpid(child, 0)
            began = time.monotonic()
            try:
                Store(root).recover()
            except BooksBusy:
                result.fail(f"still held after {time.monotonic() - began:.2f} s")
            else:
                result.add("free at once")
    return result


def editor_at_work(cases: int) -> Result:
    """A file that the step writes is changed by hand at some operation before the commit point."""
    result = Result("file edited by hand between read and commit")
    dice = random.Random(SEED)  # noqa: S311 - repeatable on purpose
    names = [n for n, s in steps().items() if any(s.after.get(path) != s.before[path] for path in s.before)]
    for number in range(cases):
        _edited(steps()[names[number % len(names)]], dice, result)
    return result


def _edited(step: Step, dice: random.Random, result: Result) -> None:
    with scratch() as folder:
        root = lay_out(folder / "books", step.before)
        reads, commit = _operations(root, step)
        lay_out(root, step.before)
    path = dice.choice(sorted(reads))
    with scratch() as folder:
        root = lay_out(folder / "books", step.before)
        wanted = {**step.before, path: step.before[path] + BY_HAND}

        def edit(_name: str, _args: object) -> None:
            (root / path).write_bytes(wanted[path])

        try:
            with before_each(at(dice.randint(reads[path] + 1, commit), edit)):
                step.act(root)
        except EarmarkError:
            Store(root).recover()
        if files_of(root) == wanted:
            result.add("refused, the edit stands")
        else:
            result.fail(f"{step.name}: {path} edited by hand was overwritten")


def _operations(root: Path, step: Step) -> tuple[dict[str, int], int]:
    """At which operation the commit first reads each file that it changes; where the commit point is."""
    reads: dict[str, int] = {}
    seen: list[str] = []
    real = Transaction.read

    def read(self: Transaction, path: str) -> bytes | None:
        if path in step.before and step.before[path] != step.after.get(path):
            reads.setdefault(path, len(seen) + 1)
        return real(self, path)

    with before_each(lambda name, _: seen.append(name)), mock.patch.object(Transaction, "read", read):
        step.act(root)
    # The first name changed is the commit point: staged-… becomes ready-….
    return reads, seen.index("rename") + 1
