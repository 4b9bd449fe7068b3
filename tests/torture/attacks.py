"""The attacks by name: how many cases each has (in full, a tenth, and the fast share of `make test`), and in what pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from . import (
    blind,
    bombs,
    faults,
    forgery,
    hostile_ledgers,
    hostile_numbers,
    hostile_text,
    life,
    mutants,
    mutations,
    outsiders,
    powercut,
    syscalls,
    together,
)

if TYPE_CHECKING:
    from .kit import Result


class Attack(NamedTuple):
    """An attack does the cases with these numbers; a piece of so many is one process's work."""

    do: Callable[[range], list[Result]]
    full: int
    tenth: int
    fast: int
    piece: int


SHARES = ("full", "tenth", "fast")
ATTACKS = {
    "faults": Attack(faults.attack, 3000, 300, 120, 750),
    "powercut": Attack(powercut.attack, 10_000, 1000, 90, 2500),
    "syscalls": Attack(syscalls.attack, 300, 30, 4, 75),
    "mutants": Attack(mutants.attack, len(mutants.MUTANTS), len(mutants.MUTANTS), 3, 4),
    "blind": Attack(blind.attack, len(blind.MUTANTS), len(blind.MUTANTS), 3, 4),
    "together": Attack(together.attack, 500, 50, 20, 500),
    "text": Attack(hostile_text.attack, 10_000, 1000, 40, 1000),
    "numbers": Attack(hostile_numbers.attack, 10_000, 1000, 400, 10_000),
    "ledgers": Attack(hostile_ledgers.attack, 350, 100, 35, 175),
    "bombs": Attack(bombs.attack, 14, 14, 4, 7),
    "outsiders": Attack(outsiders.attack, 300, 30, 2, 300),
    "life": Attack(life.attack, 100, 10, 1, 10),
    "forgery": Attack(forgery.attack, 1000, 100, 15, 500),
    "mutations": Attack(mutations.attack, 20_000, 2000, 150, 2500),
}


class Piece(NamedTuple):
    """Some cases of an attack."""

    attack: str
    cases: range

    def __str__(self) -> str:
        """As in the lines of progress."""
        return f"{self.attack} {self.cases.start + 1}-{self.cases.stop}"

    def run(self) -> list[Result]:
        """Do the cases here."""
        return ATTACKS[self.attack].do(self.cases)


def pieces(name: str, share: str) -> Iterator[Piece]:
    """One attack with its full count, a tenth, or the fast share, in pieces."""
    attack = ATTACKS[name]
    count: int = getattr(attack, share)
    for start in range(0, count, attack.piece):
        yield Piece(name, range(start, min(start + attack.piece, count)))
