"""The life of findings at random, as `tests/flow/test_life_machine.py` has it, with other seeds and longer runs."""

from __future__ import annotations

from hypothesis import seed, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.flow.test_life_machine import Life

from .kit import SEED, Result

STEPS = 40


def attack(cases: range) -> list[Result]:
    """So many runs of the machine, each of up to forty steps; it stops at the first that breaks a law."""
    result = Result("life")
    # The first run of a machine is always its shortest.
    more = settings(
        Life.TestCase.settings, max_examples=len(cases) + 1, stateful_step_count=STEPS, database=None
    )
    try:
        run_state_machine_as_test(seed(SEED + cases.start)(Life), settings=more)
    except AssertionError as error:
        result.fail(f"runs {cases.start + 1}-{cases.stop}: {error}")
    else:
        for _ in cases:
            result.add("laws held")
    return [result]
