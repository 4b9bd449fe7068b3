"""The demo's input files: what a finance officer would download and hand over, the same bytes every time.

``write_files(Path("inbox"))`` writes, and names in its result:

    society.statements     icbc-8801-20250301-20251012.xlsx and icbc-8801-20250928-20260325.csv: they overlap
    society.journals       wh-journal-202503-202603.xlsx
    society.later          icbc-8801-20260301-20260415.xlsx: overlaps, and holds the money that came back
    revoked.statements     icbc-9902-20250301-20251231.xlsx
    revoked.journals       wh-journal-9902-2025.xlsx
    revoked.later          icbc-9902-20260101-20260630.csv: money back, and on to the funder after the revocation
    association.journals   cast-vouchers-202504-202512.xlsx and cast-vouchers-202512-202603.xlsx: they overlap
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from . import association, society, statement, treasury
from .sheet import write_csv, write_xlsx
from .statement import BankRow
from .vouchers import Voucher

if TYPE_CHECKING:
    from collections.abc import Sequence

Dated = TypeVar("Dated", BankRow, Voucher)


@dataclass(frozen=True, slots=True)
class AwardFiles:
    """One award's files. ``later`` are those that come after an order."""

    award: str
    statements: tuple[Path, ...]
    journals: tuple[Path, ...]
    later: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """The files of all awards."""

    society: AwardFiles
    association: AwardFiles
    revoked: AwardFiles

    @property
    def awards(self) -> tuple[AwardFiles, ...]:
        """One after the other."""
        return self.society, self.association, self.revoked


def write_files(folder: Path) -> DemoFiles:
    """Write all files into a folder, which is made if need be; files of the same names are written over."""
    folder.mkdir(parents=True, exist_ok=True)
    return DemoFiles(_society(folder), _association(folder), _revoked(folder))


def _society(folder: Path) -> AwardFiles:
    rows = statement.bank_rows()
    first = statement.export(_days(rows, "2025-03-01", "2025-10-12"), "2025-10-13 09:12:45", commas=True)
    second = statement.export(_days(rows, "2025-09-28", "2026-03-25"), "2026-03-26 10:40:02", commas=False)
    later = statement.export(_days(rows, "2026-03-01", "2026-04-15"), "2026-04-16 08:55:31", commas=True)
    statements = (
        write_xlsx(folder / "icbc-8801-20250301-20251012.xlsx", first),
        write_csv(folder / "icbc-8801-20250928-20260325.csv", [_guarded(row) for row in second]),
    )
    journal = write_xlsx(folder / "wh-journal-202503-202603.xlsx", society.journal())
    after = write_xlsx(folder / "icbc-8801-20260301-20260415.xlsx", later)
    return AwardFiles(society.AWARD, statements, (journal,), (after,))


def _revoked(folder: Path) -> AwardFiles:
    rows, account = statement.bank_rows(society.REVOKED), statement.SECOND_ACCOUNT
    first, later = _days(rows, "2025-03-01", "2025-12-31"), _days(rows, "2026-01-01", "2026-06-30")
    before = statement.export(first, "2026-01-05 09:30:00", commas=True, account=account)
    after = statement.export(later, "2026-07-01 09:30:00", commas=False, account=account)
    return AwardFiles(
        society.REVOKED,
        (write_xlsx(folder / "icbc-9902-20250301-20251231.xlsx", before),),
        (write_xlsx(folder / "wh-journal-9902-2025.xlsx", society.journal(society.REVOKED)),),
        (write_csv(folder / "icbc-9902-20260101-20260630.csv", [_guarded(row) for row in after]),),
    )


def _guarded(row: Sequence[str]) -> list[str]:
    """A tab behind long numbers, as banks write them into csv lest a spreadsheet round them."""
    return [cell + "\t" if cell.isdigit() and len(cell) > len("1234567890123456") else cell for cell in row]


def _association(folder: Path) -> AwardFiles:
    vouchers = association.vouchers()
    parts = {"202504-202512": ("2025-04-01", "2025-12-31"), "202512-202603": ("2025-12-01", "2026-03-31")}
    journals = [
        write_xlsx(folder / f"cast-vouchers-{name}.xlsx", treasury.rows(_days(vouchers, first, last)))
        for name, (first, last) in parts.items()
    ]
    return AwardFiles(association.AWARD, (), tuple(journals))


def _days(dated: Sequence[Dated], first: str, last: str) -> list[Dated]:
    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    return [item for item in dated if start <= item.date <= end]
