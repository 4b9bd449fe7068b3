"""A table of 预算指标 put beside an award's plan lines: what is granted for each, what was paid under it, both ways.

Paid here is what the books have as spent, lent or prepaid under a line of the plan, drafts too. Each difference has one cause,
looked for in this order. Of what is granted:

- only the budget system has it, or only the plan
- the plan was amended, and the budget system still has the earlier amount
- the opposite is missing at another line: moved between uses on one side only
- less, or more, than the plan

Of what was paid:

- the opposite is missing at another line: booked under another use
- money lent or prepaid under no line, or tax withheld and other debts not paid yet: lawful, and named
- vouchers here that stand for the difference: drafts, or one alone
- else: paid there and not here, or here and not there

A table that names no use is held against the whole plan.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.awards.position import counted

from ..cells.compare import folded
from ..proposing.projects import Projects
from ..tables.rows import ZERO
from .use_causes import why_granted, why_paid
from .uses import PAID, Move, Planned, Use

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from earmark.ledger.awards.award import Award

    from ..booking.state import AwardState
    from ..formats.indicators import Indicator, Indicators


def planned(found: Indicators, state: AwardState) -> Planned:
    """Compare; nothing of the state is changed."""
    award = state.award
    projects = Projects([row.line for row in found.rows], award)
    mine = [row for row in found.rows if not projects.marked or projects.belongs(row.line)]
    names = _names(award)
    whole = not any(row.plan or row.plan_name for row in mine)
    of_use: dict[str, list[Indicator]] = defaultdict(list)
    for row in mine:
        of_use[_use(row, names)].append(row)
    moves = _moves(state, found.day, whole=whole)
    granted = _granted(award, of_use, found.day, whole=whole)
    paid = _paid(of_use, moves, award)
    uses = [why_granted(one, granted, award) for one in granted] + [why_paid(x, paid, moves) for x in paid]
    others = tuple(row.place.row for row in found.rows if row not in mine)
    return Planned(found.day, tuple(uses), others)


def _names(award: Award) -> dict[str, str]:
    """What a plan line may be called → its id."""
    return {folded(said): line.id for line in award.plan for said in (line.name, line.id)}


def _use(row: Indicator, names: Mapping[str, str]) -> str:
    """The plan line of a row, else what the file calls its use."""
    found = (names.get(folded(said)) for said in (row.plan, row.plan_name) if said)
    return next((id_ for id_ in found if id_), row.plan)


def _granted(
    award: Award, of_use: Mapping[str, Sequence[Indicator]], day: datetime.date | None, *, whole: bool
) -> list[Use]:
    lines = award.plan_on(day) if day else award.plan_now
    amounts = {line.id: line.amount for line in lines.values()}
    if whole:
        amounts = {"": sum(amounts.values(), ZERO)}
    return [
        Use(
            "granted", use, _name(use, award, of_use), tuple(row.place.row for row in of_use.get(use, ())),
            sum((row.granted for row in of_use[use]), ZERO) if use in of_use else None, amounts.get(use),
        )
        for use in sorted(amounts.keys() | of_use.keys())
    ]  # fmt: skip


def _name(use: str, award: Award, of_use: Mapping[str, Sequence[Indicator]]) -> str:
    line = award.plan_now.get(use)
    return line.name if line else next((row.plan_name for row in of_use.get(use, ())), "")


def _paid(of_use: Mapping[str, Sequence[Indicator]], moves: Sequence[Move], award: Award) -> list[Use]:
    """Only where the table says what was paid."""
    ours: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for move in moves:
        if move.figure in PAID:
            ours[move.plan] += move.amount
    stated = {
        use: sum((row.paid for row in rows if row.paid is not None), ZERO)
        for use, rows in of_use.items()
        if any(row.paid is not None for row in rows)
    }
    return [
        Use(
            "paid", use, _name(use, award, of_use), tuple(row.place.row for row in of_use.get(use, ())),
            stated.get(use), ours.get(use),
        )
        for use in sorted(stated.keys() | {use for use, amount in ours.items() if amount})
        if stated
    ]  # fmt: skip


def _moves(state: AwardState, day: datetime.date | None, *, whole: bool) -> list[Move]:
    vouchers = [v for v in state.vouchers.values() if not day or v.date <= day]
    kept = PAID | {"owed"}
    return [
        Move(voucher, "" if whole else line.plan or "", figure, line.amount)
        for voucher, line, figure in counted(state.award, sorted(vouchers, key=lambda v: (v.date, v.id)))
        if figure in kept
    ]
