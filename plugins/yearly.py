"""Two awards in one year (一年两次获奖): one recipient, two calls of one year, or two periods that overlap.

Why: 每年一评，项目周期1年: one assessment a year and one year to spend. Money of two awards at once is one activity paid twice.

How it decides: the awards that a recipient holds directly, by first day; one that begins in the calendar year of an earlier
one, or before an earlier one's period is over, is a violation. The earlier one is not: it was alone.

Settings: none.
Trips it: awards of April and of October 2025. Near miss: April 2025 to March 2026, then April 2026.
What clears it: the waiver that the funder granted before the award.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .judging.about import FUNDER, About
from .judging.programme import across, excused, of_recipient
from .signs.sign import Sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from earmark.ledger.awards.register import Grant

    from .judging.finding import Finding
    from .judging.programme import Programme
    from .policy import Rule

_TEXT = Text(
    "自 {start} 起，与 {others} 同年或项目期重叠",
    "begins on {start}, in the year or within the period of {others}",
)
_CLEARS = Text("拨款单位事先批准的豁免", "the waiver that the funder granted before")
ABOUT = About(
    name=Text("一年两次获奖", "two awards in one year"),
    outcomes=("violation",),
    clears=_CLEARS,
    who=FUNDER,
    needs=Text("本专项全部奖补资金的登记簿", "the registers of all awards of the programme"),
)


def judge_all(programme: Programme, rule: Rule) -> Iterator[tuple[str, Finding]]:
    """One finding per award that meets an earlier one of its recipient."""
    for held in programme.by_recipient:
        for n, member in enumerate(held):
            met = [earlier for earlier in held[:n] if _meet(earlier.award.grant, member.award.grant)]
            if met and not excused(member.award, rule.id):
                sign = Sign("", "violation", "fact", _TEXT, _CLEARS)
                told = across(sign, member, met, start=member.award.grant.start)
                yield member.id, of_recipient(member, told, rule)


def _meet(earlier: Grant, later: Grant) -> bool:
    return earlier.start.year == later.start.year or later.start <= earlier.end
