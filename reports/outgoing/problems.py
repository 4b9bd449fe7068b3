"""问题清单: every finding of one award or of several, with clause, fact, amount, evidence, source, status and decision.

    earmark report WH2025-007 --paper problems --out 问题清单.xlsx

One row a finding. While one of them is undecided the list is 拟: what rules say is no conclusion. What could not be judged
stands in a table of its own, and so does what an earlier list named and is found no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text
from earmark.plugins.standing.standing import STATUS_NAMES

from ..clearing import weighed
from ..findings_list import about
from .value import Column, Sheet, Table, total
from .words import LINES, PREPARED, decided_by, fact, heading, joined, proposed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from ..accountability.value import Judged
    from .case import Case
    from .value import Cell

TITLE = Text("问题清单", "List of problems")
NOTE = Text(
    "共 {all} 项，其中 {open} 项未经认定：规则提出的疑点，拟提请认定，不是结论。",
    "{all} findings, {open} of them undecided: what rules say, proposed for decision, no conclusion.",
)
COLUMNS = (
    Column(Text("序号", "No."), "count", 5),
    Column(Text("资金", "Award"), width=14),
    Column(Text("编号", "Id"), "code", 15),
    Column(Text("问题", "Problem"), width=11),
    Column(Text("条款", "Clause"), width=22),
    Column(Text("事实", "Fact"), width=28),
    Column(Text("疑点金额", "Questioned"), "money", 16),
    Column(Text("依据", "Evidence"), width=28),
    Column(Text("来源", "Source"), width=26),
    Column(Text("状态、答复", "Status, answer"), width=14),
    Column(Text("认定", "Decision"), width=24),
    Column(Text("认定金额", "Upheld"), "money", 16),
)
FOUND = Text("疑点和问题", "Findings")
UNKNOWN = Text("无法判断（缺资料，另列）", "Cannot tell (data missing, apart)")
GONE = Text("曾经列出、现在不再出现", "Listed before, found no more")
COUNTED_ONCE = Text(
    "同一列支有几条规则提出的，合计只算一次。",
    "Where several rules speak of one charge, the total counts it once.",
)
GONE_TOO = Text(
    "合计含下面“曾经列出、现在不再出现”的各项。",
    "The total includes what stands below as listed before and found no more.",
)


def paper(cases: Sequence[Case]) -> Sheet:
    """The list."""
    rows = [(case, judged) for case in cases for judged in case.report.findings]
    found = [(c, j) for c, j in rows if j.group not in {"unknown", "not_found"}]
    unknown = [(c, j) for c, j in rows if j.group == "unknown"]
    gone = [(c, j) for c, j in rows if j.group == "not_found"]
    undecided = sum(j.finding.undecided for _, j in found)
    note = NOTE.format(all=len(found), open=undecided)
    lingering = any(j.decision is None for _, j in gone)
    return Sheet(
        title=proposed(TITLE, when=bool(undecided) or lingering),
        day=cases[0].report.as_of,
        about=(*heading(cases), *((note,) if undecided else ())),
        tables=(
            _table(FOUND, found, _sums(cases), GONE_TOO if gone else COUNTED_ONCE),
            *(_table(name, some) for name, some in ((UNKNOWN, unknown), (GONE, gone)) if some),
        ),
        signed=PREPARED,
    )


def _table(
    name: Text,
    rows: Sequence[tuple[Case, Judged]],
    sums: tuple[Decimal, Decimal] | None = None,
    differs: Text = COUNTED_ONCE,
) -> Table:
    last = ("", Text("合计", "Total"), *("",) * 4, sums[0], *("",) * 4, sums[1]) if sums and rows else ()
    lines = tuple(_row(n, case, judged) for n, (case, judged) in enumerate(rows, start=1))
    counted = total(lines, 6)
    note = differs if sums and counted != sums[0] else None
    return Table(name=name, columns=COLUMNS, rows=lines, sums=last, note=note)


def _sums(cases: Sequence[Case]) -> tuple[Decimal, Decimal]:
    totals = [case.report.totals for case in cases]
    return sum((t.questioned for t in totals), NIL), sum((t.upheld for t in totals), NIL)


def _row(number: int, case: Case, judged: Judged) -> tuple[Cell, ...]:
    finding, decided = judged.finding, case.decided(judged.decision)
    clause = "：".join(filter(None, (finding.clause.number, finding.clause.text)))
    return (
        number,
        f"{case.report.grant.id} {case.report.grant.recipient_name}",
        finding.id,
        about(finding),
        clause,
        fact(judged),
        finding.amount,
        joined([weighed(e) for e in finding.evidence], LINES),
        "\n".join(map(str, finding.sources)),
        joined([STATUS_NAMES[finding.status], *(Text(said, said) for said in judged.answers)], LINES),
        joined([*([decided_by(decided)] if decided else ()), *case.referred(finding.id)], LINES),
        judged.upheld,
    )
