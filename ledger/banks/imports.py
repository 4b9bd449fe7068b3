"""The record of one import of one file into an award's books (awards/<id>/imports/<import>.beancount).

    2025-04-02 custom "earmark-import" "I-3fa9c1d2"
      file: "交易明细_8801_202503.xlsx"
      sha256: "3fa9c1d2…"
      format: "icbc_04"
      fates: "new=41 known=0 waiting=3 other=0 refused=0"
      kept: TRUE
    2025-04-02 document Assets:WH2025-007:1002银行存款 "../documents/I-3fa9c1d2-交易明细_8801_202503.xlsx" ^I-3fa9c1d2

One file an import, so that undoing it is deleting it. The id is the start of the file's SHA-256: the same bytes are
the same import, whatever their name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..base.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecord(Record):
    """What was read, and each row's fate as ``new=12 known=3 waiting=1 other=0 refused=0``."""

    kind: ClassVar[str] = "import"

    file: str
    sha256: str
    format: str
    fates: str
    bank: str | None = None
    """The bank account's id here (ICBC-8801); None for a bookkeeping export."""
    kept: bool = False
    """Whether the original lies in documents/. Not when it holds more than the award's rows: a pooled account's
    statement, a whole unit's export. The hash then tells whether a file shown later is the same."""


def import_id(sha256: str) -> str:
    """The import's id, also the link that ties its document to its vouchers."""
    return f"I-{sha256[:8]}"


def path_of(award: str, import_id: str) -> str:
    """Where the record of an import is."""
    return f"awards/{award}/imports/{import_id}.beancount"
