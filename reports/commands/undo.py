"""``earmark undo``: take back the drafts of one import, with its bank rows and its copy of the file."""

from __future__ import annotations

import click

from earmark.ledger.base.text import Text

from ..session import Session  # noqa: TC001 (click passes it)
from ..verb import award_argument, by_option, verb

DONE = Text(
    "已撤销导入 {id}：草稿 {drafts} 张，银行流水 {rows} 行",
    "import {id} is undone: {drafts} drafts, {rows} rows of the bank",
)
WHAT = Text("撤销一次导入（未记账的）", "take back one import, unless something of it is posted")


@verb("undo", WHAT, example="earmark undo WH2025-007 I-3fa9c1d2 --by chen")
@award_argument
@click.argument("import_id")
@by_option
def command(session: Session, award: str, import_id: str, by: str | None) -> None:
    """Undo an import."""
    from earmark.ledger.banks.undoing import undo
    from earmark.ledger.books.desk import desk

    session.books.award(award)
    with desk(session.books, session.by(by)) as at:
        gone = undo(at, award, import_id)
    session.say(DONE, id=import_id, drafts=gone.drafts, rows=gone.rows)
