"""A round trip (资金回流): money goes out and comes back, to the same payee's or an account of one's own.

Why: money that returns was lent, parked or washed; while it was away it earned or covered something else. That it is
back does not undo it: both legs stay findings, and nothing is netted.

How it decides: a payment of at least ``least`` and a negative entry within ``days``, ``near`` percent of each other,
- both with one payee, where the way back gives no reason of trade (取消, 退货, 押金, 多付 …) and is no red letter
- or the way back, or both, by an account of the recipient's own (基本户, its tail)
are review, each with the other as evidence. The negative leg has no amount: it must not be netted.

Settings: ``least`` (5000.00 CNY), ``days`` (183), ``near`` (95 %).
Trips it: 合作费 50,000.00 to a company, 49,000.00 转回 a month later. Near miss: 退回年会场租押金 5,000.00 of 18,000.00.
What clears it: contract and reason of the return, bank slips of both legs, what happened to the money in between.

    plugin "earmark.plugins.roundtrip" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan'}"
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .judging.groups import named
from .language.lexicon import any_of
from .language.words import normal
from .signs.payee import payees_of
from .signs.sign import Sign
from .signs.verdict import of_signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("roundtrip",)

_REASON = any_of(
    ["取消", "停办", "延期", "退货", "退票", "押金", "保证金", "多付", "多收", "重复", "优惠", "有误", "付错",
     "退汇", "更正", "冲销", "红字", r"\bcancel", r"\bdeposit"]
)  # fmt: skip
_OWN = "own"
_LOOK_BACK = 12
_TEXT = Text("转出后又转回：{group}", "out and back: {group}")
_CLEARS = Text(
    "合同和退回的原因，两笔的银行回单，期间资金的去向",
    "contract and reason of the return, bank slips of both legs, what happened to the money in between",
)
ABOUT = About(
    name=Text("资金回流", "a round trip"),
    outcomes=("review",),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={
        "least": Setting("5000.00", Text("低于此金额（元）不看", "amounts below this (CNY) are passed over")),
        "days": Setting("183", Text("来回最多相隔天数", "days between out and back at most")),
        "near": Setting(
            "95", Text("转回不少于转出的百分比", "how much of it comes back at least, in percent")
        ),
    },
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding for each leg."""
    trip = _Trip(rule)
    if not any(-charge.amount >= trip.least for charge in charges):
        return
    payees = payees_of(award)
    out: dict[str, list[Charge]] = defaultdict(list)
    signs: dict[str, Sign] = {}
    for charge in charges:
        payee = _OWN if payees.own_account(charge) else normal(charge.payee)
        if charge.amount > NIL:
            out[payee].append(charge)
            out[""].append(charge)
            continue
        earlier = (
            trip.out_of(charge, out["" if payee == _OWN else payee], own=payee == _OWN) if payee else None
        )
        if earlier:
            sign = Sign("", "review", "group", _TEXT.format(group=named((earlier, charge))), _CLEARS)
            signs |= {earlier.id: sign, charge.id: sign}
    for found in of_signs(charges, signs, award, rule):
        yield replace(found, amount=None, currency=None) if (found.amount or 0) < 0 else found


class _Trip:
    """What makes two charges a round trip, as the policy sets it."""

    def __init__(self, rule: Rule) -> None:
        self.least = Decimal(rule.setting("least", ABOUT))
        self.days = int(rule.setting("days", ABOUT))
        self.near = Decimal(rule.setting("near", ABOUT))

    def out_of(self, back: Charge, earlier: Sequence[Charge], *, own: bool) -> Charge | None:
        """The latest payment that a negative entry brings back."""
        if -back.amount < self.least or (not own and _REASON.search(normal(back.narration))):
            return None
        return next((c for c in reversed(earlier[-_LOOK_BACK:]) if self._fits(c, back)), None)

    def _fits(self, out: Charge, back: Charge) -> bool:
        near = out.amount * self.near / 100 <= -back.amount <= out.amount
        return near and out.voucher != back.voucher and (back.paid - out.paid).days <= self.days


roundtrip = foreign.alone("roundtrip", judge)
"""The rule as a plugin of its own, for ledgers that Earmark did not make."""
