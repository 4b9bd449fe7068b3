"""A fast share of `make torture`: every attack, few cases of each."""

from __future__ import annotations

import pytest

from .attacks import ATTACKS, Piece


@pytest.mark.parametrize("name", ATTACKS)
def test_no_promise_is_broken(name: str) -> None:
    for result in Piece(name, range(ATTACKS[name].fast)).run():
        assert result.failures == []
        assert result.cases or result.skipped
