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

from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL, money
from earmark.ledger.base.text import Text

from .judging import foreign, limits
from .judging.about import RECIPIENT, About, Setting
from .judging.groups import INSTALMENT, house, runs, several, together
from .judging.limits import LIMITS, ONE_SIGNATURE, SINGLE_SOURCE
from .language.words import normal
from .signs.payee import is_person, payees_of
from .signs.sign import Sign
from .signs.verdict import of_signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
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


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per member of a group that reaches a limit together."""
    by_payee = _by_payee(charges, award)
    signs: dict[str, Sign] = {}
    for name in (SINGLE_SOURCE, ONE_SIGNATURE):
        limit = limits.limit(name, rule, ABOUT, award)
        if limit is None and any(len(group) > 1 for paid in by_payee for group in together(paid)):
            yield limits.unknown(name, rule, award)
        elif limit:
            least, days = (
                limit * Decimal(rule.setting("least", ABOUT)) / 100,
                int(rule.setting(_DAYS[name], ABOUT)),
            )
            for paid in by_payee:
                pieces = [c for c in paid if least <= c.amount < limit]
                if sum((c.amount for c in pieces), NIL) >= limit:
                    for id_, sign in _compared(pieces, name, limit, days):
                        signs.setdefault(id_, sign)
    yield from of_signs(charges, signs, award, rule)


def _by_payee(charges: Sequence[Charge], award: Award) -> list[list[Charge]]:
    """Payments by payee, sister companies together, related parties together; those who got two at least."""
    payees = payees_of(award)
    related = any(p.kind == "related-party" for p in award.parties.parties) if award.parties else False

    def one(charge: Charge) -> str:
        return "related" if related and payees.is_listed(charge, "related-party") else house(charge.payee)

    return several((c for c in charges if c.amount > NIL and c.payee and c.kind in _SPENT), one)


def _compared(pieces: Sequence[Charge], name: str, limit: Decimal, days: int) -> Iterator[tuple[str, Sign]]:
    """What one payee got, against one limit: first by amount and day alone, then thing by thing."""
    counted = [c for c in pieces if _counts(c, name)]
    reaching = [c for run in runs(counted, days, 2, limit) for c in run.new]
    for group in together(reaching):
        for run in runs(group, days, 2, limit):
            said = {"days": days, "group": run.named, "name": limits.NAMES[name]}
            text = _TEXT.format(limit=money(limit), total=money(run.total), **said)
            for charge in run.new:
                yield charge.id, Sign("", "review", "group", text, _CLEARS)


def _counts(charge: Charge, name: str) -> bool:
    """A part of a contract that says so is no piece; a person's fee is not bought on a signature."""
    if INSTALMENT.search(normal(charge.narration)):
        return False
    return name == SINGLE_SOURCE or not is_person(charge.payee)


split = foreign.alone("split", judge)
"""The rule as a plugin of its own, for ledgers that Earmark did not make."""
