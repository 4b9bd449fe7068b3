"""Rows of a pooled account, read again: what day and amount alone had paired is paired anew, with the text at hand.

Of a row that is nobody's only day and amount are kept. A journal that comes later pairs with it where these
two are enough. When the statement is imported again its text tells more: two payments of one amount on one
day find their payees, and a payment to somebody else is let go. So it makes no difference whether the
statement or the journal came first. A posted voucher keeps its row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .merging import detach

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from earmark.ledger.banks.bank import Share

    from .bank_state import BankState
    from .state import AwardState


def loosened(bank: BankState, awards: Mapping[str, AwardState], rows: Iterable[str]) -> dict[str, str | None]:
    """Those of the rows that have no text and are free to be paired, each with the voucher that had it."""
    untold = {id_ for id_ in rows if bank.rows[id_].fingerprint is None}
    held = [share for share in bank.shares.values() if share.row in untold]
    loose = [share for share in held if _whole_draft(share, bank, awards)]
    for share in loose:
        state = awards[share.award]
        state.keep(detach(state.drafts[share.voucher], bank.side(share.row)))
        bank.release(share)
    free: dict[str, str | None] = dict.fromkeys(untold - {share.row for share in held})
    return free | {share.row: share.voucher for share in loose}


def _whole_draft(share: Share, bank: BankState, awards: Mapping[str, AwardState]) -> bool:
    """Whether an imported draft has the whole of a row: what a person divided, took or posted stays."""
    if share.amount != bank.rows[share.row].amount or share.award not in awards:
        return False
    draft = awards[share.award].drafts.get(share.voucher)
    return draft is not None and draft.import_id is not None
