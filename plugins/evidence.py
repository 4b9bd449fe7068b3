"""Evidence that was asked for (单据未提供): a charge whose papers were asked for and did not come.

Why: what a charge was for shows in its papers. But papers that nobody asked for are not missing: a recipient keeps
them in its own files.

How it decides: only by requests of the funder's or auditor's side (``earmark request``), each with kinds of papers and a last
day. Up to and on that day a charge whose papers are not there is unknown; after it, review. A kind of paper is there when
one is attached to the voucher or the charge (``earmark document attach``), as a file or by saying where the paper lies.
Without a request nothing is said. Whether the day has passed is told by ``Award.as_of``: the day of the audit, or the
one asked for (``earmark audit --as-of``).

Settings: none.
Trips it: a contract asked for by 30 June, not there on 1 July. Near miss: it was attached. What clears it: the papers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.evidence import PAPERS, asks_for, missing

from .judging.about import RECIPIENT, About
from .signs.sign import Sign
from .signs.verdict import of_charge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.findings.acts import Request
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

_LAPSED = Text(
    "{by} 要求 {due} 前提供{papers}，逾期未提供（{id}）",
    "{by} asked for {papers} by {due}; the day has passed ({id})",
)
_PENDING = Text(
    "{by} 要求 {due} 前提供{papers}，还没有提供（{id}）", "{by} asked for {papers} by {due} ({id})"
)
_CLEARS = Text("所要求的单据", "the papers that were asked for")
ABOUT = About(
    name=Text("单据未提供", "papers asked for and not supplied"),
    outcomes=("review", "unknown"),
    clears=_CLEARS,
    who=RECIPIENT,
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per charge with papers outstanding."""
    for charge in charges if award.requests else ():
        signs = [s for request in award.requests if (s := _sign(charge, request, award))]
        found = of_charge(charge, award, rule, signs)
        if found:
            yield found


def _sign(charge: Charge, request: Request, award: Award) -> Sign | None:
    gone = missing(request, charge) if charge.amount > NIL and asks_for(request, charge) else ()
    if not gone:
        return None
    lapsed = award.as_of is not None and request.due < award.as_of
    names = [PAPERS.get(what, Text(what, what)) for what in gone]
    papers = Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))
    text = (_LAPSED if lapsed else _PENDING).format(
        by=request.by, due=request.due, papers=papers, id=request.id
    )
    return Sign("", "review" if lapsed else "unknown", "missing", text, _CLEARS)
