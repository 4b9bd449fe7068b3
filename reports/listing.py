"""What an audit finds now, as a closing keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.amount import plain
from earmark.ledger.closing import Listed
from earmark.plugins.run import audit_award

if TYPE_CHECKING:
    from earmark.ledger.books import Books


def listed(books: Books, award: str) -> list[Listed]:
    """The findings of an audit of today, derived anew; those that only a decision remembers are left out."""
    audited = audit_award(books, award)
    return [
        Listed(
            finding=f.id,
            rule=f.rule,
            subject=f.subject,
            outcome=f.outcome,
            amount=None if f.amount is None else plain(f.amount),
            policy_sha256=audited.audit.policy_sha256,
            date=f.date,
        )
        for f in audited.audit.findings
    ]
