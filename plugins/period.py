"""The award's period (项目周期): money is for what happens between its first and its last day.

Why: what was bought before the award existed was not bought for it, and after its end the balance is settled.

How it decides, by the day the bank paid (``paid``) and the days that the narration itself names:
- paid before the start: violation when facts prove it (paid before the list of awards was published, or the
  narration names days before the start); else review
- paid after the end: violation when the narration names days after the end; else review: what was delivered inside
  the period may lawfully be paid later
- paid inside: violation when the object was delivered in months before the start (补付2024年11月场租), review when
  a year before the start is all it names, and review when a service reaches beyond the end (年费, 运维三年, 续费) or
  the months named lie wholly after it
- paid after the day on which the award was revoked: violation

Trips it: 2026年4月论坛场租 paid in April for a period that ended in February. Near miss: 2025年度报告印刷 (a year in a
title). What clears it: delivery papers dated inside the period; for a prepayment, the part that lies inside it.

    plugin "earmark.plugins.period" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan',
                                      'period': ('2025-03-01', '2026-02-28')}"
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About
from .language.lexicon import any_of
from .language.phrase import phrase
from .signs.sign import Sign
from .signs.stated import stated
from .signs.verdict import of_charge

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.entries import PluginError
    from .judging.finding import Finding
    from .policy import Rule
    from .signs.stated import Span

__plugins__ = ("period",)

_DELIVERED = any_of(
    [
        "场租",
        "会场",
        "场地",
        "住宿",
        "差旅",
        "交通",
        "餐",
        "劳务",
        "讲课",
        "授课",
        "租金",
        "租车",
        "尾款",
        "余款",
        "欠",
    ]
)
_VENUE = any_of(["场租", "会场", "场地", "住宿", "会议费", "尾款", "余款", "欠"])
_SERVICE = any_of(
    [
        "全年",
        "年费",
        "续费",
        "续订",
        "订阅",
        "运维",
        "维保",
        "服务期",
        "服务费",
        "运营",
        "租金",
        "预付",
        "预缴",
        "预存",
        "托管",
    ]
)
_YEARS = re.compile(r"(?<![0-9十])([两二三四五2-5])年(?!级|以|来|前|后|度|计划|规划|换届|一)")
_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_CLEARS = Text("交付（活动、验收）日期在项目期内的证据", "evidence that it was delivered inside the period")
_BEFORE = Text("{paid} 付款，早于项目期起始日 {start}", "paid on {paid}, before the period's start {start}")
_AFTER = Text("{paid} 付款，晚于项目期截止日 {end}", "paid on {paid}, after the period's end {end}")
_REVOKED = Text("{paid} 付款，在撤销（{day}）之后", "paid on {paid}, after the revocation of {day}")
_UNLISTED = Text("；也早于立项名单公布日 {listed}", "; and before the list of awards of {listed}")
_NAMES = Text(
    "摘要写明 {first} 至 {last}，在项目期外", "the narration names {first} to {last}, outside the period"
)
_BEYOND = Text(
    "摘要写明至 {last}，超出项目期截止日 {end}", "the narration reaches to {last}, beyond the end {end}"
)
ABOUT = About(
    name=Text("项目周期", "the award's period"),
    outcomes=("violation", "review"),
    clears=_CLEARS,
    who=RECIPIENT,
)


def period(
    entries: list[Any], options_map: dict[str, Any], config: str | None = None
) -> tuple[list[Any], list[PluginError]]:
    """The rule as a plugin of its own, for ledgers that Earmark did not make."""
    return foreign.run("period", judge, entries, options_map, config, ("period",))


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per charge that lies, or says that it lies, outside the period."""
    revoked = [milestone.date for milestone in award.milestones if milestone.stage == "revocation"]
    for charge in charges:
        signs = (_revoked(charge, revoked) or _signs(charge, award)) if charge.amount > NIL else []
        found = of_charge(charge, award, rule, signs) if signs else None
        if found:
            yield found


def _signs(charge: Charge, award: Award) -> list[Sign]:
    said = phrase(charge.narration).text
    span = stated(said, charge.paid)
    start, end = award.grant.start, award.grant.end
    if charge.paid < start:
        return _before(charge, award, span)
    if charge.paid > end:
        outside = span is not None and span.first > end
        found = [_sign("violation" if outside else "review", _AFTER.format(paid=charge.paid, end=end))]
        return [*found, *([_named(span)] if span and outside else [])]
    if span and span.last < start:
        return _earlier(phrase(charge.narration).objects, span)
    service = _SERVICE.search(said)
    years = _YEARS.search(said) if service else None
    if years and (last := _after(charge.paid, years[1])) > end:
        return [_sign("review", _BEYOND.format(last=last, end=end), "object")]
    if span is None or span.last <= end:
        return []
    # What lies wholly after the end is paid too early whatever it is; what only reaches beyond it may be a title's year.
    beyond = service or (span.exact and span.first > end)
    return [_sign("review", _BEYOND.format(last=span.last, end=end), "object")] if beyond else []


def _after(paid: datetime.date, years: str) -> datetime.date:
    """So many years after a payment, on its month's first day."""
    return paid.replace(year=paid.year + (_NUMERALS.get(years) or int(years)), day=1)


def _before(charge: Charge, award: Award, span: Span | None) -> list[Sign]:
    start = award.grant.start
    text = _BEFORE.format(paid=charge.paid, start=start)
    listed = _listed(award)
    if listed and charge.paid < listed:
        more = _UNLISTED.format(listed=listed)
        return [_sign("violation", Text(text.zh + more.zh, text.en + more.en))]
    if span and span.last < start:
        return [_sign("violation", text), _named(span)]
    return [_sign("review", text)]


def _revoked(charge: Charge, days: Sequence[datetime.date]) -> list[Sign]:
    """Paid after one of the days on which the award was revoked, whatever for."""
    day = next((day for day in days if day < charge.paid), None) if days else None
    return [_sign("violation", _REVOKED.format(paid=charge.paid, day=day))] if day else []


def _listed(award: Award) -> datetime.date | None:
    """When the list of awards was published."""
    return min((m.date for m in award.milestones if m.stage == "list"), default=None)


def _earlier(objects: tuple[str, ...], span: Span) -> list[Sign]:
    """Paid inside for days before the start: only what is delivered on a day counts, not what bears a year."""
    if span.exact and any(_DELIVERED.search(o) for o in objects):
        return [_named(span)]
    if any(_VENUE.search(o) for o in objects):
        return [_sign("review", _named(span).text, "object")]
    return []


def _named(span: Span) -> Sign:
    return _sign("violation", _NAMES.format(first=span.first, last=span.last), "object")


def _sign(outcome: str, text: Text, weight: str = "fact") -> Sign:
    return Sign("unrelated", outcome, weight, text, _CLEARS)
