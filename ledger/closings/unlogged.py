"""What stands in an award's books and has no line in a log, as a closing holds it (see :mod:`.held`).

Imports with all their directives and their original, from the first day that they speak of; the rows of the bank accounts that
the award uses, and its shares in them that posted vouchers book, from the row's day; the accounts' own lines and all
openings, always. Of a row its fate is left out, and so is a draft's share: both follow what people make of it. Of a row that is
nobody's only day and amount are kept (:mod:`..banks.bank`): should it turn out to be the award's, it is told more later, so it is
known in both forms.
"""

from __future__ import annotations

import datetime
import hashlib
import os.path
import re
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from beancount.core.data import Close, Custom, Document, Open

from ..awards.register import Grant, only_grant
from ..banks.bank import Share, StoredRow
from ..banks.imports import ImportRecord
from ..base.record import PREFIX, from_custom, records
from ..books.log import LEAF_VERSION, canonical, leaf_of, leaf_of_json, typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CODE = re.compile(r"[A-Za-z0-9-]+")
ALWAYS = datetime.date.min


class Shelf(Protocol):
    """Where files are read: ``Books``, or ``Desk`` with what the session has changed."""

    def entries(self, path: str) -> list[Any]:
        """The directives of a file."""

    def files(self, folder: str) -> list[str]:
        """The ledger files of a folder."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file."""


class Held(NamedTuple):
    """What, which, of when, where, and the hash of it."""

    kind: str
    id: str
    date: str
    file: str
    leaf: str


class Thing(NamedTuple):
    """Something that closings hold from the month of ``since`` on."""

    held: Held
    since: datetime.date
    bare: str | None = None
    """The hash that it had before it was told more."""


def things(shelf: Shelf, award: str) -> Iterator[Thing]:
    """All that there is of these, as it stands."""
    banks = _banks(shelf, award)
    first = _first_days(shelf, banks)
    for path in shelf.files(f"awards/{award}/imports"):
        yield from _import(shelf, award, path, first)
    posted = {
        v.meta.get("id") for path in shelf.files(f"awards/{award}/vouchers") for v in shelf.entries(path)
    }
    for path in banks:
        yield from _bank(shelf, path, award, posted)
    for path in (f"awards/{award}/accounts.beancount", f"claims/{award}.beancount"):
        yield from _openings(shelf, path)


def _banks(shelf: Shelf, award: str) -> list[str]:
    """The books of the accounts that an award uses: its own, and those in which it has shares."""
    grant = only_grant(records(Grant, shelf.entries(f"awards/{award}/register.beancount")), award)
    return [
        path
        for path in shelf.files("banks")
        if path == f"banks/{grant.bank}.beancount"
        or any(share.award == award for share in records(Share, shelf.entries(path)))
    ]


def _first_days(shelf: Shelf, banks: list[str]) -> dict[str, datetime.date]:
    """Import id → the day of its first bank row."""
    found: dict[str, datetime.date] = {}
    for row in (row for path in banks for row in records(StoredRow, shelf.entries(path))):
        if row.import_id:
            found[row.import_id] = min(row.date, found.get(row.import_id, row.date))
    return found


# ---------------------------------------------------------------- what an import left


def _import(shelf: Shelf, award: str, path: str, first: Mapping[str, datetime.date]) -> Iterator[Thing]:
    entries = shelf.entries(path)
    given = records(ImportRecord, entries)
    days = [e.date for e in entries if isinstance(e, Custom) and e.type != PREFIX + ImportRecord.kind]
    days += [e.meta["first"] for e in entries if isinstance(e.meta.get("first"), datetime.date)]
    days += [first[record.id] for record in given if record.id in first]
    since = min(days or [record.date for record in given], default=ALWAYS)
    for entry in entries:
        if isinstance(entry, Custom):
            yield _custom(entry, path, since)
        elif isinstance(entry, Document):
            yield _document(entry, path, since)
    for record in given:
        data = shelf.read(f"awards/{award}/documents/{record.id}-{record.file}")
        if data is not None:
            said = {"file": record.file, "sha256": hashlib.sha256(data).hexdigest()}
            yield _thing("original", record.id, record.date, path, since, said)


def _document(entry: Document, path: str, since: datetime.date) -> Thing:
    here = os.path.dirname(entry.meta["filename"])  # noqa: PTH120 (a name that no file need have)
    links = sorted(entry.links or ())
    said = {"account": entry.account, "name": os.path.relpath(entry.filename, here), "links": links}
    said |= {"tags": sorted(entry.tags or ()), "meta": typed(entry.meta)}
    return _thing("document", " ".join(links), entry.date, path, since, said)


# ---------------------------------------------------------------- bank accounts


def _bank(shelf: Shelf, path: str, award: str, posted: set[Any]) -> Iterator[Thing]:
    for entry in (e for e in shelf.entries(path) if isinstance(e, Custom)):
        kind = entry.type.removeprefix(PREFIX)
        if kind == StoredRow.kind:
            yield _row(from_custom(StoredRow, entry), path)
        elif kind != Share.kind:
            yield _custom(entry, path, ALWAYS)
        elif entry.meta.get("award") == award and entry.meta.get("voucher") in posted:
            yield _custom(entry, path, entry.date)


def _row(row: StoredRow, path: str) -> Thing:
    bare = {"amount": typed(row.amount), "corrected": row.corrected, "recorded": row.recorded, "by": row.by}
    told = {"balance": typed(row.balance), "serial": row.serial, "source": row.source}
    told |= {"fingerprint": row.fingerprint, "import": row.import_id}
    short = _thing(row.kind, row.id, row.date, path, row.date, bare)
    if row.fingerprint is None:
        return short
    whole = _thing(row.kind, row.id, row.date, path, row.date, bare | told)
    return whole._replace(bare=short.held.leaf)


# ---------------------------------------------------------------- accounts


def _openings(shelf: Shelf, path: str) -> Iterator[Thing]:
    for entry in shelf.entries(path):
        if isinstance(entry, Open | Close):
            kind = type(entry).__name__.lower()
            said: dict[str, Any] = {"account": entry.account, "meta": typed(entry.meta)}
            if isinstance(entry, Open):
                said |= {"currencies": sorted(entry.currencies or ()), "booking": str(entry.booking)}
            yield _thing(kind, coded(entry.account), entry.date, path, ALWAYS, said)


def coded(account: str) -> str:
    """An account by its codes: a name below them may be a person's, and lists hold no names."""
    return ":".join(_code(part) for part in account.split(":"))


def _code(part: str) -> str:
    match = CODE.match(part)
    return match[0] if match else hashlib.sha256(part.encode()).hexdigest()[:8]


# ---------------------------------------------------------------- hashes


def _custom(entry: Custom, path: str, since: datetime.date) -> Thing:
    id_ = str(entry.values[0].value) if entry.values else "?"
    kind = entry.type.removeprefix(PREFIX)
    return Thing(Held(kind, id_, entry.date.isoformat(), path, leaf_of(entry)), since)


def _thing(
    kind: str, id_: str, day: datetime.date, path: str, since: datetime.date, said: Mapping[str, Any]
) -> Thing:
    body = {"version": LEAF_VERSION, "type": kind, "id": id_, "date": day.isoformat(), "said": dict(said)}
    return Thing(Held(kind, id_, day.isoformat(), path, leaf_of_json(canonical(body))), since)
