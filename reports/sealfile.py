"""Seal files outside books: a copy that an auditor signs, an older checkpoint that somebody kept."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from earmark.ledger.base.reasons import reason
from earmark.ledger.base.text import Text
from earmark.ledger.files.disk import sync_folder, write_new
from earmark.ledger.proof.checkpoint import DamagedCheckpoint, read_checkpoint

if TYPE_CHECKING:
    from pathlib import Path

    from earmark.ledger.proof.checkpoint import Checkpoint

CANNOT = Text("读写不了：{why}", "cannot be read or written: {why}")


def read_seal(file: Path) -> Checkpoint:
    """The checkpoint in a file. Raises :class:`.DamagedCheckpoint`."""
    try:
        return read_checkpoint(file.read_bytes(), str(file))
    except OSError as error:
        raise DamagedCheckpoint(CANNOT.format(why=reason(error)), file=file) from None


def replace_seal(file: Path, seal: Checkpoint) -> None:
    """Replace a seal file, whole or not at all. Raises :class:`.DamagedCheckpoint`."""
    aside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        write_new(aside, str(seal).encode(), private=False)
        aside.replace(file)
        sync_folder(file.parent)
    except OSError as error:
        raise DamagedCheckpoint(CANNOT.format(why=reason(error)), file=file) from None
    finally:
        aside.unlink(missing_ok=True)
