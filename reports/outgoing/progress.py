"""收回进度: of each award what was ordered, what came back, what is outstanding and how long it has been overdue.

earmark report --programme wuhan-2012 --paper progress --out 收回进度.html
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text
from earmark.ledger.recovery.ageing import AGES, age

from ..programme.value import Recovery
from .settled import recovery, state
from .value import Bar, Column, Sheet, Table, total
from .words import PREPARED, heading, route_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .case import Case
    from .value import Cell

TITLE = Text("收回进度", "Progress of recovery")
TOTAL = Text("合计", "Total")
AWARDS = (
    Column(Text("资金", "Award"), "code", 14),
    Column(Text("单位", "Recipient"), width=20),
    Column(Text("拟收回（待下达）", "To be ordered"), "money"),
    Column(Text("责令收回", "Ordered"), "money"),
    Column(Text("已收回", "Returned"), "money"),
    Column(Text("其他了结", "Otherwise settled"), "money"),
    Column(Text("未收回", "Outstanding"), "money"),
    *(Column(name, "money") for name in AGES.values()),
)
ORDERS = (
    Column(Text("资金", "Award"), "code", 14),
    Column(Text("决定", "Order"), "code", 9),
    Column(Text("日期", "Date"), "day", 12),
    Column(Text("收回方式", "Route"), width=18),
    Column(Text("责令收回", "Ordered"), "money"),
    Column(Text("期限", "Due"), "day", 12),
    Column(Text("已收回", "Returned"), "money"),
    Column(Text("其他了结", "Otherwise settled"), "money"),
    Column(Text("未收回", "Outstanding"), "money"),
    Column(Text("状态", "State"), width=16),
)


def paper(cases: Sequence[Case]) -> Sheet:
    """The progress."""
    awards = tuple(_award(case) for case in cases)
    orders = tuple(row for case in cases for row in _orders(case))
    return Sheet(
        title=TITLE,
        day=cases[0].report.as_of,
        about=heading(cases),
        tables=(
            _table(Text("各项资金", "By award"), AWARDS, awards),
            _table(Text("各项决定", "By order"), ORDERS, orders),
        ),
        bars=tuple(bar for case in cases if (bar := _bar(case)).ordered),
        signed=PREPARED,
    )


def _table(name: Text, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> Table:
    """A table whose amounts add up; one row needs no sum."""
    sums = (total(rows, at) if column.kind == "money" else "" for at, column in enumerate(columns))
    last = (TOTAL, *tuple(sums)[1:]) if len(rows) > 1 else ()
    return Table(name=name, columns=columns, rows=rows, sums=last)


def _award(case: Case) -> tuple[Cell, ...]:
    report, bar, ages = case.report, _bar(case), _ages(case)
    return (
        report.grant.id, report.grant.recipient_name, report.totals.to_order,
        bar.ordered, bar.returned, bar.otherwise, bar.outstanding, *ages,
    )  # fmt: skip


def _ages(case: Case) -> list[Decimal]:
    """What is outstanding, by how long it is overdue."""
    found = dict.fromkeys(AGES, NIL)
    for ordered in case.report.orders:
        found[age(ordered.order.due, case.report.as_of)] += ordered.outstanding
    return list(found.values())


def _bar(case: Case) -> Bar:
    orders = case.report.orders
    came = sum((recovery(case, o) for o in orders), Recovery())
    overdue = sum((o.outstanding for o in orders if o.overdue), NIL)
    label = case.report.grant.id
    return Bar(label, came.ordered, came.returned, came.otherwise, came.outstanding, overdue)


def _orders(case: Case) -> list[tuple[Cell, ...]]:
    return [
        (
            case.report.grant.id, o.order.id, o.order.date, route_name(o.order), came.ordered, o.order.due,
            came.returned, came.otherwise, came.outstanding, state(o),
        )
        for o in case.report.orders
        for came in (recovery(case, o),)
    ]  # fmt: skip
