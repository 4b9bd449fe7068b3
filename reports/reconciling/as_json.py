"""A reconciliation as JSON: amounts as strings, days as ISO dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from earmark.ledger.banks.two_sides import CAUSES
from earmark.ledger.base.amount import plain
from earmark.ledger.recovery.mirrored import CAUSES as CLAIM_CAUSES

if TYPE_CHECKING:
    from earmark.importers.matching.tie_proposals import Proposal
    from earmark.ledger.banks.two_sides import Item
    from earmark.ledger.base.text import Lang

    from .value import Reconciled


def as_json(made: Reconciled, lang: Lang) -> dict[str, Any]:
    """All of it."""
    found = made.sides
    return {
        "award": found.award,
        "bank": found.bank,
        "mode": found.mode,
        "through": found.through.isoformat(),
        "statement": {
            "account": None if found.statement is None else plain(found.statement),
            "others": plain(found.others),
            "own": None if found.own is None else plain(found.own),
            "bank": plain(found.bank_balance),
            "books": plain(found.books_balance),
            "adjusted_bank": plain(found.adjusted_bank),
            "adjusted_books": plain(found.adjusted_books),
            "difference": plain(found.difference),
        },
        "tied": [
            {
                "row": tie.row.id, "date": tie.row.date.isoformat(), "leg": tie.leg.id,
                "booked": tie.leg.voucher.date.isoformat(), "amount": plain(tie.amount),
            }
            for tie in found.ties
        ],
        "by_hand": [
            {"id": one.id, "rows": list(one.rows), "legs": list(one.legs), "reason": one.reason, "by": one.by}
            for one in made.by_hand
        ],
        "proposals": [_proposal(one, lang) for one in made.proposals],
        "differences": [_item(made, item, lang) for item in found.items],
        "claims": [
            {"order": order.id, "cause": cause, "amount": plain(amount), "said": CLAIM_CAUSES[cause].show(lang)}
            for order, cause, amount in made.claims
        ],
        "state": _state(made, lang),
    }  # fmt: skip


def _proposal(one: Proposal, lang: Lang) -> dict[str, Any]:
    match = one.match
    said = {"rows": list(match.bank), "legs": list(match.book), "certain": match.certain}
    return {"id": one.id, **said, "strength": match.strength, "reason": match.reason.show(lang)}


def _item(made: Reconciled, item: Item, lang: Lang) -> dict[str, Any]:
    return {
        "side": item.side,
        "id": item.id,
        "date": item.date.isoformat(),
        "amount": plain(item.amount),
        "cause": item.cause,
        "said": CAUSES[item.cause].show(lang),
        "voucher": item.voucher,
        "then": item.then.isoformat() if item.then else None,
        "explained": item.explained,
        "reason": item.reason.reason if item.reason else None,
        "days": made.days(item),
        "age": made.age(item),
    }


def _state(made: Reconciled, lang: Lang) -> dict[str, Any] | None:
    if made.state is None:
        return None
    act, approval = made.state.made, made.state.approval
    return {
        "id": act.id,
        "by": act.by,
        "date": act.date.isoformat(),
        "approved_by": approval.by if approval else None,
        "changes": [change.show(lang) for change in made.state.changes],
    }
