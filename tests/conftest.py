"""What every test runs under: no stale loads, and every module under one name."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# Beancount's own cache is keyed on mtime and size of the ledger alone: it would serve findings of older rules.
os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

ROOMS = ("ledger", "importers", "plugins", "reports")


def refuse_bare_rooms() -> None:
    """Stop when a room was imported by its bare name: `ledger` beside `earmark.ledger` is every class twice."""
    bare = [room for room in ROOMS if room in sys.modules]
    if bare:
        message = (
            f"loaded under a bare name: {', '.join(bare)}. Import earmark.{bare[0]}, and start the tests with "
            "`pytest` or `make test`, not with `python -m pytest`."
        )
        raise pytest.UsageError(message)


UNTRACED = (
    "bench/", "torture/", "ground/test_packaging.py", "flow/test_stock_tools.py", "flow/test_laws_in_books.py",
    "flow/test_kill.py", "flow/test_life_machine.py", "plugins/test_anchors.py", "importers/test_layouts.py",
    "importers/test_mutations.py", "reports/web/test_browser.py", "reports/web/test_serve.py",
    "reports/outgoing/test_print.py", "reports/accountability/test_print.py",
)  # fmt: skip
"""Tests that go many times over what others cover, or whose work is done in another process: tracing them costs half
as much again and adds no line."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave long tests out of the coverage, not out of the run."""
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).as_posix().startswith(UNTRACED):
            item.add_marker("no_cover")


def pytest_collection_finish() -> None:
    """Refuse bare rooms once all test modules are imported."""
    refuse_bare_rooms()


def pytest_sessionfinish() -> None:
    """Refuse bare rooms that a test imported on its way."""
    refuse_bare_rooms()


# What lands is judged by the same cases each time; at a developer's machine every run looks elsewhere.
# No case is timed: a busy machine is no fault.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("here")
if os.environ.get("CI"):
    settings.load_profile("ci")
