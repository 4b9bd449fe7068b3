"""``earmark return AWARD``: money that may be recognised, and where the recipient's books and the claims book differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.recovery.returning import Proposal

    from .session import Session

HEAD = (
    Text("编号", "id"),
    Text("决定", "order"),
    Text("日期", "date"),
    Text("金额", "amount"),
    Text("状态", "state"),
    Text("理由", "why"),
)
DIFFERENCES = (Text("决定", "order"), Text("差异", "difference"), Text("金额", "amount"))
NOTHING = Text("没有待认可的退款", "no money back is proposed")
AGREED = Text("两边账一致", "both sides agree")
DONE = Text(
    "{id}：{order} 收回 {amount} 元，凭 {reference}",
    "{id}: {amount} CNY of {order} came back, by {reference}",
)
NEXT = Text(
    "认可：earmark return {award} --all-shown，或 --accept 编号（拨款或审计方）",
    "to recognise: earmark return {award} --all-shown, or --accept ID (funder or auditor)",
)


def show(session: Session, award: str, form: str) -> None:
    """List proposals and differences."""
    from earmark.ledger.books.load import register_of
    from earmark.ledger.recovery.mirrored import CAUSES, differences
    from earmark.ledger.recovery.returning import STATES, proposals

    known = register_of(session.books, award)
    found = proposals(session.books, known)
    differing = differences(session.books, known)
    if form == "json":
        session.result(
            {
                "award": award,
                "proposals": [_json(one, session) for one in found],
                "differences": [{"order": o.id, "cause": c, "amount": str(a)} for o, c, a in differing],
            }
        )
        return
    if found:
        session.table(HEAD, [[p.id, p.order.id, p.date, p.amount, STATES[p.state], p.reason] for p in found])
        session.hint(NEXT.format(award=award))
    else:
        session.say(NOTHING)
    session.say()
    if differing:
        session.table(DIFFERENCES, [[o.id, CAUSES[c], a] for o, c, a in differing])
    else:
        session.say(AGREED)


def _json(one: Proposal, session: Session) -> dict[str, Any]:
    return {
        "id": one.id,
        "order": one.order.id,
        "date": one.date.isoformat(),
        "amount": str(one.amount),
        "state": one.state,
        "reference": one.reference,
        "reason": one.reason.show(session.lang),
    }


def accept(session: Session, award: str, chosen: Sequence[str], who: str) -> None:
    """Recognise the proposals chosen, or all that voucher and bank row show."""
    from earmark.ledger.base.amount import money
    from earmark.ledger.books.desk import desk
    from earmark.ledger.books.load import register_of
    from earmark.ledger.recovery.returning import accept as recognise

    with desk(session.books, who) as at:
        done = recognise(at, register_of(session.books, award), chosen)
    for step in done:
        session.say(
            DONE, id=step.id, order=step.order, amount=money(step.amount), reference=step.reference or ""
        )
    if not done:
        session.say(NOTHING)
