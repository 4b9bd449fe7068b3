"""Tying rows of the bank to legs of vouchers by hand, as an import would; explaining what stays open.

    with tying(at, "WH2025-007") as ties:
        ties.tie(["ICBC-8801:7"], ["WH2025-007-V0012b"], "同一笔")

One row may pay several legs, several rows one leg; the sums are equal to the cent. A draft's leg takes the row. A posted voucher
is never edited: the share alone ties it, and the bank's words become an act (:mod:`..vouchers.heard`). The draft that waited at the row
goes. Each tie is an act with its reason, and can be undone (:mod:`.untying`). All ties of a session are read and written at once.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from ..base.amount import NIL, money
from ..base.errors import EarmarkError
from ..base.record import PREFIX, to_custom
from ..base.text import Text
from ..books.desk import free_ids
from ..books.recording import record
from ..persons.sides import require_keeper
from ..vouchers.drafts import drafts_at, write
from .account_legs import account_of
from .bank import Share, StoredRow
from .giving import attached, heard_of, share_of
from .reconciliation import Explained, Tied
from .tieable import Free, free_legs, free_rows
from .undoing import papers_on, spoken_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..books.desk import Desk
    from ..vouchers.heard import Heard
    from .account_legs import Leg


ROW, SHARE = PREFIX + StoredRow.kind, PREFIX + Share.kind


class CannotTie(EarmarkError):
    """Rows and legs that are not one movement of money, or a tie that cannot be undone."""


@contextmanager
def tying(at: Desk, award: str) -> Iterator[Ties]:
    """A session of ties on an award's account. Raises :class:`..persons.sides.NotYours`."""
    require_keeper(at, award)
    ties = Ties(at, award)
    yield ties
    ties.write()


class Ties:
    """The ties of one session: what is still free, and what they change."""

    def __init__(self, at: Desk, award: str) -> None:
        self.at, self.award = at, award
        found = account_of(at, award)
        self.bank = f"banks/{found.grant.bank}.beancount"
        self.stored = found.rows
        self.rows, self.legs = free_rows(found), free_legs(found)
        self.drafts = {voucher.id: voucher for voucher in drafts_at(at, award)}
        self.shares: dict[str, list[Share]] = defaultdict(list)
        for share in found.shares:
            self.shares[share.row].append(share)
        self.ids = free_ids("T-", [one.id for one in at.records(Tied, answers_of(award))])
        self.gone: list[str] = []
        self.given: list[Share] = []
        self.acts: list[Tied | Heard] = []

    def tie(self, rows: Sequence[str], legs: Sequence[str], reason: str) -> Tied:
        """Tie rows to legs. Raises :class:`CannotTie`."""
        these, those = _these(self.rows, rows), _these(self.legs, legs)
        sums = sum((one.amount for one in these), NIL), sum((leg.line.amount for leg in those), NIL)
        if sums[0] != sums[1] or (len(these) > 1 and len(those) > 1):
            message = Text("流水合计 {rows}，凭证合计 {legs}", "the rows are {rows}, the legs {legs}")
            raise CannotTie(message.format(rows=money(sums[0]), legs=money(sums[1])))
        gone = self._release(these)
        parts = (
            [(those[0], these)]
            if len(those) == 1
            else [(leg, [these[0]._replace(amount=leg.line.amount)]) for leg in those]
        )
        for leg, some in parts:
            self._give(leg, some)
        for id_ in (*rows, *legs):
            self.rows.pop(id_, None)
            self.legs.pop(id_, None)
        at = self.at
        made = Tied(
            date=at.today, id=next(self.ids), rows=tuple(rows), legs=tuple(legs), reason=said(reason),
            drafts=tuple(gone), recorded=at.recorded, by=at.by,
        )  # fmt: skip
        self.acts.append(made)
        return made

    def _release(self, these: Sequence[Free]) -> list[str]:
        """The waiting drafts go, with their shares; what an act or a paper speaks of stays. Raises :class:`CannotTie`."""
        waiting = [one.waiting.voucher for one in these if one.waiting]
        gone = list(dict.fromkeys(voucher.id for voucher in waiting))
        if waiting and (spoken_of(self.at, self.award, waiting) or papers_on(self.at, self.award, waiting)):
            message = Text("草稿 {ids} 已有认定或单据引用", "an act or a paper speaks of draft {ids}")
            raise CannotTie(message.format(ids="、".join(gone)))
        for id_ in gone:
            del self.drafts[id_]
        for one in these:
            kept = [share for share in self.shares[one.row.id] if share.voucher not in gone]
            self.shares[one.row.id] = kept
        self.gone += gone
        return gone

    def _give(self, leg: Leg, these: Sequence[Free]) -> None:
        """Give rows (or parts) to one leg."""
        id_, posted = leg.voucher.id, leg.voucher.posted
        if posted:
            self.acts += heard_of(self.at, leg.id, [one for one in these if one.waiting])
        else:
            self.drafts[id_] = attached(self.drafts[id_], leg.line.letter, these)
        name = leg.line.letter if posted and len(these) > 1 else None
        for one in these:
            held = self.shares[one.row.id]
            share = share_of(self.at, self.award, one, id_, [share.id for share in held], name)
            held.append(share)
            self.given.append(share)

    def write(self) -> None:
        """Drafts, the account's book and the acts, each once."""
        if not self.acts:
            return
        write(self.at, self.award, list(self.drafts.values()))
        booked = {share.row: replace(self.stored[share.row], fate="new") for share in self.given}
        gone = set(self.gone)
        kept = [
            to_custom(booked[entry.values[0].value])
            if entry.type == ROW and entry.values[0].value in booked
            else entry
            for entry in self.at.entries(self.bank)
            if not (entry.type == SHARE and entry.meta["voucher"] in gone)
        ]
        self.at.replace(self.bank, [*kept, *map(to_custom, self.given)])
        record(self.at, self.award, self.acts)


T = TypeVar("T")


def _these(known: dict[str, T], wanted: Sequence[str]) -> list[T]:
    for id_ in wanted:
        if id_ not in known:
            message = Text("{id} 没有可对的余额", "there is nothing left to tie of {id}").format(id=id_)
            raise CannotTie(message, fix=AGAIN)
    if not wanted or len(set(wanted)) < len(wanted):
        raise CannotTie(Text("两边都要写明，各一次", "name both sides, each once"))
    return [known[id_] for id_ in wanted]


AGAIN = Text(
    "账簿可能已有变动，再运行 earmark reconcile", "the books may have changed: earmark reconcile again"
)


def answers_of(award: str) -> str:
    """Where the recipient's acts stand."""
    return f"awards/{award}/answers.beancount"


def said(reason: str) -> str:
    """A reason, which may not be empty. Raises :class:`CannotTie`."""
    if not reason.strip():
        raise CannotTie(
            Text("要写明理由", "a reason is needed"), fix=Text("用 --reason 写明", "give it with --reason")
        )
    return reason


def explain(at: Desk, award: str, items: Iterable[tuple[str, Decimal]], reason: str) -> list[Explained]:
    """Say why differences stand, each by its id and amount. Raises :class:`CannotTie`, :class:`..persons.sides.NotYours`."""
    require_keeper(at, award)
    ids = free_ids("X-", [one.id for one in at.records(Explained, answers_of(award))])
    made = [
        Explained(
            date=at.today, id=next(ids), item=item, amount=amount, reason=said(reason),
            recorded=at.recorded, by=at.by,
        )
        for item, amount in items
    ]  # fmt: skip
    record(at, award, made)
    return made
