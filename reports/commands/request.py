"""``earmark request``: the funder's or auditor's side asks for papers behind charges, by a day."""

from __future__ import annotations

import datetime

import click

from earmark.ledger.evidence import PAPERS
from earmark.ledger.text import Text

from ..session import Session, today
from ..verb import Day, award_argument, by_option, done_on_option, option, verb

ASKED = Text("{id}　{subject}：{due} 前提供{papers}", "{id}  {subject}: {papers} by {due}")
LATER = Text(
    "到期前没有提供的列为无法判断，逾期列为存疑：earmark audit {award}",
    "what is not there is unknown until that day, and needs review after it: earmark audit {award}",
)


@verb(
    "request",
    Text(
        "要求提供单据（拨款或审计方），逾期成为疑点",
        "ask for papers (funder or auditor); a lapse is a finding",
    ),
    example="earmark request WH2025-007 V0012 V0015a --kind contract --kind invoice --due 2025-12-31 --by wang",
)
@award_argument
@click.argument("subjects", nargs=-1, required=True)
@option(
    "--kind",
    "kinds",
    type=click.Choice(list(PAPERS)),
    multiple=True,
    required=True,
    said=Text("要哪种单据（可多次）", "kind of paper; several times"),
)
@option("--due", type=Day(), required=True, said=Text("期限", "the last day"))
@option("--text", default="", said=Text("说明", "what exactly is asked"))
@done_on_option
@by_option
def command(
    session: Session,
    award: str,
    subjects: tuple[str, ...],
    kinds: tuple[str, ...],
    due: datetime.date,
    text: str,
    day: datetime.date | None,
    by: str | None,
) -> None:
    """Ask for papers."""
    from earmark.ledger.acts import Request
    from earmark.ledger.asking import ask
    from earmark.ledger.desk import desk

    wanted = [
        Request(date=day or today(), id="", subject=one, kinds=kinds, text=text, due=due, recorded="", by="")
        for one in dict.fromkeys(subjects)
    ]
    with desk(session.books, session.by(by)) as at:
        done = ask(at, award, wanted)
    for one in done:
        names = [PAPERS[what] for what in one.kinds]
        papers = Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))
        session.say(ASKED, id=one.id, subject=one.subject, due=one.due, papers=papers)
    session.hint(LATER.format(award=award))
