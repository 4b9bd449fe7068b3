"""整改台账: what was upheld, what was ordered for it by which route and until when, and what became of it.

    earmark report --programme wuhan-2012 --paper register --out 整改台账.xlsx

A row is a decision with one of its orders; what waits for an order, and what is upheld without recovery (管理不规范), has a
row too. Each cent stands once: a decision's amount in its first row, what came back of an order in the order's first row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text

from ..findings_list import about
from .settled import left_of, recovery, state
from .value import Column, Sheet, Table, total
from .words import LINES, PREPARED, day, decided_by, fact, heading, joined, route_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from earmark.ledger.findings.acts import Decision

    from ..accountability.value import Decided, Ordered
    from .case import Case
    from .value import Cell

TITLE = Text("整改台账", "Register of rectification")
NAME = Text("认定的问题和整改", "What was upheld and what became of it")
NOTHING = Text("没有认定的问题。", "Nothing has been upheld.")
REVOKED = Text("撤销资格，收回资金", "qualification revoked, money recovered")
WITHOUT = Text("管理不规范，不收回", "irregular, no recovery")
WAITING = Text("拟收回，待下达决定", "to be recovered, order proposed")
ELSEWHERE = Text("同一列支已按其他认定责令", "ordered by another decision on this charge")
TO_COME, UPHELD = Text("待下达决定", "order to come"), Text("已认定", "upheld")
NOT_SERVED = Text("未送达", "not served")
ONCE = Text(
    "同一列支经几项认定的，合计只算一次。",
    "Where several decisions speak of one charge, the total counts it once.",
)
COLUMNS = (
    Column(Text("序号", "No."), "count", 4),
    Column(Text("责任单位", "Responsible"), width=13),
    Column(Text("问题", "Problem"), width=21),
    Column(Text("认定", "Decision"), width=21),
    Column(Text("认定金额", "Upheld"), "money", 16),
    Column(Text("整改方式", "Measure"), width=13),
    Column(Text("决定", "Order"), "code", 10),
    Column(Text("责令金额", "Ordered"), "money", 16),
    Column(Text("期限", "Due"), "day", 15),
    Column(Text("送达", "Served"), width=11),
    Column(Text("已收回", "Returned"), "money", 16),
    Column(Text("其他了结", "Otherwise settled"), "money", 14),
    Column(Text("未收回", "Outstanding"), "money", 16),
    Column(Text("督办", "Followed by"), width=10),
    Column(Text("状态", "State"), width=10),
    Column(Text("销号", "Struck off"), width=10),
)
MONEY = (4, 7, 10, 11, 12)


def paper(cases: Sequence[Case]) -> Sheet:
    """The register."""
    rows = [row for case in cases for row in _rows(case)]
    lines = tuple((n, *row) for n, row in enumerate(rows, start=1))
    totals = [case.report.totals for case in cases]
    sums = {at: total(lines, at) for at in MONEY}
    upheld = sum((t.upheld for t in totals), NIL)
    last = tuple(upheld if at == MONEY[0] else sums.get(at, "") for at in range(len(COLUMNS)))
    table = Table(
        name=NAME,
        columns=COLUMNS,
        rows=lines,
        sums=("", Text("合计", "Total"), *last[2:]) if lines else (),
        empty=NOTHING,
        note=ONCE if upheld != sums[MONEY[0]] else None,
    )
    return Sheet(
        title=TITLE, day=cases[0].report.as_of, about=heading(cases), tables=(table,), signed=PREPARED
    )


def _rows(case: Case) -> Iterator[tuple[Cell, ...]]:
    """The rows of an award without their numbers: by decision, then revocations."""
    shown: set[str] = set()
    for decided in case.report.decisions:
        decision = decided.decision
        if decided.withdrawn or decision.outcome == "cleared":
            continue
        first: Decimal | None = decision.upheld
        for ordered, amount in _ordered(case, decision.id):
            yield (*_problem(case, decided, first), *_order(case, ordered, amount, shown))
            first = None
        measure, stands = _without_order(case, decision)
        if first is not None or measure in {WITHOUT, WAITING}:
            blank = ("", None, None, "", None, None, None, "")
            yield (*_problem(case, decided, first), measure, *blank, stands, _struck(case, decision.id))
    for ordered, amount in _ordered(case, ""):
        yield (case.report.grant.recipient_name, REVOKED, "", None, *_order(case, ordered, amount, shown))


def _without_order(case: Case, decision: Decision) -> tuple[Text, Text]:
    """The measure and the state of what no order of this decision speaks of."""
    if not decision.recovery:
        return WITHOUT, UPHELD
    return (WAITING, TO_COME) if left_of(case, decision) > 0 else (ELSEWHERE, UPHELD)


def _ordered(case: Case, decision: str) -> list[tuple[Ordered, Decimal]]:
    return [(o, amount) for o in case.report.orders for id_, amount in o.order.parts if id_ == decision]


def _problem(case: Case, decided: Decided, upheld: Decimal | None) -> tuple[Cell, ...]:
    decision = decided.decision
    judged = case.judged(decision)
    what = joined([about(judged.finding), fact(judged)], Text("：", ": ")) if judged else decision.subject
    said = joined([decided_by(decided), *case.referred(decision.finding)], LINES)
    return (case.report.grant.recipient_name, what, said, upheld)


def _order(case: Case, ordered: Ordered, amount: Decimal, shown: set[str]) -> tuple[Cell, ...]:
    """The columns of an order; what came of it stands in its first row only."""
    order = ordered.order
    first = order.id not in shown
    shown.add(order.id)
    came = recovery(case, ordered)
    on, how = case.served(order)
    served = joined([day(on), Text(how, how)], Text(" ", " ")) if on else NOT_SERVED
    return (
        route_name(order),
        order.id,
        amount,
        order.due,
        served,
        came.returned if first else None,
        came.otherwise if first else None,
        came.outstanding if first else None,
        case.name(order.by),
        state(ordered),
        _struck(case, order.id),
    )


def _struck(case: Case, subject: str) -> Text | str:
    approval = case.struck_off(subject)
    return joined([day(approval.date), Text(approval.id, approval.id)], Text(" ", " ")) if approval else ""
