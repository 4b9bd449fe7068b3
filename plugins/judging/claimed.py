"""What charges claim of invoices: who cites which invoice, what its total is, how much of it a voucher needs.

An invoice has one key for its XML, OFD and PDF. What a voucher claims of it is what a person said, else what its charges
come to, less red letters and less the totals of the other invoices on it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.vouchers.charge import Charge
from earmark.ledger.vouchers.evidence import invoice_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from earmark.ledger.vouchers.charge import Paper

_ZERO = Decimal(0)


@dataclass
class Claims:
    """One voucher, or one charge with papers of its own, and the invoices behind it: key → what is said to be claimed."""

    id: str
    charges: list[Charge] = field(default_factory=list)
    said: dict[str, Decimal | None] = field(default_factory=dict)


def claims_of(charges: Sequence[Charge]) -> dict[str, Claims]:
    """Who claims what, by id, in order of payment."""
    found: dict[str, Claims] = {}
    for charge in charges:
        for paper in charge.papers:
            if paper.invoice:
                _claim(found, paper.subject, charge, paper.invoice, paper.claimed)
        for key in invoice_keys(charge.invoice):
            _claim(found, charge.voucher, charge, key, None)
    return found


def by_invoice(claims: Iterable[Claims]) -> dict[str, list[Claims]]:
    """The claims on each invoice, in order of payment."""
    found: dict[str, list[Claims]] = defaultdict(list)
    for one in claims:
        for key in one.said:
            found[key].append(one)
    return found


def _claim(found: dict[str, Claims], id_: str, charge: Charge, key: str, said: Decimal | None) -> None:
    one = found.setdefault(id_, Claims(id_))
    if charge not in one.charges:
        one.charges.append(charge)
    # XML and PDF of one invoice on one voucher are one claim.
    one.said[key] = said if said is not None else one.said.get(key)


def totals_of(charges: Sequence[Charge]) -> dict[str, Decimal]:
    """The total of each invoice; where two are told, the larger: what lies beyond it lies beyond both."""
    found: dict[str, Decimal] = {}
    for key, total in (pair for charge in charges for pair in _told(charge)):
        found[key] = max(total, found.get(key, total))
    return found


def _told(charge: Charge) -> Iterator[tuple[str, Decimal]]:
    papers: Iterable[Paper] = charge.papers
    yield from ((p.invoice, p.total) for p in papers if p.invoice and p.total is not None)
    if charge.invoice_total is None:
        return
    keys = invoice_keys(charge.invoice)
    if len(keys) == 1:
        yield keys[0], charge.invoice_total


def taken_back(charges: Sequence[Charge]) -> dict[str, Decimal]:
    """What red letters and refunds took back, by the charge that they cite; below zero."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for charge in charges:
        if charge.reduces:
            found[charge.reduces] += charge.amount
    return found


def need(
    one: Claims,
    key: str,
    totals: Mapping[str, Decimal],
    taken: Mapping[str, Decimal],
    claims: Mapping[str, Claims],
) -> Decimal:
    """What is claimed of an invoice: as said, else what no other invoice can cover."""
    said = one.said[key]
    if said is not None:
        return said
    ids = {charge.id for charge in one.charges} | {charge.voucher for charge in one.charges}
    others = {other for id_ in {one.id, *ids} & claims.keys() for other in claims[id_].said} - {key}
    if any(other not in totals for other in others):
        return _ZERO
    used = sum((c.amount + taken.get(c.id, _ZERO) for c in one.charges if not c.reduces), _ZERO)
    return max(used - sum((totals[other] for other in others), _ZERO), _ZERO)
