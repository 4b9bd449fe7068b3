"""What the audit side does about an order that stands: say that it was served, remind of it (催办)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..base.clean import clean
from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.desk import next_id
from ..books.recording import record
from ..findings.dating import not_before
from ..persons.sides import require_audit_side
from .after_order import Reminder, Service
from .claims import orders, settlements
from .settling import outstanding

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from decimal import Decimal

    from ..books.desk import Desk
    from .claims import Order


class WrongNotice(EarmarkError):
    """A service or reminder that does not fit its order."""


def served_on(order: Order, services: Iterable[Service]) -> datetime.date | None:
    """The day on which an order was served, as it says itself or as was recorded later."""
    later = [s.date for s in services if s.order == order.id]
    return order.served or min(later, default=None)


def serve(at: Desk, award: str, wanted: Service) -> Service:
    """Store that an order was served; once. Raises :class:`WrongNotice`, :class:`.settling.WrongReturn`, NotYours."""
    require_audit_side(at, award)
    order, _ = known_order(at, award, wanted.order)
    given = at.records(Service, f"awards/{award}/acts.beancount")
    if served_on(order, given):
        message = Text("{id} 已于 {day} 送达", "{id} was served on {day}")
        raise WrongNotice(message.format(id=order.id, day=served_on(order, given)))
    _said(wanted.how)
    not_before(wanted.date, {order.id: order.date}, WrongNotice)
    stored = replace(wanted, id=next_id("SV-", [s.id for s in given]), recorded=at.recorded, by=at.by)
    record(at, award, [stored], "acts")
    return stored


def remind(at: Desk, award: str, wanted: Reminder) -> Reminder:
    """Store that the recipient was reminded of an order with something outstanding.

    Raises :class:`WrongNotice`, :class:`.settling.WrongReturn` for an unknown order, :class:`..persons.sides.NotYours`.
    """
    require_audit_side(at, award)
    order, left = known_order(at, award, wanted.order)
    if not left:
        raise WrongNotice(Text("{id} 已全部了结", "nothing of {id} is outstanding").format(id=order.id))
    if wanted.due < wanted.date:
        raise WrongNotice(Text("新的期限早于催办日", "the new day is before the reminder"))
    _said(wanted.how)
    not_before(wanted.date, {order.id: order.date}, WrongNotice)
    given = at.records(Reminder, f"awards/{award}/acts.beancount")
    stored = replace(wanted, id=next_id("RM-", [r.id for r in given]), recorded=at.recorded, by=at.by)
    record(at, award, [stored], "acts")
    return stored


def known_order(at: Desk, award: str, order: str) -> tuple[Order, Decimal]:
    """An order and what is outstanding of it (CNY). Raises :class:`.settling.WrongReturn` for an unknown one."""
    entries = at.entries(f"claims/{award}.beancount")
    issued = {o.id: o for o in orders(entries)}
    left = outstanding(issued.values(), settlements(entries), order)
    return issued[order], left


def _said(how: str) -> None:
    if not clean(how).strip():
        raise WrongNotice(Text("要写明方式（直接、邮寄、公告…）", "say how: by hand, by post, by notice …"))
