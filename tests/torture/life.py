"""The life of findings at random, as `tests/flow/test_life_machine.py` has it, with other seeds and longer runs."""

from __future__ import annotations

from hypothesis import seed, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.flow.test_life_machine import Life

from .kit import SEED, Result

STEPS = 40


def attack(cases: range) -> list[Result]:
    """So many runs of the machine, each of up to forty steps."""
    result = Result("life")
    quiet = settings(Life.TestCase.settings, max_examples=1, stateful_step_count=STEPS, database=None)
    for case in cases:
        try:
            run_state_machine_as_test(seed(SEED + case)(Life), settings=quiet)
            result.add("laws held")
        except AssertionError as error:
            result.fail(f"run {case}: {error}")
    return [result]
