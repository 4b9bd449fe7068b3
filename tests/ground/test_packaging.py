from __future__ import annotations

import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

# One worker builds and installs once for all of these.
pytestmark = pytest.mark.xdist_group("packaging")

Run = Callable[..., str]


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an sdist, and the wheel made from that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(root)]
    subprocess.run(build, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


@pytest.fixture(scope="module")
def sdist(built: Path) -> Path:
    return next(built.glob("*.tar.gz"))


def test_the_wheel_holds_the_four_rooms_and_nothing_else(wheel: Path) -> None:
    names = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    assert {name.split("/")[0] for name in names} == {"earmark"}
    assert {name.split("/")[1] for name in names} == {"ledger", "importers", "plugins", "reports"}
    assert [name for name in names if "test" in name.lower() or name.endswith(".pyc")] == []


def test_the_wheel_holds_every_tracked_file_of_the_rooms(
    root: Path, tracked: list[Path], wheel: Path
) -> None:
    rooms = {"ledger", "importers", "plugins", "reports"}
    wanted = {path.relative_to(root) for path in tracked if path.relative_to(root).parts[0] in rooms}
    held = {
        Path(name).relative_to("earmark")
        for name in zipfile.ZipFile(wheel).namelist()
        if name[:8] == "earmark/"
    }
    assert wanted <= held


def test_the_wheel_carries_its_licence(wheel: Path) -> None:
    files = zipfile.ZipFile(wheel)
    metadata = next(name for name in files.namelist() if name.endswith("METADATA"))
    assert "License-Expression: GPL-2.0-or-later" in files.read(metadata).decode()
    assert any(name.endswith("licenses/LICENSE") for name in files.namelist())


def test_the_sdist_holds_what_is_needed_to_build_test_and_read(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.split("/")[1] for name in archive.getnames()}
    rooms = {"ledger", "importers", "plugins", "reports", "src", "tests", "docs"}
    pages = {"CHANGELOG.md", "LICENSE", "README.md", "README.zh-CN.md", "PKG-INFO"}
    tools = {"Makefile", "constraints.txt", "pyproject.toml", ".gitignore"}
    assert names == rooms | pages | tools


@pytest.fixture(scope="module")
def bare(root: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a program of an environment where nothing but the wheel and what it needs is installed."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder / "venv", with_pip=True)

    def run(program: str, *words: str | Path) -> str:
        called = [folder / "venv" / "bin" / program, *words]
        done = subprocess.run(called, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("pip", "install", "--quiet", "-c", root / "constraints.txt", wheel)
    return run


@pytest.mark.slow
def test_wheel_and_sdist_answer_in_a_bare_environment(bare: Run, sdist: Path) -> None:
    assert "earmark demo" in bare("earmark", "--help")
    bare("pip", "install", "--quiet", "--no-deps", "--force-reinstall", sdist)
    assert "earmark demo" in bare("earmark", "--help")


@pytest.mark.slow
@pytest.mark.skipif(find_spec("earmark.reports.commands.demo") is None, reason="there is no demo yet")
def test_the_demo_runs_in_a_bare_environment(bare: Run, tmp_path: Path) -> None:
    bare("earmark", "demo", tmp_path / "books")
    assert (tmp_path / "books" / "main.beancount").is_file()
