"""Linking after a draft was completed by hand: what its lines speak of follows at once (see :mod:`..proposing.links`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.books.desk import desk
from earmark.ledger.vouchers import drafts

from .state import load_award_state

if TYPE_CHECKING:
    from earmark.ledger.books.books import Books


def link_drafts(books: Books, award: str, by: str) -> None:
    """Link an award's imported drafts anew; what is posted stays as it is."""
    with desk(books, by) as at:
        state = load_award_state(at, books, award)
        state.link()
        if state.changed:
            drafts.write(at, award, state.drafts.values())
