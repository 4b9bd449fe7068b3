"""``earmark request``: the funder's or auditor's side asks for papers behind charges, or for answers to findings, by a day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.evidence import PAPERS

from ..session import Session, today
from ..verb import Day, award_argument, by_option, done_on_option, option, verb

ASKED = Text("{id}　{subject}：{due} 前提供{papers}", "{id}  {subject}: {papers} by {due}")
LATER = Text(
    "到期前没有提供的列为无法判断，逾期列为存疑：earmark audit {award}",
    "what is not there is unknown until that day, and needs review after it: earmark audit {award}",
)
GONE = Text("已撤回 {id}（{subject}）", "{id} ({subject}) withdrawn")
TO_ANSWER = Text("{id}　{finding}：{due} 前答复", "{id}  {finding}: an answer by {due}")
THEN = Text(
    "获奖单位答复：earmark answer {award} {finding} --text …；逾期：earmark findings --unanswered",
    "the recipient answers: earmark answer {award} {finding} --text …; late ones: earmark findings --unanswered",
)


class UnclearRequest(EarmarkError):
    """A request that does not say whether papers or answers are asked for."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said on the command line."""

    subjects: tuple[str, ...]
    kinds: tuple[str, ...]
    due: datetime.date
    text: str
    day: datetime.date
    who: str


@verb(
    "request",
    Text(
        "要求提供单据（逾期成为疑点）或答复疑点（拨款或审计方）",
        "ask for papers (a lapse is a finding) or for answers to findings (funder or auditor)",
    ),
    example="earmark request WH2025-007 V0012 V0015a --kind contract --kind invoice --due 2025-12-31 --by wang\n"
    "earmark request WH2025-007 F-1a2b3c4d5e --answer --due 2025-12-31 --by wang\n"
    "earmark request WH2025-007 Q-0003 --withdraw 要错了凭证 --by wang",
)
@award_argument
@click.argument("subjects", nargs=-1, required=True)
@option(
    "--kind",
    "kinds",
    type=click.Choice(list(PAPERS)),
    multiple=True,
    said=Text("要哪种单据（可多次）", "kind of paper; several times"),
)
@option("--answer", is_flag=True, said=Text("要求答复所列疑点", "ask for an answer to the findings named"))
@option("--due", type=Day(), said=Text("期限", "the last day"))
@option(
    "--withdraw",
    metavar="REASON",
    said=Text(
        "撤回要错了的要求（写它的编号），并说明理由",
        "withdraw requests that were wrong, by their ids, and why",
    ),
)
@option("--text", default="", said=Text("说明", "what exactly is asked"))
@done_on_option
@by_option
def command(  # noqa: PLR0913 (one parameter an option)
    session: Session,
    award: str,
    subjects: tuple[str, ...],
    kinds: tuple[str, ...],
    due: datetime.date | None,
    withdraw: str | None,
    text: str,
    day: datetime.date | None,
    by: str | None,
    *,
    answer: bool,
) -> None:
    """Ask."""
    session.books.award(award)
    if withdraw is not None:
        _withdraw(session, award, subjects, withdraw, day or today(), session.by(by))
        return
    if answer == bool(kinds):
        raise UnclearRequest(
            Text("--kind（单据）和 --answer（答复）选一个", "choose one: --kind (papers) or --answer")
        )
    if due is None:
        raise UnclearRequest(Text("要写明期限：--due 2025-12-31", "say by when: --due 2025-12-31"))
    said = Said(tuple(dict.fromkeys(subjects)), kinds, due, text, day or today(), session.by(by))
    (_answers if answer else _papers)(session, award, said)


def _withdraw(
    session: Session, award: str, ids: tuple[str, ...], reason: str, day: datetime.date, who: str
) -> None:
    from earmark.ledger.books.desk import desk
    from earmark.ledger.findings.asking import withdraw_requests

    with desk(session.books, who) as at:
        done = withdraw_requests(at, award, ids, reason, day)
    for one in done:
        session.say(GONE, id=one.request, subject=one.subject)


def _papers(session: Session, award: str, said: Said) -> None:
    from earmark.ledger.books.desk import desk
    from earmark.ledger.findings.acts import Request
    from earmark.ledger.findings.asking import ask

    wanted = [
        Request(
            date=said.day,
            id="",
            subject=one,
            kinds=said.kinds,
            text=said.text,
            due=said.due,
            recorded="",
            by="",
        )
        for one in said.subjects
    ]
    with desk(session.books, said.who) as at:
        done = ask(at, award, wanted)
    for one in done:
        names = [PAPERS[what] for what in one.kinds]
        papers = Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))
        session.say(ASKED, id=one.id, subject=one.subject, due=one.due, papers=papers)
    session.hint(LATER.format(award=award))


def _answers(session: Session, award: str, said: Said) -> None:
    from earmark.ledger.books.desk import desk
    from earmark.ledger.findings.asking import ask_answers
    from earmark.ledger.findings.on_finding import AnswerRequest

    from ..acting import kept_in

    wanted = [
        AnswerRequest(date=said.day, id="", **kept, text=said.text, due=said.due, recorded="", by="")
        for kept in (kept_in(session.books, award, one) for one in said.subjects)
    ]
    with desk(session.books, said.who) as at:
        done = ask_answers(at, award, wanted)
    for one in done:
        session.say(TO_ANSWER, id=one.id, finding=one.finding, due=one.due)
    session.hint(THEN.format(award=award, finding=done[0].finding))
