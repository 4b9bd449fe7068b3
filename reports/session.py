"""What a verb has at hand: the books, the language, who acts, and the way to speak."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from earmark.ledger.base.text import Lang, Text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from earmark.ledger.books.books import Books

SCHEMA = 1


@dataclass
class Session:
    """One run of the command line."""

    folder: Path
    lang: Lang
    exit_code: int = 0

    @cached_property
    def books(self) -> Books:
        """The books in --books, or the nearest above the working folder. Raises NoBooks."""
        from earmark.ledger.books.books import Books

        return Books.find(self.folder)

    def by(self, given: str | None) -> str:
        """Who acts: --by, else EARMARK_BY, else earmark.toml. On the command line a name is only claimed."""
        return given or os.environ.get("EARMARK_BY") or str(self.books.config.get("by", ""))

    def say(self, message: Text | str = "", **values: object) -> None:
        """Print a line in the user's language."""
        if isinstance(message, Text):
            message = message.format(**values).show(self.lang)
        click.echo(message)

    def hint(self, message: Text | str) -> None:
        """Print a line on standard error: progress, advice; never part of a result."""
        click.echo(message.show(self.lang) if isinstance(message, Text) else message, err=True)

    def progress(self, message: Text) -> None:
        """Print how far long work is, where a person watches."""
        if sys.stderr.isatty():
            self.hint(message)

    def result(self, value: dict[str, Any]) -> None:
        """Print a result as one JSON object."""
        click.echo(json.dumps({"schema": SCHEMA, **value}, ensure_ascii=False, indent=2))

    def table(self, head: Sequence[Text], rows: Iterable[Sequence[object]]) -> None:
        """Print rows under a head; a cell that is a Text is shown in the user's language."""
        from .tables import table

        shown = [[cell.show(self.lang) if isinstance(cell, Text) else cell for cell in row] for row in rows]
        self.say(table([word.show(self.lang) for word in head], shown))


def today() -> datetime.date:
    """The user's own day."""
    import datetime

    return datetime.datetime.now().astimezone().date()
