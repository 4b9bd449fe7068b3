"""收回汇总: of a programme what was upheld, what was ordered by each route, and what became of it.

    earmark report --programme wuhan-2012 --paper recovery --out 收回汇总.xlsx

Law 3 read across: upheld = to order + ordered + no recovery; ordered = returned + set off + adjusted + written off +
absorbed + outstanding. A revocation is an order of its own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text
from earmark.ledger.recovery.claims import ROUTES, WAYS

from ..programme.value import Recovery
from ..words import TOTAL_NAMES
from .settled import recovery
from .value import Column, Sheet, Table
from .words import PREPARED, heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..accountability.value import Ordered
    from .case import Case
    from .value import Cell

TITLE = Text("收回汇总", "Summary of recovery")
TOTAL = Text("合计", "Total")
REVOKED = Text("撤销收回：{route}", "revocation: {route}")
UPHELD = ("questioned", "upheld", "to_order", "ordered", "no_recovery", "revoked")
NAMES = TOTAL_NAMES | {"revoked": Text("撤销资格收回", "ordered by revocation")}
FIGURES = (
    Column(Text("件数", "Orders"), "count", 7),
    Column(NAMES["ordered"], "money"),
    *(Column(NAMES[way], "money") for way in WAYS),
    Column(NAMES["outstanding"], "money"),
    Column(Text("其中逾期", "of which overdue"), "money"),
)
ROUTE = Column(Text("收回方式", "Route"), width=22)
AWARD = Column(Text("资金", "Award"), "code", 14)
RECIPIENT = Column(Text("单位", "Recipient"), width=22)


def paper(cases: Sequence[Case]) -> Sheet:
    """The summary."""
    every = [(case, ordered) for case in cases for ordered in case.report.orders]
    routes = tuple(_by_route(every))
    awards = tuple(
        (case.report.grant.id, *row)
        for case in cases
        for row in _by_route([x for x in every if x[0] is case])
    )
    whole = (TOTAL, *_figures(every))
    return Sheet(
        title=TITLE,
        day=cases[0].report.as_of,
        about=heading(cases),
        tables=(
            _upheld(cases),
            Table(
                name=Text("按收回方式", "By route"),
                columns=(ROUTE, *FIGURES),
                rows=routes,
                sums=whole if routes else (),
            ),
            Table(
                name=Text("各项资金按收回方式", "By award and route"),
                columns=(AWARD, ROUTE, *FIGURES),
                rows=awards,
                sums=(TOTAL, "", *_figures(every)) if awards else (),
            ),
        ),
        signed=PREPARED,
    )


def _upheld(cases: Sequence[Case]) -> Table:
    rows = tuple(
        (
            case.report.grant.id,
            case.report.grant.recipient_name,
            *(getattr(case.report.totals, n) for n in UPHELD),
        )
        for case in cases
    )
    sums = [sum((row[at] for row in rows), NIL) for at in range(2, len(UPHELD) + 2)]
    return Table(
        name=Text("认定与责令", "Upheld and ordered"),
        columns=(AWARD, RECIPIENT, *(Column(NAMES[name], "money") for name in UPHELD)),
        rows=rows,
        sums=(TOTAL, "", *sums),
    )


def _by_route(every: Sequence[tuple[Case, Ordered]]) -> Iterator[tuple[Cell, ...]]:
    """A row for each route that was ordered, revocations apart."""
    for revocation in (False, True):
        for route, name in ROUTES.items():
            some = [(c, o) for c, o in every if (o.order.route, o.order.revocation) == (route, revocation)]
            if some:
                yield (REVOKED.format(route=name) if revocation else name, *_figures(some))


def _figures(some: Sequence[tuple[Case, Ordered]]) -> tuple[int | Decimal, ...]:
    came = sum((recovery(c, o) for c, o in some), Recovery())
    overdue = sum((o.outstanding for _, o in some if o.overdue), NIL)
    steps = (getattr(came, way) for way in WAYS)
    return came.orders, came.ordered, *steps, came.outstanding, overdue
