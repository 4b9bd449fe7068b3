"""A recurring adviser (按月付固定报酬): one person, one amount, month after month.

Why: a fee is for a piece of work; the same sum every month is pay, whatever it is called, and the schemes pay no pay.

How it decides: fees to one person of one amount in at least ``times`` months that follow each other at equal steps
(each month, every other month, each quarter), for one thing apart from the month (groups.py); every member is review,
personnel, the group its evidence. A fee that calls itself monthly (月度酬金, 每月顾问费) and comes in two months
running is enough. Lectures on different topics and reviews of different issues are different things. Staff are judged by
``prohibited``; whether somebody listed as outside may be paid so is the funder's question, and stays review.

Settings: ``times`` (3).
Trips it: 决策咨询顾问费 5,000.00 to 专家E20 in June, July and August. Near miss: three lectures of 专家E03, each its own.
What clears it: a contract for a piece of work, what was delivered in each month, quotes.

    plugin "earmark.plugins.recurring" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan'}"
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .judging.groups import bare_thing, named
from .language.lexicon import any_of
from .language.words import normal
from .signs.payee import is_person
from .signs.sign import Sign
from .signs.verdict import of_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("recurring",)

_FEE = any_of(
    ["劳务", "咨询", "顾问", "酬", "津贴", "补助", "补贴", "服务费", "指导", "报酬", "稿费", "编辑", "助理",
     r"\bfee", r"\badvis", r"\bconsult"]
)  # fmt: skip
_MONTHLY = any_of(["每月", "按月", "月度", "月薪", "月费", r"\bmonthly\b"])
_LONGEST_STEP = 3
_TWICE = 2
_TEXT = Text("同一人、同一金额按期支付：{group}", "one person, one amount, at regular times: {group}")
_CLEARS = Text(
    "一次性工作的合同、各期成果、询价记录",
    "a contract for a piece of work, what each month delivered, quotes",
)
ABOUT = About(
    name=Text("按月付固定报酬", "a recurring adviser"),
    outcomes=("review",),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={"times": Setting("3", Text("至少几次", "how many times at least"))},
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per member of a regular row of fees."""
    times = int(rule.setting("times", ABOUT))
    signs: dict[str, Sign] = {}
    for fees in _fees(charges, min(times, _TWICE)):
        monthly = any(_MONTHLY.search(normal(c.narration)) for c in fees)
        for row in _rows(fees):
            if len({_month(c) for c in row}) >= (min(times, _TWICE) if monthly else times):
                text = _TEXT.format(group=named(row))
                signs |= {c.id: Sign("personnel", "review", "group", text, _CLEARS) for c in row}
    yield from of_signs(charges, signs, award, rule)


def _fees(charges: Iterable[Charge], least: int) -> Iterator[list[Charge]]:
    """Fees of one person, amount and thing, so many at least."""
    found: dict[tuple[str, Decimal], list[Charge]] = defaultdict(list)
    for charge in charges:
        if charge.amount > NIL and is_person(charge.payee) and _FEE.search(normal(charge.narration)):
            found[normal(charge.party or charge.payee), charge.amount].append(charge)
    for fees in found.values():
        alike: dict[frozenset[str], list[Charge]] = defaultdict(list)
        for charge in fees if len(fees) >= least else ():
            alike[bare_thing(charge.narration)].append(charge)
        yield from alike.values()


def _rows(fees: Sequence[Charge]) -> Iterator[list[Charge]]:
    """The rows of fees whose months follow each other at equal steps of at most a quarter."""
    row: list[Charge] = []
    step = 0
    for charge in fees:
        gap = _month(charge) - _month(row[-1]) if row else 0
        if not row or gap == 0 or (0 < gap <= _LONGEST_STEP and step in {0, gap}):
            row.append(charge)
            step = step or gap
        else:
            yield row
            kept = row[-1:] if gap <= _LONGEST_STEP else []
            row, step = [*kept, charge], gap if kept else 0
    if row:
        yield row


def _month(charge: Charge) -> int:
    return charge.paid.year * 12 + charge.paid.month


recurring = foreign.alone("recurring", judge)
"""The rule as a plugin of its own, for ledgers that Earmark did not make."""
