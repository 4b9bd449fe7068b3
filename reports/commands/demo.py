"""``earmark demo DIR``: two programmes in one set of books, from a bank file to money back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from earmark.ledger.base.text import Text

from ..session import Session, today
from ..verb import spoken, verb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from earmark.ledger.books.books import Books

    from ..accountability.value import AccountabilityReport

NEXT = Text(
    "接着可以试：\n  earmark --books {root} audit\n  earmark --books {root} findings WH2025-007\n"
    "  earmark --books {root} serve WH2025-007\n  报告：{reports}",
    "what to try next:\n  earmark --books {root} audit\n  earmark --books {root} findings WH2025-007\n"
    "  earmark --books {root} serve WH2025-007\n  reports: {reports}",
)
HEAD = (
    Text("奖补资金", "award"),
    Text("收到", "received"),
    Text("支出", "spent"),
    Text("余额", "balance"),
    Text("疑点", "questioned"),
    Text("认定", "upheld"),
    Text("责令收回", "ordered"),
    Text("撤销收回", "revoked"),
    Text("已收回", "returned"),
    Text("未收回", "outstanding"),
)


@verb(
    "demo",
    Text("在空文件夹里做一套示例账簿", "make demo books in an empty folder"),
    example="earmark demo demo-books",
)
@click.argument("folder", type=click.Path(path_type=Path))
def command(session: Session, folder: Path) -> None:
    """Make the demo."""
    from ..accountability.books import report_of
    from ..demo.run import run

    books = run(folder, session.hint, language=spoken())
    made = [report_of(books, award, today()) for award in books.award_ids()]
    reports = _written(session, books, made)
    session.table(HEAD, [_figures(one) for one in made])
    session.say(NEXT, root=folder, reports=reports)


def _figures(report: AccountabilityReport) -> list[str | Decimal]:
    now, totals = report.position, report.totals
    return [
        report.grant.id,
        now.received,
        now.spent,
        now.bank,
        totals.questioned,
        totals.upheld,
        totals.ordered,
        totals.revoked,
        totals.returned,
        totals.outstanding,
    ]


def _written(session: Session, books: Books, made: Sequence[AccountabilityReport]) -> Path:
    """Write each award's report in both languages."""
    from ..accountability.page import page
    from ..outfile import PAGE, write_out

    session.hint(Text("5 写报告", "5 write the reports"))
    folder = books.root / "reports"
    folder.mkdir()
    for one in made:
        write_out(folder / f"{one.grant.id}.html", page(one, "zh").encode(), PAGE)
        write_out(folder / f"{one.grant.id}-en.html", page(one, "en").encode(), PAGE)
    return folder
