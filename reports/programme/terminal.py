"""The programme-wide view on the terminal: a line an award, then recovery by route and what is overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text
from earmark.ledger.recovery.ageing import AGES
from earmark.ledger.recovery.claims import ROUTES

from ..rules_told import told
from ..words import POSITION_NAMES, REVOKED, TOTAL_NAMES

if TYPE_CHECKING:
    from ..session import Session
    from .value import ProgrammeView, Recovery

HEAD = Text("{programme} {title}，{n} 项奖补资金，{day}", "{programme} {title}, {n} award(s), {day}")
RULES = Text("跨项目的规则：{rules}", "rules that span awards: {rules}")
SUM = Text("合计", "total")
AWARD, NAME = Text("奖补资金", "award"), Text("单位", "recipient")
GRANTED, FINDINGS = Text("金额", "granted"), Text("待认定条数", "undecided")
ROUTE, ORDERS = Text("途径", "route"), Text("件数", "orders")
OVERDUE = Text("未收回的账龄", "outstanding, by age")
FIGURES = ("questioned", "open", "upheld", "ordered", "revoked", "returned", "outstanding")
"""What is ordered and what a revocation orders make together what is returned, settled otherwise or outstanding."""
NAMES = {
    **TOTAL_NAMES,
    "ordered": Text("责令收回（含撤销）", "ordered, revocations too"),
    "revoked": Text("其中撤销", "of it revoked"),
}
STEPS = ("ordered", "revoked", "returned", "set_off", "adjusted", "written_off", "absorbed", "outstanding")


def show(session: Session, value: ProgrammeView) -> None:
    """Print the view."""
    session.say(HEAD, programme=value.programme, title=value.title, n=len(value.awards), day=value.as_of)
    session.say(RULES, rules=told(value.rules))
    rows: list[list[object]] = [
        [line.award, line.recipient_name, line.granted, line.spent, line.undecided]
        + [getattr(line.totals, name) for name in FIGURES]
        for line in value.awards
    ]
    sums = [getattr(value.totals, name) for name in FIGURES]
    undecided = sum(line.undecided for line in value.awards)
    rows.append([SUM, "", value.amount("granted"), value.amount("spent"), undecided, *sums])
    names = [{**TOTAL_NAMES, "revoked": REVOKED}[name] for name in FIGURES]
    session.table((AWARD, NAME, GRANTED, POSITION_NAMES["spent"], FINDINGS, *names), rows)
    if value.routes:
        _recovered(session, value)


def _recovered(session: Session, value: ProgrammeView) -> None:
    session.say()
    rows = [_row(ROUTES[route], value.routes[route]) for route in ROUTES if route in value.routes]
    session.table((ROUTE, ORDERS, *(NAMES[s] for s in STEPS)), [*rows, _row(SUM, value.recovery)])
    session.say()
    session.table((OVERDUE, TOTAL_NAMES["outstanding"]), [(AGES[age], value.ageing[age]) for age in AGES])


def _row(name: Text, recovery: Recovery) -> list[object]:
    return [name, recovery.orders, *(getattr(recovery, step) for step in STEPS)]
