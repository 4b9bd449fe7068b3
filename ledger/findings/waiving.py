"""Waivers (豁免): asked for by one person, granted by another of the funder's or auditor's side, until a day (law 6).

Of a finding of an award: asked for in the award's own files, by either side; the finding then stays in sight as cleared,
and is open again when the last day has passed. Of a whole programme (a ban, the limit of repeats, one award a year): in
the programme's file, for a recipient's code.
What they let through is asked of :mod:`.waived`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..awards.opening import programmes
from ..base.clean import clean
from ..base.errors import EarmarkError
from ..base.record import to_custom
from ..base.text import Text
from ..books.desk import next_id
from ..persons.rights import require_rule_side
from ..persons.sides import require_audit_side, require_keeper
from .acts import Waiver, WaiverRequest

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence

    from ..base.record import Record
    from ..books.books import Books
    from ..books.desk import Desk


class WrongWaiver(EarmarkError):
    """A waiver that nobody asked for, that one asks for and grants, or that ends before it begins."""


def ask_waiver(at: Desk, award: str, wanted: WaiverRequest) -> WaiverRequest:
    """Ask that a finding of an award be waived; its id is given here. Raises :class:`WrongWaiver`, :class:`..persons.sides.NotYours`."""
    mine = at.books.person(at.by).side == "recipient"
    (require_keeper if mine else require_audit_side)(at, award)
    home = f"awards/{award}/{'answers' if mine else 'acts'}.beancount"
    known = _asked(at, award)
    _sound(wanted, known)
    stored = _numbered(at, wanted, known)
    _write(at, home, f"awards/{award}/log", stored)
    return stored


def grant_waiver(at: Desk, award: str, asked: str, day: datetime.date) -> Waiver:
    """Grant what another person asked for. Raises :class:`WrongWaiver`, :class:`..persons.sides.NotYours`."""
    require_audit_side(at, award)
    home = f"awards/{award}/acts.beancount"
    stored = _granted(at, asked, _asked(at, award), at.records(Waiver, home), day)
    _write(at, home, f"awards/{award}/log", stored)
    return stored


def ask_programme_waiver(at: Desk, programme: str, wanted: WaiverRequest) -> WaiverRequest:
    """Put down that a recipient asks for a waiver in a programme. Raises :class:`WrongWaiver`, :class:`..persons.sides.NotYours`."""
    home = _home(at, programme)
    known = at.records(WaiverRequest, home)
    _sound(wanted, known)
    stored = _numbered(at, wanted, known)
    _write(at, home, f"programmes/{programme}.log", stored)
    return stored


def grant_programme_waiver(at: Desk, programme: str, asked: str, day: datetime.date) -> Waiver:
    """Grant what another person put down. Raises :class:`WrongWaiver`, :class:`..persons.sides.NotYours`."""
    home = _home(at, programme)
    stored = _granted(at, asked, at.records(WaiverRequest, home), at.records(Waiver, home), day)
    _write(at, home, f"programmes/{programme}.log", stored)
    return stored


def _home(at: Desk, programme: str) -> str:
    require_rule_side(at, programme)
    if programme not in programmes(at):
        raise WrongWaiver(Text("没有这个专项", "there is no such programme"), file=programme)
    return f"programmes/{programme}.beancount"


def _asked(at: Desk, award: str) -> list[WaiverRequest]:
    """The requests on one award, of both sides."""
    homes = (f"awards/{award}/{name}.beancount" for name in ("answers", "acts"))
    return [one for home in homes for one in at.records(WaiverRequest, home)]


def _sound(wanted: WaiverRequest, known: Iterable[WaiverRequest]) -> None:
    faults = (
        (not clean(wanted.reason).strip(), Text("申请豁免要写明理由", "asking for a waiver needs a reason")),
        (
            wanted.until < wanted.date,
            Text("豁免的截止日早于申请日", "the waiver ends before it is asked for"),
        ),
        (
            any((w.rule, w.subject, w.until) == (wanted.rule, wanted.subject, wanted.until) for w in known),
            Text("同样的豁免已经申请过", "this waiver was asked for already"),
        ),
    )
    for wrong, message in faults:
        if wrong:
            raise WrongWaiver(message)


def _numbered(at: Desk, wanted: WaiverRequest, known: Iterable[WaiverRequest]) -> WaiverRequest:
    number = next_id("X-", [one.id for one in known])
    return replace(wanted, id=number, recorded=at.recorded, by=at.by)


def _granted(
    at: Desk,
    asked: str,
    requests: Iterable[WaiverRequest],
    granted: Iterable[Waiver],
    day: datetime.date,
) -> Waiver:
    request = next((one for one in requests if one.id == asked), None)
    if request is None:
        raise WrongWaiver(Text("没有豁免申请 {id}", "nobody asked for waiver {id}").format(id=asked))
    faults = (
        (
            request.by == at.by,
            Text("{id} 由 {by} 申请，要由另一人批准", "{by} asked for {id}; another person grants it"),
        ),
        (any(w.id == asked for w in granted), Text("{id} 已批准", "{id} is granted already")),
        (
            not request.date <= day <= request.until,
            Text("{id} 在 {day} 不在申请的期间内", "{day} is outside the days that {id} asks for"),
        ),
    )
    for wrong, message in faults:
        if wrong:
            raise WrongWaiver(message.format(id=asked, by=at.by, day=day))
    return Waiver(
        date=day,
        id=asked,
        rule=request.rule,
        subject=request.subject,
        reason=request.reason,
        asked_by=request.by,
        until=request.until,
        document=request.document,
        recorded=at.recorded,
        by=at.by,
    )


def _write(at: Desk, home: str, log: str, stored: Record) -> None:
    at.append(home, [to_custom(stored)])
    at.log(log, [(stored.kind, stored.id, to_custom(stored))])


def faults_of_waivers(books: Books, award: str) -> Iterator[tuple[str, Text]]:
    """Waivers without their request, and those that were asked for and granted by one person (law 6)."""
    homes = [f"awards/{award}/{name}.beancount" for name in ("answers", "acts")]
    yield from _unfit(homes, books)


def faults_of_programme(books: Books, programme: str) -> Iterator[tuple[str, Text]]:
    """As :func:`faults_of_waivers`, of a programme's file."""
    yield from _unfit([f"programmes/{programme}.beancount"], books)


def _unfit(homes: Sequence[str], books: Books) -> Iterator[tuple[str, Text]]:
    asked = {r.id: r for home in homes for r in books.records(WaiverRequest, home)}
    for waiver in (w for home in homes for w in books.records(Waiver, home)):
        request = asked.get(waiver.id)
        said = (waiver.rule, waiver.subject, waiver.until, waiver.asked_by)
        if request is None or said != (request.rule, request.subject, request.until, request.by):
            yield waiver.id, Text("豁免与申请不符", "the waiver is not what was asked for")
        elif waiver.by == request.by:
            yield waiver.id, Text("豁免由申请人自己批准", "who asked for the waiver granted it")
