"""An advance overdue (借款、预付逾期未清): money handed out ahead that nobody has settled.

Why: an advance is no expense. Until it is settled, nobody knows what the award's money was used for, and at the award's
end what is not settled has not been used for it.

How it decides: an advance (备用金, 预借) or a prepayment of which something is left ``days`` after it was paid, or at the
award's end if that comes first, is review. The day to judge from is the latest in the books, never today's. Settled
is what the books settle against it or pay back; where nothing is linked, a later claim by the same payee for the same
thing of at least half the amount counts, too. A deposit (押金, 保证金) is due at the award's end only.

Settings: ``days`` (90).
Trips it: 预借调研差旅费 5,000.00 in April, nothing settled by September. Near miss: claimed in May; a deposit in June.
What clears it: the claim with its invoices, delivery papers, or the money back.

    plugin "earmark.plugins.advance" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan'}"
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from earmark.ledger.awards.settled import GIVEN
from earmark.ledger.base.amount import NIL, money
from earmark.ledger.base.text import Text

from .cash import claimed, due, left_of
from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .judging.dated import as_of
from .judging.groups import one_thing
from .language.lexicon import any_of
from .language.words import normal
from .signs.sign import Sign
from .signs.verdict import of_signs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from decimal import Decimal

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("advance",)

_DEPOSIT = any_of(["押金", "保证金", r"\bdeposit"])
_CLAIM = any_of(["报销", "冲销?借款", "冲(?:抵|账)", "核销", "结算", "清账", r"\bclaim", r"\bsettle"])
_FOREVER = 10**5
_LOOK_AHEAD = 12
_LATE = Text(
    "{paid} 付出 {amount}，应于 {due} 前结清，到 {day} 还有 {left}",
    "{amount} given on {paid}, due by {due}: {left} left on {day}",
)
_CLEARS = Text(
    "报销凭证和发票、交付验收材料，或退款回单",
    "the claim with its invoices, delivery papers, or the money back",
)
ABOUT = About(
    name=Text("借款、预付逾期未清", "an advance overdue"),
    outcomes=("review",),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={"days": Setting("90", Text("多少天内应结清", "within how many days an advance is due"))},
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per advance or prepayment that is overdue."""
    today, days, settled = as_of(charges, award), int(rule.setting("days", ABOUT)), claimed(charges)
    later = _claims(charges, {normal(c.payee) for c in charges if c.kind in GIVEN})
    signs = {}
    for charge in charges:
        if charge.kind not in GIVEN or charge.amount <= NIL:
            continue
        last = due(charge, _FOREVER if _DEPOSIT.search(normal(charge.narration)) else days, award)
        left = left_of(charge, settled)
        if left > 0 and today > last and not _claimed(charge, left, later):
            said = {"paid": charge.paid, "due": last, "day": today, "left": money(left)}
            text = _LATE.format(amount=money(charge.amount), **said)
            signs[charge.id] = Sign("", "review", "missing", text, _CLEARS)
    yield from of_signs(charges, signs, award, rule)


def _claims(charges: Sequence[Charge], given: Collection[str]) -> dict[str, list[Charge]]:
    """Costs that may settle something and cite nothing, by the payees who were given something."""
    found: dict[str, list[Charge]] = defaultdict(list)
    for charge in charges if given else ():
        if charge.kind == "cost" and charge.amount > NIL and charge.payee and not charge.settles:
            payee = normal(charge.payee)
            if payee in given:
                found[payee].append(charge)
    return found


def _claimed(charge: Charge, left: Decimal, later: Mapping[str, Sequence[Charge]]) -> bool:
    """Whether a later cost of the same payee is the claim for what is left of an advance."""
    if charge.left is not None and left != charge.amount:
        return False
    paid = later.get(normal(charge.payee), ())
    after = bisect_left(paid, charge.paid, key=lambda c: c.paid)
    costs = paid[after : after + _LOOK_AHEAD]
    alike = (c for c in costs if c.amount * 2 >= left and _CLAIM.search(normal(c.narration)))
    return any(one_thing(charge, c) or "借款" in c.narration for c in alike)


advance = foreign.alone("advance", judge)
"""The rule as a plugin of its own, for ledgers that Earmark did not make."""
