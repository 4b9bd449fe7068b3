"""``earmark report``: the accountability report of an award, or one of the papers that people sign, print and open."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from earmark.ledger.base.text import Text

from ..accountability.books import report_of
from ..outgoing.asked import WRITTEN, Asked, WrongPaper, answer
from ..outgoing.papers import PAPERS
from ..session import Session, today
from ..verb import Day, by_option, option, verb

if TYPE_CHECKING:
    from ..accountability.value import AccountabilityReport

EXAMPLE = """earmark report WH2025-007
earmark report WH2025-007 --out WH2025-007.html --as-of 2025-12-31 --by chen
earmark --lang en report WH2025-007 --format json
earmark report WH2025-007 --paper problems --out 问题清单.xlsx
earmark report --programme wuhan-2012 --paper register --out 整改台账.xlsx
earmark report WH2025-007 --paper evidence --finding F-1a2b3c4d5e --out 取证单.docx
earmark report WH2025-007 --paper notice --order O-0001 --out 通知书.docx
earmark report WH2025-007 --paper reminder --order O-0001 --until 2026-07-15 --out 催办函.docx
earmark report --programme wuhan-2012 --paper progress --out 收回进度.html
earmark report --programme wuhan-2012 --paper recovery --out 收回汇总.xlsx"""
COULD = Text("打印：earmark report {award} --out {file}", "to print it: earmark report {award} --out {file}")


@verb(
    "report",
    Text("资金使用情况报告，及问题清单、通知书等文书", "the accountability report, and papers"),
    example=EXAMPLE,
)
@click.argument("award", required=False)
@option(
    "--paper",
    type=click.Choice(list(PAPERS)),
    said=Text(
        "、".join(f"{key} {paper.name.zh}" for key, paper in PAPERS.items()),
        ", ".join(f"{key}: {paper.name.en}" for key, paper in PAPERS.items()),
    ),
)
@option(
    "--programme", said=Text("一个专项的全部资金（表式文书）", "all awards of a programme (papers of tables)")
)
@option("--order", default="", said=Text("哪个收回决定（O-0001）", "which order (O-0001)"))
@option("--finding", default="", said=Text("哪个疑点（F-…）", "which finding (F-…)"))
@option("--until", type=Day(), said=Text("催办函的新期限", "the new day of a reminder"))
@option("--out", type=click.Path(path_type=Path, dir_okay=False), said=Text("写成文件", "write a file"))
@option(
    "--as-of",
    "as_of",
    type=Day(),
    said=Text("截止日（按业务日期），默认今天", "the last day, by the dates of entries; today if left out"),
)
@option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    said=Text("输出格式", "form of the output"),
)
@option("--force", is_flag=True, said=Text("覆盖已有的文件", "replace the file if there is one"))
@by_option
def command(  # noqa: PLR0913 (one parameter an option)
    session: Session,
    award: str | None,
    paper: str | None,
    programme: str | None,
    order: str,
    finding: str,
    until: datetime.date | None,
    out: Path | None,
    as_of: datetime.date | None,
    form: str,
    by: str | None,
    *,
    force: bool,
) -> None:
    """Show or write the report or paper. Exit code 1: it does not tie out, or a rule failed."""
    day = as_of or today()
    if paper:
        given = {"order": order, "finding": finding, "until": until}
        said = {key: value for key, value in given.items() if value}
        whose = {"award": award, "programme": programme}
        asked = Asked(name=paper, **whose, day=day, given=said, out=out, form=form, force=force, by=by)
        answer(session, asked)
    elif award and not (programme or order or finding or until):
        _report(session, award, day, out, form, by, force=force)
    else:
        fix = Text("--paper 写明哪种文书", "say which with --paper") if award or programme else NAME_ONE
        raise WrongPaper(Text("没有写明要什么", "nothing says what is wanted"), fix=fix)


NAME_ONE = Text("写明资金编号，或 --programme 和 --paper", "name an award, or --programme and --paper")


def _report(
    session: Session,
    award: str,
    day: datetime.date,
    out: Path | None,
    form: str,
    by: str | None,
    *,
    force: bool,
) -> None:
    made = report_of(session.books, award, day)
    session.exit_code = 0 if made.sound else 1
    if out:
        _write(session, award, made, out, by, force=force)
    if form == "json":
        from ..accountability.as_json import as_json

        session.result(as_json(made, session.lang))
    elif form == "html" and not out:
        from ..accountability.page import page

        session.say(page(made, session.lang))
    elif form == "text":
        from ..accountability.summary import summary

        session.say(summary(made, session.lang))
        if not out:
            session.hint(COULD.format(award=award, file=f"{award}-{made.as_of}.html"))


def _write(
    session: Session, award: str, made: AccountabilityReport, out: Path, by: str | None, *, force: bool
) -> None:
    from functools import partial

    from earmark.plugins.judging.programme_audit import audited_for

    from ..accountability.page import page
    from ..handing import hand_out
    from ..outfile import PAGE

    file = out, page(made, session.lang).encode()
    audits = partial(audited_for, session.books, award, None, None)
    hand_out(session, audits, "accountability", file, PAGE, by=by, force=force)
    session.hint(WRITTEN.format(file=out))
