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
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from math import log
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Charge

from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .judging.groups import house, several
from .language.words import normal
from .signs.payee import is_person
from .signs.sign import Sign
from .signs.verdict import of_signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award

    from .judging.finding import Finding
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


class _Alike(NamedTuple):
    """What a charge may repeat, the likeliest first, and what is said of it then."""

    says: Text
    charge: Charge
    earlier: Iterable[Charge]


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per charge that repeats an earlier one."""
    least, days = Decimal(rule.setting("least", ABOUT)), int(rule.setting("days", ABOUT))
    looked_at = [charge for charge in charges if charge.amount >= least and charge.payee]
    signs: dict[str, Sign] = {}
    for says, charge, earlier in _alike(looked_at, Decimal(rule.setting("near", ABOUT))):
        repeated = next((c for c in earlier if _repeats(charge, c, days)), None)
        if repeated:
            said = {"id": repeated.id, "date": repeated.paid, "amount": money(repeated.amount)}
            signs.setdefault(charge.id, Sign("", "review", "group", says.format(**said), _CLEARS))
    yield from of_signs(charges, signs, award, rule)


def _repeats(charge: Charge, earlier: Charge, days: int) -> bool:
    return earlier.voucher != charge.voucher and (charge.paid - earlier.paid).days <= days


def _alike(charges: Sequence[Charge], near: Decimal) -> Iterator[_Alike]:
    """Charges of one payee, then those with one invoice, then those in the very same words."""
    for paid in several(charges, lambda c: house(c.payee)):
        yield from _of_payee(paid, near)
    for same in several((c for c in charges if c.invoice), lambda c: c.invoice):
        yield from _of_invoice(same)
    for same in several(charges, lambda c: normal(c.narration)):
        yield from _of_words(same)


def _of_payee(paid: Iterable[Charge], near: Decimal) -> Iterator[_Alike]:
    by_amount: dict[tuple[str, int], list[Charge]] = defaultdict(list)
    width = float(max(near, _NEAREST))
    for charge in paid:
        # A key, not an amount: neighbours are looked at, too.
        step = int(log(charge.amount) * 100 / width)
        steps = [by_amount.get((charge.kind, s), ())[-_LOOK_BACK:] for s in (step - 1, step, step + 1)]
        by_amount[charge.kind, step].append(charge)
        alike = [c for c in chain(*steps) if _near(charge, c, near) and _one_thing(charge, c)]
        if alike:
            yield _Alike(_SAME, charge, sorted(alike, key=lambda c: (c.paid, c.id), reverse=True))


def _near(charge: Charge, earlier: Charge, near: Decimal) -> bool:
    return abs(charge.amount - earlier.amount) * 100 <= near * earlier.amount


def _of_invoice(same: Sequence[Charge]) -> Iterator[_Alike]:
    for place, charge in enumerate(same):
        before = same[max(place - _LOOK_BACK, 0) : place]
        yield _Alike(
            _INVOICE,
            charge,
            (c for c in before if c.amount == charge.amount or house(c.payee) != house(charge.payee)),
        )


def _of_words(same: Sequence[Charge]) -> Iterator[_Alike]:
    if len(_bare(same[0].narration).words) < _LONG:
        return
    by_amount: dict[tuple[str, Decimal], list[Charge]] = defaultdict(list)
    for charge in same:
        before = by_amount[charge.kind, charge.amount][-_LOOK_BACK:]
        by_amount[charge.kind, charge.amount].append(charge)
        if not is_person(charge.payee):
            yield _Alike(_OTHER, charge, (c for c in before if _elsewhere(charge, c)))


def _elsewhere(charge: Charge, earlier: Charge) -> bool:
    return house(earlier.payee) != house(charge.payee) and not (earlier.invoice and charge.invoice)


def _one_thing(charge: Charge, earlier: Charge) -> bool:
    if charge.invoice and earlier.invoice:
        return charge.invoice == earlier.invoice
    one, other = _bare(charge.narration), _bare(earlier.narration)
    short, long = sorted((one.words, other.words), key=len)
    return len(short) >= _SHORT and short in long and one.numbers == other.numbers


class _Bare(NamedTuple):
    """A narration without counts, asides and signs, and what in it tells one of a series from another."""

    words: str
    numbers: frozenset[str]


@lru_cache(maxsize=1 << 16)
def _bare(narration: str) -> _Bare:
    text = normal(narration)
    return _Bare(_NOISE.sub("", text), frozenset(_NUMBERED.findall(text)))


duplicate = foreign.alone("duplicate", judge)
"""The rule as a plugin of its own, for ledgers that Earmark did not make."""
