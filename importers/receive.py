"""Files into the books: the whole import, as a dry run or for good.

    plan_import(books, paths)          reads, recognises, pairs and proposes, and writes nothing
    commit_import(books, paths, by)    does the same under the lock and writes it all, or nothing
    receive(books, paths, by)          the same, where a refused row is an error

Both go through the same steps, file by file; a later file sees what an earlier one brought. A statement
finds its bank account by the account number in the file; a bookkeeping export its award by the project
code, or by being told.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.banks.imports import import_id
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.books.desk import desk
from earmark.ledger.files.filename import file_name
from earmark.ledger.persons.sides import require_keeper
from earmark.ledger.vouchers.posting import post

from .booking.bank_state import BankState, load_bank_state
from .booking.plan import FilePlan, ImportPlan
from .booking.receive_bank import Taken, take_statement
from .booking.receive_book import TakenBook, take_journal
from .booking.state import AwardState, Shelf, Stamp, load_award_state
from .booking.writing import Arrival, write
from .cells.cells import file_bytes
from .formats.detect import read_bytes
from .formats.indicators import HOLD, NOT_BOOKED, Indicators, NotBooked
from .formats.trial_balance import TrialBalance
from .proposing.whose import UnknownAccount, WrongAward, award_among, foreign, only_account
from .tables.bank_row import digits
from .tables.mapping import own_profiles
from .tables.rows import Journal, Problem, Statement, said
from .telling import Tell, silent, tell_read, tell_writing
from .tieout.tied import fates_of
from .tieout.tying import tie

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from pathlib import Path

    from earmark.ledger.books.books import Books

    from .tables.rows import BookLine


class ImportRefused(EarmarkError):
    """An import with a row or a file that cannot be taken: nothing was written."""

    def __init__(self, plan: ImportPlan) -> None:
        """``plan`` says what is wrong, file by file."""
        file, problem = next((one.file, problem) for one in plan.files for problem in one.problems)
        super().__init__(problem.message, file=file, row=problem.row)
        self.plan = plan


def plan_import(
    books: Books,
    paths: Sequence[Path],
    by: str = "",
    *,
    award: str | None = None,
    today: datetime.date | None = None,
    tell: Tell = silent,
) -> ImportPlan:
    """What an import of these files by this person would do, row by row. Nothing is written.

    What is wrong with a file is among its problems; nothing is raised for it. ``tell`` hears how far long work is.

    Raises:
        EarmarkError: a file of the books cannot be read; the error names that file.
    """
    books.store.settle()
    return _Import(books, books, award, today, tell).take(paths, "", by)


def commit_import(
    books: Books,
    paths: Sequence[Path],
    by: str,
    *,
    award: str | None = None,
    today: datetime.date | None = None,
    post_decided: bool = False,
    tell: Tell = silent,
) -> ImportPlan:
    """Import files: all of them, or none when one has a refused row (``plan.refused``).

    ``post_decided``: what exactly one stored mapping decided is posted at once (``plan.decided`` says what).
    ``tell`` hears how far long work is.

    Raises:
        EarmarkError: ``by`` is nobody or not of the recipient; the books are busy, damaged (the error names
            the file), or were changed meanwhile.
    """
    with desk(books, by) as at:
        running = _Import(books, at, award, today, tell)
        plan = running.take(paths, at.recorded, by)
        if not plan.refused:
            for state in running.awards.values():
                if state.changed:
                    require_keeper(at, state.award.id)
            tell_writing(tell, sum(one.rows for one in plan.files))
            write(at, running.awards, running.banks, running.arrivals)
            for id_, decided in plan.decided.items() if post_decided else ():
                post(at, id_, decided)
    return plan


def receive(
    books: Books,
    paths: Sequence[Path],
    by: str,
    *,
    award: str | None = None,
    today: datetime.date | None = None,
) -> ImportPlan:
    """As :func:`commit_import`, for callers to whom a refused row is an error.

    Raises:
        ImportRefused: a file has a problem; the first one is its message, ``plan`` has them all.
    """
    plan = commit_import(books, paths, by, award=award, today=today)
    if plan.refused:
        raise ImportRefused(plan)
    return plan


class _Import:
    """One import: the state that its files change, and what is to be recorded of each."""

    def __init__(
        self, books: Books, shelf: Shelf, award: str | None, today: datetime.date | None, tell: Tell
    ) -> None:
        self.books = books
        self.tell = tell
        self.shelf = shelf
        self.award = award
        self.today = today
        self.awards: dict[str, AwardState] = {}
        self.banks: dict[str, BankState] = {}
        self.arrivals: list[Arrival] = []
        self.recipient: str | None = None

    def take(self, paths: Sequence[Path], recorded: str, by: str) -> ImportPlan:
        """All files, in the order given."""
        if self.award:
            self.books.award(self.award)
        person = self.books.people().get(by)
        self.recipient = person.of if person and person.side == "recipient" else None
        read = [(path, *self._read(path)) for path in paths]
        rows = sum(0 if isinstance(one, EarmarkError) else one.data_rows for _, _, one in read)
        tell_read(self.tell, rows)
        # What ties out looks at what the others bring.
        ordered = sorted(range(len(read)), key=lambda n: isinstance(read[n][2], TrialBalance))
        plans = {n: replace(self._file(*read[n], recorded, by), file=read[n][0].name) for n in ordered}
        decided = {id_: ids for id_, state in self.awards.items() if (ids := state.ready())}
        return ImportPlan(tuple(plans[n] for n in range(len(read))), decided)

    def _read(self, path: Path) -> tuple[bytes, Statement | Journal | TrialBalance | EarmarkError]:
        """The bytes of a file and what they hold, or why they cannot be read."""
        data = b""
        try:
            data = file_bytes(path)
            read = read_bytes(data, file_name(path), self.today, own_profiles(self.books.config))
            return data, NotBooked(NOT_BOOKED, fix=HOLD) if isinstance(read, Indicators) else read
        except EarmarkError as error:
            return data, error

    def _file(
        self,
        path: Path,
        data: bytes,
        read: Statement | Journal | TrialBalance | EarmarkError,
        recorded: str,
        by: str,
    ) -> FilePlan:
        name = file_name(path)
        if isinstance(read, EarmarkError):
            return FilePlan(file=name, format=None, problems=[Problem(read.row, said(read))])
        digest = hashlib.sha256(data).hexdigest()
        stamp = Stamp(import_id(digest), name, recorded, by)
        try:
            if isinstance(read, TrialBalance):
                return self._balance(read, stamp)
            done = self._statement(read, stamp) if isinstance(read, Statement) else self._journal(read, stamp)
        except (UnknownAccount, WrongAward) as error:
            # Anything else is no fault of this file but of the books.
            return _plan(read, stamp, Taken([], []), [*read.problems, Problem(None, said(error))])
        plan, arrival = done
        self.arrivals.append(arrival._replace(data=data, digest=digest))
        return plan

    # ---------------------------------------------------------------- a bank's statement

    def _statement(self, statement: Statement, stamp: Stamp) -> tuple[FilePlan, Arrival]:
        bank = self._bank(self._account_of(statement))
        awards = [
            id_ for id_ in self.books.award_ids() if self._award(id_).award.grant.bank == bank.account.id
        ]
        if not awards or (self.award and self.award not in awards):
            message = Text("账户 {bank} 不是 {award} 的", "account {bank} is not that of {award}")
            raise WrongAward(message.format(bank=bank.account.id, award=self.award or "—"))
        taken = take_statement(bank, [self._award(id_) for id_ in awards], statement, stamp)
        home = self.award or awards[0]
        named = replace(statement, bank=statement.bank or bank.account.bank)
        plan = _plan(named, stamp, taken, list(statement.problems), bank=bank.account.id, award=home)
        keep = bank.account.mode == "dedicated"
        control = statement.control
        return plan, Arrival(stamp, home, plan, bank.account.id, (control.first, control.last), keep=keep)

    def _account_of(self, statement: Statement) -> str:
        """The id here of a statement's account: by number, or by being the only one it can be."""
        banks = self.books.banks()
        if statement.account:
            found = [id_ for id_, one in banks.items() if digits(one.account) == digits(statement.account)]
        elif self.award:
            found = [self._award(self.award).award.grant.bank]
        else:
            found = [id_ for id_, one in banks.items() if statement.bank in {"", one.bank}]
        return only_account(found, statement.account, banks)

    # ---------------------------------------------------------------- somebody's books

    def _journal(self, journal: Journal, stamp: Stamp) -> tuple[FilePlan, Arrival]:
        lines = [line for voucher in journal.vouchers for line in voucher.lines]
        state = self._award(self._award_of(lines))
        bank = self._bank(state.award.grant.bank)
        before = set(state.mirrors)
        taken = take_journal(state, bank, journal, stamp)
        problems = list(journal.problems) or foreign(
            [x for voucher in journal.vouchers for x in voucher.lines], state.award
        )
        plan = _plan(journal, stamp, taken, problems, award=state.award.id)
        mirrors = [mirror for id_, mirror in state.mirrors.items() if id_ not in before]
        # A whole unit's export holds its other business, pay included, which is none of Earmark's.
        own = not plan.counts["other"]
        return plan, Arrival(stamp, state.award.id, plan, mirrors=mirrors, keep=own)

    def _balance(self, balance: TrialBalance, stamp: Stamp) -> FilePlan:
        """A trial balance books nothing: what agrees is known, what does not is for a person."""
        problems = list(balance.problems)
        state = self._award(self._award_of([row.line for row in balance.rows]))
        taken = Taken([], []) if problems else Taken(*fates_of(tie(balance, state), balance))
        plan = _plan(balance, stamp, taken, problems, award=state.award.id)
        return replace(plan, import_id=None)

    def _award_of(self, lines: Sequence[BookLine]) -> str:
        """The award of an export: as told, the only one of the recipient, or the one whose project it names."""
        ids = [
            id_ for id_ in self.books.award_ids() if self._award(id_).award.grant.recipient == self.recipient
        ]
        ids = ids or self.books.award_ids()
        return award_among({id_: self._award(id_).award for id_ in ids}, lines, self.award)

    # ---------------------------------------------------------------- state

    def _award(self, award: str) -> AwardState:
        if award not in self.awards:
            self.awards[award] = load_award_state(self.shelf, self.books, award)
        return self.awards[award]

    def _bank(self, bank: str) -> BankState:
        if bank not in self.banks:
            self.banks[bank] = load_bank_state(self.shelf, self.books, bank)
        return self.banks[bank]


def _plan(
    read: Statement | Journal | TrialBalance,
    stamp: Stamp,
    taken: Taken | TakenBook,
    problems: list[Problem],
    *,
    bank: str | None = None,
    award: str | None = None,
) -> FilePlan:
    return FilePlan(
        file=stamp.file,
        format=read.format,
        bank=read.bank if isinstance(read, Statement) else None,
        account=bank,
        award=award,
        import_id=stamp.import_id,
        rows=read.data_rows,
        control=read.control,
        fates=taken.fates,
        problems=problems,
        doubts=taken.doubts if isinstance(taken, Taken) else (),
        changes=taken.changes if isinstance(taken, TakenBook) else None,
        notes=[*read.notes, *taken.notes] if isinstance(read, Journal) else taken.notes,
    )
