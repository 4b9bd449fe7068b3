"""What every test runs under: no stale loads, and every module under one name."""

from __future__ import annotations

import os
import sys

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
