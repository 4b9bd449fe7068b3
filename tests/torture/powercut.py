"""The power goes: after every event of every write path, with what was not synced spared or lost in many ways.

Each state is recovered twice. It must be the books before or after; after the acknowledgement, the books after. And a file
that somebody edits by hand after the acknowledgement, before the power goes, keeps the edit and stops nobody.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from earmark.ledger.files.store import Store

from .faults import judge
from .kit import SEED, Result, files_of, lay_out, scratch
from .model import Choice, Recorder, Tree
from .story import Step, standing_clock, steps

DATA = ("dropped", "half", "zeroed", "full", "some")
NAMES = ("none", "all", "some")
EDITED = b";; edited by hand\n"


class Cut(NamedTuple):
    """A power cut: in which step, after how many events, sparing what; with a file edited by hand before it or not."""

    step: str
    after: int
    choice: Choice
    edited: bool = False


def attack(cases: range) -> list[Result]:
    """Try these states of all, which are shuffled over steps and events."""
    result = Result("power cuts, unsynced writes and names lost")
    with standing_clock():
        every = [cut for name in steps() for cut in cuts(name, SEED)]
        random.Random(SEED).shuffle(every)  # noqa: S311 - a fixed seed is the point
        for cut in every[cases.start : cases.stop]:
            one(cut, result)
    return [result]


def cuts(name: str, seed: int, kept: tuple[str, ...] = NAMES) -> Iterator[Cut]:
    """All cuts of one step."""
    events = len(recorded(name).events)
    for after, data, names in itertools.product(range(events + 1), DATA, kept):
        yield Cut(name, after, Choice(data, names, seed + after))
    for data, names in itertools.product(DATA, kept):
        yield Cut(name, events, Choice(data, names, seed), edited=True)


@lru_cache(maxsize=64)
def recorded(name: str) -> Recorder:
    """What a step asks of the disk. The root exists and its name is certain: that is the user's own folder."""
    step = steps()[name]
    with scratch() as folder:
        root = lay_out(folder / "books", step.before)
        recorder = Recorder(root)
        recorder.record(lambda: step.act(root))
        assert files_of(root) == step.after
    return recorder


def one(cut: Cut, result: Result) -> None:
    """Lay out what is left, recover, judge."""
    step, recorder = steps()[cut.step], recorded(cut.step)
    acknowledged = cut.after == len(recorder.events)
    with scratch() as folder:
        root = _laid_out(folder / "books", recorder.left(cut.after, cut.choice))
        try:
            if cut.edited:
                _edited(root, step)
                result.add("edited by hand, kept")
            else:
                told = judge(root, step, "will finish" if acknowledged else "nothing")
                result.add(told.partition(",")[0])
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a promise broken
            result.fail(f"{cut}: {type(error).__name__} {error}")


def _laid_out(root: Path, tree: Tree) -> Path:
    root.mkdir()
    for path, data in tree.items():
        if data is None:
            (root / path).mkdir()
        else:
            (root / path).write_bytes(data)
    return root


def _edited(root: Path, step: Step) -> None:
    path = next(p for p in sorted(step.after) if step.after[p] != step.before.get(p))
    wanted = {**step.after, path: step.after[path] + EDITED}
    (root / path).write_bytes(wanted[path])
    Store(root).settle()
    Store(root).recover()
    assert files_of(root) == wanted, "the edit did not stay alone"
