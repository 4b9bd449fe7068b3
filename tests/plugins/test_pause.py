"""The collector rests while rules judge, and only then."""

from __future__ import annotations

import gc

import pytest

from earmark.plugins.judging.pause import uncollected


def fail() -> None:
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise ZeroDivisionError


def test_it_rests_meanwhile_and_goes_on_afterwards_also_when_something_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        fail()
    assert gc.isenabled()


def test_who_had_switched_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
