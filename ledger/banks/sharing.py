"""A row of an ordinary account, shared by a person: this part is the award's, the rest is not (parts + rest = row).

Of a row that is nobody's only day, amount and id are kept. When part of it is an award's (one transfer for two projects, a
bill that own funds pay half of), a person takes that part into a new draft, or gives it to a draft whose booking came without
its bank row. A part taken in error goes back with its draft (:mod:`..vouchers.dropping`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..awards.chart import load_chart
from ..base.amount import money
from ..base.errors import EarmarkError
from ..base.record import to_custom
from ..base.text import Text
from ..books.desk import free_ids
from ..books.load import register_of
from ..persons.sides import require_keeper
from ..vouchers.drafts import draft_at, drafts_at, numbered, write
from ..vouchers.voucher import Line, Voucher
from .bank import UNBOOKED, BankAccount, Share, StoredRow
from .undoing import waiting_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..books.books import Books
    from ..books.desk import Desk


class WrongShare(EarmarkError):
    """A part of a bank row that cannot be given so."""


class Rest(NamedTuple):
    """A row and what of it is in no award's voucher yet (CNY, signed)."""

    row: StoredRow
    rest: Decimal


class Taken(NamedTuple):
    """What a person says of a part: its amount without sign; whom it was paid to and what for, which the books do not keep."""

    row: str
    amount: Decimal | None = None
    payee: str = ""
    words: str = ""


def rests(books: Books, award: str) -> list[Rest]:
    """The rows of the award's bank account that are not wholly booked, by day."""
    entries = _path(register_of(books, award).grant.bank)
    return _rests(books.records(StoredRow, entries), books.records(Share, entries))


def _rests(rows: Iterable[StoredRow], shares: Iterable[Share]) -> list[Rest]:
    given: dict[str, Decimal] = defaultdict(Decimal)
    for share in shares:
        given[share.row] += share.amount
    left = [Rest(row, row.amount - given[row.id]) for row in rows]
    return sorted((one for one in left if one.rest), key=lambda one: (one.row.date, one.row.id))


def _path(bank: str) -> str:
    return f"banks/{bank}.beancount"


def take_part(at: Desk, award: str, taken: Taken) -> Voucher:
    """A part of a row into a new draft that waits. Raises :class:`WrongShare`, :class:`..persons.sides.NotYours`."""
    require_keeper(at, award)
    known = register_of(at.books, award)
    row, part = _part(at, known.grant.bank, taken.row, taken.amount)
    bank = Line(letter="", account=_account(at, award), amount=part, bank_row=row.id)
    born = Voucher(
        id="", date=row.date, payee=taken.payee, narration=taken.words, lines=waiting_lines(known, row.date, [bank]),
        note=f"流水 {row.id} 中属于本项目的部分，待归类",
    )  # fmt: skip
    made = numbered(at, award, [born])[0]
    write(at, award, [*drafts_at(at, award), made])
    _give(at, known.grant.bank, row, award, made, part)
    return made


def give_part(at: Desk, award: str, row: str, draft: str) -> Voucher:
    """A part of a row to the one bank leg of a draft that has no row yet. Raises :class:`WrongShare`, NoSuchDraft, NotYours."""
    require_keeper(at, award)
    voucher = draft_at(at, award, draft)
    own = _account(at, award)
    legs = [line for line in voucher.lines if line.account == own and line.bank_row is None]
    if len(legs) != 1:
        message = Text(
            "草稿 {id} 没有（或不止一行）缺流水的银行分录", "draft {id} has not one bank leg without its row"
        )
        raise WrongShare(message.format(id=voucher.id))
    bank = register_of(at.books, award).grant.bank
    found, part = _part(at, bank, row, abs(legs[0].amount))
    if part != legs[0].amount:
        raise WrongShare(Text("收付方向相反", "one is money in, the other money out"), file=row)
    lines = tuple(replace(x, bank_row=row) if x is legs[0] else x for x in voucher.lines)
    first = not any(line.bank_row for line in voucher.lines)
    paid = (found.date if found.date != voucher.date else None) if first else voucher.paid
    done = replace(voucher, lines=lines, paid=paid)
    write(at, award, [done if v.id == done.id else v for v in drafts_at(at, award)])
    _give(at, bank, found, award, done, part)
    return done


def give_back(at: Desk, rows: Iterable[str]) -> None:
    """Rows that no voucher has any more are nobody's again."""
    for path in at.bank_files():
        shared = {share.row for share in at.records(Share, path)}
        for row in [one for one in at.records(StoredRow, path) if one.id in set(rows) - shared]:
            refated(at, path, row, UNBOOKED[0])


def is_by_hand(at: Desk, row: str) -> bool:
    """Whether all that is booked of a row are parts of an ordinary account's, and no red letter took any back."""
    path = _path(row.rpartition(":")[0])
    pooled = all(account.mode != "dedicated" for account in at.records(BankAccount, path))
    amounts = [share.amount for share in at.records(Share, path) if share.row == row]
    return pooled and (all(a > 0 for a in amounts) or all(a < 0 for a in amounts))


def _account(at: Desk, award: str) -> str:
    return load_chart(register_of(at.books, award).grant.chart).role("bank", award)


def _part(at: Desk, bank: str, id_: str, amount: Decimal | None) -> tuple[StoredRow, Decimal]:
    """The row, and the part with the row's sign. Raises :class:`WrongShare`."""
    path = _path(bank)
    left = {one.row.id: one for one in _rests(at.records(StoredRow, path), at.records(Share, path))}
    if id_ not in left:
        fix = Text("earmark draft rows 可列出", "earmark draft rows lists them")
        message = Text("{bank} 没有还剩余额的流水 {row}", "{bank} has no row {row} with anything left of it")
        raise WrongShare(message.format(bank=bank, row=id_), fix=fix)
    rest = left[id_].rest
    part = rest if amount is None else amount.copy_sign(rest)
    if not 0 < abs(part) <= abs(rest):
        message = Text("流水 {row} 还剩 {rest} 元", "{rest} CNY are left of row {row}")
        raise WrongShare(message.format(row=id_, rest=money(abs(rest))))
    return left[id_].row, part


def _give(at: Desk, bank: str, row: StoredRow, award: str, voucher: Voucher, part: Decimal) -> None:
    path = _path(bank)
    taken = (share.id for share in at.records(Share, path))
    share = Share(
        date=row.date, id=next(free_ids(f"{row.id}#", taken, digits=1)), row=row.id, award=award, amount=part,
        voucher=voucher.id, recorded=at.recorded, by=at.by,
    )  # fmt: skip
    refated(at, path, row, "waiting" if voucher.waiting else "new")
    at.append(path, [to_custom(share)])


def refated(at: Desk, path: str, row: StoredRow, fate: str) -> None:
    """Write another fate of a row."""
    new = to_custom(replace(row, fate=fate))
    at.replace(path, [new if _is(entry, row) else entry for entry in at.entries(path)])


def _is(entry: object, row: StoredRow) -> bool:
    return getattr(entry, "type", "") == f"earmark-{row.kind}" and entry.values[0].value == row.id  # type: ignore[attr-defined]
