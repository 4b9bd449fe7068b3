"""``earmark findings``: where each finding stands, one in full, and the totals of law 3."""

from __future__ import annotations

import datetime
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..session import Session, today
from ..verb import Day, by_option, format_option, option, verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from earmark.ledger.books.books import Books
    from earmark.ledger.findings.acts import Decision
    from earmark.plugins.judging.finding import Finding
    from earmark.plugins.judging.run import Audited

EXAMPLE = """earmark findings WH2025-007
earmark findings WH2025-007 F-1a2b3c4d5e
earmark findings WH2025-007 --as-of 2025-12-31
earmark findings --overdue
earmark findings --programme wuhan-2012 --by wang
earmark findings --out 疑点.xlsx
earmark findings --format json"""
WRITTEN = Text("已写出 {file}", "written: {file}")


THEN = Text(
    "{day} 终了时已经记录的账簿：之后记录的一概不计，即使写的是更早的日期；名单和草稿按现在的",
    "the books as recorded by the end of {day}: nothing recorded later counts, even where it speaks of an earlier day;"
    " the private list and drafts are as they are now",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which findings were asked for, by whom."""

    award: str | None
    finding: str | None
    programme: str | None
    status: str | None
    by: str | None


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
@option(
    "--overdue",
    is_flag=True,
    said=Text("只列逾期的收回决定和账龄", "only orders that are overdue, with their age"),
)
@option("--unanswered", is_flag=True, said=Text("只列逾期的答复", "only answers that did not come in time"))
@option(
    "--as-of",
    "as_of",
    type=Day(past=True),
    said=Text(
        "那天终了时已记录的账簿：看记录时间，不看业务日期",
        "the books as recorded by the end of that day, whatever day entries speak of",
    ),
)
@by_option
@format_option
def command(  # noqa: PLR0913 (one parameter an option)
    session: Session,
    award: str | None,
    finding: str | None,
    out: Path | None,
    status: str | None,
    programme: str | None,
    as_of: datetime.date | None,
    by: str | None,
    form: str,
    *,
    force: bool,
    overdue: bool,
    unanswered: bool,
) -> None:
    """Show findings."""
    from earmark.plugins.standing.standing import STATUS_NAMES

    if status and status not in STATUS_NAMES:
        message = Text("没有状态 {s}", "there is no status {s}").format(s=status)
        known = Text("，".join(f"{k} {v.zh}" for k, v in STATUS_NAMES.items()), ", ".join(STATUS_NAMES))
        raise NoSuchStatus(message, fix=Text("可用：{known}", "one of {known}").format(known=known))

    with _books(session, as_of) as books:
        if overdue or unanswered:
            _late(session, books, award, programme, as_of, form, overdue=overdue)
            return
        asked = Asked(award, finding, programme, status, by)
        _show(session, books, asked, out, form, force=force)


@contextmanager
def _books(session: Session, as_of: datetime.date | None) -> Iterator[Books]:
    """The books, or those of an earlier day as they had been recorded then."""
    from earmark.ledger.base import asof
    from earmark.ledger.books.rewinding import rewound

    if as_of is None:
        yield session.books
        return
    session.hint(THEN.format(day=as_of))
    with asof.as_of(as_of), rewound(session.books, as_of) as books:
        yield books


def _late(
    session: Session,
    books: Books,
    award: str | None,
    programme: str | None,
    as_of: datetime.date | None,
    form: str,
    *,
    overdue: bool,
) -> None:
    from earmark.plugins.judging.programme_audit import awards_in

    from .. import late

    awards = [award] if award else awards_in(books, programme) if programme else books.award_ids()
    (late.overdue if overdue else late.unanswered)(session, books, awards, as_of or today(), form)


def _show(session: Session, books: Books, asked: Asked, out: Path | None, form: str, *, force: bool) -> None:
    from earmark.plugins.judging.programme_audit import audited_for

    from .. import finding_page
    from ..laws import tell_broken
    from ..viewer import as_seen

    finding, whole = asked.finding, asked.programme and not asked.award
    done = as_seen(session, audited_for(books, asked.award, finding, asked.programme), asked.by)
    shown = {a.award.id: [f for f in a.standing.findings if _wanted(f, finding, asked.status)] for a in done}
    if finding and not any(shown.values()):
        message = Text("没有疑点 {id}", "there is no finding {id}").format(id=finding)
        raise NoSuchFinding(message, fix=Text("earmark findings 可列出全部", "earmark findings lists them"))
    tell_broken(session, done)
    if out:
        _write(session, done, shown, out, force=force)
    elif form == "json":
        awards = [_json(session, books, a, shown[a.award.id], finding) for a in done]
        session.result({"awards": awards, **(_sums(books, done) if whole else {})})
    else:
        for audited in done:
            if finding:
                finding_page.show(session, books, audited, shown[audited.award.id][0])
            else:
                _list(session, audited, shown[audited.award.id])
        if whole:
            _sum_up(session, books, done)


def _sums(books: Books, done: list[Audited]) -> dict[str, Any]:
    """The programme as a whole, beside its awards."""
    from earmark.ledger.base import asof

    from ..programme import as_json
    from ..programme.build import view

    return {"programme": as_json.view(view(books, done, asof.day()))}


def _sum_up(session: Session, books: Books, done: list[Audited]) -> None:
    from earmark.ledger.base import asof

    from ..programme import terminal
    from ..programme.build import view

    terminal.show(session, view(books, done, asof.day()))


def _json(
    session: Session, books: Books, audited: Audited, shown: list[Finding], finding: str | None
) -> dict[str, Any]:
    """One award; of a finding that is asked for by its id with its history."""
    from .. import finding_page, findings_json

    made = findings_json.standing(audited, session.lang, shown)
    if finding:
        for value, one in zip(shown, made["findings"], strict=True):
            events = finding_page.events_of(books, audited, value)
            one["history"] = [finding_page.as_json(event, session) for event in events]
    return made


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
    from earmark.plugins.judging.finding import OUTCOME_NAMES
    from earmark.plugins.standing.standing import STATUS_NAMES
    from earmark.plugins.standing.struck import struck

    from ..findings_list import about
    from ..words import totals_of

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
    rows, done = [], struck(audited.standing)
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
                _decided(decision, f.id in done),
            ]
        )
    session.table(words, rows)
    session.table((Text("合计（元）", "totals (CNY)"), Text("", "")), totals_of(audited.standing.totals))
    session.say()


def _decided(decision: Decision | None, struck: bool) -> Text:  # noqa: FBT001 (one column of a table)
    id_ = decision.id if decision else ""
    return Text(f"{id_} 已销号", f"{id_} struck off") if struck else Text(id_, id_)
