"""``earmark policy``: the policies there are, the one in force, one that is tried, the funder's answers."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..session import today
from ..verb import by_option, date_option, format_option, option, verb, verbs

if TYPE_CHECKING:
    from earmark.ledger.awards.programme import FunderAnswer, PolicyAdopted
    from earmark.plugins.policy import Policy

    from ..session import Session

command = verbs(
    "policy",
    Text("实施方案：查看、试行、采用、答复", "policies: show, try, adopt, answer"),
    example="earmark policy show wuhan-2012",
)
NO_QUESTION = Text("实施方案没有留下问题 {setting}", "the policy leaves no question {setting} open")
NOT_OF = Text("专项 {programme} 没有这项奖补资金：{ids}", "programme {programme} has no award {ids}")
NO_SOURCE = Text("没有写明答复所在的文件", "nothing says which document holds the answer")
ANSWERED = Text("已记下答复：{setting} = {answer}", "the answer is stored: {setting} = {answer}")
TOLD = Text("{route}：付到 {holder} {number}", "{route}: to be paid to {holder} {number}")
ADOPTED = Text(
    "专项 {programme} 自 {day} 起采用 {title}（{sha}）",
    "{programme} is judged by {title} from {day} on ({sha})",
)


KEPT = Text(
    "采用前的 {count} 条疑点已列入清单（{awards}）：以后不再出现的也会列明",
    "the {count} findings of before are listed ({awards}): what is found no more stays named",
)
UNLISTED = Text(
    "读不了、没有列出疑点的：{awards}。运行 earmark check",
    "cannot be read, so nothing is listed: {awards}. Run earmark check",
)


class NoSuchAwards(EarmarkError):
    """A policy is tried on an award of another programme, or on none."""


class NoSource(EarmarkError):
    """An answer of which nobody says where it is written."""


class NoSuchQuestion(EarmarkError):
    """An answer to a question that the policy does not ask."""


@verb(
    "list",
    Text("自带的和已采用的实施方案", "policies that are shipped, and those adopted"),
    example="earmark policy list",
    under=command,
)
@format_option
def listing(session: Session, form: str) -> None:
    """List the policies."""
    from earmark.plugins.policy import shipped, shipped_policy

    from .. import policies, policies_json

    known = [shipped_policy(id_) for id_ in shipped()]
    if form == "json":
        session.result(policies_json.known(known, _adopted(session), session.lang))
    else:
        policies.show_known(session, known, _adopted(session))


@verb(
    "show",
    Text(
        "条款由什么检查、规则和设置、问题和答复",
        "clauses with what checks them, rules, questions with answers",
    ),
    example="earmark policy show wuhan-2012",
    under=command,
)
@click.argument("programme")
@format_option
def show(session: Session, programme: str, form: str) -> None:
    """Show the policy in force, or a shipped one where there are no books."""
    from .. import policies, policies_json

    policy, answers = policy_of(session, programme), _answers(session, programme)
    if form == "json":
        session.result(policies_json.shown(policy, answers, session.lang))
    else:
        policies.show(session, policy, answers)
        policies.tell_needs(session, policy, programme)


@verb(
    "try",
    Text(
        "试行一个改动过的实施方案：疑点会多哪些、少哪些", "try a changed policy: what it finds more or less"
    ),
    example="earmark policy try wuhan-2012 方案.toml --award WH2025-007",
    under=command,
)
@click.argument("programme")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@option(
    "--award",
    multiple=True,
    said=Text(
        "只试这项奖补资金，可多次；跨项目的规则不试",
        "this award only, repeatable; rules that span awards are not tried",
    ),
)
@format_option
def try_(session: Session, programme: str, file: str, award: tuple[str, ...], form: str) -> None:
    """Replay a policy over the books, with its rules of scope programme unless awards are named; nothing is written."""
    from pathlib import Path

    from earmark.ledger.books.load import register_of
    from earmark.plugins.judging.programme_audit import audit_awards
    from earmark.plugins.judging.replay import replay, replay_programme
    from earmark.plugins.judging.run import audit_award
    from earmark.plugins.policy import load_policy

    from .. import policies, policies_json

    policy, books = load_policy(Path(file)), session.books
    if award:
        strange = ", ".join(id_ for id_ in award if register_of(books, id_).grant.programme != programme)
        if strange:
            raise NoSuchAwards(NOT_OF.format(programme=programme, ids=strange))
        replays = [replay(audit_award(books, id_), policy) for id_ in award]
    else:
        replays = replay_programme(audit_awards(books, programme=programme), policy)
    session.exit_code = int(not all(one.same for one in replays))
    if form == "json":
        tried = {"id": policy.id, "sha256": policy.sha256}
        awards = [policies_json.replayed(one, session.lang) for one in replays]
        session.result({"programme": programme, "policy": tried, "awards": awards})
    else:
        policies.show_replay(session, replays)


def policy_of(session: Session, programme: str) -> Policy:
    """The policy in force for the books' programme, else the shipped one of that id."""
    from earmark.ledger.awards.programme import PolicyAdopted, policy_on
    from earmark.ledger.books.books import NoBooks
    from earmark.plugins.policy import load_policy, shipped_policy

    try:
        adopted = policy_on(
            today(), session.books.records(PolicyAdopted, f"programmes/{programme}.beancount")
        )
    except NoBooks:
        adopted = None
    if not adopted:
        return shipped_policy(programme)
    return load_policy(session.books.root / "policies" / f"{adopted.id}.toml")


def _answers(session: Session, programme: str) -> dict[str, FunderAnswer]:
    """The funder's answer to each question, as it holds today."""
    from earmark.ledger.awards.programme import FunderAnswer, answers_on
    from earmark.ledger.books.books import NoBooks

    try:
        given = session.books.records(FunderAnswer, f"programmes/{programme}.beancount")
        return answers_on(today(), given)
    except NoBooks:
        return {}


def _adopted(session: Session) -> dict[str, list[PolicyAdopted]]:
    """What each programme of the books adopted, in order."""
    from earmark.ledger.awards.programme import PolicyAdopted
    from earmark.ledger.books.books import NoBooks

    try:
        paths = session.books.files("programmes")
        return {
            path.split("/")[-1].removesuffix(".beancount"): session.books.records(PolicyAdopted, path)
            for path in paths
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
    from earmark.ledger.awards.adopting import answer_question
    from earmark.ledger.awards.programme import FunderAnswer
    from earmark.plugins.judging.answers import check_answer

    questions = policy_of(session, programme).questions
    if setting not in questions:
        fix = Text("现有：{ids}", "known: {ids}").format(ids=", ".join(questions))
        raise NoSuchQuestion(NO_QUESTION.format(setting=setting), fix=fix)
    check_answer(setting, answer)
    if not source.strip():
        raise NoSource(NO_SOURCE, fix=Text("--source 写明文件", "name the document with --source"))
    day = day or today()
    record = FunderAnswer(date=day, id=setting, answer=answer, source=source, recorded="", by="")
    answer_question(session.books, programme, record, session.by(by))
    session.say(ANSWERED, setting=setting, answer=answer)


@verb(
    "account",
    Text("写明收回的款项付到哪个账户", "tell the account that recovered money is paid into"),
    example=(
        "earmark policy account wuhan-2012 funder --holder 武汉市科学技术协会 --bank 工商银行江城支行"
        " --number 3202019200000017715 --contact '周主任 027-12345678' --by zhou"
    ),
    under=command,
)
@click.argument("programme")
@click.argument("route", type=click.Choice(["funder", "treasury"]))
@option("--holder", required=True, said=Text("户名", "in whose name"))
@option("--bank", required=True, said=Text("开户银行", "the bank"))
@option("--number", "account", required=True, said=Text("账号", "the account's number"))
@option("--contact", default="", said=Text("联系人、电话", "whom to ask"))
@date_option
@by_option
def account(
    session: Session, programme: str, route: str, day: datetime.date | None, by: str | None, **given: str
) -> None:
    """Store the account of a route."""
    from earmark.ledger.recovery.payinto import PayInto, set_account

    told = PayInto(date=day or today(), id=route, **given, recorded="", by="")
    set_account(session.books, programme, told, session.by(by))
    session.say(TOLD, route=route, holder=told.holder, number=told.account)


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

    from earmark.ledger.awards.adopting import adopt_policy
    from earmark.ledger.awards.opening import NewPolicy
    from earmark.plugins.judging.replay import refuse_unrunnable
    from earmark.plugins.policy import load_policy

    from .. import policies
    from ..listing import standing_of

    path = Path(file)
    policy = load_policy(path)
    refuse_unrunnable(policy)
    day = day or today()
    standing, damaged = standing_of(session.books, programme)
    new = NewPolicy(policy.id, policy.title.zh, path.read_bytes())
    adopt_policy(session.books, programme, new, day, session.by(by), standing)
    session.say(ADOPTED, programme=programme, day=day, title=policy.title, sha=policy.sha256[:12])
    if any(standing.values()):
        session.say(KEPT, count=sum(map(len, standing.values())), awards="、".join(standing))
    if damaged:
        session.hint(UNLISTED.format(awards="、".join(damaged)))
    policies.tell_needs(session, policy, programme)
