"""The readers as beangulp importers, for ledgers that are not kept by Earmark.

    import beangulp
    from earmark.importers.formats import icbc
    from earmark.importers.formats import table
    beangulp.Ingest([
        icbc.Importer("Assets:WH2025-007:1002银行存款", other="Equity:Unsorted",
        number="1202021109900088801"), table.Importer("WH2025-007", chart="npo-2004"),
    ])()

A file with a row that cannot be read gives nothing and says which row. Entries are drafts (``!``) and keep
the place and fingerprint of their row; the default duplicate test (5 %, sign ignored) is replaced by the
one of :mod:`.booking.recognise`: two identical fees of one day are two.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import beangulp
from beancount.core.amount import Amount
from beancount.core.data import Posting, Transaction, new_metadata
from beangulp.extract import DUPLICATE

from earmark.ledger.awards.award import Award
from earmark.ledger.awards.chart import accounts_of, load_chart
from earmark.ledger.awards.register import Grant
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.voucher import lettered, to_entry

from .booking.recognise import KnownRow, fingerprint
from .booking.recognise import recognise as recognise_rows
from .cells.cells import read_cells
from .formats.detect import read_file, recognise
from .formats.indicators import NOT_BOOKED, Indicators
from .formats.trial_balance import TrialBalance
from .proposing.accounts import Accounts
from .proposing.parts import parts
from .proposing.projects import Projects
from .proposing.propose_book import propose_book
from .tables.bank_row import digits
from .tables.rows import ZERO, BankRow, Journal, Refused, Statement

if TYPE_CHECKING:
    from beancount.core.data import Directive

FLAG = "!"
ROW = "__row__"
"""Metadata that is never printed: the row itself."""


@lru_cache(maxsize=64)
def _layout(filepath: str, _changed: int) -> str | None:
    """The layout of a file, None where it has none; beangulp asks each importer in turn about each file."""
    try:
        return recognise(read_cells(Path(filepath))).profile.id
    except EarmarkError:
        return None


class FileImporter(beangulp.Importer):  # type: ignore[misc]  # beangulp carries no types
    """What importers of both kinds share: a file is theirs by its profile, and is read whole or not at all."""

    profiles: ClassVar[frozenset[str]]

    def __init__(self, account: str) -> None:
        """``account`` is the one that the file is filed under."""
        self._account = account

    def identify(self, filepath: str) -> bool:
        """Whether the file has one of the importer's layouts; told by its content."""
        return _layout(filepath, Path(filepath).stat().st_mtime_ns) in self.profiles

    def account(self, filepath: str) -> str:  # noqa: ARG002 (the protocol's signature)
        """The account that the file is filed under."""
        return self._account

    def date(self, filepath: str) -> datetime.date | None:
        """The last day in the file."""
        return self._read(filepath).control.last

    def filename(self, filepath: str) -> str:
        """The layout, and the file's own name."""
        return f"{self._read(filepath).format}.{Path(filepath).name}"

    def _read(self, filepath: str) -> Statement | Journal:
        """The file, all of it. Raises EarmarkError naming the first row that cannot be read."""
        read = read_file(Path(filepath))
        for problem in read.problems:
            raise Refused(problem.message, file=Path(filepath).name, row=problem.row)
        if isinstance(read, TrialBalance):
            raise Refused(Text("余额表不入账", "a trial balance books nothing"), file=Path(filepath).name)
        if isinstance(read, Indicators):
            raise Refused(NOT_BOOKED, file=Path(filepath).name)
        return read


class StatementImporter(FileImporter):
    """A bank statement: one transaction a row, the other side on one account for a person to sort."""

    def __init__(self, account: str, *, other: str, number: str | None = None) -> None:
        """``number`` is the bank's number of the account: then only its statements are taken."""
        super().__init__(account)
        self.other = other
        self.number = number

    def identify(self, filepath: str) -> bool:
        """Whether the file is of the layout and, where a number is given, of the account."""
        if not super().identify(filepath) or self.number is None:
            return super().identify(filepath)
        read = read_file(Path(filepath))
        return isinstance(read, Statement) and digits(read.account or "") == digits(self.number)

    def extract(self, filepath: str, existing: list[Directive]) -> list[Transaction]:  # noqa: ARG002
        """One transaction a row, in the order of the file."""
        read = self._read(filepath)
        return [self._entry(filepath, row) for row in read.rows] if isinstance(read, Statement) else []

    def _entry(self, filepath: str, row: BankRow) -> Transaction:
        said = {"source": str(row.place), "serial": row.serial, "payee-account": row.payee_account}
        kept = {key: value for key, value in said.items() if value}
        meta = new_metadata(filepath, row.place.row, {**kept, "fingerprint": fingerprint(row), ROW: row})
        postings = [
            Posting(account, Amount(amount, "CNY"), None, None, None, None)
            for account, amount in ((self._account, row.amount), (self.other, -row.amount))
        ]
        none: frozenset[str] = frozenset()
        return Transaction(meta, row.date, FLAG, row.payee or None, row.words, none, none, postings)

    def deduplicate(self, entries: list[Transaction], existing: list[Directive]) -> None:
        """Mark the rows that the ledger has: by serial, fingerprint, or day and amount, each once."""
        there = {str(n): e for n, e in enumerate(existing) if isinstance(e, Transaction)}
        known = [one for n, entry in there.items() for one in self._known(n, entry)]
        found = recognise_rows([entry.meta[ROW] for entry in entries], known)
        for entry, one in zip(entries, found, strict=True):
            if one.known is not None:
                entry.meta[DUPLICATE] = there[one.known]

    def _known(self, id_: str, entry: Transaction) -> list[KnownRow]:
        meta = entry.meta
        return [
            KnownRow(id_, entry.date, posting.units.number, meta.get("serial"), meta.get("fingerprint"))
            for posting in entry.postings
            if posting.account == self._account and posting.units and posting.units.number
        ]


class JournalImporter(FileImporter):
    """A bookkeeping export: one transaction a booking, on the accounts of an award's chart."""

    def __init__(self, award: str, *, chart: str, project: str | None = None) -> None:
        """``chart`` is the id of the chart of accounts; ``project`` the project code in the file."""
        self.award = _award(award, chart, project)
        super().__init__(load_chart(chart).role("bank", award))

    def extract(self, filepath: str, existing: list[Directive]) -> list[Transaction]:  # noqa: ARG002
        """One transaction a booking; numbered in the order of the file."""
        read = self._read(filepath)
        if not isinstance(read, Journal):
            return []
        award = self.award
        accounts = Accounts(award, accounts_of(load_chart(award.grant.chart), award.id))
        projects = Projects((line for voucher in read.vouchers for line in voucher.lines), award)
        own = filter(None, map(projects.own, read.vouchers))
        drafts = [propose_book(part, award, accounts).voucher for voucher in own for part in parts(voucher)]
        return [
            to_entry(lettered(replace(draft, id=f"{award.id}-{number:04d}")))
            for number, draft in enumerate(drafts, start=1)
        ]

    def deduplicate(self, entries: list[Transaction], existing: list[Directive]) -> None:
        """Mark the bookings that the ledger has: same day, number and postings, each once."""
        there: dict[tuple[object, ...], list[Transaction]] = {}
        for entry in existing:
            if isinstance(entry, Transaction):
                there.setdefault(_said(entry), []).append(entry)
        for entry in entries:
            found = there.get(_said(entry))
            if found:
                entry.meta[DUPLICATE] = found.pop(0)


def _said(entry: Transaction) -> tuple[object, ...]:
    lines = sorted((posting.account, str(posting.units)) for posting in entry.postings)
    return (entry.date, entry.meta.get("gl"), entry.payee or "", tuple(lines))


def _award(award: str, chart: str, project: str | None) -> Award:
    """An award of which nothing is known but its accounts."""
    return Award(
        Grant(
            date=datetime.date.min,
            id=award,
            recorded="",
            by="",
            programme="",
            recipient="",
            recipient_name="",
            funder="",
            amount=ZERO,
            start=datetime.date.min,
            end=datetime.date.max,
            chart=chart,
            mode="dedicated",
            bank="",
            project_code=project,
        )
    )
