"""Paid twice (重复列支): the same thing again, or one invoice again.

Why: one invoice settled twice, or one service charged to the award a second time: perhaps to another payee, perhaps a
few yuan different.

How it decides, between two charges of one kind not more than ``days`` apart:
- one payee (or his sister company), amounts no more than ``near`` percent apart, whose invoices are equal, or, where one
  of them has none, whose wording is: one narration contains the other, and they name no different month or number
  (第1期, 第2期; 4月, 5月)
- one invoice number, whoever was paid, for one amount; or to two payees
- two payees that are no persons, one amount, and the very same words, eight characters at least
The later one is review, with the earlier as its evidence; the earlier payment is presumed owed. Amounts below ``least``
(CNY) are left out: two identical fees on one day are two fees. One invoice paid to one payee in parts is no duplicate.

Settings: ``least`` (default 1000.00), ``days`` (default 366), ``near`` (default 1 %).
Trips it: 论文集印刷 9,600.00 in April and again in September. Near miss: 讲课费 1,500.00 to one expert for two lectures.
What clears it: two orders, two deliveries, two invoices.

    plugin "earmark.plugins.duplicate" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan'}"
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from math import log
from typing import TYPE_CHECKING

from earmark.ledger.amount import money
from earmark.ledger.text import Text

from . import foreign
from .about import RECIPIENT, About, Setting
from .groups import house
from .payee import is_person
from .sign import Sign
from .verdict import of_signs
from .words import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from earmark.ledger.award import Award
    from earmark.ledger.charge import Charge

    from .finding import Finding
    from .policy import Rule

__plugins__ = ("duplicate",)

_NUMBERED = re.compile(
    r"第?[0-9一二三四五六七八九十]+[期次批届讲场季月日周年号轮版]度?|[上下]半年|首期|尾款|预付"
)
_NOISE = re.compile(r"\([^()]*\)|[^\w]|[0-9]+[册个份套本台张人元%]?")
_SHORT, _LONG = 4, 8
_NEAREST = Decimal("0.01")
_LOOK_BACK = 12
_SAME = Text(
    "与 {id}（{date}，{amount}）收款方、金额、内容相同",
    "same payee, amount and thing as {id} ({date}, {amount})",
)
_INVOICE = Text("与 {id}（{date}，{amount}）发票号相同", "same invoice as {id} ({date}, {amount})")
_OTHER = Text(
    "与 {id}（{date}，{amount}）金额、内容相同，收款方不同",
    "same amount and thing as {id} ({date}, {amount}), to another payee",
)
_CLEARS = Text("两次订购、两次交付、两张发票的证据", "evidence of two orders, deliveries and invoices")
ABOUT = About(
    name=Text("重复列支", "paid twice"),
    outcomes=("review",),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={
        "least": Setting(
            "1000.00", Text("低于此金额（元）不比较", "amounts below this (CNY) are not compared")
        ),
        "days": Setting("366", Text("两次付款最多相隔天数", "days that two payments may lie apart")),
        "near": Setting("1", Text("金额最多相差百分之几", "by what percentage two amounts may differ")),
    },
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per charge that repeats an earlier one."""
    least = Decimal(rule.setting("least", ABOUT))
    seen = _Seen(int(rule.setting("days", ABOUT)), Decimal(rule.setting("near", ABOUT)))
    signs = {}
    for charge in charges:
        text = seen.repeats(charge) if charge.amount >= least and charge.payee else None
        if text:
            signs[charge.id] = Sign("", "review", "group", text, _CLEARS)
    yield from of_signs(charges, signs, award, rule)


class _Seen:
    """The charges so far, by payee and amount, by invoice, by amount and words."""

    def __init__(self, days: int, near: Decimal) -> None:
        self.days = days
        self.near = near
        self._width = float(max(near, _NEAREST))
        self._alike: dict[tuple[str, str, int], list[Charge]] = defaultdict(list)
        self._invoices: dict[str, list[Charge]] = defaultdict(list)
        self._words: dict[tuple[str, Decimal, str], list[Charge]] = defaultdict(list)

    def repeats(self, charge: Charge) -> Text | None:
        """What a charge repeats; it is kept for later ones."""
        found = (self._of_payee(charge), self._of_invoice(charge), self._of_another(charge))
        return next(filter(None, found), None)

    def _of_payee(self, charge: Charge) -> Text | None:
        # A key, not an amount: neighbours are looked at, too.
        payee, step = house(charge.payee), int(log(charge.amount) * 100 / self._width)
        near = [
            c
            for s in (step - 1, step, step + 1)
            for c in self._alike.get((payee, charge.kind, s), ())[-_LOOK_BACK:]
        ]
        self._alike[payee, charge.kind, step].append(charge)
        if not near:
            return None
        latest = sorted(near, key=lambda c: (c.paid, c.id), reverse=True)
        return self._said(
            _SAME, (c for c in latest if self._apart(charge, c) and _one_thing(charge, c)), charge
        )

    def _apart(self, charge: Charge, earlier: Charge) -> bool:
        return abs(charge.amount - earlier.amount) * 100 <= self.near * earlier.amount

    def _of_invoice(self, charge: Charge) -> Text | None:
        if not charge.invoice:
            return None
        same = self._invoices[charge.invoice][-_LOOK_BACK:]
        self._invoices[charge.invoice].append(charge)
        fits = (c for c in same if c.amount == charge.amount or house(c.payee) != house(charge.payee))
        return self._said(_INVOICE, fits, charge)

    def _of_another(self, charge: Charge) -> Text | None:
        words = normal(charge.narration)
        alike = self._words[charge.kind, charge.amount, words]
        same = alike[-_LOOK_BACK:]
        alike.append(charge)
        if not same or len(_NOISE.sub("", words)) < _LONG or is_person(charge.payee):
            return None
        fits = (
            c for c in same if house(c.payee) != house(charge.payee) and not (c.invoice and charge.invoice)
        )
        return self._said(_OTHER, fits, charge)

    def _said(self, text: Text, fits: Iterable[Charge], charge: Charge) -> Text | None:
        for earlier in fits:
            if earlier.voucher != charge.voucher and (charge.paid - earlier.paid).days <= self.days:
                return text.format(id=earlier.id, date=earlier.paid, amount=money(earlier.amount))
        return None


def _one_thing(charge: Charge, earlier: Charge) -> bool:
    if charge.invoice and earlier.invoice:
        return charge.invoice == earlier.invoice
    return _alike(normal(charge.narration), normal(earlier.narration))


def _alike(one: str, other: str) -> bool:
    if set(_NUMBERED.findall(one)) != set(_NUMBERED.findall(other)):
        return False
    short, long = sorted((_NOISE.sub("", one), _NOISE.sub("", other)), key=len)
    return len(short) >= _SHORT and short in long


duplicate = foreign.alone("duplicate", judge)
"""The rule as a plugin of its own, for ledgers that Earmark did not make."""
