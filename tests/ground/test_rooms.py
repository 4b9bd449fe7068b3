from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOMS = ["ledger", "importers", "plugins", "reports"]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_imported_from_where_it_stands(root: Path, room: str) -> None:
    module = importlib.import_module(f"earmark.{room}")
    assert module.__file__ is not None
    assert Path(module.__file__).resolve() == root / room / "__init__.py"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_that_it_is_typed(root: Path, room: str) -> None:
    assert (root / room / "py.typed").is_file()


def test_links_hold_the_four_rooms_and_nothing_else(root: Path) -> None:
    links = {path.name: path for path in (root / "src" / "earmark").iterdir()}
    assert sorted(links) == sorted(ROOMS)
    assert all(path.is_symlink() for path in links.values())


def test_earmark_is_a_namespace_without_code_of_its_own() -> None:
    assert importlib.import_module("earmark").__file__ is None


def test_a_room_under_its_bare_name_stops_the_tests(root: Path) -> None:
    collect = "import sys, pytest, ledger; sys.exit(pytest.main(['--collect-only', '-q', 'tests/ground/test_rooms.py']))"
    run = subprocess.run(
        [sys.executable, "-c", collect], cwd=root, capture_output=True, text=True, check=False
    )
    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert "Import earmark.ledger" in run.stdout + run.stderr
