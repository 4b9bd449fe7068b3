"""The rows of the page 疑点: each finding with the charge it speaks of and that voucher's originals.

Violations come first, then what needs review, then what cannot be told; inside each the undecided ones, by
date. The same rows make the table `#findings`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from earmark.ledger.charge import Charge
from earmark.plugins.finding import OUTCOMES, Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .seen import Seen


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as it is shown; `charge` is None where its subject is an invoice or a milestone."""

    award: str
    finding: Finding
    charge: Charge | None

    @property
    def link(self) -> str:
        """The link (`^...`) that voucher, originals and acts share: the voucher's id. Empty without a voucher."""
        return self.finding.voucher or ""

    @property
    def documents(self) -> tuple[str, ...]:
        """Paths of the voucher's originals."""
        return self.charge.documents if self.charge else ()


def rows(seen: Seen) -> Sequence[Row]:
    """All findings on an award in the order of the page."""
    charges = {charge.id: charge for charge in seen.audit.charges}
    found = [Row(seen.award.id, f, charges.get(f.subject)) for f in seen.standing.findings]
    return sorted(found, key=_place)


def _place(row: Row) -> tuple[int, bool, datetime.date, str]:
    finding = row.finding
    return (
        OUTCOMES.index(finding.outcome),
        not finding.undecided,
        finding.date or datetime.date.max,
        finding.id,
    )
