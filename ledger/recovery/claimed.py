"""What an award's claims must keep, each fault with its place: law 3 per order, law 6 of write-offs, nothing struck off unsettled or revoked twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.text import Text
from ..findings.acts import Approval
from .after_order import WriteOff
from .claims import REVOCABLE, orders, settlements
from .settling import WrongReturn, agreed, outstanding
from .striking import struck_off

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..books.books import Books
    from .claims import Order, Settlement


def faults_of_claims(books: Books, award: str) -> Iterator[tuple[str, Text]]:
    """Never more back than was ordered, nothing on an order that is not there; write-offs approved by another person."""
    place = f"claims/{award}.beancount"
    entries = books.entries(place)
    issued, steps = orders(entries), settlements(entries)
    acts = f"awards/{award}/acts.beancount"
    approvals = books.records(Approval, acts)
    for order in {s.order for s in steps}:
        try:
            left = outstanding(issued, steps, order)
        except WrongReturn as error:
            yield place, error.message
        else:
            if left < 0:
                yield order, TOO_MUCH
    asked = books.records(WriteOff, acts)
    for step in steps:
        if step.way == "written_off" and not agreed(step, asked, approvals):
            yield step.id, NOT_AGREED
    for id_ in _unfit(steps):
        yield id_, NOT_TAKEN_BACK
    yield from _unsettled(issued, steps, approvals)
    revoked = [o.id for o in issued if o.revocation]
    for again in revoked[1:]:
        yield again, TWICE.format(id=revoked[0])


def _unfit(steps: Iterable[Settlement]) -> Iterator[str]:
    """Settlements that are not above zero and do not take back another one, whole and once."""
    left = {s.id: s for s in steps if s.way in REVOCABLE and s.amount > 0}
    for red in (s for s in steps if s.reverses or s.amount <= 0):
        of = left.pop(red.reverses or "", None)
        if of is None or (of.order, of.way, of.route, -of.amount) != (
            red.order,
            red.way,
            red.route,
            red.amount,
        ):
            yield red.id


def _unsettled(
    issued: Iterable[Order], steps: Iterable[Settlement], approvals: Iterable[Approval]
) -> Iterator[tuple[str, Text]]:
    struck = struck_off(approvals)
    issued, steps = list(issued), list(steps)
    for order in (o for o in issued if o.id in struck):
        if outstanding(issued, steps, order.id):
            yield struck[order.id].id, UNSETTLED.format(order=order.id)


TWICE = Text("已由 {id} 撤销过", "revoked by {id} before")
TOO_MUCH = Text("收回超过责令", "more came back than was ordered")
NOT_AGREED = Text(
    "核销没有另一人的批准，或与申请不符",
    "a write-off that no other person approved, or not the one that was asked for",
)
NOT_TAKEN_BACK = Text(
    "不大于零，也不是撤回另一笔登记", "is not above zero and does not take another settlement back"
)
UNSETTLED = Text("{order} 没有了结就销了号", "{order} was struck off before it was settled")
