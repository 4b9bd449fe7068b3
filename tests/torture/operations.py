"""The operations on files that a write makes, to be watched, cut off or failed one by one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

LISTINGS = {"scandir", "listdir"}
"""Counted in the store's own folder only: the rest of the books is listed before anything is written."""
NAMES = ("open", "write", "fsync", "rename", "mkdir", "unlink", "rmdir", "ftruncate", "scandir", "listdir")

Before = Callable[[str, tuple[Any, ...]], None]


@contextmanager
def before_each(act: Before) -> Iterator[None]:
    """Call `act(name, arguments)` before each operation on files that this process makes."""
    real = {name: getattr(os, name) for name in NAMES}

    def wrapped(name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever os takes and gives
            if name not in LISTINGS or ".earmark" in str(args[0]):
                act(name, args)
            return real[name](*args, **kwargs)

        return call

    with _instead({name: wrapped(name) for name in NAMES}):
        yield


@contextmanager
def _instead(functions: dict[str, Callable[..., Any]]) -> Iterator[None]:
    real = {name: getattr(os, name) for name in functions}
    for name, function in functions.items():
        setattr(os, name, function)
    try:
        yield
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def counted(work: Callable[[], object]) -> int:
    """How many operations some work makes."""
    done: list[str] = []
    with before_each(lambda name, _: done.append(name)):
        work()
    return len(done)


def at(count: int, act: Before, *, and_after: bool = False) -> Before:
    """Act at the operation with this number (from 1), once or from there on."""
    done = 0

    def step(name: str, args: tuple[Any, ...]) -> None:
        nonlocal done
        done += 1
        if done == count or (and_after and done > count):
            act(name, args)

    return step


def die(name: str, args: tuple[Any, ...]) -> None:
    """End as kill -9 does; a write is cut in half."""
    if name == "write":
        with suppress(OSError):
            half(args[0], args[1])
    os._exit(9)


def half(handle: int, data: bytes) -> None:
    """Write the first half, past any watcher."""
    copy = os.dup(handle)
    with open(copy, "wb", buffering=0) as file:  # noqa: PTH123 - a handle, not a path
        file.write(bytes(data)[: len(data) // 2])


@contextmanager
def few_bytes_at_a_time(count: int) -> Iterator[None]:
    """From this write on the system takes three bytes at a time."""
    real, done = os.write, 0

    def write(handle: int, data: bytes) -> int:
        nonlocal done
        done += 1
        return real(handle, bytes(data)[:3] if done >= count else data)

    with _instead({"write": write}):
        yield


def forked(work: Callable[[], object]) -> int:
    """Do the work in a process of its own; give 0, or how it ended."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            work()
            os._exit(0)
        os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
