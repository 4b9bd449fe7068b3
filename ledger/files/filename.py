"""The name by which a file that came from outside is known here."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ..base.clean import clean

if TYPE_CHECKING:
    from pathlib import PurePath

UNSAFE = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|\ud800-\udfff]+')
LONGEST_NAME = 80


def file_name(path: PurePath) -> str:
    """The name by which a file is known here: its own, without signs that a ledger or a disk may not take."""
    stem, suffix = (
        UNSAFE.sub("_", clean(unicodedata.normalize("NFC", part))) for part in (path.stem, path.suffix)
    )
    return stem[:LONGEST_NAME] + suffix[:8]
