from __future__ import annotations

import pytest
from flask import Flask

from earmark.reports.web.endpoints import OPEN, SHUT, is_open

WRITING = ("put_", "delete_", "add", "move", "upload", "extract", "source_file", "download")


def test_every_door_of_the_installed_fava_is_known(app: Flask) -> None:
    """A new Fava with a new endpoint fails here, so that somebody decides; until then it is shut."""
    doors = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert doors == OPEN.keys() | SHUT.keys()


def test_no_door_is_open_and_shut() -> None:
    assert not OPEN.keys() & SHUT.keys()


def test_every_door_has_its_reason() -> None:
    assert all([*OPEN.values(), *SHUT.values()])


def test_no_door_that_writes_is_open() -> None:
    assert [name for name in OPEN if any(word in name for word in WRITING)] == []


def test_only_doors_that_take_get_are_open(app: Flask) -> None:
    methods = {rule.endpoint: rule.methods or set() for rule in app.url_map.iter_rules()}
    assert {name: methods[name] for name in OPEN if methods[name] - {"GET", "HEAD", "OPTIONS"}} == {}


@pytest.mark.parametrize(
    ("endpoint", "values", "opened"),
    [
        ("report", {"report_name": "journal"}, True),
        ("report", {"report_name": "editor"}, False),
        ("report", {"report_name": "import"}, False),
        ("report", {"report_name": "options"}, False),
        ("report", {}, False),
        ("extension_report", {"extension_name": "EarmarkFindings"}, True),
        ("extension_report", {"extension_name": "PortfolioList"}, False),
        ("extension_js_module", {"extension_name": "PortfolioList"}, False),
        ("static", {"filename": "app.js"}, True),
        ("json_api.get_source", {}, False),
        ("a_door_of_tomorrow", {}, False),
    ],
)
def test_what_is_not_named_is_shut(endpoint: str, values: dict[str, str], opened: bool) -> None:  # noqa: FBT001
    assert is_open(endpoint, values) is opened
