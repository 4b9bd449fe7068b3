"""Just under a limit (紧贴限额): an amount a little below what would have asked for quotes or a second signature.

Why: 49,800 under a limit of 50,000 may be chance; two of them to one payee, or one that says nothing, hardly.

How it decides: an amount within ``percent`` of a limit, below it, and a second sign: it is the limit of buying without
a tender; or, for one signature, the same payee got another such amount within ``days``, or the narration says nothing
of what was bought. Fees of persons are left out (4,800 is two days of an expert), and parts of a contract that say so (尾款). Review.

Settings: ``single-source``, ``one-signature`` (CNY; limits.py), ``percent`` (3), ``days`` (60).
Trips it: 展厅布展 49,800.00 under a limit of 50,000. Near miss: 年会工作餐 4,800.00, once, under one of 5,000.
What clears it: quotes, price list or contract that make the amount what it is.

    plugin "earmark.plugins.nearlimit" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan',
                                         'answers': {'single-source': '50000', 'one-signature': '5000'}}"
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL, money
from earmark.ledger.base.text import Text

from .judging import foreign, limits
from .judging.about import RECIPIENT, About, Setting
from .judging.groups import INSTALMENT, named
from .judging.limits import LIMITS, ONE_SIGNATURE, SINGLE_SOURCE
from .language.phrase import phrase
from .language.words import normal
from .signs.payee import is_person
from .signs.sign import Sign
from .signs.verdict import of_signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("nearlimit",)

_SPENT = {"cost", "asset", "prepayment"}
_UNDER = Text("{amount}，略低于{name} {limit}", "{amount}, just under the {name} of {limit}")
_AGAIN = Text("{under}；同一收款方还有 {group}", "{under}; the same payee also got {group}")
_VAGUE = Text("{under}；摘要没有说明付的是什么", "{under}; the narration does not say for what")
_CLEARS = Text(
    "使金额如此的报价、价目表或合同", "quotes, price list or contract that make the amount what it is"
)
ABOUT = About(
    name=Text("紧贴限额", "just under a limit"),
    outcomes=("review", "unknown"),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={
        **LIMITS,
        "percent": Setting(
            "3", Text("低于限额不超过这个百分比", "how far below the limit, in percent of it")
        ),
        "days": Setting("60", Text("两笔相隔不超过的天数", "days that two such payments may lie apart")),
    },
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per amount just under a limit that a second sign speaks against."""
    bought = [c for c in charges if c.amount > NIL and c.kind in _SPENT]
    texts: dict[str, Text] = {}
    for name in (ONE_SIGNATURE, SINGLE_SOURCE):
        limit = limits.limit(name, rule, ABOUT, award)
        if limit is None and any(map(_counts, bought)):
            yield limits.unknown(name, rule, award)
        elif limit:
            least = limit * (100 - Decimal(rule.setting("percent", ABOUT))) / 100
            near = [c for c in bought if least <= c.amount < limit and _counts(c)]
            texts |= _suspect(near, name, limit, int(rule.setting("days", ABOUT)))
    signs = {id_: Sign("", "review", "group", text, _CLEARS) for id_, text in texts.items()}
    yield from of_signs(bought, signs, award, rule)


def _counts(charge: Charge) -> bool:
    """Not a person's fee, nor a part of a contract that says so."""
    return not is_person(charge.payee) and not INSTALMENT.search(normal(charge.narration))


def _suspect(near: Sequence[Charge], name: str, limit: Decimal, days: int) -> dict[str, Text]:
    """What speaks against the amounts just under one limit, by charge."""
    by_payee: dict[str, list[Charge]] = defaultdict(list)
    for charge in near:
        by_payee[normal(charge.payee)].append(charge)
    found = {}
    for paid in by_payee.values():
        for place, charge in enumerate(paid):
            others = [
                c
                for c in paid[max(place - 1, 0) : place + 2]
                if _apart(c, charge) <= days and c is not charge
            ]
            under = _UNDER.format(amount=money(charge.amount), name=limits.NAMES[name], limit=money(limit))
            if others and charge.payee:
                found[charge.id] = _AGAIN.format(under=under, group=named(others))
            elif phrase(charge.narration).vague:
                found[charge.id] = _VAGUE.format(under=under)
            elif name == SINGLE_SOURCE:
                found[charge.id] = under
    return found


def _apart(one: Charge, other: Charge) -> int:
    return abs((one.paid - other.paid).days)


nearlimit = foreign.alone("nearlimit", judge)
"""The rule as a plugin of its own, for ledgers that Earmark did not make."""
