"""Paid twice (重复列支): the same payee, amount and thing again.

Why: one invoice settled twice, or one service charged to the award a second time.

How it decides: two charges of one kind to one payee, of one amount, not more than ``days`` apart, whose invoices
are equal or whose wording is: one narration contains the other, and they name no different month or number
(第1期, 第2期; 4月, 5月). The later one is review, with the earlier as its evidence; the earlier payment is presumed
owed. Amounts below ``least`` (CNY) are left out: two identical fees on one day are two fees.

Settings: ``least`` (default 1000.00), ``days`` (default 366).
Trips it: 论文集印刷 9,600.00 in April and again in September. Near miss: 讲课费 1,500.00 to one expert for two lectures.
What clears it: two orders, two deliveries, two invoices.

    plugin "earmark.plugins.duplicate" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan'}"
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from earmark.ledger.text import Text

from . import foreign
from .about import RECIPIENT, About, Setting
from .sign import Sign
from .verdict import of_charge
from .words import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.award import Award
    from earmark.ledger.charge import Charge

    from .entries import PluginError
    from .finding import Finding
    from .policy import Rule

__plugins__ = ("duplicate",)

_NUMBERED = re.compile(
    r"第?[0-9一二三四五六七八九十]+[期次批届讲场季月日周年号轮版]度?|[上下]半年|首期|尾款|预付"
)
_NOISE = re.compile(r"\([^()]*\)|[^\w]|[0-9]+[册个份套本台张人元%]?")
_SHORT = 4
_LOOK_BACK = 12
_SAME = Text("与 {id}（{date}）收款方、金额、内容相同", "same payee, amount and thing as {id} ({date})")
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
    },
)


def duplicate(
    entries: list[Any], options_map: dict[str, Any], config: str | None = None
) -> tuple[list[Any], list[PluginError]]:
    """The rule as a plugin of its own, for ledgers that Earmark did not make."""
    return foreign.run("duplicate", judge, entries, options_map, config)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per charge that repeats an earlier one."""
    least = Decimal(rule.setting("least", ABOUT))
    days = int(rule.setting("days", ABOUT))
    alike: dict[tuple[str, Decimal, str], list[Charge]] = defaultdict(list)
    for charge in charges:
        if charge.amount < least or not charge.payee:
            continue
        group = alike[normal(charge.payee), charge.amount, charge.kind]
        earlier = next((c for c in reversed(group[-_LOOK_BACK:]) if _repeats(charge, c, days)), None)
        group.append(charge)
        if earlier:
            text = _SAME.format(id=earlier.id, date=earlier.paid)
            found = of_charge(charge, award, rule, [Sign("", "review", "group", text, _CLEARS)])
            if found:
                yield found


def _repeats(charge: Charge, earlier: Charge, days: int) -> bool:
    if earlier.voucher == charge.voucher or (charge.paid - earlier.paid).days > days:
        return False
    if charge.invoice and earlier.invoice:
        return charge.invoice == earlier.invoice
    return _alike(normal(charge.narration), normal(earlier.narration))


def _alike(one: str, other: str) -> bool:
    if set(_NUMBERED.findall(one)) != set(_NUMBERED.findall(other)):
        return False
    short, long = sorted((_NOISE.sub("", one), _NOISE.sub("", other)), key=len)
    return len(short) >= _SHORT and short in long
