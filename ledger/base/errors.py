"""The one base of all errors that a person may see.

A module names its own errors after what went wrong (`GateRefused`, `NotAnAmount`, `BooksBusy`) and
derives them from `EarmarkError`; the command line and the web service catch only this base and show it
without a traceback:

    vouchers/2025-03.beancount:12：金额写法不对。请写成 1234.50
    vouchers/2025-03.beancount:12: the amount is not well written. Write it as 1234.50
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .text import Text

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = ("earmark ", "make ", "pip ")


class EarmarkError(Exception):
    """Something a person can understand and mend.

    `message` says what is wrong and `fix` what to do, both without a final full stop; `file` and `row`
    (from 1) say where. The attributes may be set later by a caller who knows the place better.
    """

    def __init__(
        self,
        message: Text,
        *,
        file: Path | str | None = None,
        row: int | None = None,
        fix: Text | None = None,
    ) -> None:
        """Keep what is wrong, where, and what to do."""
        super().__init__(message)
        self.message = message
        self.file = file
        self.row = row
        self.fix = fix

    @property
    def place(self) -> str:
        """`FILE:ROW`, `FILE`, or nothing when no file is known."""
        if self.file is None:
            return ""
        return str(self.file) if self.row is None else f"{self.file}:{self.row}"

    def show(self, lang: str) -> str:
        """Give the whole message in one line: place, what is wrong, what to do."""
        colon = ": " if lang == "en" else "："
        said = self.said.show(lang)
        return self.place + colon + said if self.place else said

    @property
    def said(self) -> Text:
        """What is wrong and what to do, without the place."""
        if self.fix is None:
            return self.message
        return Text(f"{self.message.zh}。{self.fix.zh}", f"{self.message.en}. {_sentence(self.fix.en)}")

    @property
    def whole(self) -> Text:
        """The whole message in both languages."""
        return Text(self.show("zh"), self.show("en"))

    def __str__(self) -> str:
        """Show it in Chinese, for logs and for tests."""
        return self.show("zh")


def _sentence(said: str) -> str:
    """English with a capital, unless it begins with a command."""
    return said if said.startswith(COMMAND) else said[:1].upper() + said[1:]
