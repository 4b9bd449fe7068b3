"""The attacks by name, and how many cases each has: in full, a tenth, and the fast share of `make test`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from . import (
    bombs,
    faults,
    hostile_ledgers,
    hostile_numbers,
    hostile_text,
    mutants,
    mutations,
    powercut,
    syscalls,
    together,
)

if TYPE_CHECKING:
    from .kit import Result

SHARES = ("full", "tenth", "fast")
ATTACKS: dict[str, tuple[Callable[[int], list[Result]], tuple[int, int, int]]] = {
    "faults": (faults.attack, (3000, 300, 120)),
    "powercut": (powercut.attack, (10_000, 1000, 90)),
    "syscalls": (syscalls.attack, (300, 30, 4)),
    "mutants": (mutants.attack, (18, 18, 3)),
    "together": (together.attack, (500, 50, 20)),
    "text": (hostile_text.attack, (10_000, 1000, 40)),
    "numbers": (hostile_numbers.attack, (10_000, 1000, 400)),
    "ledgers": (hostile_ledgers.attack, (350, 100, 35)),
    "bombs": (bombs.attack, (12, 12, 4)),
    "mutations": (mutations.attack, (20_000, 2000, 150)),
}


def run(name: str, share: str) -> list[Result]:
    """One attack with its full count, a tenth, or the fast share."""
    attack, counts = ATTACKS[name]
    return attack(counts[SHARES.index(share)])
