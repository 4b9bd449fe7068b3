"""An event without a date (活动无日期、无名称): a lump for an event that nothing dates or names.

Why: 会议费 30,000 may be any meeting or none; without name or day nobody can look for its sign-in sheet.

How it decides: a payment of at least ``least`` to a body whose narration is made of general words of events alone
(会议费, 活动经费, 培训费, 场地租金, 会务费一批), with no name (2025学术年会, 第12期论坛, 《…》), no day or month, no
object of its own, and no notice, sign-in sheet or
contract beside the voucher: review. The plan line's own name (学术交流活动费) names no event.

Settings: ``least`` (5000.00 CNY).
Trips it: 活动经费 20,000.00. Near miss: 2025学术年会场地租金 18,000.00; 会议费(4月11日) 18,000.00.
What clears it: notice, sign-in sheets and list of costs of the event.

    plugin "earmark.plugins.undated" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan'}"
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .language.lexicon import any_of
from .language.words import normal
from .signs.payee import is_person
from .signs.sign import Sign
from .signs.stated import stated
from .signs.verdict import of_charge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("undated",)

_NAMES = {"notice", "sign-in", "contract", "other"}
"""Papers that say which event it was; an invoice or a receipt does not."""
_EVENT = any_of(
    ["会议", "会务", "活动", "培训", "场租", "场地", "会场", "讲座", "调研", "考察", "交流", "研讨", "展览",
     r"\bmeetings?\b", r"\bevents?\b", r"\bactivit(?:y|ies)\b", r"\btraining\b",
     r"\bconferences?\b"]
)  # fmt: skip
_GENERAL = re.compile(
    r"(?:学术|科普|科技|会员|项目|专项|相关|有关|各类|各项|系列|多场|若干|全部|某次|某|本次|部分|学会|协会|工作|综合|组织|承办|执行|策划|服务|交流"
    r"|会议|会务|活动|培训|场租|场地|会场|讲座|调研|考察|研讨|展览|租赁|租用|使用|租金|开展|举办|经费|费用?|款项?|支出|开支|合计|总额|结算|打包|一批|一次性|一项|若干|等|的|及|和|与|会|、|[,;:。()+/\s-]"
    r"|the|of|for|a|and|payment|fees?|costs?|expenses?|meetings?|events?|activit(?:y|ies)|training|conferences?|service)+"
)
_TEXT = Text(
    "活动费用一笔付清，没有名称、日期，也没有通知或签到表",
    "a lump for an event without name, day, notice or sign-in sheet",
)
_CLEARS = Text("活动通知、签到表、费用清单", "notice, sign-in sheets and list of costs of the event")
ABOUT = About(
    name=Text("活动无名称无日期", "an event without a date"),
    outcomes=("review",),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={
        "least": Setting("5000.00", Text("低于此金额（元）不看", "amounts below this (CNY) are passed over"))
    },
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per lump for an event that nothing names."""
    least = Decimal(rule.setting("least", ABOUT))
    lines = {normal(line.name) for line in award.plan if len(line.name) > 1}
    for charge in charges:
        if (
            charge.amount >= least
            and not any(p.what in _NAMES for p in charge.papers)
            and _nameless(charge, lines)
        ):
            found = of_charge(charge, award, rule, [Sign("", "review", "missing", _TEXT, _CLEARS)])
            if found:
                yield found


def _nameless(charge: Charge, lines: set[str]) -> bool:
    """Whether a narration speaks of an event in general words only."""
    said = normal(charge.narration)
    if not _EVENT.search(said) or is_person(charge.payee) or stated(said, charge.paid):
        return False
    for line in lines:
        said = said.replace(line, "")
    return not said or bool(_GENERAL.fullmatch(said))


undated = foreign.alone("undated", judge)
"""The rule as a plugin of its own, for ledgers that Earmark did not make."""
