"""Several awards before the rules of their programme: `award(desk, "WH2025-012", recipient="JCQT")`, then `found(...)`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from earmark.ledger.awards.award import Parties
from earmark.plugins.judging import engine
from earmark.plugins.judging.programme import Member, Programme, in_turn

if TYPE_CHECKING:
    from earmark.ledger.vouchers.charge import Charge
    from earmark.plugins.judging.finding import Audit, Finding

    from .conftest import Desk


def award(desk: Desk, id_: str, *charges: Charge, **facts: Any) -> Member:  # noqa: ANN401 (any field of the grant)
    """An award like the desk's, but for these facts of its grant; its charges have ids of its own."""
    recipient = facts.get("recipient", desk.award.grant.recipient)
    grant = replace(desk.award.grant, id=id_, **facts)
    own = replace(desk.award, grant=grant, parties=Parties(recipient))
    return Member(own, tuple(replace(c, id=f"{id_}-{c.id}", voucher=f"{id_}-{c.voucher}") for c in charges))


def judged(desk: Desk, *members: Member) -> dict[str, Audit]:
    """The audits of all awards, by id, with what the programme's rules say."""
    audits = {m.id: engine.judge(m.award, m.charges, desk.policy) for m in members}
    return engine.judge_programme(Programme(id="", members=in_turn(members)), desk.policy, audits)


def findings(desk: Desk, rule: str, *members: Member) -> dict[str, list[Finding]]:
    """What a rule says, by award; awards of which it says nothing are left out."""
    audits = judged(desk, *members)
    assert not any(audit.failed for audit in audits.values())
    found = {id_: [f for f in audit.findings if f.rule == rule] for id_, audit in audits.items()}
    return {id_: ones for id_, ones in found.items() if ones}


def amounts(desk: Desk, rule: str, *members: Member) -> dict[str, list[str]]:
    """The amounts that a rule questions, by award."""
    found = findings(desk, rule, *members)
    return {id_: [str(f.amount) for f in ones] for id_, ones in found.items()}
