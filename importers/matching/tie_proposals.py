"""What is proposed for rows of the bank and legs of vouchers that are not tied yet: :mod:`.matching`, over an award's account.

On an ordinary account the legs of all its awards are looked at together, so that no award is offered another one's row. A few
days after the day asked for are looked at as well: what slipped over the month's end is found there.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.banks.account_legs import Account, Leg, account_of
from earmark.ledger.banks.tieable import Free, free_legs, free_rows
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from .matching import Item, Match, match

if TYPE_CHECKING:
    from earmark.ledger.closings.unlogged import Shelf

BEYOND = datetime.timedelta(days=7)


class NoSuchProposal(EarmarkError):
    """A proposal that there is not, or no more."""


class Proposal(NamedTuple):
    """A match with an id that stays as long as it is of the same rows and legs."""

    id: str
    match: Match
    rows: tuple[Free, ...]
    legs: tuple[Leg, ...]


def proposals(shelf: Shelf, award: str, through: datetime.date) -> list[Proposal]:
    """What is proposed for one award through a day, the strongest first."""
    found = account_of(shelf, award)
    rows = {id_: one for id_, one in free_rows(found).items() if one.row.date <= through + BEYOND}
    own = _near(free_legs(found), through)
    others = {
        id_: leg for one in _others(shelf, found) for id_, leg in _near(free_legs(one), through).items()
    }
    matches = match(
        [_row_item(one) for one in rows.values()], [_leg_item(leg) for leg in (own | others).values()]
    )
    made = [
        _proposal(one, rows, own) for one in matches if set(one.book) <= own.keys() and (one.book or one.bank)
    ]
    return [one for one in made if _speaks_of(one, through, found) and not _accepted(one, found)]


def _others(shelf: Shelf, found: Account) -> list[Account]:
    """The other awards on the account."""
    return [
        account_of(shelf, award)
        for award in sorted({share.award for share in found.shares} - {found.grant.id})
    ]


def _near(legs: dict[str, Leg], through: datetime.date) -> dict[str, Leg]:
    return {id_: leg for id_, leg in legs.items() if _day(leg) <= through + BEYOND}


def _day(leg: Leg) -> datetime.date:
    return leg.voucher.paid or leg.voucher.date


def _row_item(one: Free) -> Item:
    held = one.waiting
    party = (held.line.bank_payee or held.voucher.payee) if held else ""
    words = (held.line.bank_words or held.voucher.narration) if held else ""
    return Item(one.row.id, one.row.date, one.amount, party, words, one.row.serial or "")


def _leg_item(leg: Leg) -> Item:
    voucher = leg.voucher
    home = voucher.gl or voucher.id
    return Item(leg.id, _day(leg), leg.line.amount, voucher.payee, voucher.narration, group=home)


def _proposal(one: Match, rows: dict[str, Free], legs: dict[str, Leg]) -> Proposal:
    said = " ".join(one.bank) + "=" + " ".join(one.book)
    id_ = "M-" + hashlib.sha256(said.encode()).hexdigest()[:8]
    taken = tuple(rows[r] for r in one.bank)
    if any(free.waiting and not free.waiting.voucher.waiting for free in taken):
        # What a person, or a stored mapping, has said of the row would go with its draft.
        one = replace(one, certain=False)
    return Proposal(id_, one, taken, tuple(legs[x] for x in one.book))


def _accepted(one: Proposal, found: Account) -> bool:
    """Whether a match of one side was accepted already: each of its items has its reason."""
    if one.rows and one.legs:
        return False
    amounts = {free.row.id: free.amount for free in one.rows} | {leg.id: leg.line.amount for leg in one.legs}
    said = {id_: reason.amount for id_, reason in found.reasons.items() if id_ in amounts}
    return said == amounts


def _speaks_of(one: Proposal, through: datetime.date, found: Account) -> bool:
    """Whether a part of it is of the day or before; of an ordinary account, rows alone are the recipient's own business."""
    days = [free.row.date for free in one.rows] + [leg.voucher.date for leg in one.legs]
    mine = bool(one.legs) or found.grant.mode == "dedicated"
    return mine and min(days) <= through


def chosen(made: list[Proposal], ids: tuple[str, ...]) -> list[Proposal]:
    """The proposals that a person names. Raises :class:`NoSuchProposal`."""
    known = {one.id: one for one in made}
    for id_ in ids:
        if id_ not in known:
            message = Text("没有建议 {id}", "there is no proposal {id}").format(id=id_)
            fix = Text(
                "账簿可能已有变动，再运行 earmark reconcile",
                "the books may have changed: earmark reconcile again",
            )
            raise NoSuchProposal(message, fix=fix)
    return [known[id_] for id_ in dict.fromkeys(ids)]
