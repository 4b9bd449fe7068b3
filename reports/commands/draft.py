"""``earmark draft``: list the drafts, complete or split what waits, book an order of the other side, drop one."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..mappings import forget, mappings
from ..session import Session  # noqa: TC001 (click passes it)
from ..sharing import rows, share
from ..verb import Money, award_argument, by_option, done_on_option, format_option, option, verb, verbs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.vouchers.completing import Beside, Part
    from earmark.ledger.vouchers.voucher import Voucher

command = verbs(
    "draft",
    Text("凭证草稿：列出、补全、拆分、挂账、撤掉", "drafts: list, complete, split, mirror, drop"),
    example="earmark draft list WH2025-007",
)


class WrongPart(EarmarkError):
    """A part of a split that is not written as ACCOUNT=AMOUNT[=PLAN]."""


PROPOSAL = Text("{id}：{said}", "{id}: {said}")
ACCEPT = Text(
    "照建议补全：earmark draft accept {award} 草稿编号…",
    "to take what is proposed: earmark draft accept {award} DRAFT…",
)


@verb(
    "list",
    Text("列出草稿，待归类的在前", "list drafts, waiting ones first"),
    example="earmark draft list WH2025-007 --waiting",
    under=command,
)
@award_argument
@option("--waiting", is_flag=True, said=Text("只列待归类的", "only those that wait"))
@format_option
def listing(session: Session, award: str, form: str, *, waiting: bool) -> None:
    """List drafts."""
    from earmark.importers.booking.suggesting import suggestions, told
    from earmark.importers.proposing.suggest import as_json
    from earmark.ledger.vouchers.drafts import drafts

    from ..tables import cut

    found = sorted(drafts(session.books, award), key=lambda v: (not v.waiting, v.date, v.id))
    found = [v for v in found if v.waiting or not waiting]
    proposed = suggestions(session.books, award)
    if form == "json":
        shown = {id_: as_json(one, session.lang) for id_, one in proposed.items()}
        session.result(
            {"award": award, "drafts": [_as_json(v) | {"proposal": shown.get(v.id)} for v in found]}
        )
        return
    words = (
        Text("编号", "id"),
        Text("日期", "date"),
        Text("金额", "amount"),
        Text("对方", "payee"),
        Text("摘要", "narration"),
        Text("说明", "note"),
    )
    rows = [
        [v.id, v.date, _amount(v), cut(v.payee, 24), cut(v.narration, 32), cut(v.note or "", 40)]
        for v in found
    ]
    session.table(words, rows)
    for v in found:
        if v.id in proposed:
            session.say(PROPOSAL, id=v.id, said=told(proposed[v.id]).show(session.lang))
    if any(one.parts for one in proposed.values()):
        session.hint(ACCEPT.format(award=award))


def _amount(voucher: Voucher) -> Decimal:
    return sum(
        (line.amount for line in voucher.lines if line.amount > 0 and line.currency == "CNY"), Decimal("0.00")
    )


def _as_json(voucher: Voucher) -> dict[str, object]:
    lines = [
        {
            "line": x.letter,
            "account": x.account,
            "amount": str(x.amount),
            "currency": x.currency,
            "plan": x.plan,
        }
        for x in voucher.lines
    ]
    return {
        "id": voucher.id,
        "date": voucher.date.isoformat(),
        "payee": voucher.payee,
        "narration": voucher.narration,
        "waiting": voucher.waiting,
        "note": voucher.note,
        "lines": lines,
    }


ACCOUNT = Text("科目，如 5101-会议费 或完整账户名", "the account: 5101-会议费 or its whole name")
COMPLETE = (
    "earmark draft complete WH2025-007 WH2025-007-V0012 --account 5101-会议费 --plan P1 --by chen\n"
    "earmark draft complete WH2025-007 V0012 --plan P2 --by chen\n"
    "earmark draft complete WH2025-007 V0013 --account 5101-专家咨询费 --plan P5 --withheld 400 --by chen\n"
    "earmark draft complete WH2025-007 V0014 --account 5101-手续费 --plan P5 --remember --words 手续费 --by chen"
)
WITHHELD = Text(
    "从报酬里代扣的个税（元）：列支为应发数", "tax withheld from the fee (CNY): the charge is the gross fee"
)
REMEMBER = Text("记住：以后同一对方的流水照此归类", "remember it for later rows of the same payee")
REMEMBERED = Text("已记住，earmark draft mappings {award} 可查", "remembered: earmark draft mappings {award}")
COMPLETED = Text("草稿 {id} 已补全，可以记账", "draft {id} is complete and can be posted")


@verb(
    "complete",
    Text("给草稿定科目、计划用途、对方；已补全的可再改", "say what a draft's line is, or change it"),
    example=COMPLETE,
    under=command,
)
@award_argument
@click.argument("draft")
@option("--account", said=ACCOUNT)
@option("--budget-account", said=Text("预算会计科目，如 7101-30215会议费", "the budget set's account"))
@option("--plan", said=Text("资金使用计划用途编号", "the plan line's id"))
@option("--party", said=Text("对方在名单里的代码", "the payee's code in the parties file"))
@option("--withheld", type=Money(), said=WITHHELD)
@option("--remember", is_flag=True, said=REMEMBER)
@option("--words", said=Text("只记住摘要里有这些字的", "remember it of rows with these words only"))
@by_option
def complete(session: Session, award: str, draft: str, by: str | None, **said: Any) -> None:  # noqa: ANN401 (one value an option)
    """Complete a draft."""
    from earmark.ledger.vouchers.completing import Beside, Part

    parts = [Part(said["account"], said["budget_account"], said["plan"], said["party"])]
    beside = Beside(said["withheld"], said["remember"], said["words"])
    done = _fill(session, award, draft, parts, by, beside)
    session.say(COMPLETED, id=done.id)
    if beside.remember:
        session.hint(REMEMBERED.format(award=award))


def _fill(
    session: Session,
    award: str,
    draft: str,
    parts: Sequence[Part],
    by: str | None,
    beside: Beside | None = None,
) -> Voucher:
    """Complete a draft, and link what follows from it."""
    from earmark.importers.booking.linking import link_drafts
    from earmark.ledger.vouchers.completing import fill

    done = fill(session.books, award, draft, parts, session.by(by), beside)
    link_drafts(session.books, award, session.by(by))
    return done


@verb(
    "accept",
    Text("照建议补全草稿（建议见 draft list）", "complete drafts as proposed (see draft list)"),
    example="earmark draft accept WH2025-007 V0012 V0013 --by chen",
    under=command,
)
@award_argument
@click.argument("names", nargs=-1, required=True)
@by_option
def accept(session: Session, award: str, names: tuple[str, ...], by: str | None) -> None:
    """Take what is proposed for drafts that wait."""
    from earmark.importers.booking.suggesting import suggestions, told
    from earmark.ledger.vouchers.drafts import full_id

    ids = [full_id(award, name) for name in names]
    proposed = suggestions(session.books, award)
    for id_ in ids:
        if id_ not in proposed or not proposed[id_].parts:
            raise WrongPart(
                Text("草稿 {id} 没有可照办的建议", "nothing is proposed for draft {id}").format(id=id_)
            )
    for id_ in ids:
        _fill(session, award, id_, proposed[id_].parts, by)
        session.say(COMPLETED, id=id_)
        session.say(PROPOSAL, id=id_, said=told(proposed[id_]).show(session.lang))


command.add_command(mappings)
command.add_command(forget)
command.add_command(rows)
command.add_command(share)

SPLIT = "earmark draft split WH2025-007 WH2025-007-V0012 5101-会议费=12000=P1 5101-培训费=4000=P4 --by chen"


@verb(
    "split",
    Text("把待归类的一行拆成几部分：科目=金额=用途", "split a waiting line: ACCOUNT=AMOUNT=PLAN"),
    example=SPLIT,
    under=command,
)
@award_argument
@click.argument("draft")
@click.argument("parts", nargs=-1, required=True)
@by_option
def split(session: Session, award: str, draft: str, parts: tuple[str, ...], by: str | None) -> None:
    """Split a draft's waiting line."""
    done = _fill(session, award, draft, [_part(text) for text in parts], by)
    session.say(COMPLETED, id=done.id)


def _part(text: str) -> Part:
    from earmark.ledger.base.amount import parse_amount
    from earmark.ledger.vouchers.completing import Part

    account, _, rest = text.partition("=")
    amount, _, plan = rest.partition("=")
    if not (account and amount):
        raise WrongPart(Text("“{t}”不是 科目=金额=用途", "“{t}” is not ACCOUNT=AMOUNT=PLAN").format(t=text))
    return Part(account, None, plan or None, None, parse_amount(amount))


MIRROR = "earmark draft mirror WH2025-007 O-0001 --by chen"
MIRRORED = Text("已为 {order} 拟好 {count} 张草稿：{ids}", "{count} drafts made for {order}: {ids}")


@verb(
    "mirror",
    Text("按收回决定在本单位账上挂账", "book an order in the recipient's own books"),
    example=MIRROR,
    under=command,
)
@award_argument
@click.argument("order")
@option(
    "--owed-by",
    type=click.Choice(["own", "payee"]),
    default=None,
    said=Text("谁来还：own 自有资金，payee 收款人", "who owes: own funds or the payee"),
)
@done_on_option
@by_option
def mirror(
    session: Session, award: str, order: str, owed_by: str | None, day: datetime.date | None, by: str | None
) -> None:
    """Mirror an order."""
    from earmark.ledger.recovery.mirroring import mirror_order

    made = mirror_order(session.books, award, order, session.by(by), day, owed_by)
    session.say(MIRRORED, order=order, count=len(made), ids=", ".join(v.id for v in made))


DROP = "earmark draft drop WH2025-007 V0009 --reason 挂错 --by chen"
DROPPED = Text("已撤掉草稿 {ids}：{reason}", "dropped {ids}: {reason}")


@verb(
    "drop",
    Text("撤掉一张不是导入来的草稿", "drop a draft that no import brought"),
    example=DROP,
    under=command,
)
@award_argument
@click.argument("draft")
@option("--reason", required=True, said=Text("为什么撤", "why"))
@by_option
def drop(session: Session, award: str, draft: str, reason: str, by: str | None) -> None:
    """Drop a draft."""
    from earmark.ledger.books.desk import desk
    from earmark.ledger.vouchers.dropping import drop as drop_draft

    session.books.award(award)
    with desk(session.books, session.by(by)) as at:
        gone = drop_draft(at, award, draft)
    session.say(DROPPED, ids=", ".join(v.id for v in gone), reason=reason)
