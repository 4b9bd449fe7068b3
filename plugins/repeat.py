"""Support more often than the scheme allows (重复获支持): the third award to one recipient.

Why: 原则上可重复获支持1次: help to grow, not a grant for life. An exception is the funder's to make, and to write down.

How it decides: the awards that a recipient holds directly (sub-grants are their parent's), by first day; each beyond
``times`` is review, because “in principle” leaves room. Where the funder has answered how exceptions are made (question
``repeat-exception``), one beyond is a violation (``waiver``: it needs a recorded waiver) or no finding (``allowed``).
What the books do not hold is not counted: earlier awards that were never entered are not seen.

Settings: ``times`` (2).
Trips it: a recipient's award of 2027, after those of 2025 and 2026. Near miss: the one of 2026.
What clears it: the waiver that the funder granted before the award.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .judging.about import FUNDER, About, Setting
from .judging.programme import across, excused, of_recipient
from .language.words import normal
from .signs.sign import Sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .judging.finding import Finding
    from .judging.programme import Member, Programme
    from .policy import Rule

QUESTION = "repeat-exception"
ANSWERS = {"waiver": Text("须豁免", "a waiver is needed"), "allowed": Text("允许", "allowed")}
"""What the funder may answer; unanswered, a third award is review."""
_TEXT = Text(
    "第 {n} 次获得支持，至多 {times} 次；先前的有 {others}",
    "supported for time {n}, {times} at most; before it: {others}",
)
_CLEARS = Text("拨款单位事先批准的豁免", "the waiver that the funder granted before")
ABOUT = About(
    name=Text("重复获支持", "supported too often"),
    outcomes=("violation", "review"),
    clears=_CLEARS,
    who=FUNDER,
    settings={"times": Setting("2", Text("同一单位至多获支持几次", "awards to one recipient at most"))},
    needs=Text(
        "本专项历年全部奖补资金的登记簿", "the registers of all awards of the programme, earlier years too"
    ),
)


def judge_all(programme: Programme, rule: Rule) -> Iterator[tuple[str, Finding]]:
    """One finding per award beyond what the scheme allows, on that award."""
    times = int(rule.setting("times", ABOUT))
    for held in programme.by_recipient:
        for n, member in enumerate(held[times:], start=times + 1):
            outcome = "" if excused(member.award, rule.id) else _outcome(member, rule)
            if outcome:
                sign = Sign("", outcome, "fact", _TEXT, _CLEARS)
                told = across(sign, member, held[: n - 1], n=n, times=times)
                yield member.id, of_recipient(member, told, rule)


def _outcome(member: Member, rule: Rule) -> str:
    """What one beyond is, by the funder's answer; empty where exceptions are free."""
    said = rule.words_of(QUESTION, member.award.settings)
    if not said:
        return "review"
    free = {"allowed", normal(ANSWERS["allowed"].zh)}
    return "" if free & set(said.split()) else "violation"
