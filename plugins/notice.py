"""The public notice (公示): long enough, and without an open objection.

Why: the notice is the public's one chance to object before money is promised.

How it decides, from the stages ``notice`` and ``notice-end`` and the funder's answer to the question ``notice-days``:
- the days are counted in every way that is still open: 自然日 (calendar) or 工作日 (working), 首尾都算 (both ends
  count), 算一头 (one), 首尾都不算 (neither). All of them too short → violation; some → cannot tell, with each count
- working days are Monday to Friday, without ``holidays`` and with ``workdays`` (调休), lists of dates in the policy
- an ``objection`` whose result is not among ``settled`` when the list was published → violation
- the end of the notice says 无异议 (note or result), or objections are registered; else → cannot tell

Settings: ``days``, ``unit``, ``ends`` (where the policy itself says how to count), ``holidays``, ``workdays``, ``settled``.
Trips it: 10 to 15 February. Near miss: 10 to 20 February, where calendar days and one end count.
What clears it: the notice as published; the funder's answer on how days are counted; how the objection was settled.

    plugin "earmark.plugins.notice" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan',
        'milestones': [('2025-02-10', 'notice'), ('2025-02-20', 'notice-end', {'result': '无异议'})],
        'answers': {'notice-days': '自然日 算一头'}}"
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import FUNDER, About, Setting
from .judging.dated import about, first, stages
from .language.words import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("notice",)

QUESTION = "notice-days"
UNITS = {"calendar": Text("自然日", "calendar days"), "working": Text("工作日", "working days")}
ENDS = {
    "both": Text("首尾都算", "both ends"),
    "one": Text("算一头", "one end"),
    "neither": Text("首尾都不算", "neither end"),
}
_SATURDAY = 5
_NONE = Text("登记簿没有公示的起止日", "the register lacks the first or last day of the notice")
_COUNT = Text(
    "{first} 至 {last}：{unit}、{ends}为 {count} 天", "{first} to {last}: {count} {unit}, {ends} counted"
)
_SHORT = Text("应公示 {days} 天", "the notice must last {days} days")
_ASK = Text(
    "拨款单位没有答复天数怎么算（notice-days）", "the funder has not said how days are counted (notice-days)"
)
_OPEN = Text(
    "{day} 的异议没有处理结果就公布了名单", "the objection of {day} was not settled when the list came out"
)
_SILENT = Text("没有记下公示期满有无异议", "the register does not say whether anybody objected")
_CLEARS = Text(
    "公示原件；天数算法的答复；异议处理结果", "the notice; the answer on days; how objections were settled"
)
_NO_OBJECTION = "无异议"
ABOUT = About(
    name=Text("公示", "public notice"),
    outcomes=("violation", "unknown"),
    clears=_CLEARS,
    who=FUNDER,
    settings={
        "days": Setting("10", Text("公示天数", "days that the notice must last")),
        "unit": Setting("", Text("calendar 或 working；空：待答复", "calendar or working; empty: to be answered")),
        "ends": Setting("", Text("both、one 或 neither；空：待答复", "both, one or neither; empty: to be answered")),
        "holidays": Setting("", Text("不算工作日的日期", "dates that are no working days")),
        "workdays": Setting("", Text("调休上班的周末日期", "weekend dates that are working days")),
        "settled": Setting("不成立 已处理 已答复 撤回 dismissed settled", Text("异议已了结的结果", "results of a settled objection")),
    },
)  # fmt: skip


class Reading(NamedTuple):
    """One way to count days."""

    unit: str
    ends: str


def judge(_charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """A finding on the notice's length, and one on its objections."""
    begin, end = first(award, "notice"), first(award, "notice-end")
    if not begin or not end:
        yield about(award, rule, "stage:notice", "unknown", [_NONE], _CLEARS)
    else:
        yield from _length(begin.date, end.date, award, rule)
    yield from _objections(award, rule)


def readings(rule: Rule, award: Award) -> list[Reading]:
    """The ways to count that question and policy leave open."""
    said = rule.words_of(QUESTION, award.settings)
    units, ends = (
        _named(said, rule.setting(key, ABOUT), known) for key, known in (("unit", UNITS), ("ends", ENDS))
    )
    return [Reading(unit, end) for unit in units for end in ends]


def _named(answered: str, set_to: str, known: dict[str, Text]) -> list[str]:
    """The ways that the answer names, else the policy's own, else all."""
    found = [key for key, text in known.items() if text.zh in answered or key in answered.split()]
    return found or [key for key in known if key == set_to] or list(known)


def counted(begin: datetime.date, end: datetime.date, reading: Reading, rule: Rule) -> int:
    """The days from begin to end in one way of counting."""
    days = [begin + datetime.timedelta(n) for n in range((end - begin).days + 1)]
    days = {"both": days, "one": days[1:], "neither": days[1:-1]}[reading.ends]
    if reading.unit == "calendar":
        return len(days)
    off, on = (set(rule.setting(key, ABOUT).split()) for key in ("holidays", "workdays"))
    return sum(d.isoformat() in on or (d.weekday() < _SATURDAY and d.isoformat() not in off) for d in days)


def _length(begin: datetime.date, end: datetime.date, award: Award, rule: Rule) -> Iterator[Finding]:
    needed = int(rule.setting("days", ABOUT))
    counts = {reading: counted(begin, end, reading, rule) for reading in readings(rule, award)}
    short = {reading: count for reading, count in counts.items() if count < needed}
    if not short:
        return
    sure = len(short) == len(counts)
    texts = [
        _COUNT.format(first=begin, last=end, unit=UNITS[r.unit], ends=ENDS[r.ends], count=count)
        for r, count in counts.items()
    ]
    texts.append(_SHORT.format(days=needed) if sure else _ASK)
    yield about(award, rule, "stage:notice", "violation" if sure else "unknown", texts, _CLEARS, day=end)


def _objections(award: Award, rule: Rule) -> Iterator[Finding]:
    settled = set(map(normal, rule.setting("settled", ABOUT).split()))
    objections, published = stages(award, "objection"), first(award, "list")
    left = [m for m in objections if normal(m.result or "") not in settled]
    if left and published and left[0].date <= published.date:
        texts = [_OPEN.format(day=m.date) for m in left if m.date <= published.date]
        yield about(award, rule, "stage:objection", "violation", texts, _CLEARS, day=left[0].date)
    end = first(award, "notice-end")
    if end and not objections and _NO_OBJECTION not in f"{end.note or ''}{end.result or ''}":
        yield about(award, rule, "stage:objection", "unknown", [_SILENT], _CLEARS)


notice = foreign.alone("notice", judge)
