"""Split below a limit (化整为零): one purchase in several payments, each below a limit, together at or above it.

Why: a tender, quotes or a second signature are asked for above a limit; a purchase cut into pieces is never seen by them.

How it decides: payments to one payee, to his sister companies, or to the recipient's related parties, for one thing
(groups.py), each below the limit and no smaller than ``least`` percent of it, within ``days``, that together reach it.
Every member is review, the group its evidence. The same for one signature, within ``signature-days``, not for fees of
persons. Parts of one contract that say so (预付30%, 尾款), other issues and other months are no split. Limits come
from an answer or a setting (limits.py); where one is not known and some payments hang on it, that is unknown, once.

Settings: ``single-source``, ``one-signature`` (CNY), ``days`` (30), ``signature-days`` (7), ``least`` (20 %).
Trips it: 展厅布展材料 28,000 and 26,000 to one company in a week, limit 50,000. Near miss: 年会场租预付30% and its 尾款.
What clears it: quotes, a tender or an approval for the whole; or contracts for different things.

    plugin "earmark.plugins.split" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan',
                                     'answers': {'single-source': '50000', 'one-signature': '5000'}}"
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from earmark.ledger.amount import money
from earmark.ledger.text import Text

from . import foreign, limits
from .about import RECIPIENT, About, Setting
from .groups import INSTALMENT, house, named, together
from .limits import LIMITS, ONE_SIGNATURE, SINGLE_SOURCE
from .payee import Payees, is_person
from .sign import Sign
from .verdict import of_signs
from .words import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from earmark.ledger.award import Award
    from earmark.ledger.charge import Charge

    from .entries import PluginError
    from .finding import Finding
    from .policy import Rule

__plugins__ = ("split",)

_SPENT = {"cost", "asset", "advance", "prepayment"}
_DAYS = {SINGLE_SOURCE: "days", ONE_SIGNATURE: "signature-days"}
_TEXT = Text(
    "{days} 天内 {group} 各低于{name} {limit}，合计 {total}",
    "within {days} days {group}, each below the {name} of {limit}, together {total}",
)
_CLEARS = Text(
    "按整体询价、招标或审批的记录，或内容不同的合同",
    "quotes, tender or approval for the whole, or contracts for different things",
)
ABOUT = About(
    name=Text("化整为零", "split below a limit"),
    outcomes=("review", "unknown"),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={
        **LIMITS,
        "days": Setting(
            "30", Text("同一采购分次付款的天数", "days within which one purchase is paid in pieces")
        ),
        "signature-days": Setting("7", Text("同一报销分次的天数", "the same for one signature")),
        "least": Setting(
            "20", Text("小于限额这个百分比的不算", "pieces below this percentage of the limit do not count")
        ),
    },
)


def split(
    entries: list[Any], options_map: dict[str, Any], config: str | None = None
) -> tuple[list[Any], list[PluginError]]:
    """The rule as a plugin of its own, for ledgers that Earmark did not make."""
    return foreign.run("split", judge, entries, options_map, config)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per member of a group that reaches a limit together."""
    groups = _groups(charges, award)
    signs: dict[str, Sign] = {}
    for name in (SINGLE_SOURCE, ONE_SIGNATURE):
        limit = limits.limit(name, rule, ABOUT, award)
        if limit is None and groups:
            yield limits.unknown(name, rule, award)
        elif limit:
            least = limit * Decimal(rule.setting("least", ABOUT)) / 100
            days = int(rule.setting(_DAYS[name], ABOUT))
            for group in groups:
                pieces = [c for c in group if least <= c.amount < limit and _counts(c, name)]
                for run in _reaching(pieces, days, limit):
                    _sign(run, name, limit, days, signs)
    yield from of_signs(charges, signs, award, rule)


def _groups(charges: Sequence[Charge], award: Award) -> list[list[Charge]]:
    """Payments of one payee for one thing, two at least."""
    payees = Payees(award)
    by_payee: dict[str, list[Charge]] = defaultdict(list)
    for charge in charges:
        if charge.amount > 0 and charge.payee and charge.kind in _SPENT:
            related = any(p.kind == "related-party" for p in payees.parties(charge))
            by_payee["related" if related else house(charge.payee)].append(charge)
    groups = (group for paid in by_payee.values() if len(paid) > 1 for group in together(paid))
    return [group for group in groups if len(group) > 1]


def _counts(charge: Charge, name: str) -> bool:
    """A part of a contract that says so is no piece; a person's fee is not bought on a signature."""
    if INSTALMENT.search(normal(charge.narration)):
        return False
    return name == SINGLE_SOURCE or not is_person(charge.payee)


def _reaching(pieces: Sequence[Charge], days: int, limit: Decimal) -> Iterator[Sequence[Charge]]:
    """The runs of pieces within some days whose sum reaches the limit; each ends one piece further than the last."""
    first, total = 0, Decimal(0)
    for last, charge in enumerate(pieces):
        total += charge.amount
        while (charge.paid - pieces[first].paid).days > days:
            total -= pieces[first].amount
            first += 1
        if last > first and total >= limit:
            yield pieces[first : last + 1]


def _sign(run: Iterable[Charge], name: str, limit: Decimal, days: int, signs: dict[str, Sign]) -> None:
    run = list(run)
    total = sum((c.amount for c in run), Decimal(0))
    said = {"days": days, "group": named(run), "name": limits.NAMES[name]}
    text = _TEXT.format(limit=money(limit), total=money(total), **said)
    for charge in run:
        signs.setdefault(charge.id, Sign("", "review", "group", text, _CLEARS))
