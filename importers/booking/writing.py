"""An import's changes onto the desk: drafts, new accounts, the bank's book, the record, the original.

Nothing is written for a file that brought nothing: importing twice leaves the books byte for byte as they
were.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from beancount.core.data import Document, Open, new_metadata

from earmark.ledger.awards.opening import opens
from earmark.ledger.banks.imports import ImportRecord, path_of
from earmark.ledger.base.record import Record, to_custom
from earmark.ledger.books.recording import record
from earmark.ledger.vouchers import drafts

from .imported import Mirror, StatementRead
from .plan import FilePlan
from .state import Stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from earmark.ledger.books.desk import Desk

    from .bank_state import BankState
    from .state import AwardState


class Arrival(NamedTuple):
    """One file that was taken: where its record goes and what the record holds beside the fates."""

    stamp: Stamp
    award: str
    plan: FilePlan
    bank: str | None = None
    days: tuple[datetime.date | None, datetime.date | None] = (None, None)
    mirrors: Sequence[Mirror] = ()
    keep: bool = True
    """Whether the original is kept: a pooled account's statement is mostly the recipient's other business."""
    data: bytes = b""
    digest: str = ""


def write(
    at: Desk, awards: Mapping[str, AwardState], banks: Mapping[str, BankState], arrivals: Sequence[Arrival]
) -> None:
    """Put everything that changed onto the desk."""
    for state in awards.values():
        if state.changed:
            _open_accounts(at, state)
            drafts.write(at, state.award.id, state.drafts.values())
            record(at, state.award.id, state.acts)
    for bank in banks.values():
        if bank.changed:
            _write_bank(at, bank)
    for arrival in arrivals:
        _record(at, awards[arrival.award], arrival)


def _open_accounts(at: Desk, state: AwardState) -> None:
    """Open what the drafts use and is not open yet, with its parents."""
    path = f"awards/{state.award.id}/accounts.beancount"
    used = {line.account for voucher in state.drafts.values() for line in voucher.lines}
    there = {entry.account for entry in at.entries(path) if isinstance(entry, Open)}
    new = {account: currency for account, currency in state.accounts.new.items() if account in used}
    at.append(path, [entry for entry in opens(new, state.award.grant) if entry.account not in there])


def _write_bank(at: Desk, bank: BankState) -> None:
    """The account's book anew: what it is, its rows in order, their shares."""
    path = f"banks/{bank.account.id}.beancount"
    rows, shares = bank.rows.values(), bank.shares.values()
    ordered = sorted((*rows, *shares), key=lambda one: (one.date, *_numbers(one)))
    at.replace(path, [to_custom(one) for one in (bank.account, *ordered)])


def _numbers(one: Record) -> tuple[int, ...]:
    """7 and 1 of ``ICBC-8801:7#1``: rows in the order in which they came, each before its shares."""
    return tuple(int(part) for part in one.id.rpartition(":")[2].split("#"))


def _record(at: Desk, state: AwardState, arrival: Arrival) -> None:
    """The import's own file: record, days covered, mirrors, the original."""
    path = path_of(state.award.id, arrival.stamp.import_id)
    known = at.read(path) is not None
    records: list[Record] = list(arrival.mirrors)
    if not known:
        records = [_import_record(arrival), *_statement_read(arrival), *records]
    at.append(path, [to_custom(record) for record in records])
    if not known and arrival.keep:
        name = f"{arrival.stamp.import_id}-{arrival.stamp.file}"
        at.write(f"awards/{state.award.id}/documents/{name}", arrival.data)
        at.append(path, [_document(state, arrival, name)])


def _import_record(arrival: Arrival) -> ImportRecord:
    plan, stamp = arrival.plan, arrival.stamp
    return ImportRecord(
        date=_day(arrival),
        id=stamp.import_id,
        recorded=stamp.recorded,
        by=stamp.by,
        file=stamp.file,
        sha256=arrival.digest,
        format=plan.format or "",
        fates=" ".join(f"{fate}={count}" for fate, count in plan.counts.items()),
        bank=arrival.bank,
        kept=arrival.keep,
    )


def _statement_read(arrival: Arrival) -> list[StatementRead]:
    first, last = arrival.days
    if arrival.bank is None or first is None or last is None:
        return []
    stamp = arrival.stamp
    id_ = f"{stamp.import_id}-{arrival.bank}"
    return [
        StatementRead(
            date=last, id=id_, recorded=stamp.recorded, by=stamp.by, bank=arrival.bank, first=first, last=last
        )
    ]


def _document(state: AwardState, arrival: Arrival, name: str) -> Document:
    links = frozenset({arrival.stamp.import_id})
    return Document(
        new_metadata("", 0), _day(arrival), state.bank_account, f"../documents/{name}", frozenset(), links
    )


def _day(arrival: Arrival) -> datetime.date:
    """The day on which the file was read."""
    return datetime.datetime.fromisoformat(arrival.stamp.recorded).date()
