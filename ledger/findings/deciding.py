"""What a person of the funder's or auditor's side decides on a finding, and the withdrawal of a decision.

Each act is written to that side's own file (acts.beancount) with reason, legal basis, time and name.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ..base.amount import plain
from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.desk import next_id
from ..books.recording import record
from ..persons.sides import require_audit_side
from ..recovery.claims import Order, orders
from .acts import OUTCOMES, Decision
from .dating import charged, not_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..books.desk import Desk


class WrongDecision(EarmarkError):
    """A decision that does not fit its finding."""


SAID = {
    "upheld": Text("认定", "upheld"),
    "part_upheld": Text("部分认定", "upheld in part"),
    "cleared": Text("排除", "cleared"),
    "withdrawn": Text("撤回", "withdrawn"),
}
"""Outcomes, in words."""


def decisions_in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions that no later one withdraws, in the order they were recorded."""
    decisions = list(decisions)
    withdrawn = {d.withdraws for d in decisions if d.withdraws}
    return [d for d in decisions if d.id not in withdrawn and d.outcome != "withdrawn"]


def decide(at: Desk, award: str, decision: Decision) -> Decision:
    """Store a decision; its id is given here.

    Raises :class:`NotYours`, :class:`WrongDecision` (unknown outcome, amounts that do not add up, a finding that is
    already decided: withdraw that decision first).
    """
    require_audit_side(at, award)
    path = f"awards/{award}/acts.beancount"
    earlier = at.records(Decision, path)
    _sound(decision, earlier)
    not_before(decision.date, charged(at, award, decision.subject), WrongDecision)
    if decision.withdraws:
        _notordered_of(at, award, earlier, decision.withdraws)
    number = next_id("D-", [d.id for d in earlier])
    stored = replace(decision, id=number, recorded=at.recorded, by=at.by)
    record(at, award, [stored], "acts")
    return stored


def _sound(decision: Decision, earlier: Sequence[Decision]) -> None:
    if decision.outcome not in OUTCOMES:
        raise WrongDecision(
            Text("认定结果应为 {o}", "the outcome is one of {o}").format(o=", ".join(OUTCOMES))
        )
    if not decision.reason.strip():
        raise WrongDecision(Text("认定要写明理由", "a decision needs a reason"))
    if decision.outcome == "withdrawn" or decision.withdraws:
        if decision.outcome != "withdrawn" or decision.withdraws not in {
            d.id for d in decisions_in_force(earlier)
        }:
            raise WrongDecision(
                Text("没有可撤回的认定 {id}", "there is no decision {id}").format(id=decision.withdraws)
            )
        return
    if any(d.finding == decision.finding for d in decisions_in_force(earlier)):
        message = Text("疑点 {id} 已有认定", "finding {id} is decided already").format(id=decision.finding)
        raise WrongDecision(message, fix=Text("先撤回原认定", "withdraw the earlier decision first"))
    if not Decimal(0) <= decision.upheld <= decision.questioned:
        message = Text("认定金额 {u} 超出疑点金额 {q}", "{u} upheld is not within the {q} questioned")
        raise WrongDecision(message.format(u=plain(decision.upheld), q=plain(decision.questioned)))
    if not _fits(decision):
        message = Text("结果“{o}”与金额 {u} / {q} 不符", "“{o}” does not go with {u} of {q}")
        said = message.format(
            o=SAID[decision.outcome], u=plain(decision.upheld), q=plain(decision.questioned)
        )
        raise WrongDecision(said)
    if decision.recovery and not decision.upheld:
        # No order could ever stand on it, and what asks for money is struck off by its orders alone.
        fix = Text("去掉 --recover：认定为管理不规范", "leave out --recover: upheld without recovery")
        raise WrongDecision(Text("没有金额可以收回", "there is no amount to ask back"), fix=fix)


def _fits(decision: Decision) -> bool:
    """Whether the outcome says what the amounts say. A finding without an amount may be upheld for nothing."""
    match decision.outcome:
        case "upheld":
            return decision.upheld == decision.questioned
        case "part_upheld":
            return Decimal(0) < decision.upheld < decision.questioned
        case _:
            return decision.upheld == 0 and not decision.recovery


def _notordered_of(at: Desk, award: str, earlier: Sequence[Decision], withdrawn: str) -> None:
    """A decision that an order stands on is not withdrawn: the claim would have nothing under it."""
    issued = orders(at.entries(f"claims/{award}.beancount"))
    subjects = {d.id: d.subject for d in earlier}
    subject = subjects[withdrawn]
    left = [d for d in decisions_in_force(earlier) if d.id != withdrawn and d.recovery]
    upheld = max((d.upheld for d in left if d.subject == subject), default=Decimal(0))
    rests = any(withdrawn in (o.grounds or "").split() for o in issued)
    if rests or ordered_of(issued, withdrawn) or ordered_on_charge(issued, subjects, subject) > upheld:
        message = Text("认定 {id} 已下达收回决定", "an order stands on decision {id}").format(id=withdrawn)
        raise WrongDecision(message)


def ordered_of(issued: Iterable[Order], decision: str) -> Decimal:
    """What orders ask for by one decision, in CNY."""
    return sum((a for o in issued for d, a in o.parts if d == decision), Decimal(0))


def ordered_on_charge(issued: Iterable[Order], subjects: Mapping[str, str], subject: str) -> Decimal:
    """What orders ask for on one charge, whichever decision they name, in CNY; ``subjects``: decision id → charge."""
    return sum((a for o in issued for d, a in o.parts if subjects.get(d) == subject), Decimal(0))
