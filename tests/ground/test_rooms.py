from __future__ import annotations

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["ledger", "importers", "plugins", "reports"]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_imported_from_where_it_stands(room: str) -> None:
    module = importlib.import_module(f"earmark.{room}")
    assert module.__file__ is not None
    assert Path(module.__file__).resolve() == ROOT / room / "__init__.py"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_that_it_is_typed(room: str) -> None:
    assert (ROOT / room / "py.typed").is_file()


def test_links_hold_the_four_rooms_and_nothing_else() -> None:
    links = {path.name: path for path in (ROOT / "src" / "earmark").iterdir()}
    assert sorted(links) == sorted(ROOMS)
    assert all(path.is_symlink() for path in links.values())
