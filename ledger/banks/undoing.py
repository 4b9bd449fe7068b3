"""Taking back one import: its drafts, its bank rows with their shares, its record and its copy of the file.

What another import also brought stays: a draft that a statement and a journal share falls back to the bank row, waiting for
a person again; a draft whose bank row goes keeps its lines without it. Nothing that is posted, or that an act speaks
of, is taken back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from beancount.core.data import Document

from ..awards.chart import load_chart
from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.load import register_of
from ..closings.held import who_holds
from ..persons.sides import require_keeper
from ..vouchers.charge import voucher_of
from ..vouchers.drafts import NoSuchDraft, drafts_at, posted_at, write
from ..vouchers.evidence import folder, in_force
from ..vouchers.voucher import Line, Voucher, lettered, source_of
from .bank import Share, StoredRow
from .imports import path_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence

    from ..awards.award import Award
    from ..books.desk import Desk
    from ..vouchers.charge import Source


class StillUsed(EarmarkError):
    """An import that cannot be undone."""


class Undone(NamedTuple):
    """How many drafts went or fell back to their bank row, and how many rows of the bank went."""

    drafts: int
    rows: int


def undo(at: Desk, award: str, import_id: str) -> Undone:
    """Take back one import.

    Raises :class:`StillUsed` when something of it is posted, an act speaks of it or a closing holds it, :class:`..vouchers.drafts.NoSuchDraft` when the
    import is not known, :class:`..persons.sides.NotYours`.
    """
    require_keeper(at, award)
    record = path_of(award, import_id)
    if at.read(record) is None:
        raise NoSuchDraft(Text("没有导入 {id}", "there is no import {id}").format(id=import_id))
    rows = {r.id: r for path in at.bank_files() for r in at.records(StoredRow, path)}
    gone = {id_ for id_, row in rows.items() if row.import_id == import_id}
    drafts = drafts_at(at, award)
    mine = [v for v in drafts if v.import_id == import_id]
    _refuse_used(at, award, import_id, mine, gone)
    known = register_of(at.books, award)
    booked = gone | _booked_elsewhere(at, {v.id for v in mine}, rows)
    left = [_left(known, v, import_id, booked if v.import_id == import_id else gone, rows) for v in drafts]
    write(at, award, [v for v in left if v])
    forget(at, gone, {v.id for v, rest in zip(drafts, left, strict=True) if rest is None})
    for entry in at.entries(record):
        if isinstance(entry, Document):
            at.delete(f"awards/{award}/documents/{entry.filename.rsplit('/', 1)[-1]}")
    at.delete(record)
    return Undone(len(mine), len(gone))


def _booked_elsewhere(at: Desk, mine: set[str], rows: Mapping[str, StoredRow]) -> set[str]:
    """The rows that others book whole: of a red letter that goes, and of what was booked anew beside it, nothing stays."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for share in (share for path in at.bank_files() for share in at.records(Share, path)):
        if share.voucher not in mine:
            sums[share.row] += share.amount
    return {row for row, total in sums.items() if row in rows and total == rows[row].amount}


def _refuse_used(at: Desk, award: str, import_id: str, mine: Sequence[Voucher], gone: set[str]) -> None:
    posted = posted_at(at, award)
    why = None
    if any(v.import_id == import_id or gone & {x.bank_row for x in v.lines} for v in posted):
        why = Text("其中有凭证已记账", "some of its vouchers are posted")
    elif any(s.row in gone and s.award != award for path in at.bank_files() for s in at.records(Share, path)):
        why = Text("其中的银行流水归别的奖补资金", "another award has one of its bank rows")
    elif spoken_of(at, award, mine):
        why = Text("已有认定引用其中的列支", "a decision speaks of one of its charges")
    elif papers_on(at, award, mine):
        why = PAPERS_ON
    if why:
        fix = Text("已记账的用 earmark reverse 红字冲销", "reverse what is posted")
        raise StillUsed(CANNOT_UNDO.format(id=import_id, why=why), fix=fix)
    holds = who_holds(at, at.award_ids(), {("import", import_id), *(("bank-row", row) for row in gone)})
    if holds:
        why = Text("{award} 的 {closing} 结账已把它固定", "the closing {closing} of {award} holds it")
        fix = Text(
            "错的凭证用 earmark reverse 红字冲销；要撤销，先反结账（earmark approve、earmark reopen）",
            "reverse a wrong voucher; to undo the import, reopen the month (earmark approve, earmark reopen)",
        )
        why = why.format(award=holds[0], closing=holds[1])
        raise StillUsed(CANNOT_UNDO.format(id=import_id, why=why), fix=fix)


CANNOT_UNDO = Text("不能撤销导入 {id}：{why}", "import {id} cannot be undone: {why}")


def spoken_of(at: Desk, award: str, vouchers: Iterable[Voucher]) -> bool:
    """Whether an act speaks of a charge of these vouchers."""
    charges = {v.id + line.letter for v in vouchers for line in v.lines}
    acts = at.entries(f"awards/{award}/acts.beancount") + at.entries(f"awards/{award}/answers.beancount")
    return any(act.meta.get("subject") in charges for act in acts)


PAPERS_ON = Text(
    "其中有凭证附有单据，先用 earmark document withdraw 撤下",
    "papers are attached to its vouchers; withdraw them first (earmark document withdraw)",
)


def papers_on(at: Desk, award: str, vouchers: Iterable[Voucher]) -> bool:
    """Whether a paper is attached to one of these vouchers."""
    ids = {v.id for v in vouchers}
    entries = [entry for path in at.files(folder(award)) for entry in at.entries(path)]
    return any(voucher_of(evidence.subject) in ids for evidence in in_force(entries))


def _left(
    award: Award, voucher: Voucher, import_id: str, gone: set[str], rows: Mapping[str, StoredRow]
) -> Voucher | None:
    """What stays of a draft; None when nothing does."""
    if voucher.import_id != import_id:
        return replace(voucher, lines=tuple(_cut(line, gone, rows) for line in voucher.lines))
    legs = [line for line in voucher.lines if line.bank_row and line.bank_row not in gone]
    return _back_to_bank(award, voucher, legs, rows) if legs else None


def _cut(line: Line, gone: set[str], rows: Mapping[str, StoredRow]) -> Line:
    """The line without a bank row that goes."""
    if line.bank_row not in gone:
        return line
    own = rows[line.bank_row].source
    plain = replace(line, bank_row=None, bank_payee=None, bank_words=None)
    return replace(plain, sources=tuple(s for s in line.sources if str(s) != own))


def _back_to_bank(
    award: Award, voucher: Voucher, legs: Sequence[Line], rows: Mapping[str, StoredRow]
) -> Voucher:
    """The draft of the bank rows alone: what the money was for must be said again."""
    kept = [replace(leg, sources=_source(rows[leg.bank_row or ""])) for leg in legs]
    lines = waiting_lines(award, voucher.date, kept)
    note = "原导入已撤销，待归类"
    return lettered(
        replace(
            voucher,
            payee=legs[0].bank_payee or voucher.payee,
            narration=legs[0].bank_words or voucher.narration,
            lines=lines,
            gl=None,
            invoice=None,
            invoice_total=None,
            note=note,
            import_id=rows[legs[0].bank_row or ""].import_id,
            tags=frozenset(),
        )
    )


def waiting_lines(award: Award, day: datetime.date, legs: Sequence[Line]) -> tuple[Line, ...]:
    """Bank legs, and opposite them in each set the line that waits for a person."""
    chart = load_chart(award.chart_on(day))
    moved = sum((leg.amount for leg in legs), Decimal(0))
    lines = list(legs)
    for prefix, currency in chart.sets if moved < 0 else chart.sets[:1]:
        if prefix:
            lines.append(
                Line(letter="", account=chart.role("budget_bank", award.id), amount=moved, currency=currency)
            )
        pending = chart.role(prefix + ("pending_out" if moved < 0 else "pending_in"), award.id)
        lines.append(Line(letter="", account=pending, amount=-moved, currency=currency))
    return tuple(lines)


def _source(row: StoredRow) -> tuple[Source, ...]:
    return (source_of(row.source),) if row.source else ()


def forget(at: Desk, gone: set[str], vouchers: set[str]) -> None:
    """Drop bank rows and the shares of rows or vouchers that went."""
    for path in at.bank_files():
        entries = at.entries(path)
        kept = [
            e
            for e in entries
            if e.values[0].value not in gone
            and e.meta.get("row") not in gone
            and e.meta.get("voucher") not in vouchers
        ]
        if len(kept) < len(entries):
            at.replace(path, kept)
