"""The rows of the page 疑点: each finding with the charge it speaks of and that voucher's originals.

Violations come first, then what needs review, then what cannot be told; inside each the undecided ones, by
date. The same rows make the table `#findings`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from earmark.ledger.vouchers.charge import Charge
from earmark.plugins.judging.finding import OUTCOMES, Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.vouchers.voucher import Voucher

    from .seen import Seen


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as it is shown; `charge` is None where its subject is an invoice or a milestone."""

    award: str
    finding: Finding
    charge: Charge | None
    imported: tuple[str, ...] = ()
    """Paths of the imported files that the voucher's lines come from."""

    @property
    def link(self) -> str:
        """The link (`^...`) that voucher, originals and acts share: the voucher's id. Empty without a voucher."""
        return self.finding.voucher or ""

    @property
    def documents(self) -> tuple[str, ...]:
        """Paths of the voucher's originals: papers, journal, statement."""
        own = self.charge.documents if self.charge else ()
        return tuple(dict.fromkeys((*own, *self.imported)))


def rows(seen: Seen) -> Sequence[Row]:
    """All findings on an award in the order of the page."""
    charges = {charge.id: charge for charge in seen.audit.charges}
    vouchers = {voucher.id: voucher for voucher in seen.vouchers}
    found = [
        Row(seen.award.id, f, charges.get(f.subject), _imported(seen, f, vouchers.get(f.voucher or "")))
        for f in seen.standing.findings
    ]
    return sorted(found, key=_place)


def _imported(seen: Seen, finding: Finding, voucher: Voucher | None) -> tuple[str, ...]:
    lines = voucher.lines if voucher else ()
    sources = (*finding.sources, *(source for line in lines for source in line.sources))
    files = dict.fromkeys(source.file for source in sources)
    return tuple(path for file in files for path in seen.imported.get(file, ()))


def _place(row: Row) -> tuple[int, bool, datetime.date, str]:
    finding = row.finding
    return (
        OUTCOMES.index(finding.outcome),
        not finding.undecided,
        finding.date or datetime.date.max,
        finding.id,
    )
