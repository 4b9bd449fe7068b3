"""From the books on disk to an award's report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from earmark.ledger.books.books import Books
    from earmark.plugins.judging.run import Audited

    from .value import AccountabilityReport


def report_of(books: Books, award: str, as_of: datetime.date) -> AccountabilityReport:
    """The report of an award in the books. Raises what :func:`earmark.plugins.judging.run.audit_award` raises."""
    from earmark.plugins.judging.run import audit_award

    return report_from(books, audit_award(books, award), as_of)


def report_from(books: Books, audited: Audited, as_of: datetime.date) -> AccountabilityReport:
    """The report of an award that was audited, alone or within its programme."""
    from earmark.ledger.awards.position import position
    from earmark.ledger.awards.subgrants import subgrants
    from earmark.plugins.audit import adopted_policy

    from .bankbook import stored_rows
    from .build import build

    figures = position(audited.award, audited.vouchers, as_of)
    policy = adopted_policy(books, audited.award)
    rows = stored_rows(books, audited.award.grant)
    passed = subgrants(books, audited.award.id, as_of)
    return build(audited, figures, as_of, policy=policy, people=books.people(), rows=rows, subgrants=passed)
