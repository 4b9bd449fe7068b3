"""``earmark import``: bank statements, voucher exports and tables into drafts; ``--dry-run`` shows the fate of every row."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..imported import show
from ..sorting import Sorting
from ..verb import by_option, format_option, option, verb

if TYPE_CHECKING:
    from ..session import Session

EXAMPLE = """earmark import 交易明细.xlsx 序时账.xlsx --by chen
earmark import 凭证导出.xlsx --award CAST2025-017 --dry-run --format json
earmark import 某银行明细.csv --map --by chen
earmark import --documents 本月单据 --by chen"""
SAY_FILES = Text("写明文件，或用 --documents 指定文件夹", "name files, or a folder with --documents")


class NoFiles(EarmarkError):
    """An import of nothing."""


@verb(
    "import",
    Text(
        "导入银行流水、凭证导出、表格；有一行读不懂就什么都不写",
        "import files; one unreadable row and nothing is written",
    ),
    example=EXAMPLE,
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@option("--award", said=Text("属于哪一项奖补资金（看不出来时）", "which award, where the file does not tell"))
@option(
    "--dry-run",
    is_flag=True,
    said=Text("只看每一行的去向，不写", "show the fate of every row, write nothing"),
)
@option(
    "--map",
    "mapping",
    is_flag=True,
    said=Text(
        "不认识的表格：逐列说明一次，以后记住", "of a table that is not known, ask once what its columns are"
    ),
)
@option(
    "--documents",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    said=Text(
        "整理一个文件夹：发票、合同等附到凭证，流水和账表照常导入",
        "sort a folder: papers to their vouchers, statements and exports imported as ever",
    ),
)
@option(
    "--post",
    "post",
    is_flag=True,
    said=Text(
        "恰有一条归类规则（draft complete --remember）定下的，直接记账",
        "post at once what exactly one stored mapping decided",
    ),
)
@format_option
@by_option
def command(
    session: Session,
    files: tuple[Path, ...],
    award: str | None,
    folder: Path | None,
    form: str,
    by: str | None,
    **flags: bool,
) -> None:
    """Import files."""
    from earmark.importers.receive import commit_import, plan_import

    who, dry_run = session.by(by), flags["dry_run"]
    if flags["mapping"]:
        from ..mapping import learn

        learn(session, files, who)
    sorting = Sorting(session, folder, award, who) if folder else None
    if not files and sorting is None:
        raise NoFiles(Text("没有给出文件", "no file was given"), fix=SAY_FILES)
    act = plan_import if dry_run else partial(commit_import, post_decided=flags["post"])
    paths = (*files, *(sorting.tables if sorting else ()))
    plan = act(session.books, paths, who, award=award, tell=session.progress)
    if sorting:
        sorting.finish(write=not dry_run and not plan.refused)
    if form == "json":
        told = {key: value for key, value in plan.to_json(session.lang).items() if key != "schema"}
        session.result(told | (sorting.to_json() if sorting else {}))
    else:
        if plan.files or not sorting:
            show(session, plan, dry_run=dry_run, posted=flags["post"] and not dry_run)
        if sorting:
            sorting.show()
    session.exit_code = 2 if plan.refused else 0
