"""From signs to one finding: the strongest sign names outcome and category, the others stand as evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..judging.finding import Finding, finding_id
from .sign import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from ..policy import Rule
    from .sign import Sign


def of_charge(charge: Charge, award: Award, rule: Rule, signs: Iterable[Sign]) -> Finding | None:
    """The finding of a rule about a charge; None when no sign speaks against it."""
    ordered = sorted(signs, key=rank)
    if not ordered or ordered[0].outcome == "lawful":
        return None
    first = ordered[0]
    category = first.category or rule.category
    return Finding(
        id=finding_id(award.id, rule.id, charge.id),
        rule=rule.id,
        category=category,
        outcome=first.outcome,
        subject=charge.id,
        amount=charge.amount,
        currency=charge.currency,
        date=charge.date,
        voucher=charge.voucher,
        sources=charge.sources,
        clause=rule.clause_of(category),
        evidence=tuple(dict.fromkeys(sign.evidence for sign in ordered)),
        clears=first.clears,
    )


def of_signs(
    charges: Sequence[Charge], signs: Mapping[str, Sign], award: Award, rule: Rule
) -> Iterator[Finding]:
    """One finding per charge that a sign speaks of, in the order of the charges."""
    for charge in charges if signs else ():
        found = of_charge(charge, award, rule, [signs[charge.id]]) if charge.id in signs else None
        if found:
            yield found


def of_subject(subject: str, sign: Sign, award: Award, rule: Rule) -> Finding:
    """A finding about no charge: what is said once of an award, a plan line, a limit."""
    category = sign.category or rule.category
    return Finding(
        id=finding_id(award.id, rule.id, subject),
        rule=rule.id,
        category=category,
        outcome=sign.outcome,
        subject=subject,
        amount=None,
        currency=None,
        date=None,
        voucher=None,
        sources=(),
        clause=rule.clause_of(category),
        evidence=(sign.evidence,),
        clears=sign.clears,
    )
