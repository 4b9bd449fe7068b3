"""``earmark award show`` and ``earmark award settle``: an award's life so far, and its end."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import click

from earmark.ledger.base.text import Text

from .session import Session, today
from .verb import Day, award_argument, by_option, done_on_option, format_option, option, verb

if TYPE_CHECKING:
    from earmark.ledger.awards.award import Award
    from earmark.ledger.awards.ending import Ended
    from earmark.ledger.awards.subgrants import Subgrant

    from .timeline import Step

STAGES_HEAD = (
    Text("日期", "date"), Text("阶段", "stage"), Text("结果", "result"), Text("金额", "amount"), Text("说明", "note"),
    Text("文件", "document"),
)  # fmt: skip
MISSING = Text("缺", "missing")
NOT_SETTLED = Text("没有处理结果", "not settled")
SUBGRANTS_HEAD = (
    Text("转拨", "sub-grant"), Text("获拨单位", "recipient"), Text("额度", "granted"), Text("已转拨", "passed on"),
    Text("对方已收", "received"), Text("对方已支出", "spent"), Text("未使用（以拨代支）", "unused"),
)  # fmt: skip
DIFFERS = Text(
    "{award}：转拨 {passed} 元，对方账上收到 {received} 元",
    "{award}: {passed} CNY passed on, {received} received there",
)
HEAD = Text(
    "{award}　{name}　{programme}　{amount} 元　{start} 至 {end}",
    "{award}  {name}  {programme}  {amount} CNY  {start} to {end}",
)
PART_OF = Text("转拨自 {parent}", "a sub-grant of {parent}")
BANNED = Text(
    "{start} 至 {until} 取消申报资格（{award} 的撤销决定 {order}）",
    "may not apply from {start} until {until} (revocation {order} of {award})",
)


@verb(
    "show",
    Text("一项奖补资金从申报到结项", "an award from application to settlement"),
    example="earmark award show WH2025-007",
)
@award_argument
@format_option
def show(session: Session, award: str, form: str) -> None:
    """Show an award's stages, its sub-grants and bans."""
    from earmark.ledger.awards.subgrants import subgrants
    from earmark.ledger.books.load import register_of

    from .commands.policy import policy_of
    from .timeline import timeline

    known = register_of(session.books, award)
    steps = timeline(known, policy_of(session, known.grant.programme))
    passed = subgrants(session.books, award)
    if form == "json":
        session.result(_as_json(known, steps, passed))
        return
    _say(session, known)
    session.table(STAGES_HEAD, [_row(step) for step in steps])
    if passed:
        session.say()
        session.table(SUBGRANTS_HEAD, [_passed(one) for one in passed])
    for one in (one for one in passed if one.difference):
        session.say(DIFFERS, award=one.award, passed=one.passed_on, received=one.received)


def _say(session: Session, known: Award) -> None:
    from earmark.ledger.base.amount import money

    grant = known.grant
    facts = {"award": grant.id, "name": grant.recipient_name, "programme": grant.programme}
    session.say(HEAD, amount=money(grant.amount), start=grant.start, end=grant.end, **facts)
    if grant.parent:
        session.say(PART_OF, parent=grant.parent)
    for ban in known.bans:
        session.say(BANNED, start=ban.date, until=ban.until, award=ban.id, order=ban.order)


def _row(step: Step) -> list[object]:
    from earmark.ledger.awards.register import STAGE_NAMES

    said = ROUTES.get(step.result, step.result) if step.stage == "settlement" else step.result
    result = NOT_SETTLED if step.open else said
    amount = "" if step.amount is None else step.amount
    return [step.date or MISSING, STAGE_NAMES[step.stage], result, amount, step.note, step.document]


def _passed(one: Subgrant) -> list[object]:
    return [one.award, one.recipient, one.granted, one.passed_on, one.received, one.spent, one.unused]


def _as_json(known: Award, steps: tuple[Step, ...], passed: list[Subgrant]) -> dict[str, Any]:
    from .accountability.as_json import as_value

    bans = [{"award": b.id, "order": b.order, "from": b.date, "until": b.until} for b in known.bans]
    facts = {"award": known.id, "grant": known.grant, "stages": steps, "subgrants": tuple(passed)}
    return {name: as_value(value, "zh") for name, value in {**facts, "bans": tuple(bans)}.items()}


# ---------------------------------------------------------------- 结项

SETTLED = Text(
    "{award} 已结项，结余 {balance} 元：{route}", "{award} is settled; {balance} CNY unspent: {route}"
)
ROUTES = {
    "funder": Text("退回拨款单位", "back to the funder"),
    "keep": Text("按规定留用", "kept as allowed"),
}
OWED = Text(
    "草稿 {id}：应退拨款单位。记账后付款：earmark award settle {award} --paid 日期 --by …",
    "draft {id}: owed to the funder. Post it; when it is paid: earmark award settle {award} --paid DATE --by …",
)
PAID = Text("草稿 {id}：退回结余", "draft {id}: the balance goes back")
SETTLE_EXAMPLE = """earmark award settle WH2025-007 --date 2026-04-18 --unspent funder --by chen
earmark award settle WH2025-007 --paid 2026-04-20 --by chen"""


@verb(
    "settle",
    Text("结项：结余的去向，此后不再记账", "settle an award: what is unspent; then it is frozen"),
    example=SETTLE_EXAMPLE,
)
@award_argument
@option(
    "--unspent",
    type=click.Choice(["funder", "keep"]),
    said=Text("结余：funder 退回拨款单位，keep 留用", "unspent money: back to the funder, or kept"),
)
@option(
    "--document", said=Text("验收结论、留用的文件", "the paper of the acceptance, or that lets it be kept")
)
@option(
    "--despite",
    default="",
    said=Text("还有未办结的事，为什么仍结项", "why, although something is unfinished"),
)
@option(
    "--paid",
    type=Day(past=True),
    said=Text("已结项：结余在这天由本项目账户退回", "settled before: the day the balance was paid"),
)
@done_on_option
@by_option
def settle(
    session: Session,
    award: str,
    day: datetime.date | None,
    by: str | None,
    **given: Any,  # noqa: ANN401
) -> None:
    """Settle an award, or pay its balance back."""
    from earmark.ledger.awards.ending import CannotSettle, pay_balance
    from earmark.ledger.books.desk import desk

    session.books.award(award)
    if given["paid"]:
        with desk(session.books, session.by(by)) as at:
            made = pay_balance(at, award, given["paid"])
        session.say(PAID, id=made.id)
        return
    if not given["unspent"]:
        raise CannotSettle(Text("用 --unspent 写明结余的去向", "say where unspent money goes: --unspent"))
    _said(session, award, _settled(session, award, day or today(), by, given))


def _settled(
    session: Session, award: str, day: datetime.date, by: str | None, given: dict[str, Any]
) -> Ended:
    from earmark.ledger.awards.ending import Ending, end_award
    from earmark.ledger.books.desk import desk
    from earmark.ledger.books.load import register_of
    from earmark.plugins.judging.readings import BALANCE, answered

    from .commands.policy import policy_of
    from .timeline import closing_stages

    known = register_of(session.books, award)
    policy = policy_of(session, known.grant.programme)
    wanted = Ending(
        date=day,
        unspent=given["unspent"],
        document=given["document"],
        despite=given["despite"],
        due_stages=closing_stages(policy),
        answered=answered(policy, BALANCE, known.settings),
    )
    with desk(session.books, session.by(by)) as at:
        return end_award(at, award, wanted)


def _said(session: Session, award: str, done: Ended) -> None:
    from earmark.ledger.base.amount import money

    route = ROUTES[done.stage.result or "keep"]
    session.say(SETTLED, award=award, balance=money(done.balance), route=route)
    for left in done.despite:
        session.say(left)
    if done.draft:
        session.hint(OWED.format(id=done.draft.id, award=award))
