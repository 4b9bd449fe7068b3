"""Acts on a finding: what each keeps of the finding that it speaks of, as the audit of that moment gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from earmark.ledger.books.books import Books
    from earmark.plugins.judging.finding import Finding
    from earmark.plugins.judging.run import Audited


class UnknownFinding(EarmarkError):
    """A finding id that the award does not have."""


def found_in(audited: Audited, finding: str) -> Finding:
    """One finding of an audit. Raises :class:`UnknownFinding`."""
    found = next((f for f in audited.standing.findings if f.id == finding), None)
    if found is None:
        message = Text("没有疑点 {id}", "there is no finding {id}").format(id=finding)
        raise UnknownFinding(message, fix=Text("earmark findings 可列出全部", "earmark findings lists them"))
    return found


def kept_of(audited: Audited, finding: str) -> dict[str, Any]:
    """The fields of :class:`earmark.ledger.findings.on_finding.OnFinding` for one finding. Raises :class:`UnknownFinding`."""
    found = found_in(audited, finding)
    clause = f"{found.clause.document} {found.clause.number}".strip()
    return {
        "finding": found.id,
        "rule": found.rule,
        "subject": found.subject,
        "found": found.outcome,
        "category": found.category or None,
        "clause": clause or None,
        "policy_sha256": audited.audit.policy_sha256,
        "amount": found.amount,
    }


def kept_in(books: Books, award: str, finding: str) -> dict[str, Any]:
    """As :func:`kept_of`, of an award in the books; its programme is judged with it where the finding spans awards."""
    from earmark.plugins.judging.programme_audit import audit_for

    return kept_of(audit_for(books, award, finding), finding)
