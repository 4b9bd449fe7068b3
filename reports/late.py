"""Lists of what is late: orders overdue with their age (账龄), and answers that did not come in time. No audit is run for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from earmark.ledger.books.books import Books
    from earmark.ledger.recovery.overdue import Claimed
    from earmark.plugins.standing.awaited import Awaited

    from .session import Session

NOTHING_DUE = Text("没有逾期的收回决定", "no order is overdue")
ALL_ANSWERED = Text("没有逾期的答复", "no answer is late")
ORDERS = (
    Text("项目", "award"),
    Text("决定", "order"),
    Text("限期", "due"),
    Text("逾期天数", "days overdue"),
    Text("账龄", "age"),
    Text("未收回", "outstanding"),
    Text("送达", "served"),
    Text("催办", "reminded"),
)
REQUESTS = (
    Text("项目", "award"),
    Text("要求", "request"),
    Text("疑点", "finding"),
    Text("限期", "due"),
    Text("逾期天数", "days late"),
    Text("状态", "state"),
)


def overdue(session: Session, books: Books, awards: Iterable[str], day: datetime.date, form: str) -> None:
    """List the orders that are overdue on a day."""
    from earmark.ledger.recovery.ageing import AGES
    from earmark.ledger.recovery.overdue import by_age

    found = [(award, one) for award in awards for one in _claimed(books, award, day) if one.days]
    ages = {k: v for k, v in by_age(one for _, one in found).items() if k != "not_due"}
    if form == "json":
        said = {name: str(amount) for name, amount in ages.items()}
        session.result(
            {"as_of": day.isoformat(), "orders": [_order_json(a, c) for a, c in found], "ages": said}
        )
        return
    if not found:
        session.say(NOTHING_DUE)
        return
    rows = [
        [a, c.order.id, c.order.due, c.days, AGES[c.age], c.outstanding, c.served or "—", c.reminded or "—"]
        for a, c in found
    ]
    session.table(ORDERS, rows)
    session.say()
    session.table(
        (Text("账龄", "age"), Text("未收回", "outstanding")), [[AGES[k], v] for k, v in ages.items()]
    )


def _claimed(books: Books, award: str, day: datetime.date) -> list[Claimed]:
    from earmark.ledger.recovery.after_order import Reminder, Service
    from earmark.ledger.recovery.claims import orders, settlements
    from earmark.ledger.recovery.overdue import claimed

    entries = books.entries(f"claims/{award}.beancount")
    acts = f"{books.award(award)}/acts.beancount"
    given = books.records(Service, acts), books.records(Reminder, acts)
    return claimed(orders(entries), settlements(entries), *given, day)


def _order_json(award: str, one: Claimed) -> dict[str, Any]:
    return {
        "award": award,
        "order": one.order.id,
        "due": one.order.due.isoformat(),
        "days": one.days,
        "age": one.age,
        "outstanding": str(one.outstanding),
        "served": one.served.isoformat() if one.served else None,
        "reminders": one.reminders,
        "answer_by": one.answer_by.isoformat() if one.answer_by else None,
    }


def unanswered(session: Session, books: Books, awards: Iterable[str], day: datetime.date, form: str) -> None:
    """List the requests for an answer that nobody answered in time, as of a day."""
    from earmark.plugins.standing.awaited import STATES

    found = [(award, one) for award in awards for one in _awaited(books, award, day) if one.days]
    if form == "json":
        session.result({"as_of": day.isoformat(), "requests": [_request_json(a, one) for a, one in found]})
    elif not found:
        session.say(ALL_ANSWERED)
    else:
        rows = [
            [a, w.request.id, w.request.finding, w.request.due, w.days, STATES[w.state]] for a, w in found
        ]
        session.table(REQUESTS, rows)


def _awaited(books: Books, award: str, day: datetime.date) -> list[Awaited]:
    from earmark.ledger.findings.acts import asked_in_force
    from earmark.ledger.findings.on_finding import Answer, AnswerRequest
    from earmark.plugins.standing.awaited import awaited

    folder = books.award(award)
    asked = asked_in_force(AnswerRequest, books.entries(f"{folder}/acts.beancount"))
    return awaited(asked, books.records(Answer, f"{folder}/answers.beancount"), day)


def _request_json(award: str, one: Awaited) -> dict[str, Any]:
    return {
        "award": award,
        "request": one.request.id,
        "finding": one.request.finding,
        "due": one.request.due.isoformat(),
        "days": one.days,
        "state": one.state,
        "answer": one.answer.id if one.answer else None,
    }
