"""Undoing a tie (:mod:`.tying`): each row is as it was before, nobody's, or waiting in a new draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..base.amount import NIL
from ..base.text import Text
from ..books.load import register_of
from ..books.recording import record
from ..closings.periods import closed_through
from ..persons.sides import require_keeper
from ..vouchers.charge import voucher_of
from ..vouchers.drafts import drafts_at, numbered, write
from ..vouchers.heard import Heard
from ..vouchers.voucher import Line, Voucher, source_of
from .account_legs import Account, Leg, account_of
from .bank import UNBOOKED, StoredRow
from .giving import give, hear, heard_at, take_back
from .reconciliation import Tied, Untied, ties_in_force
from .sharing import refated
from .tieable import Free
from .tying import CannotTie, answers_of, said
from .undoing import waiting_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..books.desk import Desk


def untie(at: Desk, award: str, tie_id: str, reason: str) -> Untied:
    """Undo a tie. Raises :class:`CannotTie` (unknown, in a closed month, posted since), :class:`..persons.sides.NotYours`."""
    require_keeper(at, award)
    standing = {one.id: one for one in ties_in_force(at.entries(answers_of(award)))}
    if tie_id not in standing:
        raise CannotTie(Text("没有可撤销的对账 {id}", "there is no tie {id} to undo").format(id=tie_id))
    old, found = standing[tie_id], account_of(at, award)
    homes = {voucher_of(leg) for leg in old.legs}
    legs = [leg for leg in found.legs if leg.voucher.id in homes and leg.rows.keys() & set(old.rows)]
    _undoable(at, award, old, found, legs)
    vouchers = {leg.voucher.id for leg in legs}
    take_back(at, lambda share: share.award == award and share.row in old.rows and share.voucher in vouchers)
    drafts = [_detached(v, set(old.rows), found) if v.id in vouchers else v for v in drafts_at(at, award)]
    write(at, award, drafts)
    heard = [leg for leg in legs if leg.voucher.posted and old.drafts]
    record(at, award, [hear(at, leg.id, Free(found.rows[next(iter(leg.rows))], NIL)) for leg in heard])
    for row in old.rows:
        if old.drafts:
            _wait_again(at, award, found.rows[row], [leg for leg in legs if row in leg.rows])
        elif not any(share.row == row and share.voucher not in vouchers for share in found.shares):
            refated(at, f"banks/{found.grant.bank}.beancount", found.rows[row], UNBOOKED[0])
    made = Untied(date=at.today, id=tie_id, reason=said(reason), recorded=at.recorded, by=at.by)
    record(at, award, [made])
    return made


def _undoable(at: Desk, award: str, old: Tied, found: Account, legs: Sequence[Leg]) -> None:
    through = closed_through(at.entries(answers_of(award)))
    gone = [row for row in old.rows if row not in found.rows]
    if gone:
        raise CannotTie(Text("流水 {id} 不见了", "row {id} is gone").format(id=gone[0]), fix=CHECK)
    days = [found.rows[row].date for row in old.rows] + [leg.voucher.date for leg in legs]
    if any(f"{day:%Y-%m}" <= through for day in days):
        raise CannotTie(Text("{p} 已结账", "{p} is closed").format(p=through), fix=REOPEN)
    posted = [leg.voucher.id for leg in legs if leg.voucher.posted and leg.line.bank_row]
    if posted:
        message = Text("凭证 {id} 已带着流水记账", "voucher {id} was posted with its row").format(
            id=posted[0]
        )
        raise CannotTie(message, fix=Text("用 earmark reverse 红字冲销", "reverse it (earmark reverse)"))


CHECK = Text("运行 earmark check 查看", "run earmark check")
REOPEN = Text(
    "先反结账（earmark approve、earmark reopen）", "reopen it first (earmark approve, earmark reopen)"
)


def _detached(draft: Voucher, rows: set[str], found: Account) -> Voucher:
    lines = tuple(_without_row(line, found) if line.bank_row in rows else line for line in draft.lines)
    kept = any(line.bank_row for line in lines)
    return replace(draft, lines=lines, paid=draft.paid if kept else None)


def _without_row(line: Line, found: Account) -> Line:
    own = found.rows[line.bank_row or ""].source
    sources = tuple(one for one in line.sources if str(one) != own)
    return replace(line, bank_row=None, bank_payee=None, bank_words=None, sources=sources)


def _wait_again(at: Desk, award: str, row: StoredRow, held: Sequence[Leg]) -> None:
    """A row into a new draft that waits, as its import had made one."""
    known, amount = register_of(at.books, award), sum((leg.rows[row.id] for leg in held), NIL)
    payee, words = _told(at, award, row.id, held)
    sources = (source_of(row.source),) if row.source else ()
    leg = Line(
        letter="", account=held[0].line.account, amount=amount, bank_row=row.id, bank_payee=payee or None,
        bank_words=words or None, sources=sources,
    )  # fmt: skip
    born = Voucher(
        id="", date=row.date, payee=payee, narration=words, lines=waiting_lines(known, row.date, [leg]),
        import_id=row.import_id, note="对账已撤销，待归类",
    )  # fmt: skip
    made = numbered(at, award, [born])[0]
    write(at, award, [*drafts_at(at, award), made])
    give(at, award, Free(row, amount), made.id)
    refated(at, f"banks/{row.id.rpartition(':')[0]}.beancount", row, "waiting")


def _told(at: Desk, award: str, row: str, held: Sequence[Leg]) -> tuple[str, str]:
    """Whom the bank's row names and what it says: beside the leg, or, of several rows of a leg, beside each."""
    own = {one.id: one for one in at.records(Heard, answers_of(award))}
    apart = next((own[id_] for leg in held if (id_ := heard_at(leg.id, row)) in own), None)
    if apart:
        return apart.payee or "", apart.words or ""
    lines = [leg.line for leg in held if leg.line.bank_payee or leg.line.bank_words]
    return (lines[0].bank_payee or "", lines[0].bank_words or "") if lines else ("", "")
