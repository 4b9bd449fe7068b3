"""Closing (结账): after it nothing of the month changes; the seal written with it proves that.

When a month may close: :mod:`.may_close`; the books are whole, too (:func:`..proof.checking.check_award`). What the audit found up to
then is kept in a file whose hash stands in the closing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from ..base.record import records
from ..base.text import Text
from ..books.load import grant_of
from ..books.recording import record
from ..findings.listing import listing
from ..persons.sides import require_keeper
from ..proof.checking import check_award
from ..proof.sealing import findings_path, seal
from ..vouchers.drafts import posted_at
from .held import held_listing, held_path
from .may_close import CannotClose, ready
from .periods import Closing, StatutoryNumber

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..books.desk import Desk
    from ..findings.listing import Listed
    from ..vouchers.voucher import Voucher


def number(
    at: Desk, award: str, numbers: Mapping[str, str], reasons: Mapping[str, str]
) -> list[StatutoryNumber]:
    """Store statutory numbers of posted vouchers, and reasons why there is none. Raises :class:`CannotClose`, NotYours."""
    require_keeper(at, award)
    posted = {v.id for v in posted_at(at, award)}
    for id_ in (*numbers, *reasons):
        if id_ not in posted:
            raise CannotClose(Text("没有已记账凭证 {id}", "there is no posted voucher {id}").format(id=id_))
    made = [_statutory(at, id_, number=text) for id_, text in numbers.items()]
    made += [_statutory(at, id_, reason=text) for id_, text in reasons.items()]
    record(at, award, made)
    return made


def _statutory(
    at: Desk, voucher: str, *, number: str | None = None, reason: str | None = None
) -> StatutoryNumber:
    return StatutoryNumber(
        date=at.today, id=voucher, number=number, reason=reason, recorded=at.recorded, by=at.by
    )


def close(at: Desk, award: str, periods: Sequence[str], findings: Sequence[Listed]) -> list[Closing]:
    """Close months in their order, each with its seal; ``findings``: what an audit finds now.

    Raises :class:`CannotClose`, :class:`..persons.sides.NotYours`.
    """
    require_keeper(at, award)
    faults = check_award(at.books, award)
    if faults:
        message = Text("账簿有问题，先改正：{place} {fault}", "the books are at fault: {place} {fault}")
        said = message.format(place=faults[0].place, fault=faults[0].message)
        raise CannotClose(said, file=award, fix=Text("运行 earmark check 查看", "run earmark check"))
    return [_close(at, award, period, findings) for period in periods]


def _close(at: Desk, award: str, period: str, findings: Sequence[Listed]) -> Closing:
    vouchers = posted_at(at, award)
    ready(at, award, period, vouchers)
    answers = at.entries(_answers(award))
    inside = [v for v in vouchers if v.period == period]
    earlier = [c for c in records(Closing, answers) if c.period == period]
    id_ = f"{period}.{len(earlier) + 1}" if earlier else period
    listed = [f for f in findings if f.date is None or f"{f.date:%Y-%m}" <= period]
    data, held = listing(listed), held_listing(at, award, period)
    closing = Closing(
        date=at.today,
        id=id_,
        period=period,
        vouchers=str(len(inside)),
        debits=debits(inside),
        findings=str(len(listed)),
        findings_sha256=hashlib.sha256(data).hexdigest(),
        held_sha256=hashlib.sha256(held).hexdigest(),
        recorded=at.recorded,
        by=at.by,
    )
    at.write(findings_path(award, id_), data)
    at.write(held_path(award, id_), held)
    record(at, award, [closing])
    seal(at, award, id_, grant_of(at.books, award).programme)
    return closing


def debits(vouchers: Iterable[Voucher]) -> tuple[str, ...]:
    """What vouchers debit in each set, exactly: ``CNY=512000.00``."""
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for line in (line for voucher in vouchers for line in voucher.lines if line.amount > 0):
        totals[line.currency] += line.amount
    return tuple(f"{currency}={total}" for currency, total in sorted(totals.items()))


def _answers(award: str) -> str:
    return f"awards/{award}/answers.beancount"
