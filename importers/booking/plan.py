"""What an import would do, row by row: shown by ``--dry-run``, carried out by ``commit_import``.

``read = new + known + waiting + other + refused`` holds for every file. A file with a refused row, or with
a total that disagrees, writes nothing, and no other file of the same import does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from earmark.ledger.banks.bank import FATES
from earmark.ledger.base.amount import plain
from earmark.ledger.base.text import Lang, Text

from ..proposing.suggest import Suggestion, as_json
from ..tables.rows import Control, Problem

SCHEMA = 1


class RowFate(NamedTuple):
    """What becomes of one row of a file; ``voucher`` is the draft or posted voucher that holds it."""

    row: int
    fate: str
    voucher: str | None = None
    reason: Text | None = None
    suggested: Suggestion | None = None
    """What the books propose for a row that waits, or what a stored mapping decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a new export changes in the mirror of the statutory books: vouchers by their number there."""

    new: Sequence[str] = ()
    changed: Sequence[str] = ()
    vanished: Sequence[str] = ()
    renumbered: Sequence[tuple[str, str]] = ()
    """Old and new number."""
    closed: Sequence[str] = ()
    """New, changed or vanished in a month that is closed here: named, and nothing is done."""

    def to_json(self) -> dict[str, Any]:
        """Lists of numbers; a renumbered one is the pair of old and new."""
        return {
            "new": list(self.new),
            "changed": list(self.changed),
            "vanished": list(self.vanished),
            "renumbered": [list(pair) for pair in self.renumbered],
            "closed": list(self.closed),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlan:
    """One file: what it is, its control total (CNY), each row's fate, what is wrong with it."""

    file: str
    format: str | None
    bank: str | None = None
    """The bank's short name (ICBC); None for bookkeeping."""
    account: str | None = None
    """Id of the bank account in these books: ICBC-8801."""
    award: str | None = None
    import_id: str | None = None
    rows: int = 0
    control: Control | None = None
    fates: Sequence[RowFate] = ()
    problems: Sequence[Problem] = ()
    notes: Sequence[Text] = field(default=())
    """What a person should know and nothing stops at: rows that vanished, vouchers that were changed."""
    doubts: Sequence[Problem] = ()
    """Rows that are taken and say otherwise than an earlier file; they stop nothing."""
    changes: Changes | None = None
    """Of a bookkeeping export only."""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each fate; their sum is ``rows``."""
        found = Counter(one.fate for one in self.fates)
        return {fate: found[fate] for fate in FATES} | {"refused": self.rows - len(self.fates)}

    def to_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """The file's object of ``import --dry-run --format json``: amounts as strings, messages in ``lang``."""
        control, wrong = self.control, [*self.problems, *self.doubts]
        proposed = [{"row": one.row, **as_json(one.suggested, lang)} for one in self.fates if one.suggested]
        return {
            "file": self.file,
            "format": self.format,
            "bank": self.bank,
            "rows": self.rows,
            **self.counts,
            "in": plain(control.into) if control else None,
            "out": plain(control.out) if control else None,
            "first_date": control.first.isoformat() if control and control.first else None,
            "last_date": control.last.isoformat() if control and control.last else None,
            "problems": [{"row": one.row, "message": one.message.show(lang)} for one in wrong],
            **({"vouchers": self.changes.to_json()} if self.changes else {}),
            **({"proposals": proposed} if proposed else {}),
        }


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All files of one import, in the order given."""

    files: tuple[FilePlan, ...]
    decided: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By award, the drafts that exactly one stored mapping decided: ``import --post`` posts them."""

    @property
    def refused(self) -> bool:
        """Whether something is wrong with a file: then nothing is written."""
        return any(one.problems for one in self.files)

    def to_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """The whole answer of ``import --dry-run --format json``."""
        decided = [id_ for ids in self.decided.values() for id_ in ids]
        beside = {"decided": decided} if decided else {}
        return {"schema": SCHEMA, "files": [one.to_json(lang) for one in self.files], **beside}
