"""对账销号: an order is struck off when both sides agree that it is settled; a decision without recovery when it was put right.

    strike(at, "WH2025-007", "O-0001", day)
    strike(at, "WH2025-007", "D-0002", day, reference="整改报告2026-01-10")

An approval of the audit side (``what`` is "closure"). What was struck off stays listed; no figure changes by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.amount import plain
from ..base.clean import clean
from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.desk import next_id
from ..books.load import register_of
from ..books.recording import record
from ..closings.reopening import approval_ids
from ..findings.acts import Approval, Decision
from ..findings.dating import not_before
from ..findings.deciding import decisions_in_force
from ..persons.sides import require_audit_side
from .claims import orders
from .mirrored import CAUSES, compare

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from ..books.desk import Desk

CLOSURE = "closure"


class CannotStrike(EarmarkError):
    """An order or decision that is not settled, or was struck off already."""


def struck_off(approvals: Iterable[Approval]) -> dict[str, Approval]:
    """The orders and decisions that were struck off, by id."""
    return {a.subject: a for a in approvals if a.what == CLOSURE}


def strike(
    at: Desk, award: str, subject: str, day: datetime.date, reference: str | None = None, reason: str = ""
) -> Approval:
    """Strike an order or a decision off. Raises :class:`CannotStrike`, :class:`..persons.sides.NotYours`."""
    require_audit_side(at, award)
    if subject in struck_off(at.records(Approval, f"awards/{award}/acts.beancount")):
        raise CannotStrike(Text("{id} 已销号", "{id} is struck off already").format(id=subject))
    issued = {o.id: o.date for o in orders(at.entries(f"claims/{award}.beancount"))}
    if subject in issued:
        first = issued[subject]
        _settled(at, award, subject)
    else:
        first = _put_right(at, award, subject, clean(reference or "").strip())
    not_before(day, {subject: first}, CannotStrike)
    made = Approval(
        date=day, id=next_id("A-", approval_ids(at, award)), what=CLOSURE, subject=subject, reason=reason or None,
        reference=reference, recorded=at.recorded, by=at.by,
    )  # fmt: skip
    record(at, award, [made], "acts")
    return made


def _settled(at: Desk, award: str, order: str) -> None:
    """Refuse an order with something outstanding, or of which the recipient's books say something else."""
    found = next(c for c in compare(at, register_of(at.books, award)) if c.order.id == order)
    if found.outstanding:
        message = Text("{id} 还有 {left} 元未收回", "{left} CNY of {id} are outstanding")
        raise CannotStrike(message.format(id=order, left=plain(found.outstanding)))
    if not found.agrees:
        causes = found.causes
        names = [CAUSES[cause].format() for cause in causes]
        said = Text("；".join(n.zh for n in names), "; ".join(n.en for n in names))
        message = Text("{id} 两边账不一致：{why}", "the two sides of {id} differ: {why}")
        fix = Text("earmark return {award} 列出差异", "earmark return {award} lists them")
        raise CannotStrike(message.format(id=order, why=said), fix=fix.format(award=award))


def _put_right(at: Desk, award: str, decision: str, reference: str) -> datetime.date:
    """The day of a decision without recovery, with something that shows that it was put right."""
    given = at.records(Decision, f"awards/{award}/acts.beancount")
    found = next((d for d in decisions_in_force(given) if d.id == decision), None)
    if found is None or found.outcome not in {"upheld", "part_upheld"}:
        raise CannotStrike(Text("没有可销号的 {id}", "there is no {id} to strike off").format(id=decision))
    if found.recovery:
        message = Text(
            "{id} 要收回：销收回决定（O-…）的号", "{id} asks for money: strike its orders (O-…) off"
        )
        raise CannotStrike(message.format(id=decision))
    if not reference:
        fix = Text("用 --reference 写明整改材料", "--reference names what shows that it was put right")
        raise CannotStrike(Text("没有整改凭据", "nothing shows that it was put right"), fix=fix)
    return found.date
