"""Charges with the papers behind them, as ``earmark document list`` shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from earmark.ledger.vouchers.evidence import NOT_SUPPLIED, PAPERS, STATES, states

if TYPE_CHECKING:
    from earmark.ledger.vouchers.charge import Charge
    from earmark.plugins.judging.run import Audited

Row = tuple["Charge", dict[str, str]]


def rows(audited: Audited, *, missing: bool, bare: bool) -> list[Row]:
    """Charges with the states of their papers; ``missing``: some were not supplied, ``bare``: there are none at all."""
    found = [(c, states(c, audited.award.requests)) for c in audited.audit.charges if c.amount > 0]
    found = [(c, s) for c, s in found if NOT_SUPPLIED in s.values() or not missing]
    return [(c, s) for c, s in found if not c.papers or not bare]


def told(row: Row, lang: str) -> str:
    """The papers of a charge in words."""
    words = [f"{PAPERS[what].show(lang)} {STATES[state].show(lang)}" for what, state in row[1].items()]
    return (", " if lang == "en" else "，").join(words) or "—"


def as_json(row: Row) -> dict[str, Any]:
    """A charge with its papers."""
    charge, state = row
    return {
        "charge": charge.id,
        "voucher": charge.voucher,
        "date": charge.date.isoformat(),
        "amount": str(charge.amount),
        "payee": charge.payee,
        "states": state,
        "papers": [_paper(paper) for paper in charge.papers],
    }


def _paper(paper: Any) -> dict[str, Any]:  # noqa: ANN401 (a ledger.charge.Paper)
    amounts = {name: getattr(paper, name) for name in ("total", "claimed")}
    said = {name: None if amount is None else str(amount) for name, amount in amounts.items()}
    known = {"id": paper.id, "kind": paper.what, "subject": paper.subject, "seen": paper.seen}
    return {**known, "invoice": paper.invoice, **said}


def requests_json(audited: Audited) -> list[dict[str, Any]]:
    """What was asked for."""
    return [
        {
            "id": r.id,
            "subject": r.subject,
            "kinds": list(r.kinds),
            "due": r.due.isoformat(),
            "by": r.by,
            "text": r.text,
        }
        for r in audited.award.requests
    ]
