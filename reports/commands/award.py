"""``earmark award``: register a new award, list those there are; ``show`` and ``settle`` are in ``award_life``.

What is not given as a flag is asked for, when a person sits at a terminal.
"""

from __future__ import annotations

import datetime
from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from earmark.ledger.base.text import Text

from .. import award_life
from ..interview import QUESTIONS, Asked, MissingFact, complete, mended, plan_lines, project_code
from ..session import today
from ..verb import Day, Money, award_argument, by_option, date_option, format_option, option, verb, verbs

if TYPE_CHECKING:
    from earmark.ledger.awards.opening import NewAward
    from earmark.ledger.awards.register import Grant, Milestone, PlanLine, ProjectCode
    from earmark.ledger.awards.starting import Before

    from ..session import Session

command = verbs(
    "award",
    Text("奖补资金：登记、列表、从申报到结项", "awards: register, list, show, settle"),
    example="earmark award list",
)
command.add_command(award_life.show)
command.add_command(award_life.settle)


EXAMPLE = """earmark award new WH2025-007 --programme wuhan-2012 --recipient JCSF --recipient-name 江城示例学会 \\
    --funder 武汉市科学技术协会 --amount 500000 --start 2025-03-01 --end 2026-02-28 --chart npo-2004 \\
    --mode dedicated --bank ICBC-8801 --account 1202021109900088801 --plan P1=学术交流=185000 --by chen"""
DONE = Text(
    "已登记 {award}：{name}，{amount} 元，{start} 至 {end}。下一步：earmark import 文件",
    "{award} is registered: {name}, {amount} CNY, {start} to {end}. Next: earmark import FILE",
)
PLAN = Text(
    "用途编号=名称=金额，可多次；后面可加 ;ability=服务创新",
    "ID=NAME=AMOUNT, repeatable; also ;ability=ABILITY",
)
STAGE = Text(
    "日期=阶段=说明，可多次；后面可加 ;document=、;result=、;parts=、;amount=，如 '2025-03-03=filing=报备;parts=工作思路,发展重点'",
    "DATE=STAGE=NOTE, repeatable; also ;document= ;result= ;parts= ;amount=",
)
OPENING = Text(
    "中途开账：从这一天起记，配合 --received、--spent", "an award in mid-life: kept from this day on"
)


@verb(
    "new",
    Text("登记一项奖补资金；缺的项目在终端上询问", "register an award; asks for what is missing"),
    example=EXAMPLE,
    under=command,
)
@award_argument
@option("--programme", said=QUESTIONS["programme"])
@option("--recipient", said=QUESTIONS["recipient"])
@option("--recipient-name", said=QUESTIONS["recipient_name"])
@option("--funder", said=QUESTIONS["funder"])
@option("--amount", type=Money(), said=QUESTIONS["amount"])
@option("--start", type=Day(), said=QUESTIONS["start"])
@option("--end", type=Day(), said=QUESTIONS["end"])
@option("--chart", type=click.Choice(["npo-2004", "npo-2026", "gov", "gov-quota"]), said=QUESTIONS["chart"])
@option("--mode", type=click.Choice(["dedicated", "pooled", "quota"]), said=QUESTIONS["mode"])
@option("--bank", said=QUESTIONS["bank"])
@option("--account", said=QUESTIONS["account"])
@option("--project-code", said=Text("预算项目编码（一体化）", "budget project code"))
@option("--parent", said=Text("转拨自哪项奖补资金", "the award that this one is a sub-grant of"))
@option("--parent-plan", said=Text("转拨所用的上级项目用途编号", "the parent's plan line that pays for it"))
@option("--plan", multiple=True, said=PLAN)
@option("--milestone", multiple=True, said=STAGE)
@option("--opening", type=Day(), said=OPENING)
@option("--received", type=Money(), said=Text("开账前已收到", "received before the opening"))
@option(
    "--spent",
    multiple=True,
    said=Text("开账前已支出：用途编号=金额，可多次", "spent before: PLAN=AMOUNT, repeatable"),
)
@by_option
def new(session: Session, award: str, by: str | None, **given: Any) -> None:  # noqa: ANN401 (one value an option)
    """Register an award."""
    from earmark.ledger.awards.starting import Before, refuse_taken
    from earmark.ledger.base.amount import money

    from ..registering import pair

    refuse_taken(session.books, award)
    known = Asked(**{f.name: given[f.name] for f in fields(Asked)})
    asked = complete(session, known)
    if asked != known:
        given["plan"] = given["plan"] or plan_lines(session, asked.amount or Decimal(0))
        if (asked.chart or "").startswith("gov") and not given["project_code"]:
            given["project_code"] = project_code(session)
    before = Before(given["received"], tuple(pair(text) for text in given["spent"]))
    grant = _start(session, award, asked, given, before, session.by(by), mend=asked != known)
    session.say(
        DONE,
        award=award,
        name=grant.recipient_name,
        amount=money(grant.amount),
        start=grant.start,
        end=grant.end,
    )


def _start(
    session: Session, award: str, asked: Asked, given: dict[str, Any], before: Before, by: str, *, mend: bool
) -> Grant:
    """Register it; where a person was asked, what does not go together is asked anew."""
    from earmark.ledger.awards.opening import WrongAward
    from earmark.ledger.awards.starting import start_award

    while True:
        made = _new_award(award, asked, given)
        try:
            start_award(
                session.books, made, account=str(asked.account), before=before, by=by, policy=_policy(asked)
            )
        except WrongAward as error:
            again = mended(session, asked, error) if mend else None
            if again is None:
                raise
            asked = again
        else:
            return made.grant


@verb(
    "amend",
    Text("调整用途计划、补记阶段和项目编码", "amend the plan, add milestones or the project code"),
    example="earmark award amend WH2025-007 --plan P1=学术交流=150000 --date 2025-09-01 --document 武科协函〔2025〕8号 --by chen",
    under=command,
)
@award_argument
@option("--plan", multiple=True, said=PLAN)
@option("--milestone", multiple=True, said=STAGE)
@option(
    "--project-code",
    said=Text("后来取得的预算项目编码（一体化）", "budget project code that was given later"),
)
@option("--document", required=True, said=Text("依据的文件", "the paper that says so"))
@date_option
@by_option
def amend(
    session: Session,
    award: str,
    plan: tuple[str, ...],
    milestone: tuple[str, ...],
    document: str,
    day: datetime.date | None,
    by: str | None,
    project_code: str | None,
) -> None:
    """Add plan lines, milestones and a project code to the register."""
    from dataclasses import replace

    from earmark.ledger.awards import amending
    from earmark.ledger.awards.register import ProjectCode
    from earmark.ledger.books.load import register_of

    from ..registering import milestone as milestone_of
    from ..registering import plan_line

    if not (plan or milestone or project_code):
        raise MissingFact(
            Text(
                "缺少 --plan、--milestone 或 --project-code",
                "--plan, --milestone or --project-code is missing",
            )
        )
    first = len(register_of(session.books, award).milestones) + 1
    stages = [milestone_of(number, text) for number, text in enumerate(milestone, start=first)]
    lines = [plan_line(text, day or today()) for text in plan]
    added: list[PlanLine | Milestone | ProjectCode] = [
        replace(x, document=x.document or document) for x in lines
    ]
    added += [replace(x, document=x.document or document) for x in stages]
    if project_code:
        code = ProjectCode(date=day or today(), id=project_code, document=document, recorded="", by="")
        added.append(code)
    amending.amend(session.books, award, added, session.by(by))
    session.say(AMENDED, award=award, ids=", ".join(record.id for record in added))


AMENDED = Text("已登记 {award} 的调整：{ids}", "{award} is amended: {ids}")


def _policy(asked: Asked) -> bytes | None:
    """The shipped policy of that id; None when there is none (the programme must be open already)."""
    from earmark.plugins.policy import shipped

    path = shipped().get(str(asked.programme))
    return path.read_bytes() if path else None


def _new_award(award: str, asked: Asked, given: dict[str, Any]) -> NewAward:
    from earmark.ledger.awards.opening import NewAward
    from earmark.ledger.awards.register import Grant

    from ..registering import milestone as milestone_of
    from ..registering import plan_line

    facts = {f.name: getattr(asked, f.name) for f in fields(Asked) if f.name != "account"}
    grant = Grant(
        date=facts["start"],
        id=award,
        project_code=given["project_code"],
        opening=given["opening"],
        parent=given["parent"],
        parent_plan=given["parent_plan"],
        recorded="",
        by="",
        **facts,
    )
    plan = [plan_line(text, grant.start) for text in given["plan"]]
    stages = [milestone_of(number, text) for number, text in enumerate(given["milestone"], start=1)]
    return NewAward(grant=grant, plan=plan, milestones=stages)


@verb("list", Text("列出奖补资金", "list the awards"), example="earmark award list", under=command)
@format_option
def listing(session: Session, form: str) -> None:
    """List the awards; one whose register is damaged is named, and the others are listed."""
    from earmark.ledger.base.errors import EarmarkError
    from earmark.ledger.books.load import grant_of

    grants = []
    for award in session.books.award_ids():
        try:
            grants.append(grant_of(session.books, award))
        except EarmarkError as error:
            session.hint(error.show(session.lang))
            session.exit_code = 2
    if form == "json":
        session.result(
            {
                "awards": [
                    {
                        "award": g.id,
                        "programme": g.programme,
                        "recipient": g.recipient_name,
                        "amount": str(g.amount),
                        "start": g.start.isoformat(),
                        "end": g.end.isoformat(),
                    }
                    for g in grants
                ]
            }
        )
        return
    words = (
        Text("编号", "id"),
        Text("获奖单位", "recipient"),
        Text("专项", "programme"),
        Text("金额", "amount"),
        Text("起", "from"),
        Text("止", "to"),
    )
    rows = [[g.id, g.recipient_name, g.programme, g.amount, g.start, g.end] for g in grants]
    session.table(words, rows)
