"""The rows of the page 疑点: each finding with the charge it speaks of and that voucher's originals.

Violations come first, then what needs review, then what cannot be told; inside each the open ones, by date.
The same rows make the table `#findings`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from earmark.ledger.charge import Charge

from .audit_entry import Audit, Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTCOMES = ("violation", "review", "unknown")
OPEN = ("open", "answered", "not_found")


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as it is shown; `charge` is None where its subject is an invoice or a milestone."""

    finding: Finding
    charge: Charge | None

    @property
    def link(self) -> str:
        """The link (`^...`) that voucher, originals and acts share; empty without a voucher."""
        return self.finding.voucher or ""

    @property
    def documents(self) -> tuple[str, ...]:
        """Paths of the voucher's originals."""
        return self.charge.documents if self.charge else ()

    @property
    def open(self) -> bool:
        """Whether somebody still has to act."""
        return self.finding.status in OPEN


def rows(audit: Audit) -> Sequence[Row]:
    """All findings of an audit in the order of the page."""
    charges = {charge.id: charge for charge in audit.charges}
    found = [Row(finding, charges.get(finding.subject)) for finding in audit.findings]
    return sorted(found, key=_place)


def _place(row: Row) -> tuple[int, bool, datetime.date, str]:
    finding = row.finding
    return OUTCOMES.index(finding.outcome), not row.open, finding.date or datetime.date.max, finding.id
