"""``earmark demo DIR``: two programmes in one set of books, from a bank file to money back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from earmark.ledger.text import Text

from ..session import Session, today
from ..verb import spoken, verb

if TYPE_CHECKING:
    from decimal import Decimal

    from earmark.ledger.books import Books

NEXT = Text(
    "接着可以试：\n  earmark --books {root} audit\n  earmark --books {root} findings WH2025-007\n"
    "  earmark --books {root} serve WH2025-007\n  报告：{reports}",
    "what to try next:\n  earmark --books {root} audit\n  earmark --books {root} findings WH2025-007\n"
    "  earmark --books {root} serve WH2025-007\n  reports: {reports}",
)
HEAD = (
    ("奖补资金", "award"),
    ("收到", "received"),
    ("支出", "spent"),
    ("余额", "balance"),
    ("疑点", "questioned"),
    ("认定", "upheld"),
    ("责令收回", "ordered"),
    ("已收回", "returned"),
    ("未收回", "outstanding"),
)


@verb(
    "demo",
    Text("在空文件夹里做一套示例账簿", "make demo books in an empty folder"),
    example="earmark demo demo-books",
)
@click.argument("folder", type=click.Path(path_type=Path))
def command(session: Session, folder: Path) -> None:
    """Make the demo."""
    from ..demo.run import run
    from ..tables import table

    books = run(folder, session.hint, language=spoken())
    reports = _reports(session, books)
    rows = [_figures(books, award) for award in books.award_ids()]
    session.say(table([session.shown(*pair) for pair in HEAD], rows))
    session.say(NEXT, root=folder, reports=reports)


def _figures(books: Books, award: str) -> list[str | Decimal]:
    from earmark.ledger.position import position
    from earmark.plugins.run import audit_award

    audited = audit_award(books, award)
    now, totals = position(audited.award, audited.vouchers), audited.standing.totals
    return [
        award,
        now.received,
        now.spent,
        now.bank,
        totals.questioned,
        totals.upheld,
        totals.ordered,
        totals.returned,
        totals.outstanding,
    ]


def _reports(session: Session, books: Books) -> Path:
    """Write each award's report in both languages."""
    from ..accountability.page import page
    from ..outfile import PAGE, write_out
    from .report import report_of

    session.hint(Text("5 写报告", "5 write the reports"))
    folder = books.root / "reports"
    folder.mkdir()
    for award in books.award_ids():
        made = report_of(books, award, today())
        write_out(folder / f"{award}.html", page(made, "zh").encode(), PAGE)
        write_out(folder / f"{award}-en.html", page(made, "en").encode(), PAGE)
    return folder
