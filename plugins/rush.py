"""A year-end rush (年底突击花钱): much of the award charged in the last days of the year or of its period.

Why: money that would lapse is spent on whatever can be had in time, or is parked as a prepayment.

How it decides, for the last ``days`` of each calendar year and of the award's period, over costs, assets, advances and
prepayments:
- when they make up at least ``percent`` of the award (or of all that was charged, where that is more), each of them of
  at least ``least`` CNY that shows no delivery: no notice, sign-in sheet or other paper (invoice, contract and receipt
  show none), no settled prepayment, no past day in its narration
- else only the prepayments among them (预付, 预存, 定金, 充值) that show none
is review, the share its evidence.

Settings: ``days`` (15), ``percent`` (30), ``least`` (5000.00 CNY).
Trips it: 180,000 of an award of 500,000 charged in the last days of December. Near miss: 60,000 of it.
What clears it: delivery or acceptance papers, contracts and plans of work dated before.

    plugin "earmark.plugins.rush" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan',
                                    'period': ('2025-03-01', '2026-02-28')}"
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .language.lexicon import any_of
from .language.words import normal
from .signs.sign import Sign
from .signs.stated import stated
from .signs.verdict import of_signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.entries import PluginError
    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("rush",)

_SHOWS = {"notice", "sign-in", "other"}
_SPENT = {"cost", "asset", "advance", "prepayment"}
_AHEAD = any_of(
    ["预付", "预存", "预缴", "预交", "预定", "定金", "订金", "充值", "储值", r"\bprepa", r"\bin advance\b"]
)
_TEXT = Text(
    "{last} 前 {days} 天列支 {share}%，没有交付证据",
    "{share} % was charged in the {days} days to {last}; nothing shows delivery",
)
_PREPAID = Text(
    "{last} 前 {days} 天内的预付，没有交付证据",
    "prepaid in the {days} days to {last}; nothing shows delivery",
)
_CLEARS = Text(
    "交付或验收材料，以及早先的合同和工作计划",
    "delivery or acceptance papers, contracts and plans of work dated before",
)
ABOUT = About(
    name=Text("年底突击花钱", "a year-end rush"),
    outcomes=("review",),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={
        "days": Setting("15", Text("年底或期末最后几天", "how many last days of the year or period")),
        "percent": Setting("30", Text("占奖补资金的百分比", "what percentage of the award")),
        "least": Setting("5000.00", Text("低于此金额（元）不看", "amounts below this (CNY) are passed over")),
    },
)


def rush(
    entries: list[Any], options_map: dict[str, Any], config: str | None = None
) -> tuple[list[Any], list[PluginError]]:
    """The rule as a plugin of its own, for ledgers that Earmark did not make."""
    return foreign.run("rush", judge, entries, options_map, config, ("period",))


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per late charge that nothing shows to be delivered."""
    days, least = int(rule.setting("days", ABOUT)), Decimal(rule.setting("least", ABOUT))
    spent = [c for c in charges if c.amount > NIL and c.kind in _SPENT]
    whole = max(award.grant.amount, sum((c.amount for c in spent), Decimal(0)))
    signs: dict[str, Sign] = {}
    for last, late in _late(spent, days, award.grant.end).items():
        share = sum((c.amount for c in late), Decimal(0)) * 100 / whole
        rushed = share >= Decimal(rule.setting("percent", ABOUT))
        text = (_TEXT if rushed else _PREPAID).format(last=last, days=days, share=int(share))
        for charge in late:
            counts = charge.amount >= least if rushed else _ahead(charge)
            if counts and not _delivered(charge):
                signs.setdefault(charge.id, Sign("", "review", "group", text, _CLEARS))
    yield from of_signs(charges, signs, award, rule)


def _late(spent: Sequence[Charge], days: int, end: datetime.date) -> dict[datetime.date, list[Charge]]:
    """What was charged in the last days of each year and of the period, by the last of those days."""
    found: dict[datetime.date, list[Charge]] = defaultdict(list)
    ends = {datetime.date(year, 12, 31) for year in {charge.paid.year for charge in spent}} | {end}
    spans = [(last - datetime.timedelta(days=days), last) for last in ends]
    for charge in spent:
        for before, last in spans:
            if before < charge.paid <= last:
                found[last].append(charge)
    return dict(sorted(found.items()))


def _ahead(charge: Charge) -> bool:
    return charge.kind == "prepayment" or bool(_AHEAD.search(normal(charge.narration)))


def _delivered(charge: Charge) -> bool:
    """Whether something shows delivery: a paper, a prepayment that it settles, a past day that it names."""
    shown = any(paper.what in _SHOWS for paper in charge.papers)
    if shown or charge.settles or charge.left == 0:
        return True
    span = stated(normal(charge.narration), charge.paid)
    return span is not None and span.exact and span.first <= charge.paid
