"""Each award's money apart (单独核算、专款专用): law 1, on the entries as they are booked.

Why: an award that borrows a fen from another cannot be shown to the cent, and 单独核算 is a clause of its own.

How it decides: the award of an account is its second component (``Expenses:WH2025-007:...``); claims
(``Assets:Claims-WH2025-007:...``) and shared bank accounts are sets of their own. A fault is
- a transaction that touches two awards, or an award and its claims
- a transaction that does not close exactly in each commodity: Beancount lets half a fen pass
- a posting in the wrong set of an award with two: 预算会计 (6xxx to 8xxx) is kept in CNY.B, 财务会计 in CNY
Faults are errors always, strict or not. When each transaction closes alone, so does each award's trial balance.

Settings: ``awards``, for ledgers with other names: parts of account names that stand for one award each.

Trips it: Dr Expenses:WH2025-007:... Cr Assets:WH2025-009:... Near miss: 内部垫款, booked in each award by itself.
What clears it: a reversal and one voucher per award.

    plugin "earmark.plugins.segregation"
    plugin "earmark.plugins.segregation" "{'awards': ['Grants:Wuhan', 'Grants:Hubei']}"
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from beancount.core import convert
from beancount.core.data import Transaction

from earmark.ledger.awards.chart import award_of_account, in_budget
from earmark.ledger.base.record import BUDGET, CURRENCY
from earmark.ledger.base.text import Text

from .judging.config import BadConfig, read_config
from .judging.entries import fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .judging.entries import PluginError

__plugins__ = ("segregation",)

_TWO = Text("一张凭证动用了两套账：{sets}", "one voucher touches two sets of books: {sets}")
_OPEN = Text("凭证不平：{currency} 差 {rest}", "the voucher is off by {rest} {currency}")
_SET = Text("{account} 只记 {wanted}，这里是 {currency}", "{account} is kept in {wanted}, not {currency}")


def segregation(
    entries: list[Any], options_map: dict[str, Any], config: str | None = None
) -> tuple[list[Any], list[PluginError]]:
    """The plugin: errors for whatever breaks law 1."""
    try:
        given = read_config(config, {"awards"})
    except BadConfig as error:
        return entries, [fault(error.message, filename=options_map["filename"])]
    return entries, faults(entries, tuple(given.get("awards", ())))


def faults(entries: Iterable[Any], awards: Sequence[str] = ()) -> list[PluginError]:
    """What breaks law 1 among the entries. ``awards``: parts of account names that stand for an award each."""
    vouchers = [e for e in entries if isinstance(e, Transaction)]
    two_sets = {_set_of(p.account, awards) for e in vouchers for p in e.postings if _currency(p) == BUDGET}
    return [fault(text, entry) for entry in vouchers for text in _wrong(entry, awards, two_sets)]


def _wrong(entry: Transaction, awards: Sequence[str], two_sets: set[str]) -> list[Text]:
    sets = sorted({_set_of(p.account, awards) for p in entry.postings})
    found = [_TWO.format(sets="、".join(sets))] if len(sets) > 1 else []
    found += [_OPEN.format(currency=c, rest=rest) for c, rest in sorted(_rests(entry).items()) if rest]
    postings = (p for p in entry.postings if not awards and _set_of(p.account, awards) in two_sets)
    return found + [text for p in postings if (text := _wrong_set(p))]


def _wrong_set(posting: Any) -> Text | None:  # noqa: ANN401 (a Beancount posting)
    wanted = BUDGET if in_budget(posting.account) else CURRENCY
    currency = _currency(posting)
    if currency in {wanted, None}:
        return None
    return _SET.format(account=posting.account, wanted=wanted, currency=currency)


def _set_of(account: str, awards: Sequence[str]) -> str:
    """The award, claims or bank account that an account belongs to; in other ledgers the part of its name."""
    if not awards:
        return award_of_account(account)
    padded = f":{account}:"
    return next((award for award in awards if f":{award}:" in padded), "—")


def _rests(entry: Transaction) -> dict[str, Decimal]:
    """What each commodity of a voucher is off by."""
    rests: dict[str, Decimal] = defaultdict(Decimal)
    for posting in entry.postings:
        if _currency(posting):
            bare = posting.cost is None and posting.price is None
            weight: Any = posting.units if bare else convert.get_weight(posting)  # type: ignore[no-untyped-call]
            rests[weight.currency] += weight.number
    return rests


def _currency(posting: Any) -> str | None:  # noqa: ANN401 (a Beancount posting; units may be missing)
    currency = getattr(posting.units, "currency", None)
    return currency if isinstance(currency, str) and isinstance(posting.units.number, Decimal) else None
