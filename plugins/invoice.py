"""An invoice over-claimed (发票超额列支): what charges claim of one invoice is more than its total.

Why: an invoice is money owed once. Settled twice, or against a larger payment, part of what was paid has nothing behind it.

How it decides: charges are put together by the key of their invoice, which is the same for its XML, OFD and PDF. What a
voucher claims of an invoice is what a person said, else what its charges come to, less red letters and less the totals
of the other invoices on it. In order of payment, from where the claims pass the total on, each charge is review, for the
part beyond. Where the total is not known and a second voucher cites the invoice, that one is review as a whole; one
voucher alone with an invoice of unknown total says nothing.

Settings: none.
Trips it: one invoice of 9,600.00 behind two payments of 9,600.00. Near miss: an invoice of 20,000.00 paid in two parts.
What clears it: the other invoices that belong to the payment, or the part beyond paid back.

    plugin "earmark.plugins.invoice" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan'}"
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About
from .judging.claimed import by_invoice, claims_of, need, taken_back, totals_of
from .signs.sign import Sign
from .signs.verdict import of_charge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.claimed import Claims
    from .judging.entries import PluginError
    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("invoice",)

_ZERO = Decimal(0)
_OVER = Text(
    "发票 {key} 票面 {total}，{claims} 合计列支 {claimed}",
    "invoice {key} of {total}; {claims} claim {claimed} of it together",
)
_AGAIN = Text(
    "发票 {key} 已附在 {first}，票面金额未知，无法核对合计",
    "invoice {key} stands behind {first}, too; its total is not known, so the sum cannot be compared",
)
_CLEARS = Text(
    "属于这笔付款的其他发票，或超出部分的退款凭证",
    "the other invoices of the payment, or proof that the part beyond was paid back",
)
ABOUT = About(
    name=Text("发票超额列支", "an invoice over-claimed"), outcomes=("review",), clears=_CLEARS, who=RECIPIENT
)


def invoice(
    entries: list[Any], options_map: dict[str, Any], config: str | None = None
) -> tuple[list[Any], list[PluginError]]:
    """The rule as a plugin of its own, for ledgers that Earmark did not make."""
    return foreign.run("invoice", judge, entries, options_map, config)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per charge beyond the total of its invoice, or of its invoices."""
    told: dict[str, list[tuple[Charge, Decimal, Text]]] = {}
    for one, beyond, text in _over(charges):
        for charge, part in _spread(one.charges, beyond):
            told.setdefault(charge.id, []).append((charge, part, text))
    for parts in told.values():
        charge = parts[0][0]
        signs = [Sign("", "review", "group", text, _CLEARS) for _, _, text in parts]
        found = of_charge(charge, award, rule, signs)
        if found:
            yield replace(found, amount=min(charge.amount, sum((part for _, part, _ in parts), _ZERO)))


def _over(charges: Sequence[Charge]) -> Iterator[tuple[Claims, Decimal, Text]]:
    """What claims of each invoice lies beyond it, and the words that say so."""
    cited = [charge for charge in charges if charge.papers or charge.invoice]
    totals = totals_of(cited)
    claims = claims_of(cited)
    taken = taken_back(charges)
    for key, group in by_invoice(claims.values()).items():
        total = totals.get(key)
        if total is None:
            yield from _again(key, group)
            continue
        needs = [need(one, key, totals, taken, claims) for one in group]
        if sum(needs) > total:
            text = _OVER.format(
                key=key,
                total=money(total),
                claims="、".join(one.id for one in group),
                claimed=money(sum(needs, _ZERO)),
            )
            yield from ((one, beyond, text) for one, beyond in _beyond(group, needs, total))


def _beyond(
    group: Sequence[Claims], needs: Sequence[Decimal], total: Decimal
) -> Iterator[tuple[Claims, Decimal]]:
    """From where the claims pass the total on: each claim, and the part of it that lies beyond."""
    before = _ZERO
    for one, needed in zip(group, needs, strict=True):
        after = before + needed
        if after > total and needed:
            yield one, after - max(before, total)
        before = after


def _again(key: str, group: Sequence[Claims]) -> Iterator[tuple[Claims, Decimal, Text]]:
    first = group[0]
    for one in group[1:]:
        if {c.voucher for c in one.charges} != {c.voucher for c in first.charges}:
            yield one, sum((c.amount for c in one.charges), _ZERO), _AGAIN.format(key=key, first=first.id)


def _spread(charges: Sequence[Charge], beyond: Decimal) -> Iterator[tuple[Charge, Decimal]]:
    """The part beyond, on the last charges of a voucher first."""
    for charge in reversed(charges):
        part = min(charge.amount, beyond)
        if part > 0:
            beyond -= part
            yield charge, part
