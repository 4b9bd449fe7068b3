"""Docs fail here when they fall behind: every file they name is there, every command they show can be parsed."""

import re
import shlex
from pathlib import Path

import click
import pytest

from earmark.reports.cli import cli

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("README*.md"), ROOT / "CHANGELOG.md"])
FILE = re.compile(r"`((?:ledger|importers|plugins|reports|tests|docs|bench)/[\w./-]+)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
FENCE = re.compile(r"```\w*\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    missing = [name for name in FILE.findall(text) if not (ROOT / name).exists()]
    missing += [name for name in LINK.findall(text) if not (page.parent / name).exists()]
    assert missing == []


def commands(page: Path) -> list[str]:
    """The earmark commands in a page's code blocks, with folded lines joined."""
    blocks = "\n".join(FENCE.findall(page.read_text(encoding="utf-8"))).replace("\\\n", " ")
    lines = [line.strip().removeprefix(".venv/bin/") for line in blocks.splitlines()]
    return [line for line in lines if line.startswith("earmark ")]


SHOWN = [(page.name, line) for page in PAGES for line in commands(page)]


@pytest.mark.parametrize(("page", "line"), SHOWN)
def test_a_command_that_is_shown_can_be_parsed(
    page: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A policy that a page tells the reader to write is there."""
    words = shlex.split(line, comments=True)[1:]
    monkeypatch.chdir(tmp_path)
    for word in words:
        if word.endswith(".toml"):
            (tmp_path / word).touch()
    ctx = cli.make_context("earmark", words)
    command: click.Command = cli
    while isinstance(command, click.Group):
        name, found, rest = command.resolve_command(ctx, [*ctx._protected_args, *ctx.args])  # noqa: SLF001
        assert found is not None, page
        command = found
        ctx = command.make_context(name, rest, parent=ctx)


EXAMPLES = [
    (" ".join(path), getattr(command, "example", ""))
    for path, command in [
        ((n,), cli.get_command(click.Context(cli), n)) for n in cli.list_commands(click.Context(cli))
    ]
]


@pytest.mark.parametrize(("verb", "example"), EXAMPLES)
def test_the_example_of_a_verb_can_be_parsed(
    verb: str, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for line in example.replace("\\\n", " ").splitlines():
        test_a_command_that_is_shown_can_be_parsed(verb, line, tmp_path, monkeypatch)
