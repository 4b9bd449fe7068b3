"""An award as one import sees and changes it: its vouchers, its accounts, what earlier imports mirrored.

Loaded from disk through :class:`Shelf` (the books, or a writing session at them), changed in memory file by
file, and written at the end (:mod:`.receive`), so that a dry run and the import itself do the same.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from earmark.ledger.awards.award import Award
from earmark.ledger.awards.chart import load_chart
from earmark.ledger.banks.imports import ImportRecord
from earmark.ledger.base.record import Record, records
from earmark.ledger.books.desk import next_id
from earmark.ledger.books.load import register_of
from earmark.ledger.closings.periods import StatutoryNumber, closed_through
from earmark.ledger.vouchers.charges import vouchers_of
from earmark.ledger.vouchers.completing import open_accounts
from earmark.ledger.vouchers.heard import Heard
from earmark.ledger.vouchers.remembered import Mapping, mappings_in_force
from earmark.ledger.vouchers.voucher import CHART, CLOSE, Line, Voucher, lettered

from ..proposing.accounts import Accounts
from ..proposing.links import linked
from ..tables.rows import ZERO
from .imported import Mirror

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from earmark.ledger.books.books import Books

    from ..tables.rows import BankRow


class Shelf(Protocol):
    """Where ledger files are read: ``Books``, or ``Desk`` with what the session has changed."""

    def entries(self, path: str) -> list[Any]:
        """The directives of a file."""

    def files(self, folder: str) -> list[str]:
        """The ledger files of a folder."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What everything written by one import of one file carries."""

    import_id: str
    file: str
    recorded: str
    by: str


@dataclass(slots=True)
class AwardState:
    """One award: its vouchers by id, its accounts, what earlier imports mirrored."""

    award: Award
    accounts: Accounts
    drafts: dict[str, Voucher]
    posted: dict[str, Voucher]
    mirrors: dict[str, Mirror]
    number: int
    cited: frozenset[str] = frozenset()
    """Charges that an act speaks of: their drafts are never dropped."""
    changed: bool = False
    closed: str = ""
    """The last closed month: 2025-03."""
    imports: frozenset[str] = frozenset()
    """Ids of the files that were imported before."""
    others_seen: bool = False
    """Whether a bookkeeping export held other business than the award's."""
    numbers: dict[str, str] = field(default_factory=dict)
    """Numbers in the statutory books that were learnt after posting, by voucher."""
    acts: list[Record] = field(default_factory=list)
    """What this import adds to posted vouchers, which are never edited: the bank's words, statutory numbers."""
    mappings: list[Mapping] = field(default_factory=list)
    """The stored mappings in force."""
    decided: dict[str, str] = field(default_factory=dict)
    """The drafts of this import that one stored mapping decided, with its id."""

    heirs: dict[str, str] = field(default_factory=dict)
    """Drafts of earlier imports that this one put into another → that other one."""

    @property
    def vouchers(self) -> dict[str, Voucher]:
        """Drafts and posted ones."""
        return self.posted | self.drafts

    @property
    def mirrored(self) -> set[str]:
        """Ids of the vouchers that somebody's books already tell of."""
        return {id_ for mirror in self.mirrors.values() for id_ in mirror.vouchers}

    @property
    def listed(self) -> set[str]:
        """Those of them that lists without numbers told of, and no journal."""
        booked = {id_ for one in self.mirrors.values() if one.gl for id_ in one.vouchers}
        return self.mirrored - booked

    def add(self, proposal: Voucher, stamp: Stamp) -> Voucher:
        """A new draft from a proposal, with the next id."""
        id_ = f"{self.award.id}-V{self.number:04d}"
        self.number += 1
        draft = replace(proposal, id=id_, recorded=stamp.recorded, by=stamp.by, import_id=stamp.import_id)
        return self.keep(lettered(draft))

    def keep(self, draft: Voucher) -> Voucher:
        """A draft that was added or changed."""
        self.drafts[draft.id] = draft
        self.changed = True
        return draft

    def hear(self, leg: str, row: str, said: BankRow, stamp: Stamp) -> None:
        """The bank's words for a leg of a posted voucher."""
        self.acts.append(
            Heard(
                date=said.date,
                id=leg,
                row=row,
                payee=said.payee or None,
                words=said.words or None,
                recorded=stamp.recorded,
                by=stamp.by,
            )
        )
        self.changed = True

    def number_of(self, voucher: str) -> str | None:
        """A voucher's number in the statutory books."""
        return self.numbers.get(voucher) or self.vouchers[voucher].gl

    def renumber(self, voucher: str, gl: str, stamp: Stamp) -> None:
        """A number in the statutory books: a draft takes it, to a posted voucher it is added by an act."""
        if self.number_of(voucher) == gl:
            return
        if voucher in self.drafts:
            self.keep(replace(self.drafts[voucher], gl=gl))
            return
        self.numbers[voucher] = gl
        day = stamp.recorded[:10] or self.posted[voucher].date.isoformat()
        self.acts.append(
            StatutoryNumber(
                date=datetime.date.fromisoformat(day),
                id=voucher,
                number=gl,
                recorded=stamp.recorded,
                by=stamp.by,
            )
        )
        self.changed = True

    def standing(self, ids: Iterable[str]) -> list[Voucher]:
        """Those of the vouchers that are posted and were not taken back by a red letter."""
        gone = {voucher.reverses for voucher in self.vouchers.values() if voucher.reverses}
        return [self.posted[id_] for id_ in ids if id_ in self.posted and id_ not in gone]

    def ready(self) -> list[str]:
        """The drafts that a stored mapping decided, no booking changed since, and an open month may take."""
        there = (self.drafts[id_] for id_ in self.decided if id_ in self.drafts)
        return [one.id for one in there if not (one.waiting or one.gl) and one.period > self.closed]

    def drop(self, draft: str, heir: str | None = None) -> None:
        """A draft that another one took the place of: ``heir``, where what told of it now speaks of that one."""
        del self.drafts[draft]
        if heir:
            self.heirs[draft] = heir
        self.changed = True

    def is_cited(self, voucher: Voucher) -> bool:
        """Whether an act speaks of one of its lines."""
        return any(voucher.id + line.letter in self.cited for line in voucher.lines)

    def link(self) -> None:
        """Link the imported drafts anew (see :mod:`..proposing.links`)."""
        for voucher in linked(self.vouchers.values(), self.award):
            if voucher.id in self.drafts and voucher != self.drafts[voucher.id]:
                self.keep(voucher)

    def bank_legs(self) -> Iterator[tuple[Voucher, Line]]:
        """Every leg on the award's own bank account."""
        bank = self.bank_account
        return ((v, line) for v in self.vouchers.values() for line in v.lines if line.account == bank)

    @property
    def bank_account(self) -> str:
        """The award's own account, the same in every chart that it may come to."""
        return load_chart(self.award.grant.chart).role("bank", self.award.id)

    @property
    def due(self) -> Decimal:
        """What of the grant has not come in yet, in CNY."""
        grant = load_chart(self.award.grant.chart).role("grant", self.award.id)
        closing = frozenset({CLOSE, CHART})
        came = [
            x.amount
            for v in self.vouchers.values()
            if not v.tags & closing
            for x in v.lines
            if x.account == grant
        ]
        return self.award.grant.amount + sum(came, ZERO)


def load_award_state(shelf: Shelf, books: Books, award: str) -> AwardState:
    """An award as it stands. Raises :class:`earmark.ledger.books.books.NoSuchAward`."""
    known = register_of(books, award)
    folder = books.award(award)
    drafts = vouchers_of(shelf.entries(f"{folder}/drafts.beancount"), award)
    posted = [
        v for path in shelf.files(f"{folder}/vouchers") for v in vouchers_of(shelf.entries(path), award)
    ]
    imports = [entry for path in shelf.files(f"{folder}/imports") for entry in shelf.entries(path)]
    acts = shelf.entries(f"{folder}/acts.beancount")
    answers = shelf.entries(f"{folder}/answers.beancount")
    brought = records(ImportRecord, imports)
    return AwardState(
        award=known,
        accounts=Accounts(known, open_accounts(shelf.entries(f"{folder}/accounts.beancount"))),
        drafts={v.id: v for v in drafts},
        posted={v.id: v for v in posted},
        mirrors={mirror.id: mirror for mirror in records(Mirror, imports)},
        number=next_number(f"{award}-V", [v.id for v in (*drafts, *posted)]),
        closed=closed_through(answers),
        imports=frozenset(one.id for one in brought),
        others_seen=any(one.bank is None and " other=0 " not in one.fates for one in brought),
        numbers={one.id: one.number for one in records(StatutoryNumber, answers) if one.number},
        mappings=mappings_in_force(answers),
        cited=frozenset(str(act.meta["subject"]) for act in acts if act.meta.get("subject")),
    )


def next_number(prefix: str, taken: list[str]) -> int:
    """The next free number behind a prefix: 13 after WH2025-007-V0012."""
    return int(next_id(prefix, taken, digits=1).removeprefix(prefix))
