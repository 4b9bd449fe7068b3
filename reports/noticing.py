"""``earmark order`` about an order that stands: that it was served (送达), or that the recipient was reminded (催办)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from .session import Session

SERVED = Text("{id}：{order} 于 {day} 送达（{how}）", "{id}: {order} was served on {day} ({how})")
REMINDED = Text("{id}：{order} 已催办，{due} 前答复", "{id}: reminded of {order}, to answer by {due}")


class UnclearNotice(EarmarkError):
    """Something about an order that does not say what."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What was said of an order: the day it was served, or that somebody was reminded until ``due``; and how."""

    how: str
    day: datetime.date
    served: datetime.date | None = None
    remind: bool = False
    due: datetime.date | None = None
    text: str | None = None


def note(session: Session, award: str, order: str, notice: Notice, who: str) -> None:
    """Write it down. Raises :class:`UnclearNotice`, and what serving and reminding raise."""
    if notice.remind == (notice.served is not None):
        raise UnclearNotice(
            Text("对已下达的决定写 --served 或 --remind 之一", "of an order: either --served or --remind"),
        )
    if notice.remind and notice.due is None:
        raise UnclearNotice(Text("催办要写新的期限 --due", "a reminder needs --due"))
    (_remind if notice.remind else _serve)(session, award, order, notice, who)


def _serve(session: Session, award: str, order: str, notice: Notice, who: str) -> None:
    from earmark.ledger.books.desk import desk
    from earmark.ledger.recovery.after_order import Service
    from earmark.ledger.recovery.serving import serve

    day = notice.served or notice.day
    with desk(session.books, who) as at:
        made = serve(at, award, Service(date=day, id="", order=order, how=notice.how, recorded="", by=""))
    session.say(SERVED, id=made.id, order=order, day=day, how=notice.how)


def _remind(session: Session, award: str, order: str, notice: Notice, who: str) -> None:
    from earmark.ledger.books.desk import desk
    from earmark.ledger.recovery.after_order import Reminder
    from earmark.ledger.recovery.serving import remind

    wanted = Reminder(
        date=notice.day, id="", order=order, how=notice.how, due=notice.due or notice.day, text=notice.text,
        recorded="", by="",
    )  # fmt: skip
    with desk(session.books, who) as at:
        made = remind(at, award, wanted)
    session.say(REMINDED, id=made.id, order=order, due=made.due)
