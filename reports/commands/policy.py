"""``earmark policy``: the policies there are, the one in force, the funder's answers to open questions."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from earmark.ledger.errors import EarmarkError
from earmark.ledger.text import Text

from ..session import today
from ..verb import by_option, date_option, option, verb, verbs

if TYPE_CHECKING:
    from earmark.plugins.policy import Policy

    from ..session import Session

command = verbs(
    "policy",
    Text("实施方案：查看、采用、答复", "policies: show, adopt, answer"),
    example="earmark policy show wuhan-2012",
)
NO_QUESTION = Text("实施方案没有留下问题 {setting}", "the policy leaves no question {setting} open")
NOT_ANSWERED = Text("未答复", "not answered")
ANSWERED = Text("已记下答复：{setting} = {answer}", "the answer is stored: {setting} = {answer}")
ADOPTED = Text(
    "专项 {programme} 自 {day} 起采用 {title}（{sha}）",
    "{programme} is judged by {title} from {day} on ({sha})",
)


class NoSuchQuestion(EarmarkError):
    """An answer to a question that the policy does not ask."""


@verb(
    "show",
    Text("条款、规则、未答复的问题", "clauses, rules, open questions"),
    example="earmark policy show wuhan-2012",
    under=command,
)
@click.argument("programme")
def show(session: Session, programme: str) -> None:
    """Show the policy in force, or a shipped one where there are no books."""
    policy = policy_of(session, programme)
    answers = _answers(session, programme)
    session.say(f"{policy.title.show(session.lang)}　{policy.document}　sha256 {policy.sha256[:12]}")
    clause = Text("条款", "clause")
    session.table((clause, Text("原文", "words")), [(c.number, c.text) for c in policy.clauses.values()])
    rules = [(r.id, r.scope, r.severity, r.clause.number) for r in policy.rules]
    session.table((Text("规则", "rule"), Text("范围", "scope"), Text("程度", "severity"), clause), rules)
    questions = [(q.id, q.name, answers.get(q.id, NOT_ANSWERED)) for q in policy.questions.values()]
    session.table((Text("问题", "question"), Text("", ""), Text("答复", "answer")), questions)


def policy_of(session: Session, programme: str) -> Policy:
    """The policy that the books' programme adopted last, else the shipped one of that id."""
    from earmark.ledger.books import NoBooks
    from earmark.ledger.programme import PolicyAdopted
    from earmark.plugins.policy import load_policy, shipped_policy

    try:
        adopted = session.books.records(PolicyAdopted, f"programmes/{programme}.beancount")
    except NoBooks:
        adopted = []
    if not adopted:
        return shipped_policy(programme)
    return load_policy(session.books.root / "policies" / f"{adopted[-1].id}.toml")


def _answers(session: Session, programme: str) -> dict[str, str]:
    from earmark.ledger.books import NoBooks
    from earmark.ledger.programme import FunderAnswer

    try:
        return {
            a.id: a.answer for a in session.books.records(FunderAnswer, f"programmes/{programme}.beancount")
        }
    except NoBooks:
        return {}


@verb(
    "answer",
    Text("记下拨款单位对一个问题的答复", "store the funder's answer to a question"),
    example="earmark policy answer wuhan-2012 interest 归本项目 --source 武科协函〔2025〕8号 --by zhou",
    under=command,
)
@click.argument("programme")
@click.argument("setting")
@click.argument("answer")
@option("--source", required=True, said=Text("答复所在的文件", "the document that holds the answer"))
@date_option
@by_option
def answer(
    session: Session,
    programme: str,
    setting: str,
    answer: str,
    source: str,
    day: datetime.date | None,
    by: str | None,
) -> None:
    """Store an answer."""
    from earmark.ledger.opening import answer_question
    from earmark.ledger.programme import FunderAnswer

    questions = policy_of(session, programme).questions
    if setting not in questions:
        fix = Text("现有：{ids}", "known: {ids}").format(ids=", ".join(questions))
        raise NoSuchQuestion(NO_QUESTION.format(setting=setting), fix=fix)
    day = day or today()
    record = FunderAnswer(date=day, id=setting, answer=answer, source=source, recorded="", by="")
    answer_question(session.books, programme, record, session.by(by))
    session.say(ANSWERED, setting=setting, answer=answer)


@verb(
    "adopt",
    Text("采用一个实施方案文件", "adopt a policy file"),
    example="earmark policy adopt wuhan-2012 方案.toml --date 2025-03-01 --by zhou",
    under=command,
)
@click.argument("programme")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@date_option
@by_option
def adopt(session: Session, programme: str, file: str, day: datetime.date | None, by: str | None) -> None:
    """Adopt a policy."""
    from pathlib import Path

    from earmark.ledger.opening import NewPolicy, adopt_policy
    from earmark.plugins.policy import load_policy

    path = Path(file)
    policy = load_policy(path)
    day = day or today()
    adopt_policy(
        session.books,
        programme,
        NewPolicy(policy.id, policy.title.zh, path.read_bytes()),
        day,
        session.by(by),
    )
    session.say(ADOPTED, programme=programme, day=day, title=policy.title, sha=policy.sha256[:12])
