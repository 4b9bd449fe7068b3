"""What an audit finds now, as a closing or a handed-out report keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.amount import plain
from earmark.ledger.listing import Listed
from earmark.plugins.run import audit_award

if TYPE_CHECKING:
    from earmark.ledger.books import Books
    from earmark.plugins.finding import Audit


def listed(books: Books, award: str) -> list[Listed]:
    """The findings of an audit of today, derived anew; those that only a decision remembers are left out."""
    return listed_of(audit_award(books, award).audit)


def listed_of(audit: Audit) -> list[Listed]:
    """What an audit found, as it is listed."""
    return [
        Listed(
            finding=f.id,
            rule=f.rule,
            subject=f.subject,
            outcome=f.outcome,
            amount=None if f.amount is None else plain(f.amount),
            policy_sha256=audit.policy_sha256,
            date=f.date,
            category=f.category,
            document=f.clause.document,
            clause=f.clause.number,
        )
        for f in audit.findings
    ]
