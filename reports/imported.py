"""An import on a terminal: each file, the fate of its rows, what is proposed for those that wait, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from earmark.importers.booking.plan import FilePlan, ImportPlan

    from .session import Session

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
ROW = Text("第 {row} 行：", "row {row}: ")
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
POSTED_BY_RULE = Text(
    "{award} 按归类规则记账 {count} 张", "{award}: {count} vouchers posted by stored mappings"
)
BY_RULE = Text(
    "{award} 有 {count} 张由归类规则定下，可用 --post 直接记账",
    "{award}: {count} drafts decided by stored mappings; --post posts such at once",
)
MOST_SHOWN = 12
MORE_WRONG = Text(
    "{file}：另有 {count} 处问题，见 --dry-run --format json",
    "{file}: {count} problems more, see --dry-run --format json",
)
MORE_NOTES = Text("……另有 {count} 条", "… and {count} more")
NOTHING = Text("什么都没有写", "nothing was written")
MEND = Text(
    "什么都没有写：请改正上面的行后再导入", "nothing was written: mend the rows above and import again"
)
DRY = Text("试运行：什么都没有写", "dry run: nothing was written")


def show(session: Session, plan: ImportPlan, *, dry_run: bool, posted: bool) -> None:
    """All of it; ``posted``: what stored mappings decided is posted."""
    if plan.refused:
        _show_refused(session, plan, dry_run=dry_run)
        return
    for one in plan.files:
        for line in _told(session, one):
            session.say(line)
        if not dry_run:
            _show_id(session, one)
    _show_decided(session, plan, posted=posted)
    if dry_run:
        session.hint(DRY)
    else:
        _show_left(session, plan)


def _show_decided(session: Session, plan: ImportPlan, *, posted: bool) -> None:
    """What stored mappings decided, and whether it is posted."""
    for award, ids in plan.decided.items():
        session.say(POSTED_BY_RULE if posted else BY_RULE, award=award, count=len(ids))


def _show_id(session: Session, one: FilePlan) -> None:
    """The import's id, where it wrote anything that could be taken back."""
    if one.import_id and one.award and one.counts["new"] + one.counts["waiting"]:
        session.say(UNDO, id=one.import_id, award=one.award)


def _show_refused(session: Session, plan: ImportPlan, *, dry_run: bool) -> None:
    """What is wrong, on standard error; a dry run tells there, too, what the other rows would have become."""
    for one in plan.files:
        for line in _told(session, one) if dry_run else ():
            session.hint(line)
        for problem in one.problems[:MOST_SHOWN]:
            session.hint(EarmarkError(problem.message, file=one.file, row=problem.row).show(session.lang))
        if one.problems[MOST_SHOWN:]:
            more = MORE_WRONG.format(file=one.file, count=len(one.problems) - MOST_SHOWN)
            session.hint(more.show(session.lang))
    rows = all(problem.row for one in plan.files for problem in one.problems)
    session.hint(MEND if rows else NOTHING)


def _show_left(session: Session, plan: ImportPlan) -> None:
    """What is to be done next."""
    from earmark.ledger.vouchers.drafts import drafts

    for award in dict.fromkeys(one.award for one in plan.files if one.award):
        left = drafts(session.books, award)
        waiting = sum(v.waiting for v in left)
        said = WAITS if waiting else READY if left else POSTED
        session.hint(said.format(award=award, count=waiting))


def _told(session: Session, one: FilePlan) -> Iterator[str]:
    """A file: what it is, its control total, how many rows have each fate, what a person should know."""
    from earmark.ledger.base.amount import money

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
    for fate in one.fates:
        if fate.suggested and fate.reason:
            yield gap + ROW.format(row=fate.row).show(session.lang) + fate.reason.show(session.lang)
    for doubt in one.doubts:
        yield gap + ROW.format(row=doubt.row).show(session.lang) + doubt.message.show(session.lang)
    for note in one.notes[:MOST_SHOWN]:
        yield gap + note.show(session.lang)
    if one.notes[MOST_SHOWN:]:
        yield gap + MORE_NOTES.format(count=len(one.notes) - MOST_SHOWN).show(session.lang)
