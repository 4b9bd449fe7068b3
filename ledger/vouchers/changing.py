"""Changing a draft that does not wait: the one line opposite the bank in each set gets account, plan line or party.

What is not said stays as it is, and so do letters, amounts and sources. A draft that answers another voucher or an
order keeps its lines: it is dropped and made anew.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..awards.chart import award_of_account, in_budget
from ..base.record import BUDGET
from ..base.text import Text
from .drafts import Choice, WrongChoice, drafts_at, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..awards.chart import Chart
    from ..books.desk import Desk
    from .completing import Part
    from .voucher import Line, Voucher

BESIDE = ("bank", "budget_bank", "tax")
"""Roles of the lines that no choice changes."""


def change(
    at: Desk, voucher: Voucher, chart: Chart, choices: Sequence[Choice], parts: Sequence[Part]
) -> Voucher:
    """Change the counter lines of a draft as its one part says. Raises :class:`.drafts.WrongChoice`."""
    award = award_of_account(voucher.lines[0].account)
    if len(parts) != 1 or parts[0].amount is not None:
        raise WrongChoice(Text("草稿 {id} 没有待归类的行", "draft {id} does not wait").format(id=voucher.id))
    if voucher.reverses or voucher.order or any(line.reduces for line in voucher.lines):
        message = Text("草稿 {id} 是为别的凭证或决定拟的", "draft {id} answers a voucher or an order")
        fix = Text("用 earmark draft drop 撤掉再拟", "drop it (earmark draft drop) and make it anew")
        raise WrongChoice(message.format(id=voucher.id), fix=fix)
    if not choices and not parts[0].plan and not parts[0].party:
        raise WrongChoice(Text("要写明 --account、--plan 或 --party", "say --account, --plan or --party"))
    part, counters = parts[0], _counters(voucher, chart, award)
    changed = {line.letter: _changed(line, chart, choices, part) for line in counters.values()}
    if not _taken(chart, counters, choices, part):
        raise WrongChoice(NO_LINE.format(id=voucher.id))
    done = replace(voucher, lines=tuple(changed.get(x.letter, x) for x in voucher.lines), note=None)
    write(at, award, [done if v.id == done.id else v for v in drafts_at(at, award)])
    return done


NO_LINE = Text("草稿 {id} 那套账里没有可改的行", "draft {id} has no line of that set to change")


def _counters(voucher: Voucher, chart: Chart, award: str) -> dict[str, Line]:
    """The line opposite the bank by set (commodity)."""
    beside = {chart.roles[role].format(award=award) for role in BESIDE if role in chart.roles}
    lines = [line for line in voucher.lines if line.account not in beside]
    found = {line.currency: line for line in lines}
    if not found or len(found) < len(lines):
        message = Text(
            "草稿 {id} 的对方科目不止一行，或没有", "draft {id} has not one line opposite the bank"
        )
        raise WrongChoice(message.format(id=voucher.id))
    return found


def _taken(chart: Chart, counters: dict[str, Line], choices: Sequence[Choice], part: Part) -> bool:
    """Whether each thing that was said has a line to go to."""
    sets = {BUDGET if in_budget(choice.account) else "CNY" for choice in choices}
    return sets <= set(counters) and (not part.plan or _plan_set(chart) in counters)


def _plan_set(chart: Chart) -> str:
    """The set whose lines carry the plan line."""
    return BUDGET if chart.two_sets else "CNY"


def _changed(line: Line, chart: Chart, choices: Sequence[Choice], part: Part) -> Line:
    account = next((c.account for c in choices if in_budget(c.account) == (line.currency == BUDGET)), None)
    if account and account != line.account:
        line = replace(line, account=account, settles=None, completes=None)
    plan = part.plan if line.currency == _plan_set(chart) else None
    return replace(line, plan=plan or line.plan, party=part.party or line.party)
