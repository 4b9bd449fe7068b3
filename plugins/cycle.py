"""The award lasts as long as the scheme says (项目周期1年).

Why: a period written longer than the scheme allows lets money be spent that should have gone back.

How it decides: the period's last day is the day before its ``years``-th anniversary; later → violation, earlier → review.

Settings: ``years``.
Trips it: 1 April 2025 to 30 September 2026. Near miss: 1 April 2025 to 31 March 2026.
What clears it: the funder's paper that sets another period.

    plugin "earmark.plugins.cycle" "{'policy': 'cast-2013', 'award': 'Expenses:Grants', 'period': ('2025-04-01', '2026-03-31')}"
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import FUNDER, About, Setting
from .judging.dated import about

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("cycle",)

_TEXT = Text(
    "项目期 {start} 至 {end}，应为 {years} 年，至 {wanted}",
    "the period is {start} to {end}; {years} year(s) would end on {wanted}",
)
_CLEARS = Text("拨款单位确定项目期的文件", "the funder's paper that sets the period")
ABOUT = About(
    name=Text("项目周期长度", "length of the period"),
    outcomes=("violation", "review"),
    clears=_CLEARS,
    who=FUNDER,
    settings={"years": Setting("1", Text("项目周期（年）", "length of the period in years"))},
)


def judge(_charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """At most one finding, on the period."""
    start, end, years = award.grant.start, award.grant.end, int(rule.setting("years", ABOUT))
    wanted = last_day(start, years)
    if end != wanted:
        text = _TEXT.format(start=start, end=end, years=years, wanted=wanted)
        outcome = "violation" if end > wanted else "review"
        yield about(award, rule, "period", outcome, [text], _CLEARS, day=end)


def last_day(start: datetime.date, years: int) -> datetime.date:
    """The day before the anniversary; of 29 February that is 28 February."""
    try:
        anniversary = start.replace(year=start.year + years)
    except ValueError:
        anniversary = datetime.date(start.year + years, 3, 1)
    return anniversary - datetime.timedelta(1)


cycle = foreign.alone("cycle", judge)
