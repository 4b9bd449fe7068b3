"""Style as a test, with a ratchet: a limit holds for all but the few that are named, and a name that is no longer needed must go."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOMS = ("ledger", "importers", "plugins", "reports")
LINES_OF_A_MODULE = 300
LINES_OF_A_FUNCTION = 60
LONG_MODULES: set[str] = set()
LONG_FUNCTIONS: set[str] = set()


@pytest.fixture(scope="module")
def modules(root: Path) -> dict[str, str]:
    """The source of every module of the four rooms, by its path from the root."""
    paths = [path for room in ROOMS for path in sorted((root / room).rglob("*.py"))]
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, docstring included."""
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def test_no_module_is_too_long(modules: dict[str, str]) -> None:
    long = {name for name, source in modules.items() if len(source.splitlines()) > LINES_OF_A_MODULE}
    assert long == LONG_MODULES


def test_no_function_is_too_long(modules: dict[str, str]) -> None:
    long = {
        f"{name}:{node.name}"
        for name, source in modules.items()
        for node in functions(source)
        if length(node) > LINES_OF_A_FUNCTION
    }
    assert long == LONG_FUNCTIONS


def test_every_module_has_a_manual(modules: dict[str, str]) -> None:
    assert [name for name, source in modules.items() if not ast.get_docstring(ast.parse(source))] == []


def test_only_reports_print(modules: dict[str, str]) -> None:
    printing = [
        f"{name}:{node.lineno}"
        for name, source in modules.items()
        if not name.startswith("reports/")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_modules_inside_a_room_are_imported_relatively(modules: dict[str, str]) -> None:
    """A reader sees which walls a line goes through: `from .award` stays in the room, `from earmark.ledger` leaves it."""
    absolute = [
        f"{name}:{node.lineno}"
        for name, source in modules.items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(f"earmark.{name.split('/')[0]}")
    ]
    assert absolute == []
