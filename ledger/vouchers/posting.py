"""Posting (记账) and 红字 reversal.

Posting gives a draft its number, without gaps per award, period and class (``2025-04-记-0003``), moves it to its month's
file and logs it. From then on it is never edited: ``reverse`` makes a draft of the same lines with opposite signs that
cites it, each line citing the charge it takes back. What the bank moved stays moved: :mod:`.rebooking` books the row anew.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from ..awards.frozen import require_unfrozen
from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.desk import free_ids
from ..books.load import register_of
from ..closings.periods import require_open
from ..persons.sides import require_keeper
from .drafts import drafts_at, full_id, numbered, posted_at, sound, write
from .voucher import Voucher, lettered, to_entry

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from ..books.desk import Desk


class CannotPost(EarmarkError):
    """A draft that is not ready to be posted."""


class CannotReverse(EarmarkError):
    """A voucher that cannot be reversed."""


def post(
    at: Desk,
    award: str,
    chosen: Sequence[str] | None = None,
    through: datetime.date | None = None,
    day: datetime.date | None = None,
) -> list[Voucher]:
    """Post the named drafts, or all complete ones up to a day; the posted vouchers, in order.

    ``day`` becomes the accounting day of the named drafts, whose own day is kept as ``paid``. Raises :class:`CannotPost`
    for a named draft that waits or does not exist, :class:`..closings.periods.ClosedPeriod`, :class:`..persons.sides.NotYours`.
    """
    if day and not chosen:
        raise CannotPost(Text("用 --date 时要写明凭证", "name the vouchers that --date is for"))
    require_keeper(at, award)
    drafts = drafts_at(at, award)
    ready = (
        _named(drafts, [full_id(award, name) for name in chosen])
        if chosen
        else [v for v in drafts if not v.waiting]
    )
    ready = [v if day is None else _dated(v, day) for v in ready if through is None or v.date <= through]
    require_open(at.entries(f"awards/{award}/answers.beancount"), [(v.id, v.date) for v in ready])
    require_unfrozen(register_of(at.books, award), ready)
    taken: dict[str, list[str]] = defaultdict(list)
    for voucher in posted_at(at, award):
        taken[_series(voucher)].append(voucher.number or "")
    free = {series: free_ids(series, taken[series]) for series in map(_series, ready)}
    done = [_with_number(voucher, next(free[_series(voucher)]), at) for voucher in ready]
    _write_months(at, award, done)
    ids = {v.id for v in done}
    write(at, award, [v for v in drafts if v.id not in ids])
    at.log(f"awards/{award}/log", [("voucher", v.id, to_entry(v)) for v in done])
    return done


def _dated(voucher: Voucher, day: datetime.date) -> Voucher:
    """The voucher on another accounting day; when the money moved is kept."""
    return replace(voucher, date=day, paid=voucher.paid or voucher.date)


def _named(drafts: Sequence[Voucher], chosen: Sequence[str]) -> list[Voucher]:
    by_id = {v.id: v for v in drafts}
    for name in chosen:
        if name not in by_id:
            raise CannotPost(Text("没有草稿 {id}", "there is no draft {id}").format(id=name))
        if by_id[name].waiting:
            message = Text("草稿 {id} 还有待归类的行", "draft {id} still waits for a person").format(id=name)
            raise CannotPost(message, fix=Text("先 earmark draft complete", "earmark draft complete first"))
    return [v for v in drafts if v.id in set(chosen)]


def _series(voucher: Voucher) -> str:
    return f"{voucher.period}-{voucher.cls}-"


def _with_number(voucher: Voucher, number: str, at: Desk) -> Voucher:
    sound(voucher)
    return replace(voucher, number=number, posted_at=at.recorded, posted_by=at.by)


def _write_months(at: Desk, award: str, vouchers: Sequence[Voucher]) -> None:
    months: dict[str, list[Voucher]] = defaultdict(list)
    for voucher in vouchers:
        months[voucher.period].append(voucher)
    for period, inside in sorted(months.items()):
        at.append(f"awards/{award}/vouchers/{period}.beancount", [to_entry(v) for v in inside])


def reverse(at: Desk, award: str, voucher: str, day: datetime.date, reason: str) -> Voucher:
    """A draft that takes a posted voucher back (红字冲销), dated ``day``; the voucher is named by id or number.

    Raises :class:`CannotReverse` when it is not posted, of a later day or was reversed already,
    :class:`..closings.periods.ClosedPeriod`, :class:`..persons.sides.NotYours`.
    """
    require_keeper(at, award)
    old = reversible(at, award, voucher, day)
    red = numbered(at, award, [red_of(old, day, reason)])[0]
    write(at, award, [*drafts_at(at, award), red])
    return red


def reversible(at: Desk, award: str, name: str, day: datetime.date) -> Voucher:
    """The posted voucher of an id or number, if it can be reversed on that day. Raises :class:`CannotReverse`."""
    posted = posted_at(at, award)
    old = next((v for v in posted if full_id(award, name) in {v.id, v.number}), None)
    if old is None:
        message = Text("没有已记账凭证 {id}", "there is no posted voucher {id}").format(id=name)
        raise CannotReverse(message, fix=Text("草稿可直接改", "a draft can simply be changed"))
    require_open(at.entries(f"awards/{award}/answers.beancount"), [(old.id, day)])
    if any(v.reverses == old.id for v in (*posted, *drafts_at(at, award))):
        raise CannotReverse(Text("{id} 已被红字冲销", "{id} was reversed already").format(id=old.id))
    if day < old.date:
        message = Text("红字不能早于原凭证（{day}）", "a red letter cannot be dated before {day}")
        raise CannotReverse(message.format(day=old.date))
    return old


def red_of(old: Voucher, day: datetime.date, reason: str) -> Voucher:
    """The proposal that takes a voucher back, line by line."""
    lines = tuple(
        replace(
            line,
            amount=-line.amount,
            reduces=old.id + line.letter,
            bank_row=None,
            bank_payee=None,
            bank_words=None,
            settles=None,
        )
        for line in old.lines
    )
    narration = f"红字冲销 {old.number}：{reason}"
    return lettered(
        replace(
            old,
            id="",
            number=None,
            date=day,
            paid=None,
            narration=narration,
            lines=lines,
            reverses=old.id,
            gl=None,
            import_id=None,
            posted_at=None,
            posted_by=None,
        )
    )
