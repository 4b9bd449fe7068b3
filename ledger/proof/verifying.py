"""``earmark verify``: what was altered, removed, inserted, moved or back-dated, named; and whether the seals hold.

Three nets, one behind the other: the text against the log's lines (:mod:`.comparing`, as in ``check``), the log against the
roots that seals and older checkpoints hold, and the seals against their signatures. Who rewrites text and log
together fails at the second; who also writes new seals, at the third or at the checkpoint that somebody else kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.load import grant_of
from ..books.log import LogLine, read_log
from .checking import Fault, check_laws, logged_entries
from .comparing import differences, id_of, is_logged, kind_of, said_of
from .homes import home_of, strangers
from .sealing import logs_beside
from .seals import SealState, check_seals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..books.books import Books
    from .checkpoint import Checkpoint

ALTERED = Text("{kind} {id}（{recorded} 记下）被改动", "{kind} {id}, recorded {recorded}, was altered")
BACKDATED = Text(
    "{kind} {id} 的记录时间被改：日志是 {recorded}，现在写着 {now}",
    "{kind} {id} was back-dated: the log says {recorded}, it now says {now}",
)
REMOVED = Text("{kind} {id}（{recorded} 记下）被删除", "{kind} {id}, recorded {recorded}, was removed")
INSERTED = Text("{kind} {id} 是插入的，日志里没有", "{kind} {id} was inserted: the log does not have it")
FALSE_LINE = Text(
    "日志里 {kind} {id} 的一行被改动（种类、编号、时间或人）",
    "the log's line on {kind} {id} was altered (kind, id, time or person)",
)
BACKWARDS = Text(
    "日志时间倒退：第 {row} 行 {now} 早于上一行 {before}",
    "the log's time runs backwards: line {row}, {now}, is before {before}",
)
NO_TIME = Text("日志第 {row} 行的时间读不懂", "the time of the log's line {row} cannot be read")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying one award came to; no faults means that nothing was found altered."""

    award: str
    faults: Sequence[Fault]
    seals: Sequence[SealState]


def verify_award(books: Books, award: str, against: Sequence[Checkpoint] = ()) -> Verdict:
    """Verify one award, its programme, claims and people included; ``against``: older checkpoints from elsewhere."""
    faults: list[Fault] = []
    seals: list[SealState] = []
    for part in (_own, _beside, _times, check_laws):
        faults += _kept(part(books, award))
    try:
        seals, broken = check_seals(books, award, against)
        faults += broken
    except EarmarkError as error:
        faults.append(Fault(error.place, error.message))
    return Verdict(award, list(dict.fromkeys(faults)), seals)


def _kept(found: Iterable[Fault]) -> list[Fault]:
    """All faults up to the first file that cannot be read, which is a fault too."""
    kept: list[Fault] = []
    try:
        for fault in found:
            kept.append(fault)  # noqa: PERF402 (what was found stays when the next line cannot be read)
    except EarmarkError as error:
        kept.append(Fault(error.place, error.message))
    return kept


def _own(books: Books, award: str) -> Iterator[Fault]:
    drafts = books.entries(f"{books.award(award)}/drafts.beancount")
    entries = logged_entries(books, award) + [e for e in drafts if is_logged(e)]
    yield from named(books, f"{books.award(award)}/log", entries)
    yield from named(books, f"claims/{award}.log", [e for e in entries if home_of(e) == "claims"])


def _beside(books: Books, award: str) -> Iterator[Fault]:
    programme = grant_of(books, award).programme
    for kind, id_ in (("programmes", programme), ("people", "")):
        path = f"{kind}/{id_}" if id_ else kind
        entries = books.entries(f"{path}.beancount")
        yield from named(books, f"{path}.log", entries)
        yield from (Fault(*found) for found in strangers(entries))


def _times(books: Books, award: str) -> Iterator[Fault]:
    programme = grant_of(books, award).programme
    for path in (f"{books.award(award)}/log", *logs_beside(award, programme).values()):
        lines = read_log(books.store.read(path), path)
        for line in lines:
            if _time(line) is None:
                yield Fault(f"{path}:{line.sequence}", NO_TIME.format(row=line.sequence))
        timed = [(line, time) for line in lines if (time := _time(line))]
        for (before, earlier), (line, later) in pairwise(timed):
            if later < earlier:
                message = BACKWARDS.format(row=line.sequence, now=line.recorded, before=before.recorded)
                yield Fault(f"{path}:{line.sequence}", message)


def _time(line: LogLine) -> datetime.datetime | None:
    """When a line was written; None for what is no time with its zone."""
    try:
        found = datetime.datetime.fromisoformat(line.recorded)
    except ValueError:
        return None
    return found if found.tzinfo else None


def named(books: Books, path: str, entries: Iterable[Any]) -> Iterator[Fault]:
    """The differences between a log and its directives, each by what was done and to what."""
    found = list(differences(read_log(books.store.read(path), path), entries))
    strangers = {(kind_of(e), id_of(e)): e for line, e in found if line is None and e is not None}
    for line, entry in found:
        if line is not None and entry is not None:
            yield Fault(f"{path}:{line.sequence}", FALSE_LINE.format(kind=kind_of(entry), id=id_of(entry)))
        elif line is not None:
            yield _missing(path, line, strangers.pop((line.kind, line.id), None))
    for (kind, id_), entry in strangers.items():
        yield Fault(_place(entry), INSERTED.format(kind=kind, id=id_))


def _missing(path: str, line: LogLine, now: Any) -> Fault:  # noqa: ANN401
    """A line whose directive is not as it was: altered, back-dated or gone."""
    said = {"kind": line.kind, "id": line.id, "recorded": line.recorded}
    if now is None:
        return Fault(f"{path}:{line.sequence}", REMOVED.format(**said))
    recorded = said_of(now)[2]
    if recorded != line.recorded:
        return Fault(_place(now), BACKDATED.format(**said, now=recorded))
    return Fault(_place(now), ALTERED.format(**said))


def _place(entry: Any) -> str:  # noqa: ANN401
    return f"{entry.meta['filename']}:{entry.meta['lineno']}"
