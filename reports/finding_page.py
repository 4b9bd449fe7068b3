"""One finding in full on the terminal: what it says and rests on, then its history, and whether it is struck off."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from earmark.ledger.base.text import Text
from earmark.ledger.closings.periods import Closing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.books.books import Books
    from earmark.plugins.judging.finding import Finding
    from earmark.plugins.judging.run import Audited
    from earmark.plugins.standing.history import Event

    from .session import Session

GAP, SEMICOLON = Text("　", "  "), Text("；", "; ")
HISTORY = Text("经过：", "history:")
LINE = Text(
    "{date}　{id}　{amount}{by}（{log}{recorded} 记录）",
    "{date}  {id}  {amount}{by} ({log}recorded {recorded})",
)
LOG = Text("日志第 {n} 行，", "log {n}, ")
LISTED = Text("{n} 次结账列出", "listed by {n} closings")
STRUCK = Text("已对账销号", "struck off")


def events_of(books: Books, audited: Audited, value: Finding) -> list[Event]:
    """The history of a finding."""
    from earmark.ledger.books.log import read_log
    from earmark.ledger.findings.listing import listed_in
    from earmark.plugins.standing.history import history

    award = audited.award.id
    path = f"{books.award(award)}/log"
    log = {(line.kind, line.id): line.sequence for line in read_log(books.read(path), path)}
    return history(value, audited.standing.acts, listed_in(books, award, audited.loaded.entries), log)


def as_json(event: Event, session: Session) -> dict[str, Any]:
    """An event as the command line prints it; the amount is a string."""
    return {
        "date": event.date.isoformat(),
        "recorded": event.recorded,
        "by": event.by,
        "kind": event.kind,
        "id": event.id,
        "amount": None if event.amount is None else str(event.amount),
        "text": event.said.show(session.lang),
        "log": event.sequence,
    }


def show(session: Session, books: Books, audited: Audited, value: Finding) -> None:
    """Print it."""
    from earmark.plugins.standing.struck import struck

    for word, text in _facts(session, audited, value):
        if text:
            session.say(Text("{word}：{text}", "{word}: {text}"), word=word, text=text)
    if value.id in struck(audited.standing):
        session.say(STRUCK)
    events = events_of(books, audited, value)
    if events:
        session.say()
        session.say(HISTORY)
    for _, some in itertools.groupby(events, _alike):
        _say(session, list(some))


def _alike(event: Event) -> tuple[object, ...]:
    """Closings one after the other that list the same amount are told in one line; all else by itself."""
    return (event.kind, event.amount, event.by) if event.kind == Closing.kind else (event.id, event.sequence)


def _say(session: Session, events: Sequence[Event]) -> None:
    """One event, or closings alike: a line that says when, how much and by whom, and below it what."""
    from earmark.ledger.base.amount import money

    first, last = events[0], events[-1]
    amount = "" if first.amount is None else money(first.amount) + GAP.show(session.lang)
    log = "" if first.sequence is None else LOG.format(n=_span(first.sequence, last.sequence))
    said = {"date": first.date, "id": _span(first.id, last.id), "by": first.by, "recorded": last.recorded}
    session.say(LINE, amount=amount, log=log, **said)
    what = LISTED.format(n=len(events)) if events[1:] else first.said
    session.say(Text("    {said}", "    {said}"), said=what)


def _span(first: object, last: object) -> str:
    return str(first) if first == last else f"{first} … {last}"


def _facts(session: Session, audited: Audited, value: Finding) -> list[tuple[Text, str]]:
    from earmark.ledger.base.amount import money
    from earmark.plugins.judging.finding import OUTCOME_NAMES
    from earmark.plugins.standing.standing import STATUS_NAMES

    from .clearing import supplier, weighed
    from .findings_list import about

    charge = next((c for c in audited.audit.charges if c.id == value.subject), None)
    outcome = f"{OUTCOME_NAMES[value.outcome].show(session.lang)} {about(value).show(session.lang)}"
    status = STATUS_NAMES[value.status].show(session.lang)
    gap, semicolon = GAP.show(session.lang), SEMICOLON.show(session.lang)
    return [
        (Text("疑点", "finding"), gap.join((value.id, outcome, status))),
        (Text("金额", "amount"), "—" if value.amount is None else f"{money(value.amount)} {value.currency}"),
        (Text("列支", "charge"), f"{value.subject} {value.date or ''}"),
        (Text("对方", "payee"), charge.payee if charge else ""),
        (Text("摘要", "narration"), charge.said if charge else ""),
        (Text("科目", "account"), charge.account_name if charge else ""),
        (Text("来源", "sources"), semicolon.join(map(str, value.sources))),
        (Text("条款", "clause"), f"{value.clause.document} {value.clause.number}"),
        (Text("原文", "words"), value.clause.text),
        *((Text("依据", "evidence"), weighed(e).show(session.lang)) for e in value.evidence),
        (Text("可排除的材料", "would clear it"), value.clears.show(session.lang)),
        (Text("由谁提供", "supplied by"), supplier(value).show(session.lang)),
    ]
