"""``earmark report``: the accountability report of an award, on the terminal, as JSON, or as a page that prints on A4."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from earmark.ledger.text import Text

from ..session import Session, today
from ..verb import Day, award_argument, option, verb

if TYPE_CHECKING:
    from earmark.ledger.books import Books

    from ..accountability.value import AccountabilityReport

EXAMPLE = """earmark report WH2025-007
earmark report WH2025-007 --out WH2025-007.html --as-of 2025-12-31
earmark --lang en report WH2025-007 --format json"""
WRITTEN = Text("已写出 {file}", "written: {file}")
COULD = Text("打印：earmark report {award} --out {file}", "to print it: earmark report {award} --out {file}")


@verb("report", Text("资金使用情况报告", "the accountability report"), example=EXAMPLE)
@award_argument
@option("--out", type=click.Path(path_type=Path, dir_okay=False), said=Text("写成网页文件", "write the page"))
@option("--as-of", "as_of", type=Day(), said=Text("截止日，默认今天", "the last day; today if left out"))
@option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    said=Text("输出格式", "form of the output"),
)
@option("--force", is_flag=True, said=Text("覆盖已有的文件", "replace the file if there is one"))
def command(
    session: Session, award: str, out: Path | None, as_of: datetime.date | None, form: str, *, force: bool
) -> None:
    """Show or write the report. Exit code 1: it does not tie out, or a rule failed."""
    made = report_of(session.books, award, as_of or today())
    session.exit_code = 0 if made.sound else 1
    if out:
        _write(session, made, out, force=force)
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


def _write(session: Session, made: AccountabilityReport, out: Path, *, force: bool) -> None:
    from ..accountability.page import page
    from ..outfile import PAGE, write_out

    write_out(out, page(made, session.lang).encode(), PAGE, force=force)
    session.hint(WRITTEN.format(file=out))


def report_of(books: Books, award: str, as_of: datetime.date) -> AccountabilityReport:
    """The report of an award in the books. Raises what :func:`earmark.plugins.run.audit_award` raises."""
    from earmark.ledger.position import position
    from earmark.plugins.audit import adopted_policy
    from earmark.plugins.run import audit_award

    from ..accountability.bankbook import stored_rows
    from ..accountability.build import build

    audited = audit_award(books, award)
    figures = position(audited.award, audited.vouchers, as_of)
    policy = adopted_policy(books, audited.award)
    rows = stored_rows(books, audited.award.grant)
    return build(audited, figures, as_of, policy=policy, people=books.people(), rows=rows)
