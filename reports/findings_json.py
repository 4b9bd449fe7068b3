"""Findings and totals as the JSON that the command line prints; amounts are strings. Checked from outside: keep it."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from earmark.plugins.standing.standing import Totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.base.text import Lang
    from earmark.plugins.judging.finding import Finding
    from earmark.plugins.judging.run import Audited


def finding(value: Finding, lang: Lang) -> dict[str, Any]:
    """One finding."""
    return {
        "id": value.id,
        "rule": value.rule,
        "category": value.category,
        "outcome": value.outcome,
        "subject": value.subject,
        "amount": None if value.amount is None else str(value.amount),
        "currency": value.currency,
        "date": value.date.isoformat() if value.date else None,
        "voucher": value.voucher,
        "sources": [{"file": s.file, "row": s.row} for s in value.sources],
        "clause": {
            "document": value.clause.document,
            "number": value.clause.number,
            "text": value.clause.text,
        },
        "evidence": [e.text.show(lang) for e in value.evidence],
        "clears": value.clears.show(lang),
        "status": value.status,
    }


def audit(audited: Audited, lang: Lang) -> dict[str, Any]:
    """One award of ``earmark audit``."""
    result = audited.audit
    return {
        "award": result.award.id,
        "policy": {"id": result.policy_id, "sha256": result.policy_sha256},
        "vouchers": result.vouchers,
        "charges": len(result.charges),
        "rules": [
            {"id": r.id, "scope": r.scope, "state": r.state, "findings": r.findings} for r in result.runs
        ],
        "findings": [finding(f, lang) for f in audited.standing.findings],
    }


TOTALS = tuple(f.name for f in fields(Totals) if f.name != "revoked")


def standing(audited: Audited, lang: Lang, shown: Sequence[Finding]) -> dict[str, Any]:
    """One award of ``earmark findings``."""
    totals = {name: str(getattr(audited.standing.totals, name)) for name in TOTALS}
    return {"award": audited.award.id, **totals, "findings": [finding(f, lang) for f in shown]}
