"""A prepayment past the end (预付超期): a service bought for a time that lies mostly after the award.

Why: what is delivered after the award's end was not bought for the award, however early it was paid.

How it decides: a service whose narration names how long it lasts (一年, 12个月, 年费, 两年), counted from the day of payment,
is review when more than ``percent`` of that time lies after the award's end: a yearly fee paid in the first
months of an award of a year is the ordinary case. Services whose narration names the days themselves (2026年全年,
3-12月) are judged by ``period``; prepayments that nobody has settled at the end by ``advance``.

Settings: ``percent`` (50).
Trips it: 平台运维服务费(一年) paid two months before the end. Near miss: 数据库年费 paid in the award's second month.
What clears it: the contract's dates, and the part after the end borne by other funds.

    plugin "earmark.plugins.prepayment" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan',
                                          'period': ('2025-03-01', '2026-02-28')}"
"""

from __future__ import annotations

import re
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

__plugins__ = ("prepayment",)

_SERVICE = any_of(
    ["续费", "续订", "订阅", "运维", "维保", "托管", "服务", "会员", "域名", "服务器", "云", "软件", "数据库",
     "授权", "许可", "租金", "租赁", "使用费", "年费", "保险", "预付", "预缴", r"\bsubscription",
     r"\blicen[cs]e", r"\bhosting", r"\bmaintenance"]
)  # fmt: skip
_NUMBERS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "十二": 12, "半": 0.5}
_LASTS = re.compile(
    r"(十二|[0-9]{1,2}|[一两二三四五六半])(?:个)?(月|年)(?:期|费|$|[)、,;])|(年费|全年|整年|\bannual\b|\byearly\b)"
)
_YEAR, _MOST = 12, 60
_DAYS_OF_A_MONTH = 30.44
_TEXT = Text(
    "服务 {months} 个月，自 {paid} 算起约 {share}% 在项目期截止日 {end} 之后",
    "lasts {months} months: about {share} % of it from {paid} on lies after the award's end {end}",
)
_CLEARS = Text(
    "合同写明的服务期，超期部分由其他资金承担的凭证",
    "the contract's dates, and the part after the end borne by other funds",
)
ABOUT = About(
    name=Text("预付超期", "a prepayment past the end"),
    outcomes=("review",),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={
        "percent": Setting(
            "50", Text("期后部分超过这个百分比", "more than this percentage lies after the end")
        )
    },
)


def prepayment(
    entries: list[Any], options_map: dict[str, Any], config: str | None = None
) -> tuple[list[Any], list[PluginError]]:
    """The rule as a plugin of its own, for ledgers that Earmark did not make."""
    return foreign.run("prepayment", judge, entries, options_map, config, ("period",))


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per service that lasts mostly beyond the end."""
    most, end = Decimal(rule.setting("percent", ABOUT)), award.grant.end
    signs = {}
    for charge in charges:
        months = _months(charge) if charge.amount > NIL and charge.paid <= end else 0
        after = round(100 - (end - charge.paid).days * 100 / (months * _DAYS_OF_A_MONTH)) if months else 0
        if after > most:
            text = _TEXT.format(months=f"{months:g}", paid=charge.paid, share=after, end=end)
            signs[charge.id] = Sign("", "review", "object", text, _CLEARS)
    yield from of_signs(charges, signs, award, rule)


def _months(charge: Charge) -> float:
    """How many months a service lasts, as its narration says; 0 when it does not, or names the days themselves."""
    said = normal(charge.narration)
    found = _LASTS.search(said) if _SERVICE.search(said) else None
    if not found or stated(_LASTS.sub("", said), charge.paid):
        return 0
    number, unit, yearly = found.groups()
    if yearly:
        return _YEAR
    months = float(_NUMBERS.get(number) or number) * (_YEAR if unit == "年" else 1)
    return months if months <= _MOST else 0
