"""``earmark import``: bank statements, voucher exports and tables into drafts; ``--dry-run`` shows the fate of every row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from earmark.ledger.errors import EarmarkError
from earmark.ledger.text import Text

from ..sorting import Sorting
from ..verb import by_option, format_option, option, verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from earmark.importers.plan import FilePlan, ImportPlan

    from ..session import Session

EXAMPLE = """earmark import 交易明细.xlsx 序时账.xlsx --by chen
earmark import 凭证导出.xlsx --award CAST2025-017 --dry-run --format json
earmark import 某银行明细.csv --map --by chen
earmark import --documents 本月单据 --by chen"""
SAY_FILES = Text("写明文件，或用 --documents 指定文件夹", "name files, or a folder with --documents")
FATES = {
    "new": Text("新", "new"),
    "known": Text("已有", "known"),
    "waiting": Text("待补", "waiting"),
    "other": Text("别的资金", "other"),
    "refused": Text("拒收", "refused"),
}
CONTROL = Text(
    "{format}　{rows} 行　收/借 {into}　付/贷 {out}　{first} 至 {last}",
    "{format}: {rows} rows, in/debit {into}, out/credit {out}, {first} to {last}",
)
GAP = Text("　", "  ")
UNKNOWN = Text("看不懂", "not understood")
WAITS = Text(
    "{count} 张草稿待补：earmark draft list {award} --waiting",
    "{count} drafts wait: earmark draft list {award} --waiting",
)
POSTED = Text("{award} 没有草稿，都已记账", "{award} has no drafts; all is posted")
READY = Text("草稿齐全，可以记账：earmark post {award}", "all drafts are complete: earmark post {award}")
UNDO = Text(
    "导入编号 {id}，撤销：earmark undo {award} {id}",
    "import {id}; to take it back: earmark undo {award} {id}",
)
NOTHING = Text("什么都没有写", "nothing was written")
MEND = Text(
    "什么都没有写：请改正上面的行后再导入", "nothing was written: mend the rows above and import again"
)
DRY = Text("试运行：什么都没有写", "dry run: nothing was written")


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
@format_option
@by_option
def command(
    session: Session,
    files: tuple[Path, ...],
    award: str | None,
    folder: Path | None,
    form: str,
    by: str | None,
    *,
    dry_run: bool,
    mapping: bool,
) -> None:
    """Import files."""
    from earmark.importers.receive import commit_import, plan_import

    who = session.by(by)
    if mapping:
        from ..mapping import learn

        learn(session, files, who)
    sorting = Sorting(session, folder, award, who) if folder else None
    if not files and sorting is None:
        raise NoFiles(Text("没有给出文件", "no file was given"), fix=SAY_FILES)
    act = plan_import if dry_run else commit_import
    plan = act(session.books, (*files, *(sorting.tables if sorting else ())), who, award=award)
    if sorting:
        sorting.finish(write=not dry_run and not plan.refused)
    if form == "json":
        told = {key: value for key, value in plan.to_json(session.lang).items() if key != "schema"}
        session.result(told | (sorting.to_json() if sorting else {}))
    else:
        if plan.files or not sorting:
            _show(session, plan, dry_run=dry_run)
        if sorting:
            sorting.show()
    session.exit_code = 2 if plan.refused else 0


def _show(session: Session, plan: ImportPlan, *, dry_run: bool) -> None:
    if plan.refused:
        _show_refused(session, plan, dry_run=dry_run)
        return
    for one in plan.files:
        for line in _told(session, one):
            session.say(line)
        if not dry_run:
            _show_id(session, one)
    if dry_run:
        session.hint(DRY)
    else:
        _show_left(session, plan)


def _show_id(session: Session, one: FilePlan) -> None:
    """The import's id, where it wrote anything that could be taken back."""
    if one.import_id and one.award and one.counts["new"] + one.counts["waiting"]:
        session.say(UNDO, id=one.import_id, award=one.award)


def _show_refused(session: Session, plan: ImportPlan, *, dry_run: bool) -> None:
    """What is wrong, on standard error; a dry run tells there, too, what the other rows would have become."""
    for one in plan.files:
        for line in _told(session, one) if dry_run else ():
            session.hint(line)
        for problem in one.problems:
            session.hint(EarmarkError(problem.message, file=one.file, row=problem.row).show(session.lang))
    rows = all(problem.row for one in plan.files for problem in one.problems)
    session.hint(MEND if rows else NOTHING)


def _show_left(session: Session, plan: ImportPlan) -> None:
    """What is to be done next."""
    from earmark.ledger.drafts import drafts

    for award in dict.fromkeys(one.award for one in plan.files if one.award):
        left = drafts(session.books, award)
        waiting = sum(v.waiting for v in left)
        said = WAITS if waiting else READY if left else POSTED
        session.hint(said.format(award=award, count=waiting))


def _told(session: Session, one: FilePlan) -> Iterator[str]:
    """A file: what it is, its control total, how many rows have each fate, what a person should know."""
    from earmark.ledger.amount import money

    control, gap = one.control, GAP.show(session.lang)
    yield (
        f"{one.file}"
        + (f"{gap}{one.account}" if one.account else "")
        + (f" → {one.award}" if one.award else "")
    )
    if control:
        total = CONTROL.format(
            format=one.format or UNKNOWN,
            rows=one.rows,
            into=money(control.into),
            out=money(control.out),
            first=control.first or "—",
            last=control.last or "—",
        )
        yield total.show(session.lang)
        counts = [f"{FATES[fate].show(session.lang)} {count}" for fate, count in one.counts.items()]
        yield gap + gap.join(counts)
    for note in one.notes:
        yield gap + note.show(session.lang)
