"""A bookkeeping export into the books: each voucher recognised, its bookings paired with what the bank told, or new.

Lines of other projects stay out. What the export changes in the mirror of the statutory books follows
:mod:`.aligning`: it is listed, in a dry run too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.text import Text

from ..proposing.parts import parts
from ..proposing.projects import Projects
from ..proposing.propose_book import propose_book
from . import aligning
from .booking import Booker
from .imported import Mirror
from .plan import Changes, RowFate
from .receive_bank import first_day
from .recognise_vouchers import KnownVoucher, content, recognise_vouchers, vanished
from .settling import settle_waiting
from .several import in_parts, twice

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from ..proposing.proposal import Proposal
    from ..tables.rows import BookVoucher, Journal
    from .bank_state import BankState
    from .booked import Booked
    from .recognise_vouchers import Found
    from .state import AwardState, Stamp

NO_RED_LETTER = Text(
    "{gl} 与已记账的 {ids} 不同：这个文件不是序时账，请核对",
    "{gl} and the posted {ids} differ: this file is no journal, look at both",
)
FILTERED = Text(
    "账上有 {n} 张凭证不在这个文件里，多于在的：像是筛选过的导出，没有当作删除：{gls}",
    "{n} vouchers of the books are not in this file, more than are: it looks filtered, nothing was taken for deleted: {gls}",
)
FEW = 3
"""So many may vanish even from a file that holds fewer."""
UNCLEAR = Text(
    "{count} 笔与账户流水里同额的几行分不清：请再导入一次那几天的对账单，就能对上",
    "{count} bookings may be of several rows of one amount: import the statement of those days again to pair them",
)


class TakenBook(NamedTuple):
    """What became of an export's rows, what a person should know, and what it changed in the mirror."""

    fates: list[RowFate]
    notes: list[Text]
    changes: Changes


def take_journal(state: AwardState, bank: BankState, journal: Journal, stamp: Stamp) -> TakenBook:
    """Put the vouchers of an export into the state of one award and its bank account."""
    projects = Projects((line for voucher in journal.vouchers for line in voucher.lines), state.award)
    kept = first_day(state.award)
    own = [(one, projects.own(one) if one.date >= kept else None) for one in journal.vouchers]
    fates = {line.place.row: RowFate(line.place.row, "other") for voucher, _ in own for line in voucher.lines}
    receiver = _Receiver(state, bank, stamp, whole=journal.whole)
    known = [KnownVoucher(m.id, m.gl, m.content, m.vouchers) for m in receiver.mirrors()]
    others = [voucher for voucher, mine in own if not mine]
    found = recognise_vouchers([mine for _, mine in own if mine], known, others)
    if found and journal.whole and not journal.problems and stamp.import_id not in state.imports:
        receiver.vanish(vanished(found, known, others), sum(1 for one in found if one.known))
    receiver.take(found)
    settle_waiting(state, bank, stamp)
    state.link()
    changes = receiver.changes()
    notes = [
        *aligning.listed(changes, first=not known),
        *receiver.notes,
        *in_parts(state, bank),
        *twice(state),
    ]
    return TakenBook([*(fates | receiver.fates).values()], notes, changes)


class _Receiver:
    """Takes the vouchers of one export."""

    def __init__(self, state: AwardState, bank: BankState, stamp: Stamp, *, whole: bool) -> None:
        self.state = state
        self.stamp = stamp
        self.whole = whole
        self.booker = Booker(state, bank, stamp, whole=whole)
        self.fates: dict[int, RowFate] = {}
        self.notes: list[Text] = []
        self.listed: dict[str, list[str]] = {
            "new": [],
            "changed": [],
            "vanished": [],
            "closed": [],
            "stale": [],
        }
        self.renumbered: list[tuple[str, str]] = []

    def mirrors(self) -> list[Mirror]:
        """The mirrors that no later one replaces, of vouchers that are there."""
        replaced = {mirror.of for mirror in self.state.mirrors.values()}
        there = self.state.vouchers
        left = [one for one in self.state.mirrors.values() if one.id not in replaced]
        return [one for one in left if any(id_ in there for id_ in one.vouchers)]

    def changes(self) -> Changes:
        """What was changed in the mirror."""
        lists = {name: tuple(gls) for name, gls in self.listed.items() if name != "stale"}
        return Changes(**lists, renumbered=tuple(self.renumbered))

    # ---------------------------------------------------------------- what went

    def vanish(self, gone: Sequence[KnownVoucher], found: int) -> None:
        """Take back the mirrors of vouchers that the statutory books have no more."""
        if len(gone) > max(FEW, found):
            self.notes.append(
                FILTERED.format(n=len(gone), gls="、".join(x.gl or "—" for x in gone[: aligning.MOST]))
            )
            return
        for number, one in enumerate(gone, start=1):
            gl = one.gl or "—"
            mirror = self.state.mirrors[one.id]
            if aligning.is_closed(f"{mirror.date:%Y-%m}", one.vouchers, self.state):
                self._closed(gl, f"{mirror.date:%Y-%m}")
                continue
            self.listed["vanished"].append(gl)
            self._take_back(gl, one.vouchers, aligning.VANISHED)
            self._remember(mirror.date, f"gone{number}", content="", ids=(), gl=None, of=one.id)

    def _take_back(self, gl: str, ids: Sequence[str], why: str) -> None:
        posted = [one.id for one in self.state.standing(ids)]
        reds = self.booker.unbooking.take_back(ids, why)
        if reds:
            self.notes.append(aligning.Red(gl, why, posted, reds).told())

    def _closed(self, gl: str, month: str) -> None:
        self.listed["closed"].append(gl)
        self.notes.append(aligning.IN_CLOSED.format(gl=gl, month=month))

    # ---------------------------------------------------------------- what is there

    def take(self, found: Iterable[Found]) -> None:
        """All own vouchers of the export: first those that the books know, then the rest together."""
        fresh: list[tuple[Found, list[str]]] = []
        for one in found:
            ids = list(one.known.vouchers) if one.known else []
            if aligning.is_stale(one, content(one.voucher), self.state, self.stamp):
                self.listed["stale"].append(one.voucher.gl or "—")
                self._fate(one.voucher, "known", ids)
            elif one.standing == "known":
                self._fate(one.voucher, "known", ids)
            elif one.standing == "renumbered":
                self._renumber(one, ids)
            elif one.standing == "new":
                fresh.append((one, ids))
            else:
                self._change(one, ids, fresh)
        if self.listed["stale"]:
            self.notes.append(aligning.STALE.format(gls="、".join(self.listed["stale"][: aligning.MOST])))
        self._book(fresh)

    def _renumber(self, one: Found, ids: list[str]) -> None:
        for id_ in ids:
            if one.voucher.gl and id_ in self.state.vouchers:
                self.state.renumber(id_, one.voucher.gl, self.stamp)
        self.renumbered.append(((one.known and one.known.gl) or "—", one.voucher.gl or "—"))
        self._mirror(one, ids)
        self._fate(one.voucher, "known", ids)

    def _change(self, one: Found, ids: list[str], fresh: list[tuple[Found, list[str]]]) -> None:
        """A voucher that says something else now."""
        gl = one.voucher.gl or "—"
        posted = self.state.standing(ids)
        if posted and aligning.says_the_same(posted, self._proposals(one)):
            self._mirror(one, ids)
            self._fate(one.voucher, "known", ids)
        elif aligning.is_closed(f"{one.voucher.date:%Y-%m}", ids, self.state):
            self._closed(gl, self.state.closed)
            self._fate(one.voucher, "waiting", ids, self.notes[-1])
        elif posted and not self.whole:
            self.notes.append(NO_RED_LETTER.format(gl=gl, ids="、".join(ids)))
            self._fate(one.voucher, "waiting", ids, self.notes[-1])
        else:
            self.listed["changed"].append(gl)
            if posted:
                self._take_back(gl, ids, aligning.CHANGED)
            fresh.append((one, [] if posted else ids))

    def _book(self, fresh: list[tuple[Found, list[str]]]) -> None:
        """Changed vouchers one by one, then all new ones at once: pairing looks at the whole."""
        for one, ids in fresh:
            if ids:
                self._booked(one, self.booker.rebook(ids, self._proposals(one)))
        new = [(one, self._proposals(one)) for one, ids in fresh if not ids]
        booked = iter(self.booker.book([proposal for _, made in new for proposal in made]))
        if self.booker.unclear:
            self.notes.append(UNCLEAR.format(count=self.booker.unclear))
        for one, made in new:
            self._booked(one, [next(booked) for _ in made])
        self._inherit()

    def _proposals(self, one: Found) -> list[Proposal]:
        return [propose_book(part, self.state.award, self.state.accounts) for part in parts(one.voucher)]

    def _booked(self, one: Found, results: list[Booked]) -> None:
        ids = [id_ for result in results for id_ in result.vouchers]
        if ids:
            self._mirror(one, ids)
        if one.standing == "new":
            self.listed["new" if ids else "closed"].append(one.voucher.gl or "—")
        self.notes += dict.fromkeys(result.note for result in results if result.note)
        for result in results:
            for source in result.proposal.sources:
                reason = result.note or result.proposal.reason
                home = result.vouchers[0] if result.vouchers else None
                self.fates[source.row] = RowFate(source.row, result.fate, home, reason)

    # ---------------------------------------------------------------- what is remembered

    def _mirror(self, one: Found, ids: Sequence[str]) -> None:
        """Remember the voucher by its number and content."""
        voucher, of = one.voucher, one.known.id if one.known else None
        place = str(voucher.lines[0].place.row)
        self._remember(voucher.date, place, content=content(voucher), ids=ids, gl=voucher.gl, of=of)

    def _inherit(self) -> None:
        """What told of a draft that went into another one speaks of that one: told again, it is known."""
        heirs = self.state.heirs
        replaced = {mirror.of for mirror in self.state.mirrors.values()}
        left = [
            m for m in self.state.mirrors.values() if m.id not in replaced and heirs.keys() & set(m.vouchers)
        ]
        for number, one in enumerate(left, start=1):
            ids = [heirs.get(id_, id_) for id_ in one.vouchers]
            self._remember(one.date, f"heir{number}", content=one.content, ids=ids, gl=one.gl, of=one.id)

    def _remember(
        self,
        day: datetime.date,
        place: str,
        *,
        content: str,
        ids: Sequence[str],
        gl: str | None,
        of: str | None,
    ) -> None:
        mirror = Mirror(
            date=day,
            id=f"{self.stamp.import_id}:{place}",
            recorded=self.stamp.recorded,
            by=self.stamp.by,
            content=content,
            vouchers=tuple(dict.fromkeys(ids)),
            gl=gl,
            of=of,
        )
        self.state.mirrors[mirror.id] = mirror

    def _fate(self, voucher: BookVoucher, fate: str, ids: list[str], reason: Text | None = None) -> None:
        for line in voucher.lines:
            self.fates[line.place.row] = RowFate(line.place.row, fate, ids[0] if ids else None, reason)
