"""The page as a file: whole or not at all, and never over another file unless that is asked for."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from earmark.ledger import disk
from earmark.ledger.errors import EarmarkError
from earmark.ledger.text import Text

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".html", ".htm")


class WrongFile(EarmarkError):
    """A place where no report can be written."""


def write_page(path: Path, html: str, *, force: bool = False) -> None:
    """Write the page. Raises :class:`WrongFile` when the name is no .html, is taken, or the folder refuses it."""
    if path.suffix.lower() not in SUFFIXES:
        fix = Text("文件名以 .html 结尾", "end the name in .html")
        raise WrongFile(Text("报告只写成网页文件", "a report is written as a page only"), file=path, fix=fix)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        disk.write_new(aside, html.encode(), private=False)
        if not force:
            # Takes the name, or fails because somebody has it; a rename alone would replace what is there.
            path.touch(exist_ok=False)
        aside.replace(path)
        disk.sync_folder(path.parent)
    except FileExistsError:
        fix = Text("换一个文件名，或加 --force", "choose another name, or add --force")
        raise WrongFile(Text("文件已存在", "the file exists"), file=path, fix=fix) from None
    except OSError as error:
        message = Text("写不了：{why}", "cannot be written: {why}").format(why=error.strerror)
        raise WrongFile(message, file=path) from None
    finally:
        aside.unlink(missing_ok=True)
