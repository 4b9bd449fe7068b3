"""The directory of an xlsx file, looked at before anything is unpacked.

A workbook of 1 MiB can unpack to 1 GiB. What the ZIP directory promises is held to three limits; whoever
lies in the directory runs into the limits of the child process (see :mod:`..parsing.child`).
"""

from __future__ import annotations

import io
import zipfile

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 100
MOST_ENTRIES = 1000
SMALL = 10 * 1024 * 1024
"""Below this size the ratio does not matter: a workbook of empty cells packs very well."""


class Overblown(EarmarkError):
    """A workbook that would unpack to more than any statement or journal has reason to be."""


def check_directory(data: bytes) -> None:
    """Let a ZIP file pass that may be unpacked.

    Raises:
        Overblown: too many entries, too large, or packed too tightly; or the directory cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        fix = Text("请重新导出或另存一份", "export it again")
        raise Overblown(Text("工作簿已损坏", "the workbook is damaged"), fix=fix) from None
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or size > MOST_BYTES or (size > SMALL and size > MOST_RATIO * len(data)):
        message = Text(
            "工作簿解压后有 {size} MiB，过大", "the workbook would unpack to {size} MiB, which is too much"
        )
        fix = Text("请按月或按季导出", "export a month or a quarter at a time")
        raise Overblown(message.format(size=size // 1024 // 1024), fix=fix)
