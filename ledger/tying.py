"""Tying rows of the bank to legs of vouchers by hand, as an import would, and undoing it; explaining what stays open.

One row may pay several legs, several rows one leg; the sums are equal to the cent. A draft's leg takes the row. A posted voucher
is never edited: the share alone ties it, and the bank's words become an act (:mod:`.heard`). The draft that waited at the row
goes. Each tie is an act with its reason; undone, the row is as it was: nobody's, or waiting in a new draft.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from .account_legs import Account, Leg, account_of
from .amount import NIL, money
from .bank import Share, StoredRow
from .desk import free_ids, next_id
from .drafts import drafts_at, write
from .errors import EarmarkError
from .heard import Heard
from .reconciliation import Explained, Tied
from .record import to_custom
from .recording import record
from .sharing import refated
from .sides import require_keeper
from .text import Text
from .undoing import papers_on, spoken_of
from .voucher import Line, Voucher, lettered, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .desk import Desk


class CannotTie(EarmarkError):
    """Rows and legs that are not one movement of money, or a tie that cannot be undone."""


class Free(NamedTuple):
    """What of a row can be tied; the draft that waits at it, which then goes."""

    row: StoredRow
    amount: Decimal
    waiting: Leg | None = None


def free_rows(found: Account) -> dict[str, Free]:
    """The rows with something left to tie: in no voucher, or in a draft that only the bank's row has made so far."""
    left = {row.id: Free(row, row.amount) for row in found.rows.values()}
    waiting = {row: leg for leg in found.legs if is_of_the_bank(leg, found) for row in leg.rows}
    for share in found.shares:
        held = waiting.get(share.row)
        if held is None or held.voucher.id != share.voucher:
            one = left[share.row]
            left[share.row] = one._replace(amount=one.amount - share.amount)
    opening = found.grant.opening
    return {
        id_: one._replace(waiting=waiting.get(id_))
        for id_, one in left.items()
        if one.amount and not (opening and one.row.date < opening)
    }


def is_of_the_bank(leg: Leg, found: Account) -> bool:
    """Whether a leg's draft stands on one row of the bank alone: no booking, no order, no other voucher is behind it."""
    voucher = leg.voucher
    if voucher.posted or voucher.gl or voucher.order or voucher.reverses or len(leg.rows) != 1:
        return False
    own = found.rows[next(iter(leg.rows))].import_id
    alone = sum(bool(other.rows) for other in found.legs if other.voucher.id == voucher.id) == 1
    return alone and (voucher.waiting or (own is not None and voucher.import_id == own))


def free_legs(found: Account) -> dict[str, Leg]:
    """The legs that no row stands behind. A red letter moves no money, nor does what it took back."""
    return {
        leg.id: leg
        for leg in found.legs
        if not (
            leg.rows or leg.voucher.waiting or leg.voucher.reverses or leg.voucher.id in found.reversed_by
        )
    }


def tie(at: Desk, award: str, rows: Sequence[str], legs: Sequence[str], reason: str) -> Tied:
    """Tie rows to legs. Raises :class:`CannotTie`, :class:`.sides.NotYours`."""
    require_keeper(at, award)
    found = account_of(at, award)
    these, those = _these(free_rows(found), rows), _these(free_legs(found), legs)
    sums = sum((one.amount for one in these), NIL), sum((leg.line.amount for leg in those), NIL)
    if sums[0] != sums[1] or (len(these) > 1 and len(those) > 1):
        message = Text("流水合计 {rows}，凭证合计 {legs}", "the rows are {rows}, the legs {legs}")
        raise CannotTie(message.format(rows=money(sums[0]), legs=money(sums[1])))
    gone = _release(at, award, [one.waiting.voucher for one in these if one.waiting])
    if len(those) == 1:
        _several_rows(at, award, these, those[0])
    else:
        for leg in those:
            _several_rows(at, award, [these[0]._replace(amount=leg.line.amount)], leg)
    made = Tied(
        date=at.today, id=next_id("T-", [t.id for t in at.records(Tied, answers_of(award))]), rows=tuple(rows),
        legs=tuple(legs), reason=said(reason), drafts=tuple(gone), recorded=at.recorded, by=at.by,
    )  # fmt: skip
    record(at, award, [made])
    return made


T = TypeVar("T")


def _these(known: dict[str, T], wanted: Sequence[str]) -> list[T]:
    for id_ in wanted:
        if id_ not in known:
            message = Text("{id} 没有可对的余额", "there is nothing left to tie of {id}").format(id=id_)
            raise CannotTie(message, fix=AGAIN)
    if not wanted or len(set(wanted)) < len(wanted):
        raise CannotTie(Text("两边都要写明，各一次", "name both sides, each once"))
    return [known[id_] for id_ in wanted]


AGAIN = Text(
    "账簿可能已有变动，再运行 earmark reconcile", "the books may have changed: earmark reconcile again"
)


def answers_of(award: str) -> str:
    """Where the recipient's acts stand."""
    return f"awards/{award}/answers.beancount"


def said(reason: str) -> str:
    """A reason, which may not be empty. Raises :class:`CannotTie`."""
    if not reason.strip():
        raise CannotTie(Text("要写明理由", "a reason is needed"))
    return reason


def _release(at: Desk, award: str, waiting: Sequence[Voucher]) -> list[str]:
    """The waiting drafts go, with their shares; what an act or a paper speaks of stays. Raises :class:`CannotTie`."""
    gone = list(dict.fromkeys(voucher.id for voucher in waiting))
    if spoken_of(at, award, waiting) or papers_on(at, award, waiting):
        message = Text("草稿 {ids} 已有认定或单据引用", "an act or a paper speaks of draft {ids}")
        raise CannotTie(message.format(ids="、".join(gone)))
    if gone:
        write(at, award, [v for v in drafts_at(at, award) if v.id not in gone])
        take_back(at, lambda share: share.voucher in gone)
    return gone


def take_back(at: Desk, wanted: Callable[[Share], bool]) -> None:
    """Shares of rows go."""
    for path in at.bank_files():
        going = {share.id for share in at.records(Share, path) if wanted(share)}
        if going:
            kept = [
                e for e in at.entries(path) if not (e.type == "earmark-share" and e.values[0].value in going)
            ]
            at.replace(path, kept)


def _several_rows(at: Desk, award: str, these: Sequence[Free], leg: Leg) -> None:
    """Give rows (or parts) to one leg."""
    if leg.voucher.posted:
        name = leg.line.letter if len(these) > 1 else None
        for one in these:
            give(at, award, one, leg.voucher.id, name)
        told = [one for one in these if one.waiting]
        if told:
            record(at, award, _heard_of(at, leg.id, told))
        return
    drafts = drafts_at(at, award)
    # The draft as it stands: an earlier leg of it may just have got its row.
    voucher = next(v for v in drafts if v.id == leg.voucher.id)
    done = _attached(voucher, leg.line.letter, these)
    write(at, award, [done if v.id == done.id else v for v in drafts])
    for one in these:
        give(at, award, one, done.id, None)


def _attached(voucher: Voucher, letter: str, these: Sequence[Free]) -> Voucher:
    """A draft whose leg takes the rows; of several each has a line of its own."""
    lines: list[Line] = []
    for line in voucher.lines:
        if line.letter != letter:
            lines.append(line)
            continue
        for n, one in enumerate(these):
            amount = one.amount if len(these) > 1 else line.amount
            lines.append(_with_row(replace(line, letter=letter if n == 0 else "", amount=amount), one))
    first = not any(line.bank_row for line in voucher.lines)
    day = min(one.row.date for one in these)
    paid = (day if day != voucher.date else None) if first else voucher.paid
    return lettered(replace(voucher, lines=tuple(lines), paid=paid))


def _with_row(line: Line, one: Free) -> Line:
    said = one.waiting.line if one.waiting else None
    places = (source_of(one.row.source),) if one.row.source else ()
    sources = tuple(dict.fromkeys((*line.sources, *places)))
    payee, words = (said.bank_payee, said.bank_words) if said else (None, None)
    return replace(line, bank_row=one.row.id, sources=sources, bank_payee=payee, bank_words=words)


def _heard_of(at: Desk, leg: str, told: Sequence[Free]) -> list[Heard]:
    """What the bank says of a leg; of several rows all of it for the leg, and each row's own for an undoing."""
    each = [hear(at, leg, one) for one in told]
    if len(each) == 1:
        return each
    payees = dict.fromkeys(one.payee for one in each if one.payee)
    words = dict.fromkeys(one.words for one in each if one.words)
    whole = replace(each[0], payee="；".join(payees) or None, words=" ".join(words) or None)
    return [whole, *(replace(one, id=heard_at(leg, one.row)) for one in each)]


def heard_at(leg: str, row: str) -> str:
    """The id of what one of several rows of a leg says."""
    return f"{leg}/{row}"


def hear(at: Desk, leg: str, one: Free) -> Heard:
    """The bank's words for a leg of a posted voucher; none, where no draft waited."""
    said = one.waiting.line if one.waiting else None
    return Heard(
        date=one.row.date, id=leg, row=one.row.id, payee=said.bank_payee if said else None,
        words=said.bank_words if said else None, recorded=at.recorded, by=at.by,
    )  # fmt: skip


def give(at: Desk, award: str, one: Free, voucher: str, line: str | None) -> None:
    """A row, or a part of it, to a voucher."""
    path = f"banks/{one.row.id.rpartition(':')[0]}.beancount"
    taken = (share.id for share in at.records(Share, path))
    share = Share(
        date=one.row.date, id=next(free_ids(f"{one.row.id}#", taken, digits=1)), row=one.row.id, award=award,
        amount=one.amount, voucher=voucher, line=line, recorded=at.recorded, by=at.by,
    )  # fmt: skip
    refated(at, path, one.row, "new")
    at.append(path, [to_custom(share)])


def explain(at: Desk, award: str, items: Iterable[tuple[str, Decimal]], reason: str) -> list[Explained]:
    """Say why differences stand, each by its id and amount. Raises :class:`CannotTie`, :class:`.sides.NotYours`."""
    require_keeper(at, award)
    ids = free_ids("X-", [one.id for one in at.records(Explained, answers_of(award))])
    made = [
        Explained(
            date=at.today, id=next(ids), item=item, amount=amount, reason=said(reason),
            recorded=at.recorded, by=at.by,
        )
        for item, amount in items
    ]  # fmt: skip
    record(at, award, made)
    return made
