"""Verification itself is tried: each mutant makes it blind to one thing, and the mutations or the forgeries must notice.

As in :mod:`.mutants`: a mutant that nothing notices is a check that nobody needs, or an attack that does not look.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Any
from unittest import mock

from earmark.ledger.books.books import Books
from earmark.ledger.closings import held
from earmark.ledger.proof import checking, comparing, seals, verifying
from earmark.ledger.proof.roots import Roots
from earmark.ledger.proof.signing import Signed

from . import forgery, mutations
from .kit import SEED, Result, lay_out, scratch
from .story import SEALED, standing_clock, steps

MOST = 400
"""So many mutations or forgeries at most, until one passes unseen."""

Mutant = Callable[[], AbstractContextManager[Any]]


def _put(name: str, value: object, *targets: object) -> Mutant:
    def patched() -> ExitStack:
        stack = ExitStack()
        for target in targets:
            stack.enter_context(mock.patch.object(target, name, value))
        return stack

    return patched


def editor(books: Books) -> Result:
    """Somebody with a text editor."""
    result, files = Result("editor"), steps()[SEALED].after
    changeable = sorted(p for p in files if not mutations.MAY_CHANGE.match(p) and files[p])
    for number in range(MOST):
        dice = random.Random(f"{SEED} {number}")  # noqa: S311 - repeatable on purpose
        mutations.one(books, files, dice, dice.choice(changeable), result)
        if result.failures:
            break
    return result


def forger(books: Books) -> Result:
    """Somebody with a program."""
    result = Result("forger")
    for number in range(MOST):
        level = forgery.LEVELS[number % len(forgery.LEVELS)]
        forgery.one(books, level, random.Random(f"{SEED} {number}"), result)  # noqa: S311 - repeatable on purpose
        if result.failures:
            break
    return result


def _kept_nowhere(books: Books, award: str, _: object) -> object:
    return check_seals(books, award)


check_seals = seals.check_seals

MUTANTS: dict[str, tuple[Mutant, Callable[[Books], Result]]] = {
    "the text is not compared with the log": (
        _put("differences", lambda *_: (), comparing, checking, verifying),
        editor,
    ),
    "what a closing holds is not compared": (_put("held_now", lambda *_: {}, held), editor),
    "the list of a closing is not compared with its hash": (
        _put("is_whole", lambda *_: True, held, seals),
        forger,
    ),
    "no seals": (_put("check_seals", lambda *_: ([], []), verifying), forger),
    "roots are not compared": (_put("faults", lambda *_: [], Roots), forger),
    "signatures are not checked": (
        _put("check_signature", lambda _, signature, *__: Signed(signature.name, None), seals),
        forger,
    ),
    "a missing signature is not said": (_put("missing", (), seals.SealState), forger),
    "a seal kept elsewhere is not looked at": (_put("check_seals", _kept_nowhere, verifying), forger),
}


def attack(cases: range) -> list[Result]:
    """Some of the mutants, each to be noticed."""
    result = Result("mutants of verify")
    with standing_clock(), scratch() as folder:
        books = Books.open(lay_out(folder / "books", steps()[SEALED].after))
        for name, (mutant, noticed) in list(MUTANTS.items())[cases.start : cases.stop]:
            with mutant():
                found = noticed(books)
            if found.failures:
                result.add(f"noticed by {noticed.__name__}")
            else:
                result.fail(f"not noticed by {noticed.__name__}: {name}")
    return [result]
