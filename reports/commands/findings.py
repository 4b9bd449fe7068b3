"""``earmark findings``: where each finding stands, one in full, and the totals of law 3."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from earmark.ledger.errors import EarmarkError
from earmark.ledger.text import Text

from ..session import Session, today
from ..verb import by_option, format_option, option, verb

if TYPE_CHECKING:
    from earmark.plugins.finding import Finding
    from earmark.plugins.run import Audited

EXAMPLE = """earmark findings WH2025-007
earmark findings WH2025-007 F-1a2b3c4d5e
earmark findings --programme wuhan-2012 --by wang
earmark findings --out 问题清单.xlsx
earmark findings --format json"""
WRITTEN = Text("已写出 {file}", "written: {file}")


class NoSuchStatus(EarmarkError):
    """A status that no finding has."""


class NoSuchFinding(EarmarkError):
    """A finding id that the award does not have."""


@verb(
    "findings",
    Text("疑点和问题：列表、一条的全部、合计", "findings: list, one in full, totals"),
    example=EXAMPLE,
)
@click.argument("award", required=False)
@click.argument("finding", required=False)
@option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    said=Text("写成 Excel 工作簿", "write a workbook"),
)
@option("--force", is_flag=True, said=Text("覆盖已有的文件", "replace the file if there is one"))
@option(
    "--programme",
    said=Text(
        "本专项的全部奖补资金，含跨项目的疑点和合计",
        "all awards of this programme, findings that span awards, and their sum",
    ),
)
@option("--status", said=Text("只列这种状态", "only those of this status"))
@by_option
@format_option
def command(  # noqa: PLR0913 (one parameter an option)
    session: Session,
    award: str | None,
    finding: str | None,
    out: Path | None,
    status: str | None,
    programme: str | None,
    by: str | None,
    form: str,
    *,
    force: bool,
) -> None:
    """Show findings."""
    from earmark.plugins.programme_audit import audited_for
    from earmark.plugins.standing import STATUS_NAMES

    from .. import findings_json
    from ..laws import tell_broken
    from ..viewer import as_seen

    if status and status not in STATUS_NAMES:
        message = Text("没有状态 {s}", "there is no status {s}").format(s=status)
        known = Text("，".join(f"{k} {v.zh}" for k, v in STATUS_NAMES.items()), ", ".join(STATUS_NAMES))
        raise NoSuchStatus(message, fix=Text("可用：{known}", "one of {known}").format(known=known))

    done = as_seen(session, audited_for(session.books, award, finding, programme), by)
    shown = {a.award.id: [f for f in a.standing.findings if _wanted(f, finding, status)] for a in done}
    if finding and not any(shown.values()):
        message = Text("没有疑点 {id}", "there is no finding {id}").format(id=finding)
        raise NoSuchFinding(message, fix=Text("earmark findings 可列出全部", "earmark findings lists them"))
    tell_broken(session, done)
    if out:
        _write(session, done, shown, out, force=force)
    elif form == "json":
        awards = [findings_json.standing(a, session.lang, shown[a.award.id]) for a in done]
        session.result({"awards": awards, **(_sums(session, done) if programme and not award else {})})
    else:
        for audited in done:
            if finding:
                _one(session, audited, shown[audited.award.id][0])
            else:
                _list(session, audited, shown[audited.award.id])
        if programme and not award:
            _sum_up(session, done)


def _sums(session: Session, done: list[Audited]) -> dict[str, Any]:
    """The programme as a whole, beside its awards."""
    from ..programme import as_json
    from ..programme.build import view

    return {"programme": as_json.view(view(session.books, done, today()))}


def _sum_up(session: Session, done: list[Audited]) -> None:
    from ..programme import terminal
    from ..programme.build import view

    terminal.show(session, view(session.books, done, today()))


def _write(
    session: Session, done: list[Audited], shown: dict[str, list[Finding]], out: Path, *, force: bool
) -> None:
    """One sheet an award."""
    from ..findings_workbook import frame, workbook
    from ..outfile import WORKBOOK, write_out

    frames = {a.award.id: frame(a, shown[a.award.id], session.lang) for a in done}
    write_out(out, workbook(frames), WORKBOOK, force=force)
    session.say(WRITTEN, file=out)


def _wanted(value: Finding, finding: str | None, status: str | None) -> bool:
    return finding in (None, value.id) and status in (None, value.status)


def _list(session: Session, audited: Audited, shown: list[Finding]) -> None:
    from earmark.plugins.finding import OUTCOME_NAMES
    from earmark.plugins.standing import STATUS_NAMES

    from ..findings_list import about
    from ..words import TOTAL_NAMES

    session.say(f"{audited.award.id} {audited.award.grant.recipient_name}")
    words = (
        Text("编号", "id"),
        Text("状态", "status"),
        Text("判断", "outcome"),
        Text("类别", "category"),
        Text("金额", "amount"),
        Text("列支", "charge"),
        Text("认定", "decision"),
    )
    rows = []
    for f in shown:
        decision = audited.standing.decision(f.id)
        rows.append(
            [
                f.id,
                STATUS_NAMES[f.status],
                OUTCOME_NAMES[f.outcome],
                about(f),
                f.amount,
                f.subject,
                decision.id if decision else "",
            ]
        )
    session.table(words, rows)
    totals = [(name, getattr(audited.standing.totals, key)) for key, name in TOTAL_NAMES.items()]
    session.table((Text("合计（元）", "totals (CNY)"), Text("", "")), totals)
    session.say()


def _one(session: Session, audited: Audited, value: Finding) -> None:
    from earmark.ledger.amount import money
    from earmark.plugins.finding import OUTCOME_NAMES
    from earmark.plugins.standing import STATUS_NAMES

    from ..clearing import supplier, weighed
    from ..findings_list import about

    charge = next((c for c in audited.audit.charges if c.id == value.subject), None)
    outcome = f"{OUTCOME_NAMES[value.outcome].show(session.lang)} {about(value).show(session.lang)}"
    facts = [
        (Text("疑点", "finding"), f"{value.id}　{outcome}　{STATUS_NAMES[value.status].show(session.lang)}"),
        (
            Text("金额", "amount"),
            f"{money(value.amount)} {value.currency}" if value.amount is not None else "—",
        ),
        (Text("列支", "charge"), f"{value.subject} {value.date or ''}"),
        (Text("对方", "payee"), charge.payee if charge else ""),
        (Text("摘要", "narration"), charge.said if charge else ""),
        (Text("科目", "account"), charge.account_name if charge else ""),
        (Text("来源", "sources"), "；".join(map(str, value.sources))),
        (Text("条款", "clause"), f"{value.clause.document} {value.clause.number}"),
        (Text("原文", "words"), value.clause.text),
        *((Text("依据", "evidence"), weighed(e).show(session.lang)) for e in value.evidence),
        (Text("可排除的材料", "would clear it"), value.clears.show(session.lang)),
        (Text("由谁提供", "supplied by"), supplier(value).show(session.lang)),
    ]
    for word, text in facts:
        if text:
            session.say(Text("{word}：{text}", "{word}: {text}"), word=word, text=text)
    _decision(session, audited, value)


def _decision(session: Session, audited: Audited, value: Finding) -> None:
    from earmark.ledger.amount import money

    decision = audited.standing.decision(value.id)
    if decision:
        said = Text(
            "认定 {id} {date} {by}：{upheld} / {questioned} 元，{reason}（{basis}）",
            "decision {id} {date} {by}: {upheld} of {questioned} CNY, {reason} ({basis})",
        )
        session.say(
            said,
            id=decision.id,
            date=decision.date,
            by=decision.by,
            upheld=money(decision.upheld),
            questioned=money(decision.questioned),
            reason=decision.reason,
            basis=decision.basis,
        )
