"""Closing (结账): after it nothing of the month changes; the seal written with it proves that.

A month closes when nothing dated in it is still a draft, the books are whole (:func:`.checking.check_award`), earlier months are
closed, and each voucher has its number in the statutory books or a reason why not. What the audit found up to then is kept
in a file whose hash stands in the closing.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from .amount import money
from .checking import check_award
from .drafts import drafts_at, posted_at
from .errors import EarmarkError
from .held import held_listing, held_path
from .listing import listing
from .load import grant_of
from .periods import Closing, StatutoryNumber, closed_through
from .reconciling import month_end, unexplained_in
from .record import records
from .recording import record
from .sealing import findings_path, seal
from .sides import require_keeper
from .text import Text
from .two_sides import CAUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .books import Books
    from .desk import Desk
    from .listing import Listed
    from .voucher import Voucher

PERIOD = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
MOST = 5
"""So many ids a message names; the rest it counts."""


class CannotClose(EarmarkError):
    """A month that is not ready to be closed."""


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

    Raises :class:`CannotClose`, :class:`.sides.NotYours`.
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
    _ready(at, award, period, vouchers)
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


def _ready(at: Desk, award: str, period: str, vouchers: Sequence[Voucher]) -> None:
    """Refuse a month that may not be closed yet. Raises :class:`CannotClose`."""
    if not PERIOD.fullmatch(period):
        raise CannotClose(Text("期间写成 2025-03，不是“{p}”", "a period is written 2025-03").format(p=period))
    if period >= f"{at.today:%Y-%m}":
        raise CannotClose(Text("{p} 还没有过完", "{p} is not over yet").format(p=period))
    through = closed_through(at.entries(_answers(award)))
    if period <= through:
        raise CannotClose(Text("{p} 已结账", "{p} is closed already").format(p=period))
    months = {v.period for v in vouchers if through < v.period < period}
    if months:
        message = Text("{p} 有凭证，还没有结账", "{p} has vouchers and is still open").format(p=min(months))
        raise CannotClose(message, fix=Text("按月依次结账", "close the months in their order"))
    drafts = [v.id for v in drafts_at(at, award) if v.period <= period]
    if drafts:
        message = Text("还有未记账的草稿：{ids}", "there are still drafts: {ids}").format(ids=_some(drafts))
        raise CannotClose(message, fix=Text("先 earmark post", "earmark post first"))
    missing = unnumbered(at, award, [v for v in vouchers if v.period == period])
    if missing:
        message = Text("没有法定账凭证号：{ids}", "no number in the statutory books: {ids}")
        fix = Text("用 --gl 凭证=号 补记，或 --explain 凭证=理由", "give --gl VOUCHER=NUMBER or --explain")
        raise CannotClose(message.format(ids=_some(missing)), fix=fix)
    _tied_to_the_bank(at, award, period)


def _tied_to_the_bank(at: Desk, award: str, period: str) -> None:
    open_ = unexplained_in(at, award, period)
    if open_:
        message = Text(
            "银行对账还有 {n} 项差异没有说明：{id} {amount}，{cause}",
            "{n} differences with the bank are unexplained: {id} {amount}, {cause}",
        )
        fix = Text(
            "earmark reconcile {award} --through {day} 列出；用 --accept 对上，或 --explain 说明",
            "earmark reconcile {award} --through {day} lists them; --accept ties, --explain explains",
        )
        one, day = open_[0], month_end(period)
        said = message.format(n=len(open_), id=one.id, amount=money(one.amount), cause=CAUSES[one.cause])
        raise CannotClose(said, fix=fix.format(award=award, day=day))


def unnumbered(at: Desk | Books, award: str, vouchers: Iterable[Voucher]) -> list[str]:
    """The vouchers that neither have a number in the statutory books nor a reason why not."""
    known = {s.id for s in at.records(StatutoryNumber, _answers(award))}
    return [v.id for v in vouchers if not v.gl and v.id not in known]


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:MOST]) + (f" … ({len(ids)})" if len(ids) > MOST else "")


def _answers(award: str) -> str:
    return f"awards/{award}/answers.beancount"
