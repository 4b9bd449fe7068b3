"""A bookkeeping export into the books: each voucher recognised, its bookings paired with what the bank told, or new.

Lines of other projects stay out. A voucher that is known stays; one with a new number keeps its drafts; one
whose content changed replaces its drafts, ids and all, and once posted waits for a red letter.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.text import Text

from .booking import Booked, Booker
from .imported import Mirror
from .parts import parts
from .plan import RowFate
from .projects import Projects
from .propose_book import propose_book
from .receive_bank import Taken, first_day
from .recognise_vouchers import Found, KnownVoucher, content, recognise_vouchers
from .settling import settle_waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .bank_state import BankState
    from .proposal import Proposal
    from .rows import BookVoucher, Journal
    from .state import AwardState, Stamp

NO_RED_LETTER = Text(
    "{gl} 在账务系统里已改动，而凭证 {ids} 已记账：请红字冲销后重新导入",
    "{gl} was changed in the statutory books, but {ids} is posted: reverse it in red, then import again",
)

UNCLEAR = Text(
    "{count} 笔与账户流水里同额的几行分不清：请再导入一次那几天的对账单，就能对上",
    "{count} bookings may be of several rows of one amount: import the statement of those days again to pair them",
)


def take_journal(state: AwardState, bank: BankState, journal: Journal, stamp: Stamp) -> Taken:
    """Put the vouchers of an export into the state of one award and its bank account."""
    projects = Projects((line for voucher in journal.vouchers for line in voucher.lines), state.award)
    kept = first_day(state.award)
    own = [(one, projects.own(one) if one.date >= kept else None) for one in journal.vouchers]
    fates = {line.place.row: RowFate(line.place.row, "other") for voucher, _ in own for line in voucher.lines}
    receiver = _Receiver(state, bank, stamp)
    known = [KnownVoucher(m.id, m.gl, m.content, m.vouchers) for m in receiver.mirrors()]
    others = [voucher for voucher, mine in own if not mine]
    receiver.take(recognise_vouchers([mine for _, mine in own if mine], known, others))
    settle_waiting(state, bank, stamp)
    state.link()
    return Taken([*(fates | receiver.fates).values()], receiver.notes)


class _Receiver:
    """Takes the vouchers of one export."""

    def __init__(self, state: AwardState, bank: BankState, stamp: Stamp) -> None:
        self.state = state
        self.bank = bank
        self.stamp = stamp
        self.fates: dict[int, RowFate] = {}
        self.notes: list[Text] = []

    def mirrors(self) -> list[Mirror]:
        """The mirrors that no later one replaces."""
        replaced = {mirror.of for mirror in self.state.mirrors.values()}
        return [mirror for mirror in self.state.mirrors.values() if mirror.id not in replaced]

    def take(self, found: Iterable[Found]) -> None:
        """All own vouchers of the export: first those that the books know, then the rest together."""
        fresh: list[tuple[Found, list[str]]] = []
        for one in found:
            ids = list(one.known.vouchers) if one.known else []
            if one.standing == "known":
                self._fate(one.voucher, "known", ids)
            elif one.standing == "renumbered":
                self._renumber(one, ids)
            elif any(id_ in self.state.posted for id_ in ids):
                message = NO_RED_LETTER.format(gl=one.voucher.gl, ids="、".join(ids))
                self.notes.append(message)
                self._fate(one.voucher, "waiting", ids, message)
            else:
                fresh.append((one, ids))
        self._book(fresh)

    def _renumber(self, one: Found, ids: list[str]) -> None:
        for id_ in set(ids) & set(self.state.drafts):
            self.state.keep(replace(self.state.drafts[id_], gl=one.voucher.gl))
        self._mirror(one, ids)
        self._fate(one.voucher, "known", ids)

    def _book(self, fresh: list[tuple[Found, list[str]]]) -> None:
        """Changed vouchers one by one, then all new ones at once: pairing looks at the whole."""
        booker = Booker(self.state, self.bank, self.stamp)
        for one, ids in fresh:
            if ids:
                self._booked(one, booker.rebook(ids, self._proposals(one)))
        new = [(one, self._proposals(one)) for one, ids in fresh if not ids]
        booked = iter(booker.book([proposal for _, made in new for proposal in made]))
        if booker.unclear:
            self.notes.append(UNCLEAR.format(count=booker.unclear))
        for one, made in new:
            self._booked(one, [next(booked) for _ in made])

    def _proposals(self, one: Found) -> list[Proposal]:
        return [propose_book(part, self.state.award, self.state.accounts) for part in parts(one.voucher)]

    def _booked(self, one: Found, results: list[Booked]) -> None:
        self._mirror(one, [id_ for result in results for id_ in result.vouchers])
        self.notes += [result.note for result in results if result.note]
        for result in results:
            for source in result.proposal.sources:
                reason = result.note or result.proposal.reason
                self.fates[source.row] = RowFate(source.row, result.fate, result.vouchers[0], reason)

    def _mirror(self, one: Found, ids: list[str]) -> None:
        """Remember the voucher by its number and content."""
        voucher = one.voucher
        mirror = Mirror(
            date=voucher.date,
            id=f"{self.stamp.import_id}:{voucher.lines[0].place.row}",
            recorded=self.stamp.recorded,
            by=self.stamp.by,
            content=content(voucher),
            vouchers=tuple(dict.fromkeys(ids)),
            gl=voucher.gl,
            of=one.known.id if one.known else None,
        )
        self.state.mirrors[mirror.id] = mirror

    def _fate(self, voucher: BookVoucher, fate: str, ids: list[str], reason: Text | None = None) -> None:
        for line in voucher.lines:
            self.fates[line.place.row] = RowFate(line.place.row, fate, ids[0] if ids else None, reason)
