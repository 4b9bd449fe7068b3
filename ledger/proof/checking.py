"""``earmark check``: the text against the log, numbering, top files, copies of originals, laws of the claims.

Gives what is wrong as values, one sentence each, with file and what it is about; an empty list is a clean bill. Judging
charges is the audit's work, not done here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ..awards.frozen import faults_of_frozen
from ..banks.imports import ImportRecord
from ..banks.reconciled import faults_of_reconciled
from ..base.errors import EarmarkError
from ..base.text import Text
from ..books import tops
from ..books.accounts import faults_of_loading
from ..books.books import Books
from ..books.load import ALTERED_TOP, check_top, grant_of, policy_of, register_of
from ..books.log import read_log
from ..closings.held import faults_of_held
from ..closings.periods import backdated
from ..findings.handed_out import faults_of_reports
from ..findings.waiving import faults_of_programme, faults_of_waivers
from ..recovery.claimed import faults_of_claims
from ..vouchers.drafts import posted
from ..vouchers.shown import faults_of_evidence
from . import laws
from .comparing import differences, id_of
from .homes import strangers

if TYPE_CHECKING:
    from collections.abc import Iterable


class Fault(NamedTuple):
    """One thing that is wrong: where, and what."""

    place: str
    message: Text


def check_award(books: Books, award: str) -> list[Fault]:
    """Everything that is wrong with one award's books. What cannot be read is the last of the faults."""
    return _run((_log, *BESIDE_THE_LOG), books, award)


def check_laws(books: Books, award: str) -> list[Fault]:
    """As :func:`check_award`, without the log against the text."""
    return _run(BESIDE_THE_LOG, books, award)


def _run(checks: Iterable[Check], books: Books, award: str) -> list[Fault]:
    found: list[Fault] = []
    try:
        for check in checks:
            for fault in check(books, award):
                found.append(Fault(*fault))  # noqa: PERF401 (what was found stays when the next line cannot be read)
    except EarmarkError as error:
        found.append(Fault(error.place, error.message))
    return list(dict.fromkeys(found))


def check_main(books: Books) -> list[Fault]:
    """Whether ``main.beancount`` is what Earmark would write."""
    try:
        ids = books.award_ids()
        two_sets = any(tops.has_two_sets(grant_of(books, award)) for award in ids)
        wanted = tops.main_top({id_: books.parts(id_) for id_ in ids}, books.config, two_sets=two_sets)
        if books.store.read("main.beancount") != wanted.encode():
            return [Fault("main.beancount", ALTERED_TOP)]
    except EarmarkError as error:
        return [Fault(error.place, error.message)]
    return []


def check_programme(books: Books, programme: str) -> list[Fault]:
    """The programme's text against its log, and its waivers."""
    found = _whole(books, f"programmes/{programme}")
    try:
        return [*found, *(Fault(*fault) for fault in faults_of_programme(books, programme))]
    except EarmarkError as error:
        return list(dict.fromkeys([*found, Fault(error.place, error.message)]))


def check_people(books: Books) -> list[Fault]:
    """The people and their keys against their log."""
    return _whole(books, "people")


def _whole(books: Books, path: str) -> list[Fault]:
    """A file with a log of its own: against that log, and without anything that does not belong there."""
    try:
        entries = books.entries(f"{path}.beancount")
        strange = [Fault(*found) for found in strangers(entries)]
        return [*_against_log(books, f"{path}.log", entries), *strange]
    except EarmarkError as error:
        return [Fault(error.place, error.message)]


def _tops(books: Books, award: str) -> Iterator[Fault]:
    try:
        check_top(books, award)
    except EarmarkError as error:
        yield Fault(error.place, error.message)


def logged_entries(books: Books, award: str) -> list[Any]:
    """The directives that an award's log speaks of, its claims book's included."""
    folder = books.award(award)
    paths = [f"{folder}/{part}.beancount" for part in ("register", "answers", "acts")]
    paths += [*books.voucher_files(award), *books.files(f"{folder}/evidence"), f"claims/{award}.beancount"]
    return [e for path in paths for e in books.entries(path)]


def _log(books: Books, award: str) -> Iterator[Fault]:
    yield from _against_log(books, f"{books.award(award)}/log", logged_entries(books, award))
    yield from _against_log(books, f"claims/{award}.log", books.entries(f"claims/{award}.beancount"))


def _against_log(books: Books, path: str, entries: Iterable[Any]) -> Iterator[Fault]:
    """Each logged directive is there unchanged, each directive that must be logged is; back-dating shows in the leaf."""
    for line, entry in differences(read_log(books.store.read(path), path), entries):
        if entry is None and line is not None:
            yield Fault(path, CHANGED.format(kind=line.kind, id=line.id, recorded=line.recorded))
        elif entry is not None and line is not None:
            yield Fault(f"{path}:{line.sequence}", FALSE_LINE.format(id=id_of(entry)))
        elif entry is not None:
            yield Fault(f"{entry.meta['filename']}:{entry.meta['lineno']}", UNLOGGED.format(id=id_of(entry)))


FALSE_LINE = Text("{id} 的日志行被改动", "the log's line on {id} was altered")
CHANGED = Text(
    "{kind} {id}（{recorded} 记下）被改动或删除", "{kind} {id}, recorded {recorded}, was altered or removed"
)
UNLOGGED = Text(
    "{id} 不在日志里：改动过，或不是由 Earmark 写的",
    "{id} is not in the log: altered, or not written by Earmark",
)


def _closed(books: Books, award: str) -> Iterator[Fault]:
    """Nothing is posted into a closed period (law 7)."""
    path = f"{books.award(award)}/log"
    for line, period in backdated(read_log(books.store.read(path), path), posted(books, award)):
        yield Fault(f"{path}:{line.sequence}", INTO_CLOSED.format(id=line.id, period=period))


INTO_CLOSED = Text(
    "{id} 在 {period} 结账之后记入已结账期间",
    "{id} was posted into a closed period, after {period} was closed",
)


def _homes(books: Books, award: str) -> Iterator[tuple[str, Text]]:
    """Each file holds what belongs there: nothing that counts as nothing, such as an act of a kind that nobody knows."""
    folder = books.award(award)
    paths = [f"{folder}/drafts.beancount", *books.files(f"{folder}/imports"), *books.files("banks")]
    entries = logged_entries(books, award) + [e for path in paths for e in books.entries(path)]
    yield from strangers(entries)


def _copies(books: Books, award: str) -> Iterator[Fault]:
    """The originals that were kept: there, with the hash that the import recorded."""
    folder = books.award(award)
    for path in books.files(f"{folder}/imports"):
        for record in books.records(ImportRecord, path):
            copy = f"{folder}/documents/{record.id}-{record.file}"
            data = books.store.read(copy)
            if data is None:
                if record.kept:
                    yield Fault(copy, Text("原件不见了", "the original is gone"))
            elif hashlib.sha256(data).hexdigest() != record.sha256:
                yield Fault(copy, Text("原件被改动", "the original was altered"))


def _policy(books: Books, award: str) -> Iterator[Fault]:
    adopted = policy_of(books, register_of(books, award))
    data = books.store.read(f"policies/{adopted.id}.toml") or b""
    if hashlib.sha256(data).hexdigest() != adopted.sha256:
        yield Fault(
            f"policies/{adopted.id}.toml", Text("实施方案与采用时不同", "the policy is not as it was adopted")
        )


Check = Callable[[Books, str], Iterator[tuple[str, Text]]]
BESIDE_THE_LOG: tuple[Check, ...] = (
    _tops,
    faults_of_loading,
    _homes,
    laws.numbers,
    laws.months,
    laws.vouchers,
    _closed,
    faults_of_frozen,
    faults_of_waivers,
    laws.bank,
    laws.fates,
    _copies,
    faults_of_held,
    faults_of_evidence,
    faults_of_reconciled,
    faults_of_claims,
    faults_of_reports,
    _policy,
)
