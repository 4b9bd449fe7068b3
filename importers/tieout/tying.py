"""A trial balance put beside an award's books: which accounts agree, which do not, and why.

Both ways: what the statutory books have and these do not, and the other way round. Drafts count like posted vouchers, since
they mirror what is booked there. Movement is compared net of red letters: a program writes them as minus on one side, or as
plus on the other. Each difference has one cause, looked for in this order:

- the opening balance differs: an earlier month must be tied out first
- the same amount is missing at one account and too much at another of its kind: booked to another account
- 结转 that is booked there and not here, or the other way round
- vouchers here that have no number in the statutory books yet, or that stand alone for the difference
- a voucher here of the month after: booked in another month
- else: booked there and not here, or here and not there

A trial balance of the whole unit also holds its other business. Then only what these books have *more* is a difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..cells.compare import folded
from ..formats.trial_balance import first_day, last_day
from ..proposing.accounts import Accounts
from ..proposing.projects import Projects
from ..tables.rows import ZERO
from .causes import Causes
from .compared import Compared, Side, Tied, key_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from earmark.ledger.vouchers.voucher import Voucher

    from ..booking.state import AwardState
    from ..formats.trial_balance import BalanceRow, TrialBalance

FIRST_LEVEL = 4
CASH = "1002"


def tie(balance: TrialBalance, state: AwardState) -> Tied:
    """Compare; nothing of the state is changed."""
    first, last = first_day(balance.first), last_day(balance.last)
    mine, others, marked = _own(balance, state)
    accounts = Accounts(state.award, set(state.accounts.opened))
    theirs: dict[str, Side] = {}
    rows: dict[str, list[int]] = {}
    for row in mine:
        account = _account(row, accounts, last)
        theirs[account] = theirs.get(account, Side()).plus(row.opening, row.debit, row.credit)
        rows.setdefault(account, []).append(row.place.row)
    vouchers = sorted(state.vouchers.values(), key=lambda one: (one.date, one.id))
    ours = _ours(vouchers, theirs, first, last)
    whole_unit = not marked and _has_others(state)
    compared = [
        Compared(
            account=account,
            rows=tuple(rows.get(account, ())),
            theirs=theirs.get(account, Side()),
            ours=ours.get(account, Side()),
        )
        for account in sorted(theirs.keys() | ours.keys())
    ]
    judged = Causes(state, vouchers, first, last, compared, whole_unit=whole_unit)
    inside = [one.id for one in vouchers if not one.posted and first <= one.date <= last]
    return Tied(
        first=balance.first,
        last=balance.last,
        whole_unit=whole_unit,
        accounts=tuple(judged.of(one) for one in compared),
        others=tuple(row.place.row for row in others),
        drafts=tuple(inside),
    )


# ---------------------------------------------------------------- both sides


def _own(balance: TrialBalance, state: AwardState) -> tuple[list[BalanceRow], list[BalanceRow], bool]:
    """The award's rows, the others, and whether the file says whose they are."""
    projects = Projects([row.line for row in balance.rows], state.award)
    above = folded(balance.preamble)
    named = any(code in above for code in projects.codes)
    if not projects.marked:
        return (
            [row for row in balance.rows if not _other_cash(row, state)],
            [row for row in balance.rows if _other_cash(row, state)],
            named,
        )
    mine = [row for row in balance.rows if projects.belongs(row.line)]
    return mine, [row for row in balance.rows if row not in mine], True


def _other_cash(row: BalanceRow, state: AwardState) -> bool:
    """Whether a row is another account of the recipient at a bank."""
    award = state.award
    tail = award.grant.bank.rsplit("-", 1)[-1]
    owned = award.parties.own_accounts if award.parties else ()
    if not row.code.startswith(CASH) or tail in row.name:
        return False
    return any(
        own.tail != tail and (own.tail in row.name or (own.purpose and own.purpose in row.name))
        for own in owned
    )


def _account(row: BalanceRow, accounts: Accounts, day: datetime.date) -> str:
    """The award's account of a row; a first-level row stands for all below it."""
    account = accounts.of(row.line, day).account
    return ":".join(account.split(":")[:3]) if len(row.code) == FIRST_LEVEL else account


def _ours(
    vouchers: Iterable[Voucher], theirs: Iterable[str], first: datetime.date, last: datetime.date
) -> dict[str, Side]:
    """These books, by the accounts of the file where it has them."""
    there = set(theirs)
    found: dict[str, Side] = {}
    for voucher in vouchers:
        if voucher.date > last:
            continue
        for line in voucher.lines:
            key = key_of(line.account, there)
            before, inside = (line.amount, ZERO) if voucher.date < first else (ZERO, line.amount)
            debit, credit = max(inside, ZERO), max(-inside, ZERO)
            found[key] = found.get(key, Side()).plus(before, debit, credit)
    return {account: side for account, side in found.items() if account in there or any(side)}


def _has_others(state: AwardState) -> bool:
    """Whether the recipient's books hold other business than the award's: earlier exports showed it, or there is a code."""
    return bool(state.award.project_codes) or state.others_seen
