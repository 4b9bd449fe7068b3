"""``earmark reconcile``: bank and books on a day; proposals accepted or undone; differences; 银行存款余额调节表."""

from __future__ import annotations

import datetime
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..session import Session  # noqa: TC001 (click passes it)
from ..verb import Day, award_argument, by_option, format_option, option, verb

if TYPE_CHECKING:
    from earmark.ledger.books.desk import Desk

    from ..reconciling.value import Reconciled

EXAMPLE = """earmark reconcile WH2025-007
earmark reconcile WH2025-007 --through 2025-03-31
earmark reconcile WH2025-007 --through 2025-03-31 --all-certain --by chen
earmark reconcile WH2025-007 --through 2025-03-31 --accept M-1a2b3c4d --by chen
earmark reconcile WH2025-007 --through 2025-03-31 --tie ICBC-8801:7=V0012b --reason 同一笔 --by chen
earmark reconcile WH2025-007 --through 2025-03-31 --undo T-0001 --reason 对错了 --by chen
earmark reconcile WH2025-007 --through 2025-03-31 --explain WH2025-007-V0015b=支票未兑付 --by chen
earmark reconcile WH2025-007 --through 2025-03-31 --submit --by chen
earmark reconcile WH2025-007 --through 2025-03-31 --out 余额调节表.xlsx"""
THROUGH = Text(
    "截止日；不写就列出月末要做的事", "the last day; without it: what is to be done at the month's end"
)
ACCEPT = Text("接受这条建议", "accept this proposal")
CERTAIN = Text("接受所有确定的建议", "accept all certain proposals")
UNDO = Text("撤销一次手工对账（T-0001）", "undo a tie (T-0001)")
TIE = Text("手工对上：流水=凭证分录（多个用逗号）", "tie by hand: ROW=LEG (commas between several)")
EXPLAIN = Text("说明一项差异：编号=理由", "explain a difference: ID=REASON")
SUBMIT = Text("提交余额调节表，待他人批准", "submit the statement for somebody else's approval")
OUT = Text("写成 .xlsx 工作簿或 .html 网页", "write a workbook (.xlsx) or a page (.html)")
WRITTEN = Text("已写出 {file}", "written: {file}")
PAIR = Text("应写成 {form}：{text}", "write {form}, not {text}")
NO_ITEM = Text("{day} 没有这项差异：{id}", "there is no difference {id} on {day}")


class WrongWord(EarmarkError):
    """An option that is not written as it should be, or a difference that there is not."""


@verb("reconcile", Text("银行对账和余额调节表", "reconcile with the bank"), example=EXAMPLE)
@award_argument
@option("--through", type=Day(), said=THROUGH)
@option("--accept", "accepted", multiple=True, said=ACCEPT)
@option("--all-certain", "certain", is_flag=True, said=CERTAIN)
@option("--undo", "undone", multiple=True, said=UNDO)
@option("--tie", "tied", multiple=True, said=TIE)
@option("--reason", default="", said=Text("为什么（对上、撤销）", "why (tie, undo)"))
@option("--explain", "explained", multiple=True, said=EXPLAIN)
@option("--submit", is_flag=True, said=SUBMIT)
@option("--out", type=click.Path(path_type=Path, dir_okay=False), said=OUT)
@option("--force", is_flag=True, said=Text("覆盖已有的文件", "replace the file if there is one"))
@format_option
@by_option
def command(  # noqa: PLR0913 (one value an option)
    session: Session,
    award: str,
    through: datetime.date | None,
    accepted: tuple[str, ...],
    undone: tuple[str, ...],
    tied: tuple[str, ...],
    reason: str,
    explained: tuple[str, ...],
    out: Path | None,
    form: str,
    by: str | None,
    *,
    certain: bool,
    submit: bool,
    force: bool,
) -> None:
    """Reconcile. Exit code 1: differences that nobody explained, or changes since it was submitted."""
    from ..reconciling.checklist import checklist, default_day
    from ..reconciling.value import reconciled

    books = session.books
    books.award(award)
    books.store.settle()
    day = through or default_day(books, award)
    if accepted or certain or undone or tied or explained or submit:
        from earmark.ledger.books.desk import desk

        with desk(books, session.by(by)) as at:
            _tie(at, award, day, accepted, certain=certain)
            _by_hand(at, award, tied, undone, reason)
            _explain(at, award, day, explained)
            if submit:
                _submit(at, award, day)
    made = reconciled(books, award, day)
    session.exit_code = 0 if made.fine else 1
    if out:
        _write(session, made, out, force=force)
    if form == "json":
        from ..reconciling.as_json import as_json

        steps = [{"done": step.done, "said": step.said.show(session.lang)} for step in checklist(books, made)]
        session.result(as_json(made, session.lang) | {"checklist": steps})
    elif through is None and not out:
        from ..reconciling.checklist import told as told_steps

        for line in told_steps(checklist(books, made), made, session.lang):
            session.say(line)
    else:
        from ..reconciling.terminal import told

        for line in told(made, session.lang, get_terminal_size((100, 24)).columns):
            session.say(line)


def _tie(at: Desk, award: str, day: datetime.date, accepted: tuple[str, ...], *, certain: bool) -> None:
    """Accept proposals: those that are named, or all that are certain."""
    if not (accepted or certain):
        return
    from earmark.importers.matching.tie_proposals import chosen, proposals
    from earmark.ledger.banks.tying import explain, tying

    made = proposals(at, award, day)
    named = chosen(made, accepted)
    taken = [*named, *(x for x in made if certain and x.match.certain and x not in named)]
    with tying(at, award) as ties:
        for one in taken:
            if one.rows and one.legs:
                ties.tie(one.match.bank, one.match.book, one.match.reason.zh)
    for one in taken:
        if not (one.rows and one.legs):
            items = [(free.row.id, free.amount) for free in one.rows]
            items += [(leg.id, leg.line.amount) for leg in one.legs]
            explain(at, award, items, one.match.reason.zh)


def _by_hand(at: Desk, award: str, tied: tuple[str, ...], undone: tuple[str, ...], reason: str) -> None:
    from earmark.ledger.banks.tying import tying
    from earmark.ledger.banks.untying import untie

    for id_ in undone:
        untie(at, award, id_, reason)
    if tied:
        with tying(at, award) as ties:
            for text in tied:
                rows, legs = _pair(text, "流水=分录")
                ties.tie(rows.split(","), [_leg(award, one) for one in legs.split(",")], reason)


def _leg(award: str, name: str) -> str:
    """A leg's id, which a person may say without the award: V0012b."""
    return name if name.startswith(award) else f"{award}-{name}"


def _explain(at: Desk, award: str, day: datetime.date, explained: tuple[str, ...]) -> None:
    from earmark.ledger.banks.reconciling import sides
    from earmark.ledger.banks.tying import explain

    if not explained:
        return
    known = {item.id: item for item in sides(at, award, day).items}
    for text in explained:
        id_, why = _pair(text, "编号=理由")
        name = id_ if id_ in known else _leg(award, id_)
        if name not in known:
            raise WrongWord(NO_ITEM.format(id=id_, day=day))
        explain(at, award, [(name, known[name].amount)], why)


def _pair(text: str, form: str) -> tuple[str, str]:
    left, _, right = text.partition("=")
    if not left.strip() or not right.strip():
        raise WrongWord(PAIR.format(form=form, text=text))
    return left.strip(), right.strip()


def _submit(at: Desk, award: str, day: datetime.date) -> None:
    from earmark.ledger.banks.reconciled import submit

    submit(at, award, day)


def _write(session: Session, made: Reconciled, out: Path, *, force: bool) -> None:
    from ..outfile import PAGE, WORKBOOK, write_out

    if out.suffix.lower() in PAGE:
        from ..reconciling.page import page

        data = page(made, session.lang).encode()
    else:
        from ..reconciling.workbook import workbook

        data = workbook(made, session.lang)
    write_out(out, data, (*WORKBOOK, *PAGE), force=force)
    session.hint(WRITTEN.format(file=out))
