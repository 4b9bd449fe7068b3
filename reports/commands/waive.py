"""``earmark waive``: a waiver is asked for, granted by somebody else, listed.

Of a finding of an award (both sides may ask), or of a programme for a recipient: a ban, the limit of repeats.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..session import Session, today
from ..verb import Day, by_option, done_on_option, option, verb

if TYPE_CHECKING:
    from earmark.ledger.books.desk import Desk
    from earmark.ledger.findings.acts import Waiver, WaiverRequest

EXAMPLE = """earmark waive WH2025-007 F-1a2b3c4d5e --reason 疫情顺延 --until 2026-06-30 --by chen
earmark waive WH2025-007 --grant X-0001 --by zhou
earmark waive --programme wuhan-2012 --rule ban --recipient JCSF --reason 应急任务 --until 2026-12-31 --by zhou
earmark waive --list"""
ASKED = Text(
    "{id}：已申请豁免 {rule}（{subject}），至 {until}。由另一人批准：earmark waive {where} --grant {id} --by …",
    "{id}: a waiver of {rule} for {subject} until {until} is asked for; another person: earmark waive {where} --grant {id}",
)
GRANTED = Text(
    "已批准 {id}：豁免 {rule}（{subject}），至 {until}", "{id}: {rule} is waived for {subject} until {until}"
)
HEAD = (
    Text("编号", "id"), Text("何处", "where"), Text("规则", "rule"), Text("对象", "subject"), Text("至", "until"),
    Text("申请", "asked by"), Text("批准", "granted by"), Text("理由", "reason"), Text("状态", "state"),
)  # fmt: skip
STATES = {
    "asked": Text("待批准", "not granted"),
    "force": Text("有效", "in force"),
    "over": Text("已过期", "expired"),
}


class UnclearWaiver(EarmarkError):
    """A waiver of which it is not said what it is for."""


@verb("waive", Text("豁免：申请、批准、列出", "waivers: ask, grant, list"), example=EXAMPLE)
@click.argument("award", required=False)
@click.argument("finding", required=False)
@option("--programme", said=Text("整个专项里的豁免", "a waiver in a whole programme"))
@option("--rule", said=Text("规则（专项：ban、repeat …）", "the rule (of a programme: ban, repeat …)"))
@option("--recipient", said=Text("获奖单位代码（专项）", "the recipient's code (programme)"))
@option("--reason", default="", said=Text("为什么", "why"))
@option("--until", type=Day(), said=Text("截止日", "the last day"))
@option("--document", said=Text("申请文件", "the paper that asks"))
@option("--grant", said=Text("批准这项申请", "grant this request"))
@option("--list", "listing", is_flag=True, said=Text("列出", "list them"))
@done_on_option
@by_option
def command(session: Session, *, listing: bool, day: datetime.date | None, **given: Any) -> None:  # noqa: ANN401
    """Ask, grant or list."""
    if listing:
        session.table(HEAD, _rows(session))
        return
    if bool(given["award"]) == bool(given["programme"]):
        raise UnclearWaiver(
            Text(
                "写明奖补资金编号，或用 --programme 写明专项",
                "name an award, or a programme with --programme",
            )
        )
    if given["award"]:
        session.books.award(given["award"])
    (_grant if given["grant"] else _ask)(session, day or today(), given)


def _ask(session: Session, day: datetime.date, given: dict[str, Any]) -> None:
    from earmark.ledger.books.desk import desk
    from earmark.ledger.findings.waiving import ask_programme_waiver, ask_waiver

    wanted = _wanted(session, day, given)
    award, programme = given["award"], given["programme"]
    with desk(session.books, session.by(given["by"])) as at:
        stored = ask_waiver(at, award, wanted) if award else ask_programme_waiver(at, programme, wanted)
    where = award or f"--programme {programme}"
    session.say(
        ASKED, id=stored.id, rule=stored.rule, subject=stored.subject, until=stored.until, where=where
    )


def _wanted(session: Session, day: datetime.date, given: dict[str, Any]) -> WaiverRequest:
    from earmark.ledger.findings.acts import WaiverRequest

    if given["until"] is None:
        raise UnclearWaiver(Text("用 --until 写明截止日", "say the last day: --until"))
    facts = {key: given[key] for key in ("reason", "until", "document")}
    return WaiverRequest(date=day, id="", recorded="", by="", **_about(session, given), **facts)


def _about(session: Session, given: dict[str, Any]) -> dict[str, Any]:
    """What is to be waived: a finding as it is listed today, or a rule for a recipient."""
    from ..acting import kept_in

    if given["award"]:
        return kept_in(session.books, given["award"], given["finding"] or "—")
    if not given["rule"] or not given["recipient"]:
        raise UnclearWaiver(Text("用 --rule 和 --recipient 写明豁免什么", "say what: --rule and --recipient"))
    return {"finding": "", "rule": given["rule"], "subject": given["recipient"]}


def _grant(session: Session, day: datetime.date, given: dict[str, Any]) -> None:
    from earmark.ledger.books.desk import desk

    with desk(session.books, session.by(given["by"])) as at:
        stored = _granted(at, day, given)
    session.say(GRANTED, id=stored.id, rule=stored.rule, subject=stored.subject, until=stored.until)


def _granted(at: Desk, day: datetime.date, given: dict[str, Any]) -> Waiver:
    from earmark.ledger.findings.waiving import grant_programme_waiver, grant_waiver

    if given["award"]:
        return grant_waiver(at, given["award"], given["grant"], day)
    return grant_programme_waiver(at, given["programme"], given["grant"], day)


def _rows(session: Session) -> list[list[object]]:
    from earmark.ledger.findings.acts import Waiver, WaiverRequest

    books = session.books
    homes = {
        award: [f"awards/{award}/{name}.beancount" for name in ("answers", "acts")]
        for award in books.award_ids()
    }
    homes |= {path.split("/")[-1].removesuffix(".beancount"): [path] for path in books.files("programmes")}
    rows = []
    for where, paths in homes.items():
        granted = {w.id: w for path in paths for w in books.records(Waiver, path)}
        for asked in (r for path in paths for r in books.records(WaiverRequest, path)):
            given = granted.get(asked.id)
            state = "asked" if not given else "force" if today() <= asked.until else "over"
            by = given.by if given else ""
            rows.append(
                [
                    asked.id,
                    where,
                    asked.rule,
                    asked.subject,
                    asked.until,
                    asked.by,
                    by,
                    asked.reason,
                    STATES[state],
                ]
            )
    return rows
