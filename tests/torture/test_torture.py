"""A fast share of `make torture`: every attack, few cases of each."""

from __future__ import annotations

import pytest

from .attacks import ATTACKS, run


@pytest.mark.parametrize("name", ATTACKS)
def test_no_promise_is_broken(name: str) -> None:
    for result in run(name, "fast"):
        assert result.failures == []
        assert result.cases or result.skipped
