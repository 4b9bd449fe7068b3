"""What an audit finds now, as a closing or a handed-out report keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.amount import plain
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.books.load import grant_of
from earmark.ledger.findings.listing import Listed
from earmark.plugins.judging.programme_audit import NoSuchProgramme, audit_awards
from earmark.plugins.judging.run import audit_award

if TYPE_CHECKING:
    from earmark.ledger.books.books import Books
    from earmark.plugins.judging.finding import Audit
    from earmark.plugins.judging.run import Audited


def widest(books: Books, award: str) -> Audited:
    """The audit of an award within its programme; alone where another award of it cannot be read, which stops nobody else.

    Raises as :func:`earmark.plugins.judging.run.audit_award`.
    """
    try:
        (found,) = audit_awards(books, [award], programme=grant_of(books, award).programme)
    except EarmarkError:
        return audit_award(books, award)
    return found


def standing_of(books: Books, programme: str) -> tuple[dict[str, list[Listed]], list[str]]:
    """What is found now, by award of a programme, and the awards that cannot be read: of them nothing can be listed."""
    try:
        audits = audit_awards(books, programme=programme)
    except NoSuchProgramme:
        return {}, []
    except EarmarkError:
        return _each_alone(books, programme)
    return {one.award.id: listed_of(one.audit) for one in audits}, []


def _each_alone(books: Books, programme: str) -> tuple[dict[str, list[Listed]], list[str]]:
    found: dict[str, list[Listed]] = {}
    damaged = []
    for award in books.award_ids():
        try:
            if grant_of(books, award).programme == programme:
                found[award] = listed_of(audit_award(books, award).audit)
        except EarmarkError:
            damaged.append(award)
    return found, damaged


def listed_of(audit: Audit) -> list[Listed]:
    """What an audit found, as it is listed; what only a decision remembers is left out."""
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
