"""Findings that were listed and are found no more: each stays, as ``not_found``, and says why (law 4).

Listed by a closing, a handed-out report, or an act that speaks of it (decision, answer, request, referral). The reason is derived:
its charge is gone, the policy adopted now is another, the rule is not in it, something around the charge was changed since, else
the data. A rule that did not run here (scope programme, one award alone) or failed tells nothing: its findings keep their status.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import plain
from earmark.ledger.base.text import Text
from earmark.ledger.books.changed import Change
from earmark.ledger.findings.acts import Decision
from earmark.ledger.findings.handed_out import ADOPTION
from earmark.ledger.findings.listing import Listed, Placed, moment
from earmark.ledger.vouchers.charge import voucher_of

from ..judging.finding import Clause, Evidence, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from earmark.ledger.findings.on_finding import OnFinding

    from ..judging.finding import Audit

LISTED = Text("{where} {id} 列出（{day}），现在不再出现", "listed by {where} {id} ({day}), found no more")
NOT_RUN = Text(
    "规则 {rule} 这次没有运行，按 {id} 所列保留", "rule {rule} did not run here; kept as {id} has it"
)
WHERE = {
    "closing": Text("结账", "closing"),
    "report": Text("已交出的报告", "report"),
    "decision": Text("认定", "decision"),
    "answer": Text("答复", "answer"),
    "answer-request": Text("答复要求", "request"),
    "referral": Text("移送", "referral"),
    "waiver-request": Text("豁免申请", "request for a waiver"),
}
BEFORE = Text("采用另一方案前的清单", "list made before another policy")


def where(one: Placed) -> Text:
    """What a list is called that a finding stands in."""
    return BEFORE if one.what == ADOPTION else WHERE[one.kind]


GONE = Text(
    "列支 {subject} 已不在账上：草稿被撤销或改动",
    "charge {subject} is not in the books: its draft was dropped or changed",
)
POLICY = Text("实施方案已换：列出时 {then}，现在 {now}", "the policy is another one: {then} then, {now} now")
RULE = Text("规则 {rule} 已不在实施方案里", "rule {rule} is no longer in the policy")
SINCE = Text("此后{what}（{day}）", "since then: {what} ({day})")
DATA = Text("数据变了", "the data changed")
DECIDED = Text("数据或规则已变，认定仍然有效", "data or rules changed; the decision still stands")
UNDECIDED = Text(
    "说明数据或规则为何变了，由拨款或审计方认定", "say why data or rules changed; a person decides"
)
_DECISION = Text("{id}：{why}", "{id}: {why}")
SHORT = 12
"""So many digits of a hash tell policies apart for a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What books keep of earlier lists, and what was changed around the charges since; the latter is asked only if needed."""

    listed: Sequence[Placed] = ()
    changes: Callable[[], Iterable[Change]] = tuple


NOTHING = Kept()


def placed(act: OnFinding) -> Placed:
    """A finding as an act on it keeps it."""
    amount, outcome, clause = act.amount, act.found or "violation", act.clause or ""
    if isinstance(act, Decision):
        amount, clause = act.questioned, act.clause or act.basis
        outcome = act.found or ("violation" if act.upheld else "review")
    listed = Listed(
        act.finding, act.rule, act.subject, outcome, None if amount is None else plain(amount),
        act.policy_sha256 or "", act.date, act.category or "", "", clause,
    )  # fmt: skip
    return Placed(act.kind, act.id, act.date, act.recorded, act.by, listed)


def last_listed(given: Iterable[Placed]) -> dict[str, Placed]:
    """Each finding as it was listed last."""
    return {one.listed.finding: one for one in sorted(given, key=lambda one: moment(one.recorded))}


def lost(audit: Audit, kept: Kept, acts: Iterable[OnFinding]) -> Iterator[Finding]:
    """What was listed and is not among the findings of an audit."""
    acts = list(acts)
    said = {a.finding: _DECISION.format(id=a.id, why=a.reason) for a in acts if isinstance(a, Decision)}
    ids = {f.id for f in audit.findings}
    states = {run.id: run.state for run in audit.runs}
    for id_, one in last_listed([*kept.listed, *map(placed, acts)]).items():
        if id_ in ids:
            continue
        if states.get(one.listed.rule) in {"not run", "failed"}:
            text = NOT_RUN.format(rule=one.listed.rule, id=one.id)
            yield _finding(audit, one, "open", [text])
        else:
            listed = LISTED.format(where=where(one), id=one.id, day=one.date)
            decided = [said[id_]] if id_ in said else []
            yield _finding(audit, one, "not_found", [listed, *_why(audit, one, kept), *decided])


def _finding(audit: Audit, one: Placed, status: str, said: Sequence[Text]) -> Finding:
    """As it was listed; where its charge is still in the books, with the rows that it comes from."""
    listed = one.listed
    charge = next((c for c in audit.charges if c.id == listed.subject), None)
    amount = None if listed.amount is None else Decimal(listed.amount)
    return Finding(
        id=listed.finding,
        rule=listed.rule,
        category=listed.category,
        outcome=listed.outcome,
        subject=listed.subject,
        amount=amount,
        currency=None if amount is None else "CNY",
        date=charge.date if charge else listed.date,
        voucher=charge.voucher if charge else None,
        sources=charge.sources if charge else (),
        clause=Clause(listed.document, listed.clause, ""),
        evidence=tuple(Evidence(text, "fact") for text in said),
        clears=DECIDED if one.kind == Decision.kind else UNDECIDED,
        status=status,
    )


def _why(audit: Audit, one: Placed, kept: Kept) -> Iterator[Text]:
    """The reasons that can be told; that the data changed where there is none."""
    found = [*_of_charge(audit, one), *_of_policy(audit, one), *_since(one, kept)]
    yield from found or [DATA]


def _of_charge(audit: Audit, one: Placed) -> Iterator[Text]:
    subject = one.listed.subject
    if subject.startswith(f"{audit.award.id}-V") and subject not in {c.id for c in audit.charges}:
        yield GONE.format(subject=subject)


def _of_policy(audit: Audit, one: Placed) -> Iterator[Text]:
    then = one.listed.policy_sha256
    if then and then != audit.policy_sha256:
        yield POLICY.format(then=then[:SHORT], now=audit.policy_sha256[:SHORT])
    if one.listed.rule not in {run.id for run in audit.runs}:
        yield RULE.format(rule=one.listed.rule)


def _since(one: Placed, kept: Kept) -> Iterator[Text]:
    for change in kept.changes():
        mine = change.voucher in {None, voucher_of(one.listed.subject)}
        if mine and moment(change.recorded) > moment(one.recorded):
            yield SINCE.format(what=change.what, day=change.recorded[:10])
