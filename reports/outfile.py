"""Handing out a file (a page, a workbook): whole or not at all, and never over another unless that is asked for."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from earmark.ledger import disk
from earmark.ledger.errors import EarmarkError
from earmark.ledger.reasons import reason
from earmark.ledger.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PAGE = (".html", ".htm")
WORKBOOK = (".xlsx",)


class WrongFile(EarmarkError):
    """A place where no file can be written."""


def write_out(path: Path, data: bytes, kinds: Sequence[str], *, force: bool = False) -> None:
    """Write the file. Raises :class:`WrongFile` when the name ends otherwise, is taken, or the folder refuses it."""
    if path.suffix.lower() not in kinds:
        fix = Text("文件名以 {kind} 结尾", "end the name in {kind}").format(kind=kinds[0])
        raise WrongFile(
            Text("只能写成 {kind} 文件", "only a {kind} file is written").format(kind=kinds[0]),
            file=path,
            fix=fix,
        )
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        disk.write_new(aside, data, private=False)
        if not force:
            # Takes the name, or fails because somebody has it; a rename alone would replace what is there.
            path.touch(exist_ok=False)
        aside.replace(path)
        disk.sync_folder(path.parent)
    except FileExistsError:
        fix = Text("换一个文件名，或加 --force", "choose another name, or add --force")
        raise WrongFile(Text("文件已存在", "the file exists"), file=path, fix=fix) from None
    except OSError as error:
        message = Text("写不了：{why}", "cannot be written: {why}").format(why=reason(error))
        raise WrongFile(message, file=path) from None
    finally:
        aside.unlink(missing_ok=True)
