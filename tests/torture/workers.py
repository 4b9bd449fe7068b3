"""Pieces of attacks on all cores, each in a fresh process: what one leaves behind is not there for the next."""

from __future__ import annotations

import multiprocessing
import os
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import NamedTuple

from .attacks import Piece
from .kit import Result

CORES = len(os.sched_getaffinity(0))


class Done(NamedTuple):
    """A piece, what came of it, and how long its process took."""

    piece: Piece
    results: list[Result]
    seconds: float


def each_done(work: Sequence[Piece], processes: int) -> Iterator[Done]:
    """The pieces as they end. Raises `BrokenProcessPool` when a process is killed."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=fresh, max_tasks_per_child=1) as pool:
        for future in as_completed([pool.submit(_do, piece) for piece in work]):
            yield future.result()


def _do(piece: Piece) -> Done:
    began = time.monotonic()
    try:
        results = piece.run()
    except Exception:  # noqa: BLE001 - an attack that breaks off has shown nothing
        broken = Result(f"{piece} broke off")
        broken.fail(traceback.format_exc())
        results = [broken]
    return Done(piece, results, time.monotonic() - began)
