"""One invoice in several awards (一票多报): what awards claim of an invoice together is more than its total.

Why: an invoice is money owed once. Two awards that each pay it whole pay for one thing twice; each alone looks sound.

How it decides: as ``invoice`` does within one award (claimed.py says what a voucher claims), over all awards of the
programme. Where the claims of at least two awards pass the total on, each of these awards has a finding, review, of what it
claims, at most what lies beyond the total: which of them paid without ground, the invoice does not tell. Where the total
is not known, all that each claims is review. An invoice shared within its total says nothing; one that a single award
over-claims is the rule ``invoice``'s.

Settings: none.
Trips it: one invoice of 9,600.00 behind 9,600.00 in each of two awards. Near miss: 6,000.00 in one, 3,600.00 in the other.
What clears it: how the invoice was divided between the awards, or the part beyond paid back.

    plugin "earmark.plugins.invoices" "{'policy': 'wuhan-2012', 'awards': ['Expenses:Grants:Wuhan', 'Expenses:Grants:Cast']}"
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Charge

from .judging import foreign_programme
from .judging.about import RECIPIENT, About
from .judging.claimed import by_invoice, claims_of, need, taken_back, totals_of
from .judging.programme import Member, across
from .signs.sign import Sign
from .signs.verdict import of_charge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .judging.claimed import Claims
    from .judging.finding import Finding
    from .judging.programme import Programme
    from .policy import Rule

__plugins__ = ("invoices",)

_ZERO = Decimal(0)
_OVER = Text(
    "发票 {key} 票面 {total}，本项列支 {mine}，{others}也列支，合计超过票面",
    "invoice {key} of {total}: {mine} claimed here, {others} claim it, too; together more than its total",
)
_OVER_NAMED = Text(
    "发票 {key} 票面 {total}，本项列支 {mine}，连同 {others} 共列支 {claimed}",
    "invoice {key} of {total}: {mine} claimed here, {claimed} with {others}",
)
"""What others claim is theirs to know, and the audit side's."""
_UNKNOWN = Text(
    "发票 {key} 本项列支 {mine}，也附在{others}，票面金额未知，无法核对合计",
    "invoice {key}: {mine} claimed here, it stands in {others}, too; its total is not known, so the sum cannot be compared",
)
_CLEARS = Text(
    "发票在各项资金之间分摊的依据，或超出部分的退款凭证",
    "how the invoice was divided between the awards, or proof that the part beyond was paid back",
)
ABOUT = About(
    name=Text("一票多报", "one invoice in several awards"),
    outcomes=("review",),
    clears=_CLEARS,
    who=RECIPIENT,
    needs=Text("本专项全部奖补资金的凭证和发票", "vouchers and invoices of all awards of the programme"),
)


@dataclass(frozen=True)
class Share:
    """What one award claims of an invoice, in CNY, and the charges behind it."""

    member: Member
    charges: tuple[Charge, ...]
    claimed: Decimal


def judge_all(programme: Programme, rule: Rule) -> Iterator[tuple[str, Finding]]:
    """One finding per charge behind what lies beyond an invoice's total, in each award that claims it."""
    members = {charge.id: member for member in programme.members for charge in member.charges}
    signs: dict[str, list[tuple[Sign, Decimal]]] = defaultdict(list)
    for key, total, shares in _shared(programme, members):
        claimed = sum((share.claimed for share in shares), _ZERO)
        beyond = claimed - (total or _ZERO)
        for share in shares if beyond > 0 else ():
            sign = _sign(key, total, share, shares, claimed)
            for id_, part in _spread(share.charges, min(share.claimed, beyond)):
                signs[id_].append((sign, part))
    for member in programme.members:
        for charge in member.charges:
            told = signs.get(charge.id, [])
            found = of_charge(charge, member.award, rule, [sign for sign, _ in told])
            if found:
                amount = min(charge.amount, sum((part for _, part in told), _ZERO))
                yield member.id, replace(found, amount=amount)


def _shared(
    programme: Programme, members: Mapping[str, Member]
) -> Iterator[tuple[str, Decimal | None, list[Share]]]:
    """Each invoice that several awards claim something of, with its total and their shares."""
    charges = [charge for member in programme.members for charge in member.charges]
    cited = [charge for charge in charges if charge.papers or charge.invoice]
    totals, claims, taken = totals_of(cited), claims_of(cited), taken_back(charges)
    for key, group in by_invoice(claims.values()).items():
        by_award: dict[str, list[Claims]] = defaultdict(list)
        for one in group:
            by_award[members[one.charges[0].id].id].append(one)
        if len(by_award) > 1:
            needed = {one.id: need(one, key, totals, taken, claims) for one in group}
            shares = [_share(ones, needed, members) for ones in by_award.values()]
            shares = [share for share in shares if share.claimed > 0]
            if len(shares) > 1:
                yield key, totals.get(key), shares


def _share(ones: Sequence[Claims], needed: Mapping[str, Decimal], members: Mapping[str, Member]) -> Share:
    charges = tuple(dict.fromkeys(charge for one in ones for charge in one.charges))
    return Share(members[charges[0].id], charges, sum((needed[one.id] for one in ones), _ZERO))


def _sign(key: str, total: Decimal | None, share: Share, shares: Sequence[Share], claimed: Decimal) -> Sign:
    said, named = (_UNKNOWN, None) if total is None else (_OVER, _OVER_NAMED)
    sign = Sign("", "review", "group", said, _CLEARS, named)
    facts = {
        "key": key,
        "mine": money(share.claimed),
        "claimed": money(claimed),
        "total": money(total or _ZERO),
    }
    return across(sign, share.member, [one.member for one in shares], **facts)


def _spread(charges: Sequence[Charge], amount: Decimal) -> Iterator[tuple[str, Decimal]]:
    """An amount over an award's charges, the last ones first."""
    for charge in reversed(charges):
        part = min(charge.amount, amount)
        if part > 0:
            amount -= part
            yield charge.id, part


invoices = foreign_programme.together("invoices", judge_all)
"""The rule as a plugin of its own, for ledgers that Earmark did not make."""
