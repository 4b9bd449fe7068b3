"""Handing out a file (a page, a workbook): whole or not at all, and never over another unless that is asked for."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.reasons import reason
from earmark.ledger.base.text import Text
from earmark.ledger.files import disk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PAGE = (".html", ".htm")
WORKBOOK = (".xlsx",)
DOCUMENT = (".docx",)


class WrongFile(EarmarkError):
    """A place where no file can be written."""


def refuse_name(path: Path, kinds: Sequence[str], *, force: bool = False) -> None:
    """Refuse a name that ends otherwise or is taken, before anything is made. Raises :class:`WrongFile`."""
    if path.suffix.lower() not in kinds:
        allowed = [kind for kind in kinds if kind != PAGE[1]]
        kind = Text(" 或 ".join(allowed), " or ".join(allowed))
        fix = Text("文件名以 {kind} 结尾", "end the name in {kind}").format(kind=kind)
        message = Text("只能写成 {kind} 文件", "only a {kind} file is written").format(kind=kind)
        raise WrongFile(message, file=path, fix=fix)
    if not force and path.exists():
        raise taken(path)


def taken(path: Path) -> WrongFile:
    """The name is somebody's."""
    fix = Text("换一个文件名，或加 --force", "choose another name, or add --force")
    return WrongFile(Text("文件已存在", "the file exists"), file=path, fix=fix)


def write_out(path: Path, data: bytes, kinds: Sequence[str], *, force: bool = False) -> None:
    """Write the file. Raises :class:`WrongFile` when the name ends otherwise, is taken, or the folder refuses it."""
    with put_out(path, data, kinds, force=force):
        pass


@contextmanager
def put_out(path: Path, data: bytes, kinds: Sequence[str], *, force: bool = False) -> Iterator[None]:
    """The file lies whole beside its name while the block runs and takes the name after it; if the block fails, it is gone.

    Raises as :func:`write_out`, before the block where the folder tells; after it only when the name was taken meanwhile.
    """
    refuse_name(path, kinds, force=force)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with _told(path):
            disk.write_new(aside, data, private=False)
        yield
        with _told(path):
            if not force:
                # Takes the name, or fails because somebody has it; a rename alone would replace what is there.
                path.touch(exist_ok=False)
            aside.replace(path)
            disk.sync_folder(path.parent)
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise taken(path) from None
    except OSError as error:
        message = Text("写不了：{why}", "cannot be written: {why}").format(why=reason(error))
        raise WrongFile(message, file=path) from None
